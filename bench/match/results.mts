import type { BandAccuracy } from '../../cli/match/labels.mjs';

/** What a list, or two, cost: time on the clock, resident memory of the whole process at its peak. */
export interface Cost {
	records: number;
	/** CSV read. */
	readSeconds: number;
	/** Brought to one form, blocked, compared, decided. */
	compareSeconds: number;
	peakMb: number;
}

export interface QueryCost {
	records: number;
	queries: number;
	/** Until the index is ready, without reading the file. */
	buildSeconds: number;
	medianMs: number;
	/** 95 of 100 queries are not slower. */
	slowMs: number;
	peakMb: number;
}

export interface SetAccuracy {
	title: string;
	records: number;
	truePairs: number;
	link: BandAccuracy;
	linkAndReview: BandAccuracy;
	reviewLoad?: number;
	pairCompleteness?: number;
	wrongLinks: number;
}

/** How the persons of one class of confusion fared. */
export interface ClassAccuracy {
	name: string;
	/** True pairs that a person could tell, and how many of them are linked or shown to somebody. */
	pairs: number;
	linked: number;
	review: number;
	/** True pairs that nobody could tell: each link of one would be luck. */
	undecidable: number;
	/** Links between different persons whose left record is of this class. */
	wrongLinks: number;
}

export interface HouseholdAccuracy extends SetAccuracy {
	classes: ClassAccuracy[];
}
