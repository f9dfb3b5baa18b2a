import { BlockingIndex } from './blocking';
import type { PreparedRecord } from './compare/prepared';
import type { RecordDecision } from './decision';
import { listPrior } from './match/options';
import { NameCounter } from './match/nameCounter';
import { PairStore } from './match/pairStore';
import { outcomes, resolvePairs } from './match/resolve';
import { decideRecord, Reader } from './match/session';
import type { Matcher, MatchOptions } from './match/types';
import { gradePair } from './pair';
import { PairGrader } from './pairGrader';
import type { IdentityRecord } from './record';
import type { IdentitySettings } from './settings';
import { mixFrequencies, shippedFrequencies } from './weights/frequencies';
import type { NameFrequencies } from './weights/frequencies';

export { findDuplicates } from './match/duplicates';
export { linkLists } from './match/lists';
export { pairKey } from './match/options';
export type * from './match/types';

/** What one record is decided with. */
interface Surroundings {
	readonly settings: IdentitySettings;
	readonly excluded?: ReadonlySet<string>;
	readonly taken?: ReadonlySet<string>;
}

/**
 * What becomes of one record among a few candidates, such as those that _Find Candidates_ answered.
 * The prior is that of the population they were picked from. Only this record's claims are seen: a
 * caller with several records looks for two that claim one candidate itself, or uses `linkLists`.
 */
export function matchAgainst(
	record: IdentityRecord,
	candidates: readonly IdentityRecord[],
	options: MatchOptions,
): RecordDecision {
	// In a first load nearly everybody.
	if (candidates.length === 0) return { ref: record.ref, band: 'new', others: [] };
	const reader = new Reader(options.today);
	const asked = reader.read(record);
	const grader = new PairGrader(reader.words, {
		settings: options.settings,
		today: options.today,
		priorBits: -Math.log2(Math.max(options.settings.populationSize, candidates.length)),
		frequencies: shippedFrequencies,
	});
	const known = candidates.map((candidate) => reader.read(candidate));
	const pairs = new PairStore();
	known.forEach((candidate, at) => {
		if (options.excluded?.has(candidate.ref) === true) return;
		if (!grader.meets(asked, candidate)) return;
		pairs.add(0, at, grader, options.taken?.has(candidate.ref) === true);
	});
	return decide(asked, pairs, (pair) => known[pairs.right(pair)], grader, options.settings);
}

/**
 * An index that is built once and asked many times. Names are weighed by the shipped shares mixed
 * with the records of the index, unless `frequencies` says otherwise.
 */
export function createMatcher(options: {
	readonly settings: IdentitySettings;
	readonly today: string;
	readonly frequencies?: NameFrequencies;
}): Matcher {
	const { settings, today } = options;
	const reader = new Reader(today);
	const counter = new NameCounter(reader.words);
	const index = new BlockingIndex(reader.words);
	// Weights of names are kept in the grader, so one that was made before a record came is stale.
	let current: PairGrader | undefined;
	const context = () => ({
		settings,
		today,
		priorBits: listPrior(index.size),
		frequencies: options.frequencies ?? mixFrequencies(counter),
	});
	return {
		add(record) {
			const prepared = reader.read(record);
			counter.add(prepared);
			index.add(prepared);
			current = undefined;
		},
		get size() {
			return index.size;
		},
		find(record, surroundings = {}) {
			const grader = (current ??= new PairGrader(reader.words, context()));
			return findIn(index, reader.read(record), grader, { settings, ...surroundings });
		},
		grade: (a, b) => gradePair(a, b, context()),
	};
}

function findIn(
	index: BlockingIndex,
	asked: ReturnType<Reader['read']>,
	grader: PairGrader,
	{ settings, excluded, taken }: Surroundings,
): RecordDecision {
	const pairs = new PairStore();
	index.visit(asked, (at) => {
		const candidate = index.record(at);
		if (excluded?.has(candidate.ref) === true) return;
		if (!grader.meets(asked, candidate)) return;
		pairs.add(0, at, grader, taken?.has(candidate.ref) === true);
	});
	return decide(asked, pairs, (pair) => index.record(pairs.right(pair)), grader, settings);
}

/** The decision on the one record whose pairs these are. */
function decide(
	asked: PreparedRecord,
	pairs: PairStore,
	candidateOf: (pair: number) => PreparedRecord,
	grader: PairGrader,
	settings: IdentitySettings,
): RecordDecision {
	const result = resolvePairs(pairs, settings, false);
	const candidates = Array.from({ length: pairs.length }, (_, pair) => ({
		pair,
		score: pairs.score(pair),
		candidate: candidateOf(pair),
	}));
	const told = candidates.filter(({ pair }) => result[pair] !== outcomes.low);
	return decideRecord(asked, told, result, grader);
}
