import fc from 'fast-check';

import { formatMoney, parseMoney } from '../../../lib/values/money';

describe('money', () => {
	it.each([
		['25', 2500],
		['25.5', 2550],
		['$1,234.50', 123450],
		['.99', 99],
		['5.', 500],
		['1.005', 101],
		['1.0049999', 100],
		['-1.005', -101],
		['(12.00)', -1200],
		['0.00', 0],
		['-0', 0],
		['0.1', 10],
		['4.35', 435],
		['90071992547409.91', 9007199254740991],
		['90071992547409.92', undefined],
		['1,23', undefined],
		['1.2.3', undefined],
		['(5', undefined],
		['5)', undefined],
		['.', undefined],
		['$', undefined],
		['1e3', undefined],
		['', undefined],
		[null, undefined],
		[undefined, undefined],
	])('reads %j as %j cents', (text, expected) => {
		expect(parseMoney(text)).toBe(expected);
	});

	it('gives every amount back exactly', () => {
		fc.assert(
			fc.property(fc.maxSafeInteger(), (cents) => {
				expect(parseMoney(formatMoney(cents))).toBe(cents === 0 ? 0 : cents);
			}),
		);
	});

	it('rounds half up on the decimal digits and never on a float', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 10_000_000 }),
				fc.integer({ min: 0, max: 9 }),
				(cents, third) => {
					const text = `${formatMoney(cents)}${third}`;
					expect(parseMoney(text)).toBe(third >= 5 ? cents + 1 : cents);
				},
			),
		);
	});

	it('refuses to write what is no whole number of cents', () => {
		expect(() => formatMoney(1.5)).toThrow(RangeError);
		expect(() => formatMoney(Number.NaN)).toThrow(RangeError);
	});
});
