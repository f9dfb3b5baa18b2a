import { omit } from '../../../lib/values/omit';
import type { PracticeSystem } from '../../../nodes/common/practice/port';
import { imageOf } from '../../support/approvedChanges';
import { change, planFor, write } from '../../support/plannedChanges';
import type { SandboxProcess } from '../../support/sandboxProcess';
import type { Truth } from './patientsStage';
import { startPatients } from './patientsStage';
import { callsOf, control, lastCall, openPort, profile } from './support';

/** Approved changes written to the sandbox's AdvancedMD (sheet 4.2). All data is made up. */

let sandbox: SandboxProcess;
let loginUrl: string;
let port: PracticeSystem;
let people: Truth[];
let insured: Truth;

beforeAll(async () => {
	const stage = await startPatients(5900);
	sandbox = stage.sandbox;
	loginUrl = stage.loginUrl;
	insured = stage.truth.find(
		({ group, email, address, cases }) =>
			group === 'included' &&
			email &&
			address.line1 &&
			cases.some((one) => one.policies.length > 0),
	)!;
	const others = stage.truth.filter((one) => one.group === 'included' && one.id !== insured.id);
	people = others.slice(0, 24);
	for (const [index, { id }] of people.entries()) {
		await control(sandbox, 'advancedmd/staff-edit', {
			...{ patientId: id, email: 'before@example.com', middleName: 'Lee', suffix: null },
			...{ firstName: 'Kim', lastName: `Before${index}` },
			...{ homePhone: '2175550101', mobilePhone: '2175550103' },
			workPhone: '2175550102x5',
			address: {
				...{ line1: '1 Old Road', line2: 'Apt 4', city: 'Peoria', state: 'IL', zip: '61602' },
			},
		});
	}
	port = await openPort(loginUrl);
});

afterAll(async () => {
	await sandbox?.stop();
});

afterEach(async () => {
	await fetch(`${sandbox.status}/control/faults`, { method: 'DELETE' });
	await control(sandbox, 'advancedmd/write-effects', { blankPhone: false });
});

/** What the practice holds of a patient now. */
async function truthOf(vendorId: string): Promise<Truth> {
	const { patients } = await control<{ patients: Truth[] }>(sandbox, 'advancedmd/state');
	return patients.find((one) => one.vendorId === vendorId)!;
}

/** Every member that updates may have. */
const allMembers = {
	members: ['name', 'address', 'homephone', 'officephone', 'otherphone', 'email'],
};
const whole = { practiceProfile: profile({ patientUpdates: allMembers }) };
const oakStreet = {
	line1: '77 Oak Street',
	line2: 'Unit 9',
	city: 'Springfield',
	region: 'il',
	postalCode: '627011234',
};

test('an image holds names, address, telephones, policies and responsible parties, and no part that moves by itself', async () => {
	const { members, source } = await imageOf(port, insured.vendorId);
	expect(source.patient.id).toBe(insured.vendorId);
	expect(members.name).toContain(insured.lastName.toUpperCase());
	expect(members['address.address2']).toBe(insured.address.line1?.toUpperCase());
	expect(members['contactinfo.email']).toBe(insured.email?.toUpperCase());
	const names = Object.keys(members);
	expect(names.filter((name) => /^insplan:ins\d+\.subscribernum$/.test(name))).not.toEqual([]);
	expect(members[`respparty:resp${insured.vendorId}.name`]).toBe(members.name);
	expect(names.filter((name) => /memo|arbucket|visitlist|eligib|deductiblemet/.test(name))).toEqual(
		[],
	);
	// Whether there is a number, and nothing of it.
	expect([undefined, 'told']).toContain(members.ssn);
	expect(await port.patients.image!('999999')).toBeUndefined();
});

test('an address is written with its street in address2, and nothing else changes', async () => {
	const { vendorId } = people[0];
	const { before, after, unexpected, moved } = await write(
		port,
		vendorId,
		change('address.home', oakStreet),
	);
	expect((await truthOf(vendorId)).address).toEqual({
		...{ line1: '77 OAK STREET', line2: 'UNIT 9', city: 'SPRINGFIELD', state: 'IL' },
		zip: '62701-1234',
	});
	expect(after.source.patient.addresses).toEqual([
		{
			...{ use: 'home', line1: '77 OAK STREET', line2: 'UNIT 9', city: 'SPRINGFIELD' },
			...{ region: 'IL', postalCode: '62701-1234', country: 'USA' },
		},
	]);
	expect(unexpected).toEqual([]);
	expect(moved.filter((name) => !/^(previous)?address\./.test(name))).toEqual([]);
	expect(after.members['previousaddress.address2']).toBe(before.members['address.address2']);
});

test('an apartment of the old address does not stay with a new one that has none', async () => {
	const { vendorId } = people[1];
	const house = change('address.home', omit(oakStreet, 'line2'));
	const { after, unexpected } = await write(port, vendorId, house);
	expect((await truthOf(vendorId)).address.line2).toBeUndefined();
	expect(after.members['address.address1']).toBeUndefined();
	expect(unexpected).toEqual([]);
});

