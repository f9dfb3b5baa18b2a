import type { NameSuffix, NormalizedRecord } from '../record';
import type { Vocabulary } from './vocabulary';

/** An address in numbers of the vocabulary. */
export interface PreparedAddress {
	readonly number: number;
	readonly street: number;
	readonly unit: number;
	readonly extra: number;
	readonly city: number;
	readonly region: number;
	readonly zip: number;
}

/** An insurance id; `payer` is 0 where the source does not tell it. */
export interface PreparedInsuranceId {
	readonly payer: number;
	readonly value: number;
}

/**
 * A normalised record in numbers of a vocabulary, so that comparing allocates nothing. 0 is "not
 * told" in every member. First of `givens`, `families` and `middles` is the current name.
 */
export interface PreparedRecord {
	readonly ref: string;
	readonly givens: readonly number[];
	readonly families: readonly number[];
	readonly middles: readonly number[];
	/** Parts of double family names, of all names. */
	readonly familyParts: readonly number[];
	readonly suffix: NameSuffix | '';
	/** Year · 10,000 + month · 100 + day. */
	readonly birthDate: number;
	/** 1 male, 2 female. */
	readonly sex: number;
	readonly phones: readonly number[];
	readonly emails: readonly number[];
	readonly addresses: readonly PreparedAddress[];
	readonly nationalId: number;
	readonly ssnLast4: number;
	readonly identifiers: readonly number[];
	readonly memberIds: readonly PreparedInsuranceId[];
	readonly subscriberIds: readonly PreparedInsuranceId[];
}

const none: readonly number[] = [];
const noInsuranceIds: readonly PreparedInsuranceId[] = [];
const noAddresses: readonly PreparedAddress[] = [];

/** Turns a normalised record into numbers of the vocabulary. */
export function prepareRecord(record: NormalizedRecord, words: Vocabulary): PreparedRecord {
	return {
		ref: record.ref,
		givens: numbers(
			record.names.map((name) => name.given),
			words,
		),
		families: numbers(
			record.names.map((name) => name.family),
			words,
		),
		middles: numbers(
			record.names.map((name) => name.middle),
			words,
		),
		familyParts: record.names.some((name) => name.familyParts.length > 1)
			? numbers(
					record.names.flatMap((name) => (name.familyParts.length > 1 ? name.familyParts : [])),
					words,
				)
			: none,
		suffix: record.suffix ?? '',
		birthDate: record.birthDate === undefined ? 0 : Number(record.birthDate.replaceAll('-', '')),
		sex: record.sex === undefined ? 0 : record.sex === 'male' ? 1 : 2,
		phones: numbers(record.phones, words),
		emails: numbers(record.emails, words),
		addresses:
			record.addresses.length === 0
				? noAddresses
				: record.addresses.map((address) => ({
						number: words.numberOf(address.number),
						street: words.numberOf(address.street),
						unit: words.numberOf(address.unit),
						extra: words.numberOf(address.extra),
						city: words.numberOf(address.city),
						region: words.numberOf(address.region),
						zip: words.numberOf(address.zip),
					})),
		nationalId: words.numberOf(record.nationalId),
		ssnLast4: words.numberOf(record.ssnLast4),
		identifiers: numbers(record.identifiers, words),
		memberIds: insuranceIds(record.memberIds, words),
		subscriberIds: insuranceIds(record.subscriberIds, words),
	};
}

function insuranceIds(ids: readonly string[], words: Vocabulary): readonly PreparedInsuranceId[] {
	if (ids.length === 0) return noInsuranceIds;
	return ids.map((id) => {
		const bar = id.indexOf('|');
		return { payer: words.numberOf(id.slice(0, bar)), value: words.numberOf(id.slice(bar + 1)) };
	});
}

function numbers(
	words: ReadonlyArray<string | undefined>,
	vocabulary: Vocabulary,
): readonly number[] {
	if (words.length === 0) return none;
	const found: number[] = [];
	for (const word of words) {
		const number = vocabulary.numberOf(word);
		if (number !== 0 && !found.includes(number)) found.push(number);
	}
	return found.length === 0 ? none : found;
}
