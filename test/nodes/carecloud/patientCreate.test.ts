import type { NewPatient, PracticeSystem } from '../../../nodes/common/practice/port';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { control, openPort, profile, start } from './support';

/** New patients through POST against CareCloud's sandbox (sheet 4.1, 7). All people are made up. */

let sandbox: SandboxProcess;
let port: PracticeSystem;

beforeAll(async () => {
	sandbox = await start(5848, '--patients', '20', '--seed', '5');
	port = await openPort(sandbox.url('carecloud'), profile({ patientUpdates: 'on' }));
});

afterAll(async () => {
	await sandbox?.stop();
});

const person = (
	familyName: string,
	reference: string,
	more: Partial<NewPatient> = {},
): NewPatient => ({
	givenName: 'Ana',
	familyName,
	birthDate: '1984-02-29',
	reference,
	...more,
});

const whole: Partial<NewPatient> = {
	middleName: 'Quinn',
	suffix: 'Jr',
	administrativeSex: 'female',
	email: 'ana.new@example.test',
	phones: [
		{ use: 'mobile', number: '+17755550111' },
		{ use: 'home', number: '+17755550112', extension: '4' },
	],
	addresses: [{ use: 'home', line1: '9 Elm St', city: 'Reno', region: 'NV', postalCode: '89501' }],
	emergencyContacts: [{ name: 'Lee Sample', phones: [] }],
};

test('a new patient is added with all that CareCloud has a member for, and is found by the reference', async () => {
	await control(sandbox, 'recording', { on: true });
	const wanted = person('Newcomer', 'HS-7F3K2', whole);
	expect(await port.patients.findCreated?.(wanted)).toBeUndefined();
	const created = await port.patients.create?.(wanted);
	const found = await port.patients.findCreated?.(wanted);
	expect(found?.patient).toMatchObject({
		id: created?.id,
		givenName: 'Ana',
		middleName: 'Q',
		familyName: 'Newcomer',
		suffix: 'Jr',
		birthDate: '1984-02-29',
		administrativeSex: 'female',
		email: 'ana.new@example.test',
		phones: whole.phones,
		addresses: whole.addresses,
	});
	const { requests } = (await control(sandbox, 'recording?system=carecloud', undefined, 'GET')) as {
		requests: Array<{ operation: string; body: string }>;
	};
	const sent = requests.filter(({ operation }) => operation === 'createPatient');
	expect(sent).toHaveLength(1);
	expect(JSON.parse(sent[0].body.replace('POST /v2/patients ', ''))).toEqual({
		patient: {
			first_name: 'Ana',
			middle_initial: 'Q',
			last_name: 'Newcomer',
			suffix: 'Jr',
			date_of_birth: '1984-02-29',
			gender_code: 'F',
			email: 'ana.new@example.test',
			legacy_patient_id: 'HS-7F3K2',
		},
		addresses: [
			{ line1: '9 Elm St', city: 'Reno', state_code: 'NV', zip_code: '89501', is_primary: true },
		],
		phones: [
			{ phone_number: '7755550111', phone_type_code: 'C', is_primary: true },
			{ phone_number: '7755550112', phone_type_code: 'H', extension: '4', is_primary: false },
		],
	});
});

test('a person of the same name who does not carry the reference is not taken for the one added', async () => {
	await port.patients.create?.(person('Namesake', 'HS-BBBB1'));
	expect(await port.patients.findCreated?.(person('Namesake', 'HS-BBBB2'))).toBeUndefined();
});

test.each<[string, Partial<NewPatient>, string, string]>([
	[
		'a telephone abroad',
		{ phones: [{ use: 'mobile', number: '+442079460123' }] },
		'badPhone',
		'phone.mobile',
	],
	[
		'a state that is none',
		{ addresses: [{ use: 'home', line1: '1 Elm St', city: 'Reno', region: 'ZZ' }] },
		'unknownState',
		'address.home',
	],
	['an emoji in the name', { givenName: 'Ana 🏠' }, 'badCharacters', 'givenName'],
])('%s stops the adding before anything is sent', async (_name, more, code, field) => {
	const calls = port.calls();
	await expect(port.patients.create?.(person('Refused', 'HS-CCCC1', more))).rejects.toMatchObject({
		details: { kind: 'validation', vendorCode: code, fields: [field] },
	});
	expect(port.calls()).toBe(calls);
});

test('nobody is added while updates are off (sheet 8)', async () => {
	const off = await openPort(sandbox.url('carecloud'));
	await expect(off.patients.create?.(person('Off', 'HS-EEEE1'))).rejects.toMatchObject({
		details: { kind: 'configuration', operation: 'createPatient', vendorCode: 'updatesOff' },
	});
});

test('a lost answer is of unknown outcome, and the patient is found by the reference', async () => {
	await control(sandbox, 'faults', {
		system: 'carecloud',
		operation: 'createPatient',
		kind: 'dropAfterWrite',
	});
	const wanted = person('Lostanswer', 'HS-DDDD1');
	await expect(port.patients.create?.(wanted)).rejects.toMatchObject({
		details: { kind: 'outcomeUnknown' },
	});
	expect((await port.patients.findCreated?.(wanted))?.patient.familyName).toBe('Lostanswer');
});
