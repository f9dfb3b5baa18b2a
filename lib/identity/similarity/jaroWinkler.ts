/** Longest text that is compared whole; of longer ones the beginnings are. */
const longest = 256;
const taken = new Uint8Array(longest);
const shortMatches = new Uint16Array(longest);
const longestPrefix = 4;
const prefixShare = 0.1;
/** Below this similarity an equal beginning is chance (Winkler 1990). */
const prefixFrom = 0.7;

/**
 * Jaro-Winkler similarity, 0..1, of two texts by their UTF-16 units: 1 = equal. Symmetric: Jaro's
 * search depends on which text it starts from, so the shorter one, and of equally long ones the
 * first in order, always leads.
 */
export function jaroWinkler(a: string, b: string): number {
	if (a === b) return 1;
	const leads = a.length < b.length || (a.length === b.length && a < b);
	return leads ? compare(a, b) : compare(b, a);
}

function compare(short: string, long: string): number {
	const shortLength = Math.min(short.length, longest);
	const longLength = Math.min(long.length, longest);
	if (shortLength === 0) return 0;
	const window = Math.max(0, (longLength >> 1) - 1);
	taken.fill(0, 0, longLength);
	let matches = 0;
	for (let i = 0; i < shortLength; i += 1) {
		const unit = short.charCodeAt(i);
		const end = Math.min(longLength, i + window + 1);
		for (let j = Math.max(0, i - window); j < end; j += 1) {
			if (taken[j] === 1 || long.charCodeAt(j) !== unit) continue;
			taken[j] = 1;
			shortMatches[matches] = unit;
			matches += 1;
			break;
		}
	}
	if (matches === 0) return 0;
	let outOfOrder = 0;
	for (let j = 0, k = 0; k < matches; j += 1) {
		if (taken[j] !== 1) continue;
		if (long.charCodeAt(j) !== shortMatches[k]) outOfOrder += 1;
		k += 1;
	}
	const jaro =
		(matches / shortLength + matches / longLength + (matches - (outOfOrder >> 1)) / matches) / 3;
	if (jaro < prefixFrom) return jaro;
	let prefix = 0;
	const most = Math.min(longestPrefix, shortLength);
	while (prefix < most && short.charCodeAt(prefix) === long.charCodeAt(prefix)) prefix += 1;
	return jaro + prefix * prefixShare * (1 - jaro);
}
