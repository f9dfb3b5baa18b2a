import type { ChangeField, FieldValue } from '../../../lib/changes/field';
import type { PracticeSystem } from '../../../nodes/common/practice/port';
import { applyChanges, approved, planOf, refusals } from '../../support/approvedChanges';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { callsSince, control, lastCall, openPort, profile, start, truthOf } from './support';

/** Approved changes through PUT against CareCloud's sandbox (sheet 4.1, 4.8). All people are made up. */

let sandbox: SandboxProcess;
let port: PracticeSystem;
let guids: string[];

beforeAll(async () => {
	sandbox = await start(5842, '--patients', '60', '--seed', '5');
	port = await openPort(sandbox.url('carecloud'), profile({ patientUpdates: 'on' }));
	guids = (await truthOf(sandbox, 'included')).map(({ vendorId }) => vendorId);
});

afterAll(async () => {
	await sandbox?.stop();
});

afterEach(async () => {
	await control(sandbox, 'faults', undefined, 'DELETE');
	await control(sandbox, 'recording', { on: false });
});

/** A patient whom no other test writes to. */
function someone(): string {
	const guid = guids.pop();
	if (guid === undefined) throw new Error('The sandbox has too few patients.');
	return guid;
}

async function someoneWith(suits: (one: Record<string, unknown>) => boolean) {
	const found = (await truthOf(sandbox, 'included')).find(
		(one) => guids.includes(one.vendorId) && suits(one),
	);
	if (found === undefined) throw new Error('No patient of the sandbox suits.');
	guids.splice(guids.indexOf(found.vendorId), 1);
	return found;
}

const home = { line1: '9 Elm St', city: 'Reno', region: 'NV', postalCode: '89501' };

/** Twelve patients each: types of telephones come as codes and words, states under two names. */
test.each<[ChangeField, FieldValue]>([
	['givenName', 'José'],
	['middleName', 'Q'],
	['familyName', 'Testcase'],
	['suffix', 'Jr'],
	['birthDate', '1984-02-29'],
	['administrativeSex', 'male'],
	['email', 'ana.testcase@example.test'],
	['phone.mobile', { number: '+17755550111' }],
	['phone.home', { number: '+17755550112', extension: '45' }],
	['phone.work', { number: '+17755550113', extension: '7' }],
	['address.home', home],
	['address.home', { ...home, line2: 'Apt 4' }],
])('%s is written, read back, and nothing else changes', async (field, to) => {
	const before = new Map((await truthOf(sandbox)).map((one) => [one.vendorId, one]));
	for (const guid of guids.slice(0, 12)) {
		const { plan, unexpected, read } = await applyChanges(port, guid, [approved(field, to)]);
		expect(plan.refused).toEqual([]);
		expect(read(field)).toEqual(to);
		expect(unexpected).toEqual([]);
		const middleName = before.get(guid)?.middleName;
		const [after] = (await truthOf(sandbox)).filter(({ vendorId }) => vendorId === guid);
		if (field !== 'middleName') expect(after.middleName).toEqual(middleName);
	}
});

