import { BlockingIndex } from '../blocking';
import type { PreparedRecord } from '../compare/prepared';
import type { RecordDecision } from '../decision';
import { PairGrader } from '../pairGrader';
import type { IdentityRecord } from '../record';
import type { IdentitySettings } from '../settings';
import { mixFrequencies } from '../weights/frequencies';
import { areSamePeople, lookAtLeftOvers, mostLift } from './leftOver';
import type { Population } from './leftOver';
import { NameCounter } from './nameCounter';
import { PairStore } from './pairStore';
import { listPrior, pairKey } from './options';
import { RelativesCounter } from './relatives';
import { isLinked, outcomes, resolvePairs } from './resolve';
import { countStops, decideRecord, pairsByRecord, Reader } from './session';
import type { ListMatchOptions, MatchProgress, MatchResult } from './types';

/** Records between two reports of progress. */
const step = 500;

/**
 * Links two lists of which each person should stand in both at most once. Yields progress; the
 * answer holds one decision per left record. The order of the records changes no decision, nor does
 * it matter which list is the left one.
 */
export function* linkLists(
	left: Iterable<IdentityRecord>,
	right: Iterable<IdentityRecord>,
	options: ListMatchOptions,
): Generator<MatchProgress, MatchResult, void> {
	const reader = new Reader(options.today);
	const counter = new NameCounter(reader.words);
	const index = new BlockingIndex(reader.words);
	const lefts: PreparedRecord[] = [];
	const relativesLeft = new RelativesCounter();
	const relativesRight = new RelativesCounter();
	yield* read(right, reader, counter, (record) => {
		index.add(record);
		relativesRight.add(record);
	});
	yield* read(left, reader, counter, (record) => {
		lefts.push(record);
		relativesLeft.add(record);
	});
	const grader = new PairGrader(
		reader.words,
		{
			settings: options.settings,
			today: options.today,
			priorBits: listPrior(Math.max(lefts.length, index.size)),
			frequencies: mixFrequencies(counter),
		},
		mostLift,
	);
	const pairs = new PairStore();
	let pairsSeen = 0;
	for (let at = 0; at < lefts.length; at++) {
		const record = lefts[at];
		index.visit(record, (candidateAt) => {
			pairsSeen += 1;
			options.onPair?.(at, candidateAt);
			const candidate = index.record(candidateAt);
			if (options.excluded?.has(pairKey(record.ref, candidate.ref)) === true) return;
			if (!grader.meets(record, candidate)) return;
			pairs.add(at, candidateAt, grader, options.taken?.has(candidate.ref) === true);
		});
		if ((at + 1) % step === 0) yield { stage: 'compare', done: at + 1, total: lefts.length };
	}
	const { compared } = grader;
	const population = {
		lefts: lefts.length,
		rights: index.size,
		relatives: [relativesLeft, relativesRight],
	};
	const result = resolveLists(pairs, options.settings, population);
	lookAtLeftOvers(pairs, result, population, options.settings);
	const open = openPairs(pairs, result);
	const decisions: RecordDecision[] = [];
	const bands = { link: 0, review: 0, new: 0 };
	for (let at = 0; at < lefts.length; at++) {
		const candidates = (open.get(at) ?? []).map((pair) => ({
			pair,
			score: pairs.score(pair),
			candidate: index.record(pairs.right(pair)),
		}));
		const decision = decideRecord(lefts[at], candidates, result, grader);
		bands[decision.band] += 1;
		decisions.push(decision);
		if ((at + 1) % step === 0) yield { stage: 'decide', done: at + 1, total: lefts.length };
	}
	const { blocks, records } = index.splitBlocks;
	return {
		decisions,
		statistics: {
			left: lefts.length,
			right: index.size,
			bands,
			pairsSeen,
			pairsCompared: compared,
			blocksSplit: blocks,
			recordsInSplitBlocks: records,
			stopped: countStops(pairs, result),
		},
	};
}

/**
 * The gate over two whole lists. Incomplete pairs are linked only where the lists are the same people
 * for the most part: else the relative that may be meant is as likely on one list alone.
 */
function resolveLists(
	pairs: PairStore,
	settings: IdentitySettings,
	population: Population,
): Uint8Array {
	const result = resolvePairs(pairs, settings, false);
	const linked = result.reduce((sum, outcome) => sum + Number(isLinked(outcome)), 0);
	return areSamePeople(linked, population) ? resolvePairs(pairs, settings, true) : result;
}

/**
 * The pairs that a decision tells of, by left record. Left out are those below the review threshold,
 * and a record's twin or parent on the right that is linked to a record of its own: nobody has to look
 * at a record whose only candidates are its relatives.
 */
function openPairs(pairs: PairStore, result: Uint8Array): Map<number, number[]> {
	const linkedLefts = new Set<number>();
	const linkedRights = new Set<number>();
	for (let pair = 0; pair < pairs.length; pair++) {
		if (!isLinked(result[pair])) continue;
		linkedLefts.add(pairs.left(pair));
		linkedRights.add(pairs.right(pair));
	}
	const isOpen = (pair: number) =>
		result[pair] !== outcomes.low &&
		(linkedLefts.has(pairs.left(pair)) ||
			!linkedRights.has(pairs.right(pair)) ||
			!pairs.isContradicted(pair));
	return pairsByRecord(pairs, (pair) => pairs.left(pair), isOpen);
}

/** Reads a list, counts its names, and hands each record on. */
export function* read(
	records: Iterable<IdentityRecord>,
	reader: Reader,
	counter: NameCounter,
	keep: (record: PreparedRecord) => void,
): Generator<MatchProgress, void, void> {
	const total = Array.isArray(records) ? records.length : 0;
	let done = 0;
	for (const raw of records) {
		const record = reader.read(raw);
		counter.add(record);
		keep(record);
		done += 1;
		if (done % step === 0) yield { stage: 'read', done, total };
	}
}
