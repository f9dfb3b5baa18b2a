import { normalizeBirthDate } from '../../lib/identity/normalize/birthDate.js';
import { normalizeInsuranceIds } from '../../lib/identity/normalize/numbers.js';
import type { IdentityRecord } from '../../lib/identity/record.js';

/**
 * A file does not tell whether its member ids are each person's own. One that two records of a list
 * carry with different birth dates is a family's, and proves as little as a subscriber id; it counts
 * as one in both lists.
 *
 * @param today civil date: a birth date behind it tells nothing
 */
export function familyNumbersAside(
	left: readonly IdentityRecord[],
	right: readonly IdentityRecord[] | undefined,
	today: string,
): [readonly IdentityRecord[], (readonly IdentityRecord[])?] {
	const shared = new Set([...sharedWithin(left, today), ...sharedWithin(right ?? [], today)]);
	if (shared.size === 0) return [left, right];
	const aside = (record: IdentityRecord) => setAside(record, shared);
	return [left.map(aside), right?.map(aside)];
}

function* sharedWithin(list: readonly IdentityRecord[], today: string): Generator<string> {
	const birthDates = new Map<string, string>();
	for (const record of list) {
		if (!record.memberIds?.length) continue;
		const birthDate = normalizeBirthDate(record.birthDate, today);
		if (birthDate === undefined) continue;
		for (const id of numbersOf(record.memberIds)) {
			const known = birthDates.get(id);
			if (known === undefined) birthDates.set(id, birthDate);
			else if (known !== birthDate) yield id;
		}
	}
}

/** Without the payer, which one list may tell and the other not. */
function numbersOf(ids: IdentityRecord['memberIds']): string[] {
	return normalizeInsuranceIds(ids).map((id) => id.slice(id.indexOf('|') + 1));
}

function setAside(record: IdentityRecord, shared: ReadonlySet<string>): IdentityRecord {
	const isShared = (ids: IdentityRecord['memberIds']) =>
		numbersOf(ids).some((id) => shared.has(id));
	if (!isShared(record.memberIds)) return record;
	const { memberIds = [], subscriberIds = [] } = record;
	return {
		...record,
		memberIds: memberIds.filter((id) => !isShared([id])),
		subscriberIds: [...subscriberIds, ...memberIds.filter((id) => isShared([id]))],
	};
}
