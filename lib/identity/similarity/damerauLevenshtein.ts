/** Longest text that is compared whole; of longer ones the beginnings are. */
const longest = 256;
let beforeLast = new Uint16Array(longest + 1);
let last = new Uint16Array(longest + 1);
let current = new Uint16Array(longest + 1);

/**
 * Fewest insertions, deletions, substitutions and swaps of neighbours that make one text of the
 * other, by UTF-16 units; a swapped pair is not edited again (optimal string alignment). At distance
 * one, which the CMS rule asks for, that is the same as the unrestricted distance.
 *
 * @param max distances above it come back as `max + 1`, much sooner
 */
export function damerauLevenshtein(a: string, b: string, max = longest): number {
	if (a === b) return 0;
	const aLength = Math.min(a.length, longest);
	const bLength = Math.min(b.length, longest);
	if (Math.abs(aLength - bLength) > max) return max + 1;
	let start = 0;
	while (start < aLength && start < bLength && a.charCodeAt(start) === b.charCodeAt(start)) {
		start += 1;
	}
	let aEnd = aLength;
	let bEnd = bLength;
	while (aEnd > start && bEnd > start && a.charCodeAt(aEnd - 1) === b.charCodeAt(bEnd - 1)) {
		aEnd -= 1;
		bEnd -= 1;
	}
	const distance = middleDistance(a, b, { start, aEnd, bEnd, max });
	return distance > max ? max + 1 : distance;
}

interface Middle {
	readonly start: number;
	readonly aEnd: number;
	readonly bEnd: number;
	readonly max: number;
}

/** Distance of what is left when equal beginnings and ends are off. */
function middleDistance(a: string, b: string, { start, aEnd, bEnd, max }: Middle): number {
	const rows = aEnd - start;
	const columns = bEnd - start;
	if (rows === 0 || columns === 0) return rows + columns;
	for (let j = 0; j <= columns; j += 1) last[j] = j;
	for (let i = 1; i <= rows; i += 1) {
		const unit = a.charCodeAt(start + i - 1);
		current[0] = i;
		let best = i;
		for (let j = 1; j <= columns; j += 1) {
			const other = b.charCodeAt(start + j - 1);
			let cost = Math.min(
				at(last, j) + 1,
				at(current, j - 1) + 1,
				at(last, j - 1) + (unit === other ? 0 : 1),
			);
			const swapped =
				i > 1 &&
				j > 1 &&
				unit === b.charCodeAt(start + j - 2) &&
				other === a.charCodeAt(start + i - 2);
			if (swapped) cost = Math.min(cost, at(beforeLast, j - 2) + 1);
			current[j] = cost;
			if (cost < best) best = cost;
		}
		// A swap reaches back two rows, so the row before may still hold the way.
		if (best > max && i > 1 && smallest(last, columns) > max) return max + 1;
		[beforeLast, last, current] = [last, current, beforeLast];
	}
	return at(last, columns);
}

function at(row: Uint16Array, index: number): number {
	return row[index] ?? 0;
}

function smallest(row: Uint16Array, columns: number): number {
	let least = row[0] ?? 0;
	for (let j = 1; j <= columns; j += 1) least = Math.min(least, at(row, j));
	return least;
}
