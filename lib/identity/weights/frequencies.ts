import { familyNameShare, givenNameShare } from '../lexicon/nameFrequencies';
import { isKnownGivenName } from '../lexicon/knownGivenNames';

/** How common a name is: its share of all persons, between 0 and 1. */
export interface NameFrequencies {
	givenShare(name: string): number;
	familyShare(name: string): number;
	/** Whether a given name is one that people bear, and no slip of the pen. */
	isGivenName(name: string): boolean;
}

/** The shipped US shares alone. */
export const shippedFrequencies: NameFrequencies = {
	givenShare: givenNameShare,
	familyShare: familyNameShare,
	isGivenName: isKnownGivenName,
};

/** How often names stand in the lists at hand. */
export interface NameCounts {
	given(name: string): number;
	family(name: string): number;
	readonly records: number;
}

/** The shipped share counts as much as this many records of the list. */
const shippedRecords = 1000;
/**
 * A given name that stands in this many records, and in this share of them, is a name whether the
 * lexicon has it or not; a slip of a common name is rarer.
 */
const knownFrom = 5;
const knownShare = 1 / 2000;

/** The shipped shares mixed with the counts of a list: (count + k · share) / (records + k). */
export function mixFrequencies(counts: NameCounts): NameFrequencies {
	const mix = (count: number, share: number) =>
		(count + shippedRecords * share) / (counts.records + shippedRecords);
	const known = Math.max(knownFrom, counts.records * knownShare);
	return {
		givenShare: (name) => mix(counts.given(name), givenNameShare(name)),
		familyShare: (name) => mix(counts.family(name), familyNameShare(name)),
		isGivenName: (name) => isKnownGivenName(name) || counts.given(name) >= known,
	};
}
