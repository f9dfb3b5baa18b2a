import type { Header } from './receive';

/**
 * What makes a message the same message when it comes twice: sender, MSH-10, MSH-7 and every byte.
 * Hash it with the practice's key: it holds patient data.
 */
export function messageIdentity(header: Header, bytes: Uint8Array): string {
	const { sendingApplication = '', sendingFacility = '', controlId = '', sentAt = '' } = header;
	return JSON.stringify([
		'hl7 message v1',
		sendingApplication,
		sendingFacility,
		controlId,
		sentAt,
		Buffer.from(bytes).toString('base64'),
	]);
}
