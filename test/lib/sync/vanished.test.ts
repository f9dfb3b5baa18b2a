import { looksIncomplete } from '../../../lib/sync/vanished';

describe('a list of patients that lacks known ones', () => {
	it.each([
		['nothing missing', 5000, 5000, 0, 5, false],
		['exactly the share', 4750, 5000, 250, 5, false],
		['one more than the share', 4749, 5000, 251, 5, true],
		['ten of a few', 10, 20, 10, 5, false],
		['eleven of a few', 9, 20, 11, 5, true],
		['eleven where the share allows them', 900, 1000, 11, 5, false],
		['ten with a share of nothing', 5000, 5000, 10, 0, false],
		['eleven with a share of nothing', 5000, 5000, 11, 0, true],
		['all of them with a share of everything', 1, 5000, 5000, 100, false],
		['an empty list', 0, 3, 3, 100, true],
		['an empty list of an unknown practice', 0, 0, 0, 5, false],
	])('%s: %i listed, %i known, %i missing at %i %%', (_name, listed, known, missing, at, cut) => {
		expect(looksIncomplete({ listed, known, missing }, at)).toBe(cut);
	});
});
