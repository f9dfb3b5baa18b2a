import { describeValue, noticeOf } from '../../../lib/changes/describe';
import { toNewPatient } from '../../../lib/changes/newPatient';
import { readField } from '../../../lib/changes/readField';
import type { Patient } from '../../../lib/canonical/patient';

// All people and values are invented.
const patient: Patient = {
	system: 'tebra',
	practiceId: '1',
	id: '501',
	externalIds: [],
	givenName: 'Jordan',
	suffix: null,
	phones: [
		{ use: 'home', number: '+12175550111' },
		{ use: 'home', number: '+12175550122', preferred: true, extension: '7' },
	],
	addresses: [{ use: 'home', line1: '9 Elm St', city: 'Reno', region: 'NV', postalCode: '89501' }],
	emergencyContacts: [{ name: 'Kim Sample', phones: [{ use: 'home', number: '+12175550144' }] }],
};

describe('A field of a patient', () => {
	it.each([
		['givenName', 'Jordan'],
		['suffix', null],
		['middleName', undefined],
		['phone.home', { number: '+12175550122', extension: '7' }],
		['phone.work', null],
		['address.home', { line1: '9 Elm St', city: 'Reno', region: 'NV', postalCode: '89501' }],
		['address.mailing', null],
		['emergencyContact', { name: 'Kim Sample', phone: { number: '+12175550144' } }],
		['coverage.primary', undefined],
	] as const)('%s is read', (field, value) => {
		expect(readField(patient, field)).toEqual(value);
	});

	it.each([
		['phone.home', { number: '+12175550122', extension: '7' }, '(217) 555-0122 ext. 7'],
		[
			'address.home',
			{
				line1: '9 Elm St',
				line2: 'Apt 2',
				city: 'Reno',
				region: 'NV',
				postalCode: '89501',
				country: 'US',
			},
			'9 Elm St, Apt 2, Reno, NV 89501',
		],
		['emergencyContact', { name: 'Kim Sample', relationship: 'Sister' }, 'Kim Sample (Sister)'],
		[
			'coverage.primary',
			{ payerName: 'Example Health', memberId: 'EX1', groupNumber: 'G1' },
			'Example Health, member ID EX1, group G1',
		],
		['email', null, 'nothing on file'],
	] as const)('%s is told in one line', (field, value, line) => {
		expect(describeValue(field, value)).toBe(line);
	});
});

describe('What staff read in their own system', () => {
	const facts = {
		changes: [
			{
				changeId: 'chg_1',
				field: 'phone.mobile',
				from: { number: '+12175550123' },
				to: { number: '+12175550199' },
			},
		],
		shortRef: 'HSD4K2M8Q1',
		askedOn: '2026-03-04',
		approvedBy: 'Dana Reviewer',
		kind: 'change',
	} as const;

	it('names field, old and new value, who approved it and the reference', () => {
		expect(noticeOf(facts)).toEqual({
			subject: '[HSD4K2M8Q1] Approved change to key in',
			body: 'Mobile phone: (217) 555-0123 -> (217) 555-0199\nAsked by the patient on 2026-03-04, approved by Dana Reviewer. Ref HSD4K2M8Q1',
		});
	});

	it('says that it is a reminder', () => {
		expect(noticeOf({ ...facts, isReminder: true }).subject).toBe(
			'[HSD4K2M8Q1] Reminder: Approved change to key in',
		);
	});
});

describe('A new patient', () => {
	const base = { from: null } as const;

	it('is made of the approved fields', () => {
		const reading = toNewPatient(
			[
				{ ...base, changeId: 'chg_1', field: 'givenName', to: 'Ada' },
				{ ...base, changeId: 'chg_2', field: 'familyName', to: 'Testperson' },
				{ ...base, changeId: 'chg_3', field: 'birthDate', to: '1980-02-03' },
				{ ...base, changeId: 'chg_4', field: 'administrativeSex', to: 'female' },
				{ ...base, changeId: 'chg_5', field: 'phone.mobile', to: { number: '+15555550100' } },
				{ ...base, changeId: 'chg_6', field: 'emergencyContact', to: { name: 'Kim Sample' } },
			],
			'HSD1',
		);
		expect(reading).toEqual({
			ok: true,
			patient: {
				givenName: 'Ada',
				familyName: 'Testperson',
				birthDate: '1980-02-03',
				administrativeSex: 'female',
				phones: [{ use: 'mobile', number: '+15555550100' }],
				emergencyContacts: [{ name: 'Kim Sample', phones: [] }],
				reference: 'HSD1',
			},
		});
	});

	it('is not made when staff did not approve what tells who it is', () => {
		expect(
			toNewPatient([{ ...base, changeId: 'chg_1', field: 'givenName', to: 'Ada' }], 'HSD1'),
		).toEqual({ ok: false, missing: ['familyName', 'birthDate'] });
	});
});
