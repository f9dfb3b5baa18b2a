import fc from 'fast-check';

import { damerauLevenshtein } from '../../../lib/identity/similarity/damerauLevenshtein';
import { jaroWinkler } from '../../../lib/identity/similarity/jaroWinkler';

/** Few letters, so that matches, swaps and repeats are frequent. */
const word = fc.string({ maxLength: 14, unit: fc.constantFrom('a', 'b', 'c', 'd', 'é', ' ') });

describe('Jaro-Winkler similarity', () => {
	it.each([
		['MARTHA', 'MARHTA', 0.9611],
		['DIXON', 'DICKSONX', 0.8133],
		['DWAYNE', 'DUANE', 0.84],
		['JONES', 'JOHNSON', 0.8324],
		['ABROMS', 'ABRAMS', 0.9222],
		['HARDIN', 'MARTINEZ', 0.7222],
		['ITMAN', 'SMITH', 0.4667],
		['abc', 'xyz', 0],
		['', 'abc', 0],
		['', '', 1],
	])('of %s and %s is the published value', (a, b, expected) => {
		expect(jaroWinkler(a, b)).toBeCloseTo(expected, 4);
	});

	it('is symmetric, between 0 and 1, and 1 only for equal texts', () => {
		fc.assert(
			fc.property(word, word, (a, b) => {
				const likeness = jaroWinkler(a, b);
				expect(jaroWinkler(b, a)).toBe(likeness);
				expect(likeness).toBeGreaterThanOrEqual(0);
				expect(likeness).toBeLessThanOrEqual(1);
				expect(likeness === 1).toBe(a === b);
			}),
		);
	});

	it('does not let one comparison leak into the next', () => {
		fc.assert(
			fc.property(word, word, word, word, (a, b, c, d) => {
				const before = jaroWinkler(a, b);
				jaroWinkler(c, d);
				expect(jaroWinkler(a, b)).toBe(before);
			}),
		);
	});

	it('compares texts of any length', () => {
		const long = 'ab'.repeat(500_000);
		expect(jaroWinkler(long, `${long}c`)).toBeGreaterThan(0.99);
		expect(jaroWinkler(long, 'x')).toBe(0);
	});
});

describe('Damerau-Levenshtein distance', () => {
	it.each([
		['smith', 'smith', 0],
		['smith', 'smit', 1],
		['smith', 'smyth', 1],
		['smith', 'smtih', 1],
		['smith', 'xsmith', 1],
		['kitten', 'sitting', 3],
		['saturday', 'sunday', 3],
		['', 'abc', 3],
		['abcdef', 'badcfe', 3],
		// Optimal string alignment: the swapped pair is not edited again.
		['ca', 'abc', 3],
	])('of %s and %s is counted by hand', (a, b, expected) => {
		expect(damerauLevenshtein(a, b)).toBe(expected);
	});

	it('stops above the bound and says so', () => {
		expect(damerauLevenshtein('kitten', 'sitting', 3)).toBe(3);
		expect(damerauLevenshtein('kitten', 'sitting', 2)).toBe(3);
		expect(damerauLevenshtein('kitten', 'sitting', 1)).toBe(2);
		expect(damerauLevenshtein('abcdefgh', 'a', 1)).toBe(2);
		expect(damerauLevenshtein('same', 'same', 0)).toBe(0);
	});

	it('is what the plain table gives, symmetric, with and without a bound', () => {
		fc.assert(
			fc.property(word, word, fc.integer({ min: 0, max: 6 }), (a, b, max) => {
				const expected = plainDistance(a, b);
				expect(damerauLevenshtein(a, b)).toBe(expected);
				expect(damerauLevenshtein(b, a)).toBe(expected);
				expect(damerauLevenshtein(a, b, max)).toBe(Math.min(expected, max + 1));
			}),
			{ numRuns: 500 },
		);
	});
});

/** The textbook recurrence over a whole table. */
function plainDistance(a: string, b: string): number {
	const table = Array.from({ length: a.length + 1 }, (_, i) =>
		Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
	);
	for (let i = 1; i <= a.length; i += 1) {
		for (let j = 1; j <= b.length; j += 1) {
			const ways = [
				table[i - 1][j] + 1,
				table[i][j - 1] + 1,
				table[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
			];
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
				ways.push(table[i - 2][j - 2] + 1);
			}
			table[i][j] = Math.min(...ways);
		}
	}
	return table[a.length][b.length];
}
