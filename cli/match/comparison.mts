import {
	bands,
	type Band,
	type Grade,
	type Reason,
	type RecordDecision,
} from '../../lib/identity/decision.js';
import type {
	ListMatchOptions,
	MatchProgress,
	MatchResult,
	MatchStatistics,
} from '../../lib/identity/match/types.js';
import { findDuplicates, linkLists } from '../../lib/identity/match.js';
import type { IdentityRecord } from '../../lib/identity/record.js';
import type { Progress } from '../support/progressBar.mjs';

/** A pair for the report: linked, or for a person to look at. */
export interface ProposedPair {
	readonly left: string;
	readonly right: string;
	readonly band: Exclude<Band, 'new'>;
	readonly grade: Grade;
	/** Bits. */
	readonly score: number;
	readonly probability: number;
	readonly reasons: readonly Reason[];
}

/** What the engine made of two lists, or of one compared with itself. */
export interface Comparison {
	/** Sorted by left id, best first, so that the order of the files changes nothing. */
	readonly pairs: readonly ProposedPair[];
	/** Records per band: of the left list, or of the one list. */
	readonly records: Readonly<Record<Band, number>>;
	/** Ids of the records in band `new`, sorted. */
	readonly newRecords: readonly string[];
	/** Only for one list: the records that are one person, each group sorted. */
	readonly groups?: ReadonlyArray<readonly string[]>;
	readonly statistics: MatchStatistics;
}

/** Plain order of code units: the same on every machine, whatever its language. */
export function byText(one: string, two: string): number {
	return one < two ? -1 : one > two ? 1 : 0;
}

/** Sorts in place: by left record, then the best score first. Returns the same list. */
export function sortPairs(pairs: ProposedPair[]): ProposedPair[] {
	return pairs.sort(
		(one, two) =>
			byText(one.left, two.left) || two.score - one.score || byText(one.right, two.right),
	);
}

export type CompareOptions = ListMatchOptions & {
	readonly report: (progress: Progress) => Promise<void>;
};

/** Links one list to another. */
export async function compareLists(
	left: readonly IdentityRecord[],
	right: readonly IdentityRecord[],
	{ report, ...options }: CompareOptions,
): Promise<Comparison> {
	return toComparison(await drive(linkLists(left, right, options), report));
}

/** Finds the records of one list that are one person. */
export async function compareWithin(
	list: readonly IdentityRecord[],
	{ report, ...options }: CompareOptions,
): Promise<Comparison> {
	const { groups, ...result } = await drive(findDuplicates(list, options), report);
	const sorted = groups.map((group) => [...group].sort(byText));
	const comparison = toComparison(result);
	return {
		...comparison,
		pairs: onceEach(comparison.pairs),
		groups: sorted.sort((one, two) => byText(one[0], two[0])),
	};
}

/** Within one list each pair is found from both ends; the first of the two ids comes to the left. */
function onceEach(pairs: readonly ProposedPair[]): ProposedPair[] {
	const found = new Map<string, ProposedPair>();
	for (const pair of pairs) {
		const [left, right] = [pair.left, pair.right].sort(byText);
		const key = JSON.stringify([left, right]);
		if (found.get(key)?.band !== 'link') found.set(key, { ...pair, left, right });
	}
	return sortPairs([...found.values()]);
}

const stages: Readonly<Record<MatchProgress['stage'], string>> = {
	read: 'Bringing to one form',
	compare: 'Comparing',
	decide: 'Deciding',
};

async function drive<T>(
	steps: Generator<MatchProgress, T>,
	report: (progress: Progress) => Promise<void>,
): Promise<T> {
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
		const { stage, ...progress } = step.value;
		await report({ ...progress, label: stages[stage] });
	}
}

/** A review shows a person every candidate; a link and its also-rans need nobody. */
function toComparison({ decisions, statistics }: MatchResult): Comparison {
	const pairs = decisions.flatMap(({ ref, band, best, others }: RecordDecision) => {
		if (band === 'new' || best === undefined) return [];
		const shown = band === 'link' ? [best] : [best, ...others];
		return shown.map(
			({ ref: right, grade, score, probability, reasons }): ProposedPair => ({
				left: ref,
				right,
				band,
				grade,
				score,
				probability,
				reasons,
			}),
		);
	});
	const inBand = (band: Band) => decisions.filter((decision) => decision.band === band);
	const records = Object.fromEntries(bands.map((band) => [band, inBand(band).length]));
	return {
		pairs: sortPairs(pairs),
		records: records as Record<Band, number>,
		newRecords: inBand('new')
			.map(({ ref }) => ref)
			.sort(byText),
		statistics,
	};
}
