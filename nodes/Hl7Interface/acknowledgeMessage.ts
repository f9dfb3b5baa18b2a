import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import type { RefusalDetails } from '../../lib/hl7/refusal';
import { SafeError } from '../../lib/privacy/errors';
import { decryptOnce } from '../common/transport/send';
import { engineCredentialType, readEngineCredential } from './credential';
import { jsonParameter } from './json';
import { acknowledge, type HttpAnswer } from './receiveRequest';

type Param = <T>(name: string, fallback?: unknown) => T;

/** How a flow ended; values of the parameter. */
export type Result = 'accepted' | 'error' | 'fromFailures' | 'later' | 'rejected';

const text = z.string().optional();

const contextSchema = z.object({
	separators: z.string().min(5).max(6),
	header: z.object({
		sendingApplication: text,
		sendingFacility: text,
		receivingApplication: text,
		receivingFacility: text,
		sentAt: text,
		type: text,
		event: text,
		controlId: text,
		processingId: text,
		version: text,
		charset: z.string(),
	}),
});

/** A failed item: of a node that is set to continue, or of a bulk operation. */
const failureSchema = z.object({
	kind: z.string(),
	message: z.string(),
	vendorCode: z.string().optional(),
});
type Failure = z.output<typeof failureSchema>;
const failuresSchema = z.array(
	z
		.object({ error: z.unknown(), details: z.unknown() })
		.passthrough()
		.transform(({ error, details }) => {
			const facts = [details, error].map((value) => failureSchema.safeParse(value));
			return facts.find((parsed) => parsed.success)?.data;
		}),
);

/** What is wrong with the message itself: it would fail in the same way again. */
const kindsOfTheMessage: readonly string[] = ['validation', 'notFound', 'unsupported', 'wireShape'];
/** Conflicts that waiting does not solve, such as a merge in a circle. */
const lastingConflicts: readonly string[] = ['state_invalid', 'duplicate_external_id'];

/**
 * Answers the engine that waits at the trigger of this run. A failure that is not the message's own
 * (HealthSail is down, a key is wrong, someone else wrote at the same moment) is no answer in HL7: the
 * engine keeps the message and sends it again.
 * Throws SafeError `validation` when the message to answer is not as the trigger emits it.
 */
export async function acknowledgeMessage(
	context: IExecuteFunctions,
	itemIndex: number,
	param: Param,
): Promise<IDataObject> {
	const { data } = await decryptOnce(context, engineCredentialType, itemIndex);
	const access = readEngineCredential(data);
	const message = contextSchema.safeParse(jsonParameter(param<unknown>('message')));
	if (!message.success) {
		throw new SafeError({
			kind: 'validation',
			message: 'Message is not what HL7 Interface Trigger emits as "hl7".',
			nextStep: 'Set the parameter Message to the member hl7 of the trigger’s item.',
			system: 'hl7',
			fields: ['message'],
		});
	}
	const ending = endingOf(param);
	if (ending === 'later') {
		await respond(context, {
			status: 503,
			headers: { 'retry-after': '30' },
			body: Buffer.alloc(0),
		});
		return { answered: 'none', status: 503 };
	}
	const now = new Date().toISOString();
	const answer = acknowledge(message.data, { access, now }, ending);
	await respond(context, answer);
	return { answered: ending?.code ?? 'AA', status: answer.status };
}

/** Undefined = accepted. */
function endingOf(param: Param): RefusalDetails | 'later' | undefined {
	switch (param<Result>('result')) {
		case 'accepted':
			return undefined;
		case 'later':
			return 'later';
		case 'error':
			return { code: 'AE', condition: '207', text: textOf(param) };
		case 'rejected':
			return { code: 'AR', condition: '207', text: textOf(param) };
		case 'fromFailures':
			return fromFailures(jsonParameter(param<unknown>('failures', [])));
	}
}

function fromFailures(given: unknown): RefusalDetails | 'later' | undefined {
	const failures = failuresSchema.safeParse(given);
	// What cannot be read is no success.
	if (!failures.success) return 'later';
	if (failures.data.length === 0) return undefined;
	const [first] = failures.data;
	if (first === undefined || !failures.data.every(isOfTheMessage)) return 'later';
	return { code: 'AE', condition: '207', text: first.message };
}

function isOfTheMessage(failure: Failure | undefined): boolean {
	if (failure === undefined) return false;
	const { kind, vendorCode = '' } = failure;
	return kindsOfTheMessage.includes(kind) || lastingConflicts.includes(vendorCode);
}

function textOf(param: Param): string {
	return param<string>('text', '').trim() || 'The message could not be worked with.';
}

async function respond(
	context: IExecuteFunctions,
	{ status, headers, body }: HttpAnswer,
): Promise<void> {
	await context.sendResponse({ statusCode: status, headers: { ...headers }, body });
}
