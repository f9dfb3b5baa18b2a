import { createHash, timingSafeEqual } from 'crypto';

import { isLoopback } from '../../lib/privacy/hosts';
import type { IncomingLogin } from './credential';

/** What is known of a request before its body is looked at. */
export interface SenderFacts {
	readonly authorization: string | undefined;
	/** Address of the other end of the connection. */
	readonly remoteAddress: string | undefined;
	/** Whether a proxy passed the request on: then that address is the proxy's. */
	readonly isForwarded: boolean;
}

/** What to answer a sender that is not let in; undefined = it may send. */
export interface Refusal {
	readonly status: 401 | 403;
	readonly challenge?: string;
	readonly message: string;
}

/** Judges who sends. Comparing takes the same time whatever was sent. */
export function judgeSender(login: IncomingLogin, facts: SenderFacts): Refusal | undefined {
	switch (login.kind) {
		case 'basic': {
			const wanted = Buffer.from(`${login.user}:${login.password}`, 'utf8').toString('base64');
			return isSame(facts.authorization, 'Basic', wanted)
				? undefined
				: unauthorised('Basic realm="HL7"');
		}
		case 'bearer':
			return isSame(facts.authorization, 'Bearer', login.token)
				? undefined
				: unauthorised('Bearer realm="HL7"');
		case 'none':
			return isThisMachine(facts)
				? undefined
				: {
						status: 403,
						message:
							'Without authentication only senders on this machine are let in. Set basic or bearer authentication in the credential.',
					};
	}
}

function isSame(header: string | undefined, scheme: string, wanted: string): boolean {
	const [given = '', value = ''] = (header ?? '').trim().split(/\s+/, 2);
	const isRight = timingSafeEqual(digest(value), digest(wanted));
	return isRight && given.toLowerCase() === scheme.toLowerCase();
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text, 'utf8').digest();
}

function unauthorised(challenge: string): Refusal {
	return { status: 401, challenge, message: 'The sender did not sign in.' };
}

function isThisMachine({ remoteAddress, isForwarded }: SenderFacts): boolean {
	if (remoteAddress === undefined || isForwarded) return false;
	const address = remoteAddress.replace(/^::ffff:/i, '');
	return address === '::1' || isLoopback(address);
}
