import type { ChangeField, FieldValue } from '../../../lib/changes/field';
import type { PracticeSystem } from '../../../nodes/common/practice/port';
import { openTebra } from '../../../nodes/Tebra/port';
import { applyChanges, approved, planOf, refusals } from '../../support/approvedChanges';
import { openContext } from '../../support/nodes';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';

/** Approved changes through UpdatePatient against Tebra's sandbox (sheet 4.2). All people are made up. */

let sandbox: SandboxProcess;
let port: PracticeSystem;
let ids: string[];

async function open(profile: object = {}): Promise<PracticeSystem> {
	const context = openContext({
		nodeType: 'tebra',
		baseUrls: { tebra: sandbox.tebra },
		credentials: {
			tebraSoapApi: {
				sandboxSpeed: 0,
				practiceProfile: JSON.stringify({ version: 1, tebra: profile }),
			},
		},
	});
	return await openTebra(context);
}

async function control(path: string, body?: object, method = 'POST'): Promise<unknown> {
	const answer = await fetch(`${sandbox.status}/control/${path}`, {
		method,
		...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
	});
	if (!answer.ok) throw new Error(`The control route answered ${answer.status}.`);
	const text = await answer.text();
	return text === '' ? undefined : JSON.parse(text);
}

interface Truth {
	id: string;
	address: Record<string, string>;
	phones: Record<string, { number: string; extension?: string } | undefined>;
	cases: unknown[];
	emergency?: { phone?: object };
}

async function truths(group = 'included'): Promise<Truth[]> {
	const state = (await control(`tebra/state?group=${group}`, undefined, 'GET')) as {
		patients: Truth[];
	};
	return state.patients;
}

beforeAll(async () => {
	sandbox = await startSandbox(5830, [
		...['--systems', 'tebra', '--patients', '60', '--seed', '7', '--no-limits'],
	]);
	port = await open();
	ids = (await truths())
		.filter(({ address, phones: { mobile, home } }) => {
			const isPlain = mobile?.extension === undefined && home?.extension === undefined;
			return address.line2 === undefined && isPlain;
		})
		.map(({ id }) => id);
});

afterAll(async () => {
	await sandbox?.stop();
});

afterEach(async () => {
	await control('faults', undefined, 'DELETE');
	await control('recording', { on: false });
});

/** A patient whom no other test writes to. */
function someone(): string {
	const id = ids.pop();
	if (id === undefined) throw new Error('The sandbox has too few patients.');
	return id;
}

const home = { line1: '9 Elm St', city: 'Reno', region: 'NV', postalCode: '89501' };

test.each<[ChangeField, FieldValue]>([
	['givenName', 'José'],
	['middleName', 'Quinn'],
	['familyName', 'O’Testcase-Sample'],
	['suffix', 'Jr'],
	['birthDate', '1984-02-29'],
	['administrativeSex', 'unknown'],
	['email', 'ana.testcase@example.test'],
	['phone.mobile', { number: '+17755550111' }],
	['phone.home', { number: '+17755550112', extension: '45' }],
	['phone.work', { number: '+17755550113', extension: '7' }],
	['address.home', { ...home, line2: 'Apt 4' }],
	['emergencyContact', { name: 'Chris Sample', phone: { number: '+17755550114', extension: '9' } }],
])('%s is written, read back, and nothing else changes', async (field, to) => {
	const { plan, unexpected, read } = await applyChanges(port, someone(), [approved(field, to)]);
	expect(plan.refused).toEqual([]);
	expect(plan.changes.map(({ changeId }) => changeId)).toEqual([`chg_${field}`]);
	expect(read(field)).toEqual(to);
	expect(unexpected).toEqual([]);
});

test('several fields go in one call, and a patient with policies keeps them in their order', async () => {
	const insured = (await truths()).find(({ id, cases }) => cases.length > 0 && ids.includes(id));
	const id = insured?.id ?? '';
	ids.splice(ids.indexOf(id), 1);
	const calls = port.calls();
	const { before, after, unexpected, read } = await applyChanges(port, id, [
		approved('address.home', home),
		approved('phone.mobile', { number: '+17755550121' }),
		approved('email', 'together@example.test'),
	]);
	expect(port.calls() - calls).toBe(3);
	expect([read('address.home'), read('phone.mobile'), read('email')]).toEqual([
		home,
		{ number: '+17755550121' },
		'together@example.test',
	]);
	expect(unexpected).toEqual([]);
	const policies = Object.entries(before.members).filter(([path]) => path.startsWith('Cases/'));
	expect(policies.length).toBeGreaterThan(5);
	expect(after.members).toMatchObject(Object.fromEntries(policies));
});