test('several fields go in one PUT with names and whole lists (sheet 4.1)', async () => {
	const { vendorId, id } = await someoneWith(({ phones, address }) => {
		const { mobile, home: atHome, work } = phones as Record<string, object | undefined>;
		const isPlain = mobile !== undefined && atHome !== undefined && work === undefined;
		return isPlain && Object.keys(address as object).length > 0;
	});
	await control(sandbox, 'carecloud/staff-edit', {
		patientId: id,
		firstName: 'Kim',
		lastName: 'Sample',
		mobilePhone: '7755550101x3',
		homePhone: '7755550102',
		address: { line1: '1 Oak St', line2: 'Apt 9', city: 'Reno', state: 'NV', zip: '89501' },
	});
	await control(sandbox, 'recording', { on: true });
	const { plan, unexpected, read } = await applyChanges(port, vendorId, [
		approved('address.home', { ...home, line1: '77 Birch Rd' }),
		approved('phone.mobile', { number: '+17755550121' }),
		approved('email', 'together@example.test'),
	]);
	expect(plan.refused).toEqual([]);
	expect(read('address.home')).toEqual({ ...home, line1: '77 Birch Rd' });
	expect(read('phone.mobile')).toEqual({ number: '+17755550121' });
	expect(unexpected).toEqual([]);
	const { requests } = (await control(sandbox, 'recording?system=carecloud', undefined, 'GET')) as {
		requests: Array<{ operation: string; body: string }>;
	};
	const sent = requests.filter(({ operation }) => operation === 'updatePatient');
	expect(sent).toHaveLength(1);
	expect(sent[0].body.startsWith(`PUT /v2/patients/${vendorId} `)).toBe(true);
	expect(JSON.parse(sent[0].body.slice(sent[0].body.indexOf('{')))).toEqual({
		patient: { first_name: 'Kim', last_name: 'Sample', email: 'together@example.test' },
		addresses: [
			{
				line1: '77 Birch Rd',
				// The second line goes, as the sheet's own example writes none.
				line2: '',
				city: 'Reno',
				state_code: 'NV',
				zip_code: '89501',
				country_id: '233',
				is_primary: true,
			},
		],
		phones: [
			{ phone_number: '7755550121', phone_type_code: 'C', is_primary: true },
			{ phone_number: '7755550102', phone_type_code: 'H', is_primary: false },
		],
	});
});

test('a telephone of a kind that is not there yet is added behind the others', async () => {
	const { vendorId, phones } = await someoneWith(
		(one) => (one.phones as { work?: object; mobile?: object }).work === undefined,
	);
	const { unexpected, read } = await applyChanges(port, vendorId, [
		approved('phone.work', { number: '+17755550131', extension: '8' }),
	]);
	expect(read('phone.work')).toEqual({ number: '+17755550131', extension: '8' });
	expect(unexpected).toEqual([]);
	const after = (await truthOf(sandbox)).find((one) => one.vendorId === vendorId);
	const { mobile } = phones as { mobile?: object };
	expect((after?.phones as { mobile?: object }).mobile).toEqual(mobile);
});

test.each<[string, ChangeField, FieldValue | null, string]>([
	['a street of 200 characters', 'address.home', { ...home, line1: 'x'.repeat(200) }, 'tooLong'],
	['more of a middle name than its letter', 'middleName', 'Quinn', 'tooLong'],
	['an emoji in a street', 'address.home', { ...home, line1: '9 Elm St 🏠' }, 'badCharacters'],
	['a name in another script', 'givenName', '安娜', 'badCharacters'],
	['a state that is none', 'address.home', { ...home, region: 'ZZ' }, 'unknownState'],
	['a country abroad', 'address.home', { ...home, country: 'CA' }, 'unsupportedField'],
	['an address without its town', 'address.home', { line1: '9 Elm St' }, 'clearing'],
	['a number abroad', 'phone.mobile', { number: '+442079460123' }, 'badPhone'],
	['an e-mail address that is none', 'email', 'not an address', 'badCharacters'],
	['a day that is none', 'birthDate', '1983-02-29', 'badCharacters'],
	['a sex whose code is not safe', 'administrativeSex', 'unknown', 'unsupportedField'],
	['a cleared value', 'phone.mobile', null, 'clearing'],
	['a second address', 'address.mailing', home, 'unsupportedField'],
	['an emergency contact', 'emergencyContact', { name: 'Lee Sample' }, 'unsupportedField'],
	['a policy', 'coverage.primary', { memberId: 'SYN1' }, 'unsupportedField'],
])('%s goes to staff, and the rest is written', async (_name, field, to, code) => {
	const { vendorId } = (await truthOf(sandbox, 'included')).find(
		({ vendorId: guid, address }) =>
			guids.includes(guid) && (address as { city?: string }).city !== undefined,
	)!;
	const changes = [approved(field, to), approved('suffix', 'Sr')];
	const { plan } = await planOf(port, vendorId, changes);
	expect(refusals(plan)).toEqual({ [field]: code });
	expect(plan.changes.map(({ field: written }) => written)).toEqual(['suffix']);
});

