import { countryCode } from '../../../lib/values/country';

describe('a country', () => {
	it.each([
		['USA', 'US'],
		['us', 'US'],
		['U.S.A.', 'US'],
		[' United States ', 'US'],
		['840', 'US'],
		['ca', 'CA'],
	])('written as "%s" is %s', (written, code) => {
		expect(countryCode(written)).toBe(code);
	});

	it.each(['CAN', 'Deutschland', '12', '', null, undefined])(
		'that is not told in two letters (%s) is left out',
		(written) => {
			expect(countryCode(written)).toBeUndefined();
		},
	);
});