test('only approved members are sent, in the order of the schema, under UpdatePatientReq', async () => {
	const id = someone();
	await control('recording', { on: true });
	const { plan } = await planOf(port, id, [
		approved('phone.mobile', { number: '+17755550111' }),
		approved('address.home', home),
	]);
	await plan.send();
	const { requests } = (await control('recording?system=tebra', undefined, 'GET')) as {
		requests: Array<{ operation: string; body: string }>;
	};
	const [sent, ...more] = requests.filter(({ operation }) => operation === 'UpdatePatient');
	expect(more).toEqual([]);
	expect(sent.body.replace(/<k:RequestHeader>.*<\/k:RequestHeader>/, '')).toContain(
		'<k:UpdatePatient><k:UpdatePatientReq><k:Patient><k:AddressLine1>9 Elm St</k:AddressLine1>' +
			'<k:City>Reno</k:City><k:MobilePhone>7755550111</k:MobilePhone>' +
			`<k:PatientID>${id}</k:PatientID><k:Practice><k:PracticeID>1</k:PracticeID></k:Practice>` +
			'<k:State>NV</k:State><k:ZipCode>89501</k:ZipCode></k:Patient></k:UpdatePatientReq></k:UpdatePatient>',
	);
});

test('an account that wants the other parameter name gets it (sheet 11.3)', async () => {
	const other = await open({ updateParameter: 'request' });
	const { plan } = await planOf(other, someone(), [approved('email', 'other@example.test')]);
	// The sandbox has no argument then and falls over, as the service is thought to.
	await expect(plan.send()).rejects.toMatchObject({
		details: { kind: 'outcomeUnknown', vendorCode: 'InternalServiceFault' },
	});
});

test.each<[string, ChangeField, FieldValue | null, string]>([
	['a street of 200 characters', 'address.home', { ...home, line1: 'x'.repeat(200) }, 'tooLong'],
	['a long name', 'familyName', 'y'.repeat(51), 'tooLong'],
	['an emoji in a street', 'address.home', { ...home, line1: '9 Elm St 🏠' }, 'badCharacters'],
	['a name in another script', 'givenName', '安娜', 'badCharacters'],
	['a line break in a name', 'givenName', 'Ana\nTestcase', 'badCharacters'],
	['a postal code that is none', 'address.home', { ...home, postalCode: 'K1A' }, 'badCharacters'],
	['a state that is none', 'address.home', { ...home, region: 'ZZ' }, 'unknownState'],
	['a country abroad', 'address.home', { ...home, country: 'CA' }, 'unsupportedField'],
	['a number abroad', 'phone.mobile', { number: '+442079460123' }, 'badPhone'],
	['a number that is none', 'phone.home', { number: 'n/a' }, 'badPhone'],
	[
		'an extension in words',
		'phone.work',
		{ number: '+17755550113', extension: 'desk' },
		'badPhone',
	],
	['an e-mail address that is none', 'email', 'not an address', 'badCharacters'],
	['a day that is none', 'birthDate', '1983-02-29', 'badCharacters'],
	['a sex that Tebra has no word for', 'administrativeSex', 'other', 'unsupportedField'],
	['a cleared value', 'email', null, 'clearing'],
	['a second address', 'address.mailing', home, 'unsupportedField'],
	['a policy', 'coverage.primary', { memberId: 'SYN1' }, 'unsupportedField'],
])('%s goes to staff, and the rest is written', async (_name, field, to, code) => {
	const other = field === 'suffix' ? 'middleName' : 'suffix';
	const { plan } = await planOf(port, ids[0], [approved(field, to), approved(other, 'Sr')]);
	expect(refusals(plan)).toEqual({ [field]: code });
	expect(plan.changes.map(({ field: written }) => written)).toEqual([other]);
});

test('HTML in a name is text', async () => {
	const to = '<b>Ana</b> & "Co"';
	const { unexpected, read } = await applyChanges(port, someone(), [approved('givenName', to)]);
	expect(read('givenName')).toBe(to);
	expect(unexpected).toEqual([]);
});