test('the profile decides which line holds the street', async () => {
	const { vendorId } = people[2];
	const other = await openPort(loginUrl, {
		practiceProfile: profile({ streetIn: 'address1' }),
	});
	await write(other, vendorId, change('address.home', oakStreet));
	expect((await truthOf(vendorId)).address).toMatchObject({
		...{ line1: 'UNIT 9', line2: '77 OAK STREET' },
	});
});

const fields: readonly string[] = [
	...['email', 'phone.home', 'phone.mobile', 'phone.work'],
	...['givenName', 'middleName', 'familyName', 'suffix'],
];

test.each([
	['email', 'new.one@example.org', { email: 'NEW.ONE@EXAMPLE.ORG' }],
	['phone.home', { number: '+12175550188' }, { phones: { home: { number: '2175550188' } } }],
	['phone.mobile', { number: '+12175550177' }, { phones: { mobile: { number: '2175550177' } } }],
	[
		'phone.work',
		{ number: '+12175550166', extension: '42' },
		{ phones: { work: { number: '2175550166', extension: '42' } } },
	],
	['givenName', 'Marguerite', { firstName: 'MARGUERITE' }],
	['middleName', 'Quinn', { middleName: 'QUINN' }],
	['familyName', "O'Brien-Smith", { lastName: "O'BRIEN-SMITH" }],
	['suffix', 'Jr', { suffix: 'JR' }],
] as const)('%s is written and read back, and nothing else changes', async (field, to, shown) => {
	const { vendorId } = people[3 + fields.indexOf(field)];
	const before = await truthOf(vendorId);
	const all = await openPort(loginUrl, whole);
	const { unexpected, plan } = await write(all, vendorId, change(field, to));
	expect(plan.changes.map((one) => one.field)).toEqual([field]);
	expect(plan.refused).toEqual([]);
	expect(unexpected).toEqual([]);
	const after = await truthOf(vendorId);
	expect(after).toMatchObject(shown);
	const written = Object.keys(shown);
	const unlike = (Object.keys(after) as Array<keyof Truth>).filter(
		(name) =>
			!written.includes(name) &&
			!/^(firstName|middleName|lastName|suffix|lastModifiedAt)$/.test(name) &&
			JSON.stringify(after[name]) !== JSON.stringify(before[name]),
	);
	expect(unlike).toEqual([]);
});

test('two parts of a name become one text', async () => {
	const { vendorId } = people[11];
	const { after, unexpected } = await write(
		port,
		vendorId,
		change('familyName', 'Vandermeer'),
		change('givenName', 'Jo'),
	);
	expect(after.source.patient).toMatchObject({ familyName: 'VANDERMEER', givenName: 'JO' });
	expect(unexpected).toEqual([]);
});

test('what AdvancedMD cannot take goes to staff, each with its reason, and the others are written', async () => {
	const { vendorId } = people[12];
	const all = await openPort(loginUrl, whole);
	const image = await imageOf(all, vendorId);
	const plan = await planFor(
		all,
		image,
		change('address.home', { ...oakStreet, line1: 'A'.repeat(200) }, 'long'),
		change('address.home', { ...oakStreet, line1: '12 Rose 🌹 Lane' }, 'emoji'),
		change('address.home', { ...oakStreet, city: 'Łódź' }, 'letters'),
		change('address.home', { ...oakStreet, region: 'XQ' }, 'state'),
		change('address.home', { line1: '1 Elm Street', city: 'Springfield' }, 'noState'),
		change('address.home', { ...oakStreet, postalCode: 'K1A 0B1' }, 'postalCode'),
		change('address.home', { ...oakStreet, country: 'CA' }, 'abroad'),
		change('address.home', null, 'nothing'),
		change('phone.home', { number: '+442071838750' }, 'foreign'),
		change('phone.home', { number: '+12175550188', extension: '7' }, 'homeExtension'),
		change('email', 'nobody', 'email'),
		change('givenName', 'Mary Ann', 'twoWords'),
		change('familyName', 'Rivera,Ana', 'comma'),
		change('suffix', 'Esquire', 'suffix'),
		change('birthDate', '1980-01-02', 'birthDate'),
		change('administrativeSex', 'female', 'sex'),
		change('address.mailing', oakStreet, 'mailing'),
		change('emergencyContact', { name: 'Ana Rivera' }, 'contact'),
		change('coverage.primary', { memberId: 'M1' }, 'coverage'),
		change('phone.work', { number: '+12175550144' }, 'taken'),
	);
	expect(plan.refused).toEqual([
		{ changeId: 'long', code: 'tooLong' },
		{ changeId: 'emoji', code: 'badCharacters' },
		{ changeId: 'letters', code: 'badCharacters' },
		{ changeId: 'state', code: 'unknownState' },
		{ changeId: 'noState', code: 'missingFacts' },
		{ changeId: 'postalCode', code: 'badCharacters' },
		{ changeId: 'abroad', code: 'unsupportedField' },
		{ changeId: 'nothing', code: 'clearing' },
		{ changeId: 'foreign', code: 'badPhone' },
		{ changeId: 'homeExtension', code: 'badPhone' },
		{ changeId: 'email', code: 'badCharacters' },
		{ changeId: 'twoWords', code: 'badCharacters' },
		{ changeId: 'comma', code: 'badCharacters' },
		{ changeId: 'suffix', code: 'unsupportedField' },
		{ changeId: 'birthDate', code: 'unsupportedField' },
		{ changeId: 'sex', code: 'unsupportedField' },
		{ changeId: 'mailing', code: 'unsupportedField' },
		{ changeId: 'contact', code: 'unsupportedField' },
		{ changeId: 'coverage', code: 'unsupportedField' },
	]);
	expect(plan.changes.map(({ changeId }) => changeId)).toEqual(['taken']);
	await plan.send();
	expect((await truthOf(vendorId)).phones.work?.number).toBe('2175550144');
});

