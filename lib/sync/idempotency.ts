import { canonicalText } from './canonicalForm';
import type { KeyedHasher } from './keyedHash';

/**
 * The Idempotency-Key of a write: equal for a re-run of the same item, other for another version of
 * it (contract section 15). Keyed, so that no id of the practice can be read from a header.
 *
 * @param sourceVersion the content hash of what is written, or another version of the source
 */
export function idempotencyKey(
	hasher: KeyedHasher,
	operation: string,
	sourceId: string,
	sourceVersion: string,
): string {
	return hasher(canonicalText(['idempotency', operation, sourceId, sourceVersion]));
}
