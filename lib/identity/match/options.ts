/** Lists smaller than this say little about how many people there are. */
const fewest = 1000;

/** log2 of the odds that two records of lists of this size are one person. */
export function listPrior(size: number): number {
	return -Math.log2(Math.max(fewest, size));
}

/** The name of a pair in `excluded`: the refs in the order of the lists. */
export function pairKey(left: string, right: string): string {
	return JSON.stringify([left, right]);
}
