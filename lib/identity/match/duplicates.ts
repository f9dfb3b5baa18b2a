import { BlockingIndex } from '../blocking';
import type { RecordDecision } from '../decision';
import { PairGrader } from '../pairGrader';
import type { IdentityRecord } from '../record';
import { mixFrequencies } from '../weights/frequencies';
import { groupRecords } from './groups';
import { read } from './lists';
import { NameCounter } from './nameCounter';
import { listPrior, pairKey } from './options';
import { PairStore } from './pairStore';
import { countStops, decideRecord, pairsByRecord, Reader } from './session';
import type { CandidateOf } from './session';
import type { DuplicateResult, ListMatchOptions, MatchProgress } from './types';

const step = 500;

/**
 * Finds the records of one list that are one person. Yields progress; the answer holds the groups
 * and one decision per record: band link with a partner of its group, review with a doubtful one.
 * The order of the records changes no decision.
 */
export function* findDuplicates(
	list: Iterable<IdentityRecord>,
	options: ListMatchOptions,
): Generator<MatchProgress, DuplicateResult, void> {
	const reader = new Reader(options.today);
	const counter = new NameCounter(reader.words);
	const index = new BlockingIndex(reader.words);
	yield* read(list, reader, counter, (record) => index.add(record));
	const grader = new PairGrader(reader.words, {
		settings: options.settings,
		today: options.today,
		priorBits: listPrior(index.size),
		frequencies: mixFrequencies(counter),
	});
	const isExcluded = (left: number, right: number) => {
		if (options.excluded === undefined) return false;
		const { ref } = index.record(left);
		const other = index.record(right).ref;
		return options.excluded.has(pairKey(ref, other)) || options.excluded.has(pairKey(other, ref));
	};
	const pairs = new PairStore();
	let pairsSeen = 0;
	for (let at = 0; at < index.size; at++) {
		const record = index.record(at);
		index.visit(record, (other) => {
			if (other <= at) return;
			pairsSeen += 1;
			options.onPair?.(at, other);
			if (isExcluded(at, other) || !grader.meets(record, index.record(other))) return;
			pairs.add(at, other, grader, false);
		});
		if ((at + 1) % step === 0) yield { stage: 'compare', done: at + 1, total: index.size };
	}
	const { compared } = grader;
	const { groups, result } = groupRecords(pairs, options.settings, (left, right) =>
		isExcluded(left, right) ? true : grader.contradict(index.record(left), index.record(right)),
	);
	const byLeft = pairsByRecord(pairs, (pair) => pairs.left(pair));
	const byRight = pairsByRecord(pairs, (pair) => pairs.right(pair));
	const decisions: RecordDecision[] = [];
	const bands = { link: 0, review: 0, new: 0 };
	for (let at = 0; at < index.size; at++) {
		const candidates: CandidateOf[] = [];
		for (const pair of byLeft.get(at) ?? []) {
			candidates.push({
				pair,
				score: pairs.score(pair),
				candidate: index.record(pairs.right(pair)),
			});
		}
		for (const pair of byRight.get(at) ?? []) {
			candidates.push({
				pair,
				score: pairs.score(pair),
				candidate: index.record(pairs.left(pair)),
			});
		}
		const decision = decideRecord(index.record(at), candidates, result, grader);
		bands[decision.band] += 1;
		decisions.push(decision);
		if ((at + 1) % step === 0) yield { stage: 'decide', done: at + 1, total: index.size };
	}
	const { blocks, records } = index.splitBlocks;
	return {
		groups: groups.map((group) => group.map((at) => index.record(at).ref)),
		decisions,
		statistics: {
			left: index.size,
			right: 0,
			bands,
			pairsSeen,
			pairsCompared: compared,
			blocksSplit: blocks,
			recordsInSplitBlocks: records,
			stopped: countStops(pairs, result),
		},
	};
}
