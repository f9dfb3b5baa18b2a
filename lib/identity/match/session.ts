import { prepareRecord } from '../compare/prepared';
import type { PreparedRecord } from '../compare/prepared';
import { Vocabulary } from '../compare/vocabulary';
import type { GradedCandidate, Reason, RecordDecision } from '../decision';
import { guardCodes } from '../guards';
import { normalizeRecord } from '../normalize';
import type { PairGrader } from '../pairGrader';
import type { IdentityRecord } from '../record';
import { gateReasons } from '../reasons';
import { isLinked, outcomes } from './resolve';
import type { PairStore } from './pairStore';

/** Records of one match share a vocabulary. */
export class Reader {
	readonly words = new Vocabulary();

	constructor(private readonly today: string) {}

	read(record: IdentityRecord): PreparedRecord {
		return prepareRecord(normalizeRecord(record, { today: this.today }), this.words);
	}
}

/** Candidates told besides the best one. */
const mostOthers = 20;
const mostGraded = 100;

/** The pairs that count, by the position of the record at one of their ends. */
export function pairsByRecord(
	pairs: PairStore,
	end: (pair: number) => number,
	counts: (pair: number) => boolean = () => true,
): Map<number, number[]> {
	const found = new Map<number, number[]>();
	for (let pair = 0; pair < pairs.length; pair++) {
		if (!counts(pair)) continue;
		const record = end(pair);
		const list = found.get(record);
		if (list === undefined) found.set(record, [pair]);
		else list.push(pair);
	}
	return found;
}

/** One end of a pair as a candidate of the other end. */
export interface CandidateOf {
	readonly pair: number;
	readonly score: number;
	readonly candidate: PreparedRecord;
}

/**
 * The decision on one record from its pairs and what the gate made of them. A record with a pair
 * that is linked is in band link; with any other pair it goes to a person.
 */
export function decideRecord(
	record: PreparedRecord,
	candidates: readonly CandidateOf[],
	result: Uint8Array,
	grader: PairGrader,
): RecordDecision {
	if (candidates.length === 0) return { ref: record.ref, band: 'new', others: [] };
	const graded = mostLikely(candidates, result)
		.map(({ pair, candidate }) => ({
			linked: isLinked(result[pair]),
			candidate: gradeCandidate(record, candidate, result[pair], grader),
		}))
		.sort((a, b) => compareCandidates(a.candidate, b.candidate, a.linked, b.linked));
	const [best, ...others] = graded;
	return {
		ref: record.ref,
		band: best.linked ? 'link' : 'review',
		best: best.candidate,
		others: others.slice(0, mostOthers).map(({ candidate }) => candidate),
	};
}

/** A record with more candidates than anybody reads is graded against the best of them only. */
function mostLikely(
	candidates: readonly CandidateOf[],
	result: Uint8Array,
): readonly CandidateOf[] {
	if (candidates.length <= mostGraded) return candidates;
	const isFirst = ({ pair }: CandidateOf) => Number(isLinked(result[pair]));
	return [...candidates]
		.sort(
			(a, b) =>
				isFirst(b) - isFirst(a) ||
				b.score - a.score ||
				(a.candidate.ref < b.candidate.ref ? -1 : Number(a.candidate.ref > b.candidate.ref)),
		)
		.slice(0, mostGraded);
}

function gradeCandidate(
	record: PreparedRecord,
	candidate: PreparedRecord,
	outcome: number,
	grader: PairGrader,
): GradedCandidate {
	const decision = grader.decide(record, candidate);
	const gate = stopped.get(outcome);
	if (gate !== undefined) {
		return {
			...decision,
			ref: candidate.ref,
			grade: 'possible',
			reasons: [gate, ...decision.reasons],
		};
	}
	if (outcome === outcomes.leftOver || outcome === outcomes.raised) {
		return {
			...decision,
			ref: candidate.ref,
			grade: outcome === outcomes.leftOver ? 'probable' : 'possible',
			reasons: [gateReasons.leftOver, ...decision.reasons],
		};
	}
	return { ...decision, ref: candidate.ref };
}

/** The gates that keep a pair out of the link band. */
const stopped: ReadonlyMap<number, Reason> = new Map<number, Reason>([
	[outcomes.ambiguous, gateReasons.ambiguous],
	[outcomes.alreadyLinked, gateReasons.alreadyLinked],
	[outcomes.incomplete, gateReasons.incomplete],
]);

const rank = { certain: 0, probable: 1, possible: 2, certainlyNot: 3 } as const;

/** Linked first, then by grade, score, and ref, so that the order of input changes nothing. */
function compareCandidates(
	a: GradedCandidate,
	b: GradedCandidate,
	aLinked: boolean,
	bLinked: boolean,
): number {
	if (aLinked !== bLinked) return aLinked ? -1 : 1;
	return (
		rank[a.grade] - rank[b.grade] ||
		b.score - a.score ||
		(a.ref < b.ref ? -1 : Number(a.ref > b.ref))
	);
}

/** How often each guard or gate kept a pair out of the link band. */
export function countStops(pairs: PairStore, result: Uint8Array): Record<string, number> {
	const gates = [...stopped.values()].map(({ code }) => code);
	const counts: Record<string, number> = Object.fromEntries(
		[...guardCodes, ...gates].map((code) => [code, 0]),
	);
	for (let pair = 0; pair < pairs.length; pair++) {
		if (!pairs.reachesLink(pair) || isLinked(result[pair])) continue;
		for (const code of pairs.stoppedBy(pair)) counts[code] += 1;
		const gate = stopped.get(result[pair]);
		if (gate !== undefined) counts[gate.code] += 1;
	}
	return counts;
}
