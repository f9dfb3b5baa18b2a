import { Comparison } from '../../../lib/identity/compare.js';
import type { PreparedRecord } from '../../../lib/identity/compare/prepared.js';
import type { LevelPattern } from '../../../lib/identity/weights/estimate.js';
import type { TrainingLists } from './records.mjs';

/** Counts level vectors, pair by pair. */
class PatternCounter {
	private readonly counts = new Map<string, { levels: number[]; count: number }>();
	private readonly comparison = new Comparison();

	constructor(private readonly lists: TrainingLists) {}

	add(left: PreparedRecord, right: PreparedRecord): void {
		this.comparison.compareAll(left, right, this.lists.words);
		const key = this.comparison.levels.join();
		const found = this.counts.get(key);
		if (found === undefined) {
			this.counts.set(key, { levels: [...this.comparison.levels], count: 1 });
		} else found.count += 1;
	}

	get patterns(): LevelPattern[] {
		return [...this.counts.values()];
	}
}

/**
 * Pairs picked at random across the lists: nearly all of two persons, so they tell u. The few of one
 * person would outweigh what two persons share by chance, so pairs that agree in given name and birth
 * date are left out; two persons hardly ever do. The same seed picks the same.
 */
export function randomPatterns(lists: TrainingLists, pairs: number, seed: number): LevelPattern[] {
	const counter = new PatternCounter(lists);
	let state = seed >>> 0;
	// Numerical Recipes' generator; only its upper bits are used.
	const next = (below: number) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
	for (let at = 0; at < pairs; at++) {
		const left = lists.left[next(lists.left.length)]!;
		const right = lists.right[next(lists.right.length)]!;
		if (left.birthDate === 0 || left.birthDate !== right.birthDate) counter.add(left, right);
		else if (!left.givens.some((given) => right.givens.includes(given))) counter.add(left, right);
	}
	return counter.patterns;
}

/** All pairs that share a key; records without one are left out. */
export function blockedPatterns(
	lists: TrainingLists,
	keyOf: (record: PreparedRecord) => string | undefined,
): LevelPattern[] {
	const counter = new PatternCounter(lists);
	const blocks = new Map<string, PreparedRecord[]>();
	for (const record of lists.right) {
		const key = keyOf(record);
		if (key === undefined) continue;
		const block = blocks.get(key);
		if (block === undefined) blocks.set(key, [record]);
		else block.push(record);
	}
	for (const record of lists.left) {
		const key = keyOf(record);
		for (const other of (key !== undefined && blocks.get(key)) || []) counter.add(record, other);
	}
	return counter.patterns;
}