test('while updates are off, everything goes to staff and nothing is sent (sheet 8)', async () => {
	const off = await openPort(sandbox.url('carecloud'));
	const changes = [approved('email', 'off@example.test'), approved('suffix', 'Sr')];
	const { plan } = await planOf(off, guids[0], changes);
	expect(refusals(plan)).toEqual({ email: 'updatesOff', suffix: 'updatesOff' });
	const last = await lastCall(sandbox);
	await plan.send();
	expect(await callsSince(sandbox, last)).toEqual([]);
});

test('HTML in a name is text', async () => {
	const to = '<b>Ana</b> & "Co"';
	const { unexpected, read } = await applyChanges(port, someone(), [approved('givenName', to)]);
	expect(read('givenName')).toBe(to);
	expect(unexpected).toEqual([]);
});

test('a telephone that the system blanks beside the write is seen in the image', async () => {
	const { vendorId } = await someoneWith(
		({ phones }) => Object.values(phones as Record<string, unknown>).filter(Boolean).length > 1,
	);
	await control(sandbox, 'carecloud/write-effects', { blankPhone: true });
	const { unexpected } = await applyChanges(port, vendorId, [
		approved('email', 'blanked@example.test'),
	]);
	await control(sandbox, 'carecloud/write-effects', { blankPhone: false });
	expect(unexpected.filter((name) => name.endsWith('.phone_number'))).toHaveLength(1);
});

test('no image holds a social security number, a photo or the password of an interface', async () => {
	const { before } = await planOf(port, guids[0], []);
	const text = JSON.stringify(before.members);
	expect(text).not.toContain('if-secret');
	expect(text).not.toMatch(/"ssn":"\d/);
	expect(before.members.first_name).toBeTruthy();
});

test('a lost answer is of unknown outcome, and the write is not repeated (sheet 6)', async () => {
	const guid = someone();
	const { plan } = await planOf(port, guid, [approved('email', 'lost@example.test')]);
	await control(sandbox, 'faults', {
		system: 'carecloud',
		operation: 'updatePatient',
		kind: 'dropAfterWrite',
	});
	const last = await lastCall(sandbox);
	await expect(plan.send()).rejects.toMatchObject({ details: { kind: 'outcomeUnknown' } });
	expect(await callsSince(sandbox, last)).toHaveLength(1);
	expect((await port.patients.get(guid))?.patient.email).toBe('lost@example.test');
});

test('a server error after a write is of unknown outcome (sheet 6)', async () => {
	const { plan } = await planOf(port, someone(), [approved('email', 'none@example.test')]);
	await control(sandbox, 'faults', {
		system: 'carecloud',
		operation: 'updatePatient',
		kind: 'status',
		status: 500,
	});
	await expect(plan.send()).rejects.toMatchObject({ details: { kind: 'outcomeUnknown' } });
});

test('a token that ends in the middle of a write is told, and nothing is written (sheet 3)', async () => {
	const guid = someone();
	const { plan } = await planOf(port, guid, [approved('email', 'ended@example.test')]);
	await control(sandbox, 'faults', {
		system: 'carecloud',
		operation: 'updatePatient',
		kind: 'expiredSession',
		count: 5,
	});
	await expect(plan.send()).rejects.toMatchObject({ details: { kind: 'authentication' } });
	expect((await port.patients.get(guid))?.patient.email).not.toBe('ended@example.test');
});

test('a missing privilege is told (sheet 3)', async () => {
	const { plan } = await planOf(port, someone(), [approved('email', 'right@example.test')]);
	const right = (granted: boolean) => ({ operation: 'updatePatient', granted });
	await control(sandbox, 'carecloud/permission', right(false));
	await expect(plan.send()).rejects.toMatchObject({ details: { kind: 'permission' } });
	await control(sandbox, 'carecloud/permission', right(true));
});
