import { isEqual } from './equal.mjs';
import { IdSource } from './ids.mjs';

interface Part {
	id: string;
	use: string;
	[more: string]: unknown;
}

type GivenPart = Partial<Part> & Record<string, unknown>;

const withoutId = ({ id: _id, ...rest }: GivenPart) => rest;

/**
 * Phones or addresses after a list was replaced whole. An id that is given is kept; any other entry
 * takes the id of the stored entry that it equals or, among those left, the first of its use, so
 * that paths stay stable.
 */
export function keepPartIds<T extends Part>(
	ids: IdSource,
	given: readonly GivenPart[],
	existing: readonly T[],
): T[] {
	const free = [...existing];
	const take = (test: (part: T) => boolean): T | undefined => {
		const at = free.findIndex(test);
		return at < 0 ? undefined : free.splice(at, 1)[0];
	};
	const found = given.map((part) => {
		if (part.id === undefined) return undefined;
		take((stored) => stored.id === part.id);
		return part.id;
	});
	const match = (test: (stored: T, part: GivenPart) => boolean) =>
		given.forEach((part, i) => {
			found[i] ??= take((stored) => test(stored, part))?.id;
		});
	match((stored, part) => isEqual(withoutId(stored), withoutId(part)));
	match((stored, part) => stored.use === part.use);
	return given.map((part, i) => ({ ...part, id: found[i] ?? ids.next() }) as unknown as T);
}