test('a part of a value that would have to be cleared goes to staff', async () => {
	const id = someone();
	await control('tebra/staff-edit', {
		patientId: id,
		address: { line1: '1 Oak St', line2: 'Apt 9', city: 'Reno', state: 'NV', zip: '89501' },
		mobilePhone: '7755550101x3',
		emergency: { name: 'Kim Sample', phone: '7755550102' },
	});
	const { plan } = await planOf(port, id, [
		approved('address.home', home),
		approved('phone.mobile', { number: '+17755550111' }),
		approved('emergencyContact', { name: 'Lee Sample' }),
		approved('phone.work', { number: '+17755550112' }),
	]);
	expect(refusals(plan)).toEqual({
		'address.home': 'clearing',
		'phone.mobile': 'clearing',
		emergencyContact: 'clearing',
	});
});

test('nothing is sent when nothing can be written', async () => {
	const { plan } = await planOf(port, ids[0], [approved('phone.home', { number: '911' })]);
	const calls = port.calls();
	await plan.send();
	expect(port.calls()).toBe(calls);
});

test('a telephone that the system blanks beside the write is seen in the image', async () => {
	const both = (await truths()).find(
		({ id, phones }) => phones.home && phones.mobile && ids.includes(id),
	);
	const id = both?.id ?? '';
	ids.splice(ids.indexOf(id), 1);
	await control('tebra/write-effects', { blankPhone: true });
	const { unexpected } = await applyChanges(port, id, [approved('email', 'blanked@example.test')]);
	await control('tebra/write-effects', { blankPhone: false });
	expect(unexpected.filter((name) => name.endsWith('Phone'))).toHaveLength(1);
});

test('no social security number is in an image', async () => {
	const { before } = await planOf(port, ids[0], []);
	expect(JSON.stringify(before.members)).not.toMatch(/\b\d{3}-?\d{2}-?\d{4}\b(?![\d-])/);
	expect(Object.keys(before.members)).not.toContain('LastModifiedDate');
	expect(before.members.FirstName).toBeTruthy();
});

test('a lost answer is of unknown outcome, and the write is not repeated (sheet 6)', async () => {
	const id = someone();
	const { plan } = await planOf(port, id, [approved('email', 'lost@example.test')]);
	await control('faults', {
		system: 'tebra',
		operation: 'UpdatePatient',
		kind: 'dropAfterWrite',
	});
	const calls = port.calls();
	await expect(plan.send()).rejects.toMatchObject({ details: { kind: 'outcomeUnknown' } });
	expect(port.calls() - calls).toBe(1);
	expect((await port.patients.get(id))?.patient.email).toBe('lost@example.test');
});

test.each([
	['a gateway that fails', { kind: 'status', status: 503 }, 'outcomeUnknown'],
	['a cut-off answer', { kind: 'truncate' }, 'outcomeUnknown'],
	['a login that ended', { kind: 'expiredSession' }, 'authentication'],
])('%s in the middle of a write is told', async (_name, fault, kind) => {
	const { plan } = await planOf(port, someone(), [approved('email', 'fault@example.test')]);
	await control('faults', { system: 'tebra', operation: 'UpdatePatient', ...fault });
	await expect(plan.send()).rejects.toMatchObject({ details: { kind } });
});

test('a throttled write is sent again, since Tebra says that it was not done (sheet 5)', async () => {
	const id = someone();
	const { plan } = await planOf(port, id, [approved('email', 'later@example.test')]);
	await control('faults', { system: 'tebra', operation: 'UpdatePatient', kind: 'throttle' });
	await plan.send();
	expect((await port.patients.get(id))?.patient.email).toBe('later@example.test');
});

test('a missing right is told and nothing is written', async () => {
	const id = someone();
	const { plan } = await planOf(port, id, [approved('email', 'right@example.test')]);
	await control('tebra/permission', { operation: 'UpdatePatient', granted: false });
	await expect(plan.send()).rejects.toMatchObject({ details: { kind: 'permission' } });
	await control('tebra/permission', { operation: 'UpdatePatient', granted: true });
	expect((await port.patients.get(id))?.patient.email).not.toBe('right@example.test');
});
