import type { ICredentialsDecrypted, IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { SafeError } from '../../../lib/privacy/errors';
import { outcomeOf } from '../outcome';
import { checkHost } from './hosts';
import { readText } from './readText';
import type { NodeContext, OutgoingRequest } from './request';
import { defaultTimeoutMs } from './request';
import { toTransportError } from './transportError';

/** A line without its line break, and the byte behind it: where a later read goes on. */
export interface Line {
	readonly text: string;
	readonly end: number;
}

/** The head of an answer whose body is read line by line; `text` holds it when it was refused. */
export interface LineAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly text: string;
	/** Leaving the loop ends the connection. Throws SafeError when the answer breaks off. */
	readonly lines: AsyncIterable<Line>;
}

interface ByteStream extends AsyncIterable<Uint8Array> {
	destroy(error?: Error): void;
}

/** Longest line that is read, in bytes. */
const maxLineBytes = 4 * 1024 * 1024;
const lineFeed = 10;

/**
 * Sends a GET request and reads its answer line by line, from a byte on: a file of any size takes
 * the memory of one line. The server is asked for the rest behind `fromByte`; one that sends the
 * whole file is read up to there. Throws SafeError as `send` does.
 */
export async function openLines(
	context: NodeContext,
	credentialType: string,
	request: OutgoingRequest,
	fromByte: number,
	decrypted: ICredentialsDecrypted,
): Promise<LineAnswer> {
	checkHost(request);
	const timeoutMs = request.timeoutMs ?? defaultTimeoutMs;
	const options: IHttpRequestOptions = {
		method: 'GET',
		url: request.url,
		headers: {
			...request.headers,
			// A compressed answer has other bytes than the file.
			'Accept-Encoding': 'identity',
			...(fromByte > 0 && { Range: `bytes=${fromByte}-` }),
		},
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		timeout: timeoutMs,
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
	};
	const outcome = await outcomeOf(
		async () =>
			(await context.helpers.httpRequestWithAuthentication.call(context, credentialType, options, {
				credentialsDecrypted: decrypted,
			})) as { statusCode: number; headers: IDataObject; body: ByteStream },
	);
	if (!outcome.ok) throw toTransportError(request, outcome.error);
	const { statusCode, headers, body } = outcome.value;
	const plain = Object.fromEntries(
		Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
	if (statusCode !== 200 && statusCode !== 206) {
		const text = await readText(body, request, timeoutMs);
		return { status: statusCode, headers: plain, text, lines: none() };
	}
	const skip = statusCode === 200 ? fromByte : 0;
	return {
		status: statusCode,
		headers: plain,
		text: '',
		lines: linesOf(body, request, timeoutMs, { position: fromByte - skip, skip }),
	};
}

async function* none(): AsyncGenerator<Line> {}

async function* linesOf(
	body: ByteStream,
	request: OutgoingRequest,
	timeoutMs: number,
	{ position, skip }: { position: number; skip: number },
): AsyncGenerator<Line> {
	const deadline = AbortSignal.timeout(timeoutMs);
	const onDeadline = () =>
		body.destroy(Object.assign(new Error('time-out'), { code: 'ETIMEDOUT' }));
	deadline.addEventListener('abort', onDeadline, { once: true });
	const chunks = body[Symbol.asyncIterator]();
	let rest = Buffer.alloc(0);
	let at = position;
	let toSkip = skip;
	try {
		for (;;) {
			const outcome = await outcomeOf(async () => await chunks.next());
			if (!outcome.ok) throw toTransportError(request, outcome.error, 'answer');
			if (outcome.value.done === true) break;
			const chunk = Buffer.from(outcome.value.value);
			const skipped = Math.min(toSkip, chunk.length);
			toSkip -= skipped;
			at += skipped;
			rest =
				rest.length === 0
					? chunk.subarray(skipped)
					: Buffer.concat([rest, chunk.subarray(skipped)]);
			let from = 0;
			for (let feed = rest.indexOf(lineFeed); feed !== -1; feed = rest.indexOf(lineFeed, from)) {
				at += feed + 1 - from;
				const text = rest.toString('utf8', from, feed).trim();
				from = feed + 1;
				if (text !== '') yield { text, end: at };
			}
			rest = rest.subarray(from);
			if (rest.length > maxLineBytes) throw tooLong(request);
		}
		const text = rest.toString('utf8').trim();
		if (text !== '') yield { text, end: at + rest.length };
	} finally {
		deadline.removeEventListener('abort', onDeadline);
		body.destroy();
	}
}

function tooLong(request: OutgoingRequest): SafeError {
	return new SafeError({
		kind: 'wireShape',
		message: `A line of the answer to ${request.operation} is longer than 4 MB and was not read.`,
		nextStep: 'Report the operation.',
		system: request.system,
		operation: request.operation,
	});
}
