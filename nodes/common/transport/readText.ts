import { SafeError } from '../../../lib/privacy/errors';
import { outcomeOf } from '../outcome';
import { toTransportError } from './transportError';
import type { OutgoingRequest } from './request';
import { defaultMaxBytes } from './request';

interface ByteStream extends AsyncIterable<Uint8Array> {
	destroy(error?: Error): void;
}

/**
 * Reads an answer to its end as UTF-8 text.
 * Throws SafeError: `wireShape` when it is longer than `maxBytes`, and the transport error of a
 * broken-off or stalled answer (`timeoutMs` from the headers to the last byte).
 */
export async function readText(
	body: unknown,
	request: OutgoingRequest,
	timeoutMs: number,
): Promise<string> {
	if (typeof body === 'string') return checkLength(body, request);
	if (!isByteStream(body)) return body === undefined || body === null ? '' : JSON.stringify(body);
	const maxBytes = request.maxBytes ?? defaultMaxBytes;
	const deadline = AbortSignal.timeout(timeoutMs);
	const onDeadline = () =>
		body.destroy(Object.assign(new Error('time-out'), { code: 'ETIMEDOUT' }));
	deadline.addEventListener('abort', onDeadline, { once: true });
	const outcome = await outcomeOf(async () => await collect(body, maxBytes));
	deadline.removeEventListener('abort', onDeadline);
	if (!outcome.ok) throw toTransportError(request, outcome.error, 'answer');
	if (outcome.value === undefined) throw tooLarge(request, maxBytes);
	return outcome.value;
}

/** The whole stream as text, or undefined (and a closed stream) when it is too long. */
async function collect(body: ByteStream, maxBytes: number): Promise<string | undefined> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		// Leaving the loop destroys the stream and with it the connection.
		if (size > maxBytes) return undefined;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}

function isByteStream(body: unknown): body is ByteStream {
	return (
		typeof body === 'object' &&
		body !== null &&
		Symbol.asyncIterator in body &&
		typeof (body as { destroy?: unknown }).destroy === 'function'
	);
}

function checkLength(text: string, request: OutgoingRequest): string {
	const maxBytes = request.maxBytes ?? defaultMaxBytes;
	if (text.length > maxBytes) throw tooLarge(request, maxBytes);
	return text;
}

function tooLarge(request: OutgoingRequest, maxBytes: number): SafeError {
	return new SafeError({
		kind: 'wireShape',
		message: `The answer to ${request.operation} is longer than ${Math.round(maxBytes / 1_048_576)} MB and was not read.`,
		nextStep: 'Ask for fewer records per page.',
		system: request.system,
		operation: request.operation,
		...(request.correlationId !== undefined && { correlationId: request.correlationId }),
	});
}
