import { parsePostalCode } from '../../../lib/values/postalCode';

describe('a postal code', () => {
	it.each([
		['62701', '62701'],
		['627011234', '62701-1234'],
		['62701-1234', '62701-1234'],
		['62701 1234', '62701-1234'],
		[' 62701- ', '62701'],
		['K1A 0B1', 'K1A 0B1'],
		['1234', '1234'],
	])('written as "%s" is "%s"', (written, one) => {
		expect(parsePostalCode(written)).toBe(one);
		expect(parsePostalCode(one)).toBe(one);
	});

	it('that says nothing is empty, and one that is absent stays absent', () => {
		expect(parsePostalCode('n/a')).toBeNull();
		expect(parsePostalCode('  ')).toBeNull();
		expect(parsePostalCode(null)).toBeNull();
		expect(parsePostalCode(undefined)).toBeUndefined();
	});
});
