import { sexOf } from '../../../lib/profile/codes';

const codes = { gender: { f: 'female', 'gender queer': 'other' } } as const;

describe('The administrative sex behind a word of a vendor', () => {
	it.each([
		['a word of the code map, in any case', 'F', 'female'],
		['a word with spacing of its own', '  Gender   Queer ', 'other'],
		['a word that the map does not know', 'Z', 'unknown'],
		['a word that every object has', 'constructor', 'unknown'],
		['an empty word', '  ', null],
		['a member that is null', null, null],
		['a member that was not told', undefined, undefined],
	])('is told for %s', (_name, word, expected) => {
		expect(sexOf(word, codes)).toBe(expected);
	});
});
