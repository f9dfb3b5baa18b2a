/** Grades of FHIR `$match` (domain-notes 1.3). */
export const grades = ['certain', 'probable', 'possible', 'certainlyNot'] as const;
export type Grade = (typeof grades)[number];

/** What a flow does with a record: outputs Matched, Review and New of the Patient Match node. */
export const bands = ['link', 'review', 'new'] as const;
export type Band = (typeof bands)[number];

/**
 * One reason of a decision in words and numbers. `code` is a word for machines (at most 60
 * characters, never a value); `text` is a sentence for staff, without any value of the patient.
 */
export interface Reason {
	readonly code: string;
	readonly kind: 'field' | 'rule' | 'guard' | 'veto' | 'gate';
	/** Bits this field adds to the score; only for kind `field`. */
	readonly weight?: number;
	readonly text: string;
}

/** What two records are to each other, before other candidates are looked at. */
export interface PairDecision {
	readonly grade: Grade;
	/** Sum of the weights and the prior, in bits (domain-notes 1.4). */
	readonly score: number;
	/** 0..1 from the score. */
	readonly probability: number;
	readonly reasons: readonly Reason[];
}

export interface GradedCandidate extends PairDecision {
	readonly ref: string;
}

/** What becomes of one record. */
export interface RecordDecision {
	readonly ref: string;
	readonly band: Band;
	/** The candidate that is linked, or the best one for a person to look at; absent in band `new`. */
	readonly best?: GradedCandidate;
	/** Other candidates at grade possible or better, best first. */
	readonly others: readonly GradedCandidate[];
}
