import { normalizeRecord } from '../../../lib/identity/normalize';
import type { IdentityRecord } from '../../../lib/identity/record';

const today = '2026-11-22';
const read = (record: Omit<IdentityRecord, 'ref'>) =>
	normalizeRecord({ ref: 'r', ...record }, { today });

describe('telephone numbers of a person', () => {
	it('are in E.164, distinct and in a fixed order', () => {
		const expected = ['+12175550134', '+442079460958'];
		expect(read({ phones: ['(217) 555-0134', '+44 20 7946 0958'] }).phones).toEqual(expected);
		expect(
			read({ phones: ['+44 20 7946 0958', '1.217.555.0134', '217-555-0134 x5', '+12175550134'] })
				.phones,
		).toEqual(expected);
	});

	it.each([
		'555-555-5555',
		'(217) 555-5555',
		'217-555-1212',
		'217-999-9999',
		'000-000-0000',
		'999-999-9999',
		'123-456-7890',
		'2175550',
		'+217 555 0134 + 1',
		'n/a',
		'',
	])('leave %j out', (phone) => {
		expect(read({ phones: [phone] }).phones).toEqual([]);
	});
});

describe('e-mail addresses of a person', () => {
	it('are in lower case, with dots and tags as they are', () => {
		expect(
			read({ emails: ['B@Example.com', ' A.Sample+x@Example.COM ', 'b@example.com'] }).emails,
		).toEqual(['a.sample+x@example.com', 'b@example.com']);
		expect(read({ emails: ['mailto:a@example.com'] }).emails).toEqual(['a@example.com']);
	});

	it.each([
		'none@none.com',
		'NoEmail@example.com',
		'no-email@example.org',
		'test@test.com',
		'declined@example.com',
		'refused@example.com',
		'a@noemail.com',
		'na@na.com',
		'frontdesk@example.com',
		'not an address',
		'n/a',
		'',
	])('leave %j out', (email) => {
		expect(read({ emails: [email] }).emails).toEqual([]);
	});
});

describe('birth dates', () => {
	it.each([
		['1980-02-04', '1980-02-04'],
		['2/4/1980', '1980-02-04'],
		['19800204', '1980-02-04'],
		['1980/02/04', '1980-02-04'],
		['02-04-1980', '1980-02-04'],
		['1980-02-04T00:00:00', '1980-02-04'],
		['2026-11-22', '2026-11-22'],
		['1876-11-22', '1876-11-22'],
		['1876-11-21', undefined],
		['2026-11-23', undefined],
		['1900-01-01', undefined],
		['1899-12-30', undefined],
		['1980-02', undefined],
		['1980', undefined],
		['1980-02-30', undefined],
		['00000000', undefined],
		['n/a', undefined],
		['', undefined],
		[null, undefined],
	])('%j is %s', (birthDate, expected) => {
		expect(read({ birthDate }).birthDate).toBe(expected);
	});
});

describe('sex', () => {
	it.each([
		['F', 'female'],
		['Female', 'female'],
		['m', 'male'],
		['MALE', 'male'],
		['other', undefined],
		['U', undefined],
		[null, undefined],
	])('%j is %s', (sex, expected) => {
		expect(read({ sex }).sex).toBe(expected);
	});
});

describe('national numbers', () => {
	it.each([
		['219-09-1234', '219091234', '1234'],
		['219 09 1234', '219091234', '1234'],
		['5304218', '5304218', undefined],
		['ab 12-34 c', 'AB1234C', undefined],
		['1234', undefined, '1234'],
		['XXX-XX-1234', undefined, '1234'],
		['***-**-1234', undefined, '1234'],
		['000-00-0000', undefined, undefined],
		['999-99-9999', undefined, undefined],
		['123-45-6789', undefined, undefined],
		['111-11-1111', undefined, undefined],
		['000-12-3456', undefined, undefined],
		['666-12-3456', undefined, undefined],
		['912-12-3456', undefined, undefined],
		['219-00-1234', undefined, undefined],
		['219-09-0000', undefined, undefined],
		['7777777', undefined, undefined],
		['refused', undefined, undefined],
		['', undefined, undefined],
	])('%j are %s and the last four %s', (nationalId, expected, last4) => {
		const record = read({ nationalId });
		expect(record.nationalId).toBe(expected);
		expect(record.ssnLast4).toBe(last4);
	});

	it('have the last four of their own field where that is told', () => {
		expect(read({ ssnLast4: '1234' }).ssnLast4).toBe('1234');
		expect(read({ ssnLast4: '0000' }).ssnLast4).toBeUndefined();
		expect(read({ ssnLast4: '12' }).ssnLast4).toBeUndefined();
		expect(read({ nationalId: '219-09-1234', ssnLast4: '' }).ssnLast4).toBe('1234');
	});
});

describe('identifiers', () => {
	it('fold the issuer and keep the value, whose case may tell two persons apart', () => {
		const identifiers = [
			{ issuer: 'Tebra:1:patient', value: ' 501 ' },
			{ issuer: 'tebra:1:PATIENT', value: '501' },
			{ issuer: 'tebra:1:fhir', value: 'aBc' },
			{ issuer: 'tebra:1:fhir', value: 'aBC' },
		];
		expect(read({ identifiers }).identifiers).toEqual([
			'tebra:1:fhir|aBC',
			'tebra:1:fhir|aBc',
			'tebra:1:patient|501',
		]);
	});

	it('never meet across issuer and value', () => {
		expect(read({ identifiers: [{ issuer: 'a|b', value: 'c' }] }).identifiers).not.toEqual(
			read({ identifiers: [{ issuer: 'a', value: 'b|c' }] }).identifiers,
		);
	});

	it.each(['', ' ', '0', '000', 'unknown', 'N/A'])('are none where the value is %j', (value) => {
		expect(read({ identifiers: [{ issuer: 'tebra:1:patient', value }] }).identifiers).toEqual([]);
	});
});

describe('insurance numbers', () => {
	it('fold payer and number', () => {
		expect(
			read({
				memberIds: [{ payer: 'Sample  Health, Inc.', value: 'W 123-456' }],
				subscriberIds: [{ value: 'w123456' }],
			}),
		).toMatchObject({ memberIds: ['sample health inc|w123456'], subscriberIds: ['|w123456'] });
	});

	it.each(['pending', 'N/A', '0000', '12', 'SELF PAY', ''])('leave %j out', (value) => {
		expect(read({ memberIds: [{ value }] }).memberIds).toEqual([]);
	});
});
