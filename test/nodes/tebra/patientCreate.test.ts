import type { NewPatient, PracticeSystem } from '../../../nodes/common/practice/port';
import { openTebra } from '../../../nodes/Tebra/port';
import { openContext } from '../../support/nodes';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';

/** New patients through CreatePatient against Tebra's sandbox (sheet 4.2, 7). All people are made up. */

let sandbox: SandboxProcess;
let port: PracticeSystem;

beforeAll(async () => {
	sandbox = await startSandbox(5836, [
		...['--systems', 'tebra', '--patients', '20', '--seed', '7', '--no-limits'],
	]);
	const baseUrls = { tebra: sandbox.tebra };
	const credentials = { tebraSoapApi: { sandboxSpeed: 0 } };
	port = await openTebra(openContext({ nodeType: 'tebra', baseUrls, credentials }));
});

afterAll(async () => {
	await sandbox?.stop();
});

async function control(path: string, body: object): Promise<unknown> {
	const answer = await fetch(`${sandbox.status}/control/${path}`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(body),
	});
	return await answer.json();
}

async function bodiesOf(operation: string): Promise<string[]> {
	const answer = await fetch(`${sandbox.status}/control/recording?system=tebra`);
	const { requests } = (await answer.json()) as {
		requests: Array<{ operation: string; body: string }>;
	};
	return requests
		.filter((request) => request.operation === operation)
		.map(({ body }) => body.replace(/<k:RequestHeader>.*<\/k:RequestHeader>/, ''));
}

const person = (familyName: string, reference: string, more: Partial<NewPatient> = {}) => ({
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
	addresses: [
		{ use: 'home', line1: '9 Elm St', city: 'Reno', region: 'NV', postalCode: '89501' },
		{ use: 'mailing', line1: 'PO Box 1', city: 'Reno', region: 'NV', postalCode: '89501' },
	],
	emergencyContacts: [{ name: 'Lee Sample', phones: [{ use: 'home', number: '+17755550113' }] }],
};

test('a new patient is added with all that Tebra has a member for, and is found by the reference', async () => {
	await control('recording', { on: true });
	const wanted = person('Newcomer', 'HS-7F3K2', whole);
	expect(await port.patients.findCreated?.(wanted)).toBeUndefined();
	const created = await port.patients.create?.(wanted);
	const found = await port.patients.findCreated?.(wanted);
	expect(found?.patient).toMatchObject({
		id: created?.id,
		givenName: 'Ana',
		middleName: 'Quinn',
		familyName: 'Newcomer',
		suffix: 'Jr',
		birthDate: '1984-02-29',
		administrativeSex: 'female',
		email: 'ana.new@example.test',
		phones: whole.phones,
		addresses: [
			{ use: 'home', line1: '9 Elm St', city: 'Reno', region: 'NV', postalCode: '89501' },
		],
		emergencyContacts: [{ name: 'Lee Sample', phones: [{ use: 'home', number: '+17755550113' }] }],
	});
	expect(found?.recordPracticeId).toBe('1');
	const [sent, ...more] = await bodiesOf('CreatePatient');
	await control('recording', { on: false });
	expect(more).toEqual([]);
	expect(sent).toContain(
		'<k:CreatePatient><k:request><k:Patient><k:AddressLine1>9 Elm St</k:AddressLine1>' +
			'<k:City>Reno</k:City><k:DateofBirth>1984-02-29T00:00:00</k:DateofBirth>' +
			'<k:EmailAddress>ana.new@example.test</k:EmailAddress><k:EmergencyName>Lee Sample</k:EmergencyName>' +
			'<k:EmergencyPhone>7755550113</k:EmergencyPhone><k:ExternalVendorID>1</k:ExternalVendorID>' +
			'<k:FirstName>Ana</k:FirstName><k:Gender>Female</k:Gender><k:HomePhone>7755550112</k:HomePhone>' +
			'<k:HomePhoneExt>4</k:HomePhoneExt><k:LastName>Newcomer</k:LastName><k:MiddleName>Quinn</k:MiddleName>' +
			'<k:MobilePhone>7755550111</k:MobilePhone><k:PatientExternalID>HS-7F3K2</k:PatientExternalID>' +
			'<k:Practice><k:PracticeID>1</k:PracticeID></k:Practice><k:State>NV</k:State><k:Suffix>Jr</k:Suffix>' +
			'<k:ZipCode>89501</k:ZipCode></k:Patient></k:request></k:CreatePatient>',
	);
});

test('a reference that another patient has is refused by Tebra (sheet 4.2)', async () => {
	await port.patients.create?.(person('Holder', 'HS-BBBB1'));
	await expect(port.patients.create?.(person('Seconder', 'HS-BBBB1'))).rejects.toMatchObject({
		details: { kind: 'conflict', vendorCode: 'UniqueKey' },
	});
});

test('a reference that Tebra would cut off is not sent', async () => {
	await expect(
		port.patients.create?.(person('Longest', `HS-${'X'.repeat(23)}`)),
	).rejects.toMatchObject({ details: { kind: 'validation', fields: ['reference'] } });
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
	[
		'an address abroad',
		{ addresses: [{ use: 'home', line1: '1 Elm St', city: 'Toronto', country: 'CA' }] },
		'unsupportedField',
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

test('a lost answer is of unknown outcome, and the patient is found by the reference', async () => {
	await control('faults', { system: 'tebra', operation: 'CreatePatient', kind: 'dropAfterWrite' });
	const wanted = person('Lostanswer', 'HS-DDDD1');
	await expect(port.patients.create?.(wanted)).rejects.toMatchObject({
		details: { kind: 'outcomeUnknown' },
	});
	expect((await port.patients.findCreated?.(wanted))?.patient.familyName).toBe('Lostanswer');
});
