import type { Coverage } from '../../../lib/canonical/coverage';
import type { Patient } from '../../../lib/canonical/patient';
import { applyChanges } from '../../../lib/changes/applyChanges';
import type { FieldChange } from '../../../lib/changes/field';
import { omit } from '../../../lib/values/omit';

/** All people are invented. */
const patient: Patient = {
	system: 'tebra',
	practiceId: '1',
	id: '501',
	externalIds: [],
	givenName: 'Jordan',
	familyName: 'Sample',
	phones: [
		{ use: 'mobile', number: '+17755550110' },
		{ use: 'mobile', number: '+17755550111', preferred: true },
		{ use: 'home', number: '+17755550199' },
	],
	addresses: [
		{ use: 'mailing', line1: 'PO Box 1' },
		{ use: 'home', line1: '9 Elm St' },
	],
	emergencyContacts: [
		{ name: 'Alex Sample', phones: [] },
		{ name: 'Kim Sample', phones: [] },
	],
};

const coverage = (id: string, over: Partial<Coverage> = {}): Coverage => ({
	id,
	externalIds: [],
	priority: 'primary',
	status: 'active',
	payer: { id: 'car9', name: 'Old Plan' },
	plan: { type: 'commercial', name: 'Old PPO', groupNumber: 'G1' },
	memberId: 'M1',
	subscriber: { relationship: 'self' },
	...over,
});

const change = (field: string, to: unknown) =>
	({ changeId: 'chg_1', field, from: null, to }) as FieldChange;
const applied = (field: string, to: unknown, before = patient) =>
	applyChanges(before, [change(field, to)]);

describe('a patient as approved', () => {
	it('has the new name, and is silent about contacts and insurance that nobody approved', () => {
		const told = omit(patient, 'emergencyContacts');
		const before = { ...patient, coverages: [coverage('p1')] };
		expect(applied('familyName', 'Newname', before)).toEqual({ ...told, familyName: 'Newname' });
	});

	it('has the new number in place of the preferred one of its use', () => {
		expect(applied('phone.mobile', { number: '+17755550122', extension: '4' }).phones).toEqual([
			{ use: 'mobile', number: '+17755550110' },
			{ use: 'mobile', number: '+17755550122', extension: '4', preferred: true },
			{ use: 'home', number: '+17755550199' },
		]);
	});

	it('has a telephone of a use that it did not have', () => {
		expect(applied('phone.work', { number: '+17755550155' }).phones).toHaveLength(4);
		expect(
			applied('phone.work', { number: '+17755550155' }, { ...patient, phones: undefined }).phones,
		).toEqual([{ use: 'work', number: '+17755550155' }]);
	});

	it('has the new address in place of the one of its use', () => {
		expect(applied('address.home', { line1: '77 New Rd', city: 'Reno' }).addresses).toEqual([
			{ use: 'home', line1: '77 New Rd', city: 'Reno' },
			{ use: 'mailing', line1: 'PO Box 1' },
		]);
	});

	it('has the new first emergency contact and keeps the second', () => {
		const to = { name: 'Robin Sample', phone: { number: '+17755550144' } };
		expect(applied('emergencyContact', to).emergencyContacts).toEqual([
			{ name: 'Robin Sample', phones: [{ use: 'home', number: '+17755550144' }] },
			{ name: 'Kim Sample', phones: [] },
		]);
	});

	it('has the new card of the policy that counts, and keeps what the card does not tell', () => {
		const before = {
			...patient,
			coverages: [coverage('p1', { status: 'terminated' }), coverage('p2')],
		};
		const to = { payerName: 'New Plan', memberId: 'M2' };
		expect(applied('coverage.primary', to, before).coverages).toEqual([
			coverage('p1', { status: 'terminated' }),
			coverage('p2', { payer: { id: 'car9', name: 'New Plan' }, memberId: 'M2' }),
		]);
	});

	it('has no policy that the practice does not have, and clears nothing', () => {
		const told = omit(patient, 'emergencyContacts');
		const before = { ...patient, coverages: [coverage('p1')] };
		expect(applied('coverage.secondary', { memberId: 'M2' }, before)).toEqual({
			...told,
			coverages: [coverage('p1')],
		});
		expect(applied('email', null)).toEqual(told);
	});
});
