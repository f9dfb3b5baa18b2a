import fc from 'fast-check';

import { nationalDigits, parsePhone } from '../../../lib/values/phone';

describe('telephone numbers', () => {
	it.each([
		['(706) 223-3445', undefined, { number: '+17062233445' }],
		['7755550111', undefined, { number: '+17755550111' }],
		['1-775-555-0111', undefined, { number: '+17755550111' }],
		['+1 775 555 0111', undefined, { number: '+17755550111' }],
		['775-555-0111 x12', undefined, { number: '+17755550111', extension: '12' }],
		['775-555-0111 x12', '34', { number: '+17755550111', extension: '34' }],
		['775-555-0111', 'ext. 7', { number: '+17755550111', extension: '7' }],
		['775-555-0111', '', { number: '+17755550111' }],
		['+44 20 7946 0958', undefined, { number: '+442079460958' }],
		['n/a', undefined, undefined],
		['000-000-0000', undefined, undefined],
		['555-555-5555', undefined, undefined],
		['999-999-9999', undefined, undefined],
		['123-456-7890', undefined, undefined],
		['555-0111', undefined, undefined],
		['', undefined, undefined],
		[null, '12', undefined],
		[undefined, undefined, undefined],
	])('reads %j with extension %j', (text, extension, expected) => {
		expect(parsePhone(text, extension)).toEqual(expected);
	});

	it('gives the same number for every way of writing it, and its own digits back', () => {
		const digits = fc
			.tuple(fc.integer({ min: 200, max: 998 }), fc.integer({ min: 2_000_000, max: 9_999_998 }))
			.map(([area, rest]) => `${area}${rest}`)
			.filter((number) => !/^(\d)\1+$/.test(number));
		fc.assert(
			fc.property(digits, (number) => {
				const [area, prefix, line] = [number.slice(0, 3), number.slice(3, 6), number.slice(6)];
				const expected = { number: `+1${number}` };
				expect(parsePhone(number)).toEqual(expected);
				expect(parsePhone(`(${area}) ${prefix}-${line}`)).toEqual(expected);
				expect(parsePhone(`+1${number}`)).toEqual(expected);
				expect(nationalDigits(`+1${number}`)).toBe(number);
			}),
		);
	});

	it('reads ten digits in the plain ways exactly as the library reads them in others', () => {
		const digits = fc.oneof(
			fc.stringMatching(/^\d{10}$/),
			fc.stringMatching(/^[2-9]\d{2}[2-9]\d{6}$/),
			fc.constantFrom('2222222222', '5555555555', '2345678901', '8005551212'),
		);
		fc.assert(
			fc.property(digits, fc.constantFrom(undefined, '', '12', 'x7'), (number, extension) => {
				const [area, prefix, line] = [number.slice(0, 3), number.slice(3, 6), number.slice(6)];
				const expected = parsePhone(`${area}.${prefix}.${line}`, extension);
				expect(parsePhone(number, extension)).toEqual(expected);
				expect(parsePhone(`(${area}) ${prefix}-${line}`, extension)).toEqual(expected);
				// Without a country, 011 is how Americans begin a number abroad; behind +1 it is nothing.
				if (!number.startsWith('011')) {
					expect(parsePhone(`+1${number}`, extension)).toEqual(expected);
				}
			}),
			{ numRuns: 3000 },
		);
	});

	it('never throws on what people type', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const phone = parsePhone(text);
				if (phone !== undefined) expect(phone.number).toMatch(/^\+[1-9]\d{1,14}$/);
			}),
		);
	});
});
