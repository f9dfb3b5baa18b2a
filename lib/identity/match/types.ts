import type { PairDecision, RecordDecision } from '../decision';
import type { IdentityRecord, NormalizedRecord } from '../record';
import type { IdentitySettings } from '../settings';
import type { NameFrequencies } from '../weights/frequencies';

/** What a pair is graded with. */
export interface MatchContext {
	readonly settings: IdentitySettings;
	/** log2 of the odds, before any field is looked at, that the two are the same person. */
	readonly priorBits: number;
	/** How common a name is; the shipped US shares, mixed with the lists at hand. */
	readonly frequencies: NameFrequencies;
	/** Civil date; ages are counted to it. */
	readonly today: string;
}

/** Step of a long match; `total` is 0 while the length of a stream is not known. */
export interface MatchProgress {
	readonly stage: 'read' | 'compare' | 'decide';
	readonly done: number;
	readonly total: number;
}

export interface MatchOptions {
	readonly settings: IdentitySettings;
	/** Civil date. */
	readonly today: string;
	/** Candidates behind a match exclusion, by ref: never proposed. */
	readonly excluded?: ReadonlySet<string>;
	/** Candidates, by ref, that already carry another verified id of the same system and practice. */
	readonly taken?: ReadonlySet<string>;
}

export interface ListMatchOptions {
	readonly settings: IdentitySettings;
	readonly today: string;
	/** Pairs behind a match exclusion, each as `pairKey(leftRef, rightRef)`. */
	readonly excluded?: ReadonlySet<string>;
	/** Right records, by ref, that already carry another verified id of the same system. */
	readonly taken?: ReadonlySet<string>;
	/** Told of every pair the blocking brings together, by position in the lists; for measuring. */
	readonly onPair?: (left: number, right: number) => void;
}

export interface MatchStatistics {
	/** Records read: `right` is 0 within one list. */
	readonly left: number;
	readonly right: number;
	/** Records by band. */
	readonly bands: Readonly<Record<'link' | 'review' | 'new', number>>;
	/** Pairs that the blocking brought together, and those of them that were compared in full. */
	readonly pairsSeen: number;
	readonly pairsCompared: number;
	/** Blocks above the cap, which were combined with a second key, and the records in them. */
	readonly blocksSplit: number;
	readonly recordsInSplitBlocks: number;
	/** How often each guard, veto or gate stopped a pair that was in the link band, by code. */
	readonly stopped: Readonly<Record<string, number>>;
}

export interface MatchResult {
	/** One decision per record of the left list (of the one list), in its order. */
	readonly decisions: readonly RecordDecision[];
	readonly statistics: MatchStatistics;
}

export interface DuplicateResult extends MatchResult {
	/** Refs that are one person, each group of two or more in the order of the list. */
	readonly groups: readonly (readonly string[])[];
}

/** A blocking index built once and asked many times. */
export interface Matcher {
	/** Adds a record. */
	add(record: IdentityRecord): void;
	/** Number of records in the index. */
	readonly size: number;
	/** What becomes of one record against the index. */
	find(record: IdentityRecord, options?: Pick<MatchOptions, 'excluded' | 'taken'>): RecordDecision;
	/** Two records of any source, without looking at others. */
	grade(a: NormalizedRecord, b: NormalizedRecord): PairDecision;
}
