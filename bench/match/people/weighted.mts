import type { Random } from '../../../sandbox/people/random.mjs';

/** Picks entries by weight, in the logarithm of their number. */
export class Weighted<T> {
	private readonly values: readonly T[];
	private readonly sums: Float64Array;

	/** Weights are positive numbers of any scale. */
	constructor(entries: ReadonlyArray<readonly [T, number]>) {
		this.values = entries.map(([value]) => value);
		this.sums = new Float64Array(entries.length);
		let sum = 0;
		entries.forEach(([, weight], index) => {
			sum += weight;
			this.sums[index] = sum;
		});
	}

	pick(random: Random): T {
		const wanted = random.next() * this.sums[this.sums.length - 1];
		let low = 0;
		let high = this.sums.length - 1;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.sums[middle] > wanted) high = middle;
			else low = middle + 1;
		}
		return this.values[low];
	}
}

/** Mixes a list in place by the Fisher-Yates method. */
export function mix<T>(list: T[], random: Random): T[] {
	for (let i = list.length - 1; i > 0; i -= 1) {
		const j = random.int(0, i);
		[list[i], list[j]] = [list[j], list[i]];
	}
	return list;
}
