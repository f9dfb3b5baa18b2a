import { randomUUID } from 'crypto';

import type { IDataObject } from 'n8n-workflow';

import type { AckContext } from '../../lib/hl7/acknowledgement';
import { ackContextOf, buildAck, unknownSender } from '../../lib/hl7/acknowledgement';
import { charsetOf } from '../../lib/hl7/charset';
import { headerOfRefused, readMessage } from '../../lib/hl7/receive';
import { Hl7Refusal, type RefusalDetails } from '../../lib/hl7/refusal';
import { formatTimestamp } from '../../lib/hl7/timestamp';
import { reportPage } from '../common/healthsail/audit';
import { outcomeOf } from '../common/outcome';
import { prepareMessage, type Reception } from './prepareMessage';

/** An answer as HTTP carries it. */
export interface HttpAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
}

/** HL7's names of character sets that HTTP calls otherwise than by their number. */
const mimeNames: Readonly<Record<string, string | undefined>> = {
	'UNICODE UTF-8': 'utf-8',
	ASCII: 'us-ascii',
	CP1252: 'windows-1252',
};

export type Verdict =
	/** The flow answers when it has ended. */
	| { readonly verdict: 'item'; readonly item: IDataObject }
	| { readonly verdict: 'answered'; readonly answer: HttpAnswer };

/**
 * Takes the body of one request: an item for the flow, or the answer to a message that starts none.
 * What is refused or dropped leaves an audit record too, so that every message can be counted.
 *
 * @throws SafeError when HealthSail could not be asked: the engine then gets no answer and sends again
 */
export async function receiveRequest(bytes: Uint8Array, reception: Reception): Promise<Verdict> {
	const { settings } = reception.access;
	const received = await outcomeOf(async () => await Promise.resolve(readMessage(bytes, settings)));
	if (!received.ok) return await refuse(received.error, knownContext(bytes), reception);
	const context = ackContextOf(received.value);
	const prepared = await outcomeOf(
		async () => await prepareMessage(received.value, bytes, reception),
	);
	if (!prepared.ok) return await refuse(prepared.error, context, reception);
	if (prepared.value.verdict === 'item') return prepared.value;
	return { verdict: 'answered', answer: acknowledge(context, reception, undefined) };
}

/** AA, or what a refusal asks for. */
export function acknowledge(
	context: AckContext,
	{ access: { scope }, now }: Pick<Reception, 'access' | 'now'>,
	refusal: RefusalDetails | undefined,
): HttpAnswer {
	const ack = buildAck(context, {
		code: refusal?.code ?? 'AA',
		controlId: randomUUID().replaceAll('-', '').slice(0, 20),
		sentAt: formatTimestamp(now, scope.timeZone),
		...(refusal && { refusal }),
	});
	const { name, encode } = charsetOf(context.header.charset);
	const label = mimeNames[name] ?? name.toLowerCase().replace('8859/', 'iso-8859-');
	return {
		// An engine takes 4xx and 5xx as "not delivered": an AE or AR is an answer like any other.
		status: 200,
		headers: { 'content-type': `x-application/hl7-v2+er7; charset=${label}` },
		body: Buffer.from(encode(ack)),
	};
}

function knownContext(bytes: Uint8Array): AckContext {
	const received = headerOfRefused(bytes);
	return received === undefined ? unknownSender : ackContextOf(received);
}

async function refuse(error: unknown, context: AckContext, reception: Reception): Promise<Verdict> {
	// Anything else is no word about the message: the caller gives no answer.
	if (!(error instanceof Hl7Refusal)) return await Promise.reject(error);
	const { details } = error;
	const { client, flow } = reception;
	await reportPage(client, {
		action: 'read',
		subjects: [],
		fields: ['id'],
		purpose: 'HOPERAT',
		flow,
		workflowStep: `hl7.refused.${details.code}.${details.condition}`,
		outcome: 'failure',
	});
	return { verdict: 'answered', answer: acknowledge(context, reception, details) };
}
