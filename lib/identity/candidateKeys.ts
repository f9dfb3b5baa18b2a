import type { components } from '../contract/healthsail';
import type { NormalizedAddress, NormalizedName, NormalizedRecord } from './record';

export type CandidateKey = components['schemas']['CandidateQuery']['keys'][number];

/** The contract's limit of keys per question. */
const mostKeys = 40;
/** Longest value the contract takes. */
const longestValue = 200;

/**
 * The keys to ask HealthSail for customers that could be this person (POST /customers/candidates):
 * all phones, addresses and names, and the birth date also with day and month swapped. At most 40;
 * where there are more, the first ones of each type are kept. Empty when nothing is known.
 */
export function candidateKeys(record: NormalizedRecord): CandidateKey[] {
	const byType: CandidateKey[][] = [
		keys('birth_date', birthDates(record.birthDate)),
		keys('phone', record.phones),
		keys('email', record.emails),
		keys('member_id', record.memberIds.map(codeOf)),
		keys(
			'name',
			record.names.flatMap((name) => fullNames(name, false)),
		),
		keys(
			'name_swapped',
			record.names.flatMap((name) => fullNames(name, true)),
		),
		keys('street', record.addresses.flatMap(streets)),
		keys('zip_surname_initial', zipsAndInitials(record)),
	];
	const picked: CandidateKey[] = [];
	// One of each type in turn, so that twenty phones do not crowd out the name.
	for (let rank = 0; picked.length < mostKeys; rank += 1) {
		const row = byType.flatMap((of) => of.slice(rank, rank + 1));
		if (row.length === 0) break;
		picked.push(...row.slice(0, mostKeys - picked.length));
	}
	return picked;
}

function keys(type: CandidateKey['type'], values: readonly string[]): CandidateKey[] {
	return [...new Set(values)]
		.filter((value) => value !== '' && value.length <= longestValue)
		.map((value) => ({ type, value }));
}

/** The date, and the one with day and month swapped where that is a date too. */
function birthDates(date: string | undefined): string[] {
	if (date === undefined) return [];
	const [year = '', month = '', day = ''] = date.split('-');
	return Number(day) <= 12 && day !== month ? [date, `${year}-${day}-${month}`] : [date];
}

/** `given family` or `family given`, in every way the two are split over the fields. */
function fullNames(
	{ given, middle, family, familyParts }: NormalizedName,
	swapped: boolean,
): string[] {
	if (given === undefined || family === undefined) return [];
	const [first = given] = given.split(' ');
	const withMiddle = middle !== undefined && middle.length > 1 ? [`${given} ${middle}`] : [];
	const givens = [given, first, ...withMiddle];
	return [family, ...familyParts].flatMap((last) =>
		givens.map((name) => (swapped ? `${last} ${name}` : `${name} ${last}`)),
	);
}

/** `12 main st`, `po box 12`; a street without a number is no key. */
function streets({ number, street }: NormalizedAddress): string[] {
	if (street === undefined) return [];
	if (number !== undefined) return [`${number} ${street}`];
	return /^(?:po box|rr|hc) \d/.test(street) ? [street] : [];
}

function zipsAndInitials({ addresses, names }: NormalizedRecord): string[] {
	const zips = addresses.flatMap(({ zip }) => (zip === undefined ? [] : [zip]));
	const initials = names.flatMap(({ family }) => {
		const [initial] = family ?? '';
		return initial === undefined ? [] : [initial];
	});
	return zips.flatMap((zip) => initials.map((initial) => `${zip}${initial}`));
}

/** The id behind the payer. */
function codeOf(payerAndId: string): string {
	return payerAndId.slice(payerAndId.indexOf('|') + 1);
}
