import { createHmac, createSecretKey } from 'crypto';

import { SafeError } from '../privacy/errors';

/** HMAC-SHA256 of a text, 64 hex digits, under one practice's hash key (design 23). */
export type KeyedHasher = (text: string) => string;

/**
 * Patient values can be guessed, so every hash of them is keyed.
 *
 * @param key the hash key of the HealthSail credential, at least 16 characters
 * @throws SafeError of kind `configuration` when the key is missing or short
 */
export function createKeyedHasher(key: string): KeyedHasher {
	if (key.trim().length < 16) {
		throw new SafeError({
			kind: 'configuration',
			system: 'healthsail',
			message:
				'The hash key in the HealthSail credential is missing or shorter than 16 characters.',
			nextStep: 'Set a long random hash key, the same in every credential of this practice.',
			fields: ['hashKey'],
		});
	}
	const secret = createSecretKey(key, 'utf8');
	return (text) => createHmac('sha256', secret).update(text, 'utf8').digest('hex');
}
