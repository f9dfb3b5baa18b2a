import type { ICredentialsDecrypted } from 'n8n-workflow';

import { readAck, type ReadAck } from '../../lib/hl7/acknowledgement';
import { SafeError } from '../../lib/privacy/errors';
import { outcomeOf } from '../common/outcome';
import { sendWithRetry } from '../common/transport/retry';
import type { Answer, NodeContext } from '../common/transport/send';
import { engineCredentialType, type EngineAccess } from './credential';

/** Longest answer that is read; an acknowledgement has a few hundred characters. */
const maxAckBytes = 64 * 1024;

export interface OutgoingMessage {
	/** Name for errors, such as `sendDftP03`. */
	readonly operation: string;
	readonly text: string;
	/** MSH-10 of the message: the answer has to name it. */
	readonly controlId: string;
	/** Whether the same message twice does no harm. */
	readonly isRepeatable: boolean;
}

/** How a message of ours ended, as items tell it. */
export interface Delivered {
	/** `received`: the engine stored it, and nobody knows yet what the practice system did with it. */
	readonly result: 'accepted' | 'received';
	/** MSA-1 of the answer. */
	readonly acknowledgement: 'AA' | 'CA';
}

/**
 * Sends one message to the engine's listener and waits for the acknowledgement. CA (stored) is no
 * more than a receipt, unless the interface settings say that the listener answers nothing else.
 *
 * Throws SafeError: `validation` when the other side refused it (AE, AR), `outcomeUnknown` when it
 * cannot be told whether a message that must not come twice was taken, `unavailable` for the same
 * with one that may, `authentication`, `permission` and `configuration` for the connection itself.
 */
export async function sendToEngine(
	context: NodeContext,
	{ url, allowedHosts, settings }: EngineAccess,
	decrypted: ICredentialsDecrypted,
	message: OutgoingMessage,
): Promise<Delivered> {
	if (url === undefined) throw noListener(message.operation);
	const answer = await sendWithRetry(
		context,
		engineCredentialType,
		{
			system: 'hl7',
			operation: message.operation,
			method: 'POST',
			url,
			headers: { 'Content-Type': 'x-application/hl7-v2+er7; charset=utf-8' },
			body: message.text,
			repeatable: message.isRepeatable,
			maxBytes: maxAckBytes,
			...(allowedHosts.length > 0 && { allowedHosts }),
		},
		{ decrypted },
	);
	// Some listeners answer AE and AR with an HTTP status of 400 or 500.
	const ack = await outcomeOf(async () => await Promise.resolve(readAck(answer.text)));
	if (!ack.ok || ack.value.controlId !== message.controlId) throw noAnswer(answer, message);
	if (ack.value.code !== 'AA') throw refused(ack.value, message);
	if (!ack.value.isCommit) return { result: 'accepted', acknowledgement: 'AA' };
	if (settings.outgoing.acknowledgement === 'commit') {
		return { result: 'accepted', acknowledgement: 'CA' };
	}
	// Stored is not posted: of money it must be known which of the two it is.
	if (!message.isRepeatable) throw onlyStored(message);
	return { result: 'received', acknowledgement: 'CA' };
}

function refused({ code, condition, places }: ReadAck, { operation }: OutgoingMessage): SafeError {
	return new SafeError({
		kind: 'validation',
		message: `The other side did not accept the message (${code}).`,
		nextStep:
			'Look the message up in the engine by its number, correct what it names, and send it again.',
		system: 'hl7',
		operation,
		...(condition !== undefined && { vendorCode: condition }),
		...(places.length > 0 && { fields: places }),
	});
}

function onlyStored({ operation }: OutgoingMessage): SafeError {
	return new SafeError({
		kind: 'outcomeUnknown',
		message: 'The engine has received the message (CA) and did not tell whether it was applied.',
		nextStep:
			'Look the reference up in the practice’s ledger before you send it again, and let the channel answer in original mode.',
		system: 'hl7',
		operation,
	});
}

/** An HTTP answer that does not acknowledge this message. */
function noAnswer({ status }: Answer, { operation, isRepeatable }: OutgoingMessage): SafeError {
	const facts = { system: 'hl7', operation, vendorCode: String(status) };
	switch (status) {
		case 401:
			return new SafeError({
				...facts,
				kind: 'authentication',
				message: 'The engine’s listener did not accept the login.',
				nextStep: 'Compare the outgoing login in the credential with that of the channel.',
			});
		case 403:
			return new SafeError({
				...facts,
				kind: 'permission',
				message: 'The engine’s listener does not let this n8n in.',
				nextStep: 'Ask who looks after the engine whether it allows this address and certificate.',
			});
		case 404:
		case 405:
			return new SafeError({
				...facts,
				kind: 'configuration',
				message: 'There is no listener at the address in the credential.',
				nextStep: 'Correct the listener URL, or start the channel.',
			});
	}
	return new SafeError({
		...facts,
		kind: isRepeatable ? 'unavailable' : 'outcomeUnknown',
		message: 'The engine gave no acknowledgement for this message.',
		nextStep: isRepeatable
			? 'Look whether the channel runs and answers with an HL7 acknowledgement, then send it again.'
			: 'Look the reference up in the practice’s ledger before you send it again.',
	});
}

function noListener(operation: string): SafeError {
	return new SafeError({
		kind: 'configuration',
		message: 'The credential names no listener to send messages to.',
		nextStep: 'Fill the listener URL in the credential.',
		system: 'hl7',
		operation,
		fields: ['url'],
	});
}
