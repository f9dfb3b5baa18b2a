import { normalizeAddress, type RawAddress } from './normalize/address';
import { normalizeBirthDate } from './normalize/birthDate';
import { normalizeEmails, normalizePhones } from './normalize/contacts';
import { normalizeNames, parseSuffix } from './normalize/names';
import {
	normalizeIdentifiers,
	normalizeInsuranceIds,
	normalizeNationalId,
} from './normalize/numbers';
import type { IdentityRecord, NormalizedAddress, NormalizedRecord } from './record';

const mostAddresses = 20;
const females: ReadonlySet<string> = new Set(['f', 'female', 'woman']);
const males: ReadonlySet<string> = new Set(['m', 'male', 'man']);

/**
 * Brings a record into the form that is compared (domain-notes 1.3). Placeholders and what cannot be
 * read are left out, since missing is not disagreement. Lists come out distinct and in a fixed
 * order, only names keep theirs: the first one is the current one. Never throws, whatever the text,
 * and the work per value is bounded.
 *
 * @param options.today civil date; birth dates after it or 150 years before it are missing
 */
export function normalizeRecord(
	record: IdentityRecord,
	options: { readonly today: string },
): NormalizedRecord {
	return normalize(record, normalizeAddresses(record.addresses ?? []), options.today);
}

/** The same without the addresses, which take as long as all the rest; they come out as not told. */
export function normalizePerson(
	record: IdentityRecord,
	options: { readonly today: string },
): NormalizedRecord {
	return normalize(record, [], options.today);
}

function normalize(
	record: IdentityRecord,
	addresses: readonly NormalizedAddress[],
	today: string,
): NormalizedRecord {
	const { names, suffix: suffixOfName } = normalizeNames(record.names ?? []);
	const suffix = parseSuffix(record.suffix) ?? suffixOfName;
	const birthDate = normalizeBirthDate(record.birthDate, today);
	const sex = normalizeSex(record.sex);
	const { nationalId, ssnLast4 } = normalizeNationalId(record.nationalId, record.ssnLast4);
	// All members always, `undefined` where not known: records of one shape compare much faster.
	return {
		ref: record.ref,
		names,
		suffix,
		birthDate,
		sex,
		phones: normalizePhones(record.phones),
		emails: normalizeEmails(record.emails),
		addresses,
		nationalId,
		ssnLast4,
		identifiers: normalizeIdentifiers(record.identifiers),
		memberIds: normalizeInsuranceIds(record.memberIds),
		subscriberIds: normalizeInsuranceIds(record.subscriberIds),
	};
}

function normalizeSex(text: string | null | undefined): 'male' | 'female' | undefined {
	if (text === null || text === undefined || text.length > 20) return undefined;
	const word = text.trim().toLowerCase();
	if (females.has(word)) return 'female';
	return males.has(word) ? 'male' : undefined;
}

function normalizeAddresses(raw: readonly RawAddress[]): NormalizedAddress[] {
	const known = new Map<string, NormalizedAddress>();
	for (const address of raw.slice(0, mostAddresses)) {
		const normalized = normalizeAddress(address);
		if (normalized !== undefined) known.set(keyOf(normalized), normalized);
	}
	if (known.size < 2) return [...known.values()];
	return [...known.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, address]) => address);
}

function keyOf({ number, street, unit, extra, city, region, zip }: NormalizedAddress): string {
	return [street, number, unit, extra, city, region, zip].map((part) => part ?? '').join('|');
}