test('telephones of office and mobile are left to staff until the profile names them', async () => {
	const image = await imageOf(port, people[13].vendorId);
	const plan = await planFor(
		port,
		image,
		change('phone.mobile', { number: '+12175550177' }),
		change('phone.work', { number: '+12175550166' }),
	);
	expect(plan.refused.map(({ code }) => code)).toEqual(['unsupportedField', 'unsupportedField']);
});

test('a record that staff changed since it was read is refused, and nothing is written (sheet 6)', async () => {
	const { id, vendorId } = people[13];
	const image = await imageOf(port, vendorId);
	await control(sandbox, 'advancedmd/staff-edit', { patientId: id, homePhone: '2175550111' });
	const plan = await planFor(port, image, change('phone.home', { number: '+12175550122' }));
	await expect(plan.send()).rejects.toMatchObject({
		kind: 'conflict',
		details: { vendorCode: '-2147217398', operation: 'updatepatient' },
	});
	expect((await truthOf(vendorId)).phones.home?.number).toBe('2175550111');
});

test('with force, the same is written over', async () => {
	const { id, vendorId } = people[13];
	const forcing = await openPort(loginUrl, {
		practiceProfile: profile({ patientUpdates: { force: true, oldValues: 'none' } }),
	});
	const image = await imageOf(forcing, vendorId);
	await control(sandbox, 'advancedmd/staff-edit', { patientId: id, homePhone: '2175550133' });
	const plan = await planFor(forcing, image, change('phone.home', { number: '+12175550122' }));
	await plan.send();
	expect((await truthOf(vendorId)).phones.home?.number).toBe('2175550122');
});

test('a telephone that AdvancedMD empties beside an update shows in the images', async () => {
	await control(sandbox, 'advancedmd/write-effects', { blankPhone: true });
	const { unexpected } = await write(port, people[14].vendorId, change('address.home', oakStreet));
	expect(unexpected).toEqual(['contactinfo.officeext', 'contactinfo.officephone']);
});

test('a session that dies with the update is renewed, and the update is done once (sheet 3.3)', async () => {
	const { vendorId } = people[15];
	const image = await imageOf(port, vendorId);
	const plan = await planFor(port, image, change('email', 'once@example.org'));
	await control(sandbox, 'faults', {
		...{ system: 'advancedmd', operation: 'updatepatient', kind: 'expiredSession' },
	});
	const before = await lastCall(sandbox);
	await plan.send();
	expect((await callsOf(sandbox, before)).filter((name) => name === 'updatepatient')).toHaveLength(
		2,
	);
	expect((await truthOf(vendorId)).email).toBe('ONCE@EXAMPLE.ORG');
});

test('a lost answer is of unknown outcome, is not sent again, and the image then shows the value', async () => {
	const { vendorId } = people[16];
	const image = await imageOf(port, vendorId);
	const plan = await planFor(port, image, change('address.home', oakStreet));
	await control(sandbox, 'faults', {
		...{ system: 'advancedmd', operation: 'updatepatient', kind: 'dropAfterWrite' },
	});
	const before = await lastCall(sandbox);
	await expect(plan.send()).rejects.toMatchObject({ kind: 'outcomeUnknown' });
	expect(await callsOf(sandbox, before)).toEqual(['updatepatient']);
	const after = await imageOf(port, vendorId);
	expect(after.members['address.address2']).toBe('77 OAK STREET');
	// The same plan made from the new record names the same members and sends nothing more.
	const again = await planFor(port, after, change('address.home', oakStreet));
	expect(again.touches('address.address2')).toBe(true);
	const then = await lastCall(sandbox);
	await again.send();
	expect(await callsOf(sandbox, then)).toEqual([]);
});
