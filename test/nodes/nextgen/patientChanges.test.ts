import type { FieldChange } from '../../../lib/changes/field';
import { omit } from '../../../lib/values/omit';
import type { PracticeSystem } from '../../../nodes/common/practice/port';
import { imageOf } from '../../support/approvedChanges';
import { change, planFor, write } from '../../support/plannedChanges';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';
import type { Truth } from './support';
import { controlOf, openPort, profileWith } from './support';

/** Approved changes written to the sandbox's NextGen (sheet 4.1). All data is made up. */

let sandbox: SandboxProcess;
let base: string;
let control: ReturnType<typeof controlOf>;
let port: PracticeSystem;
let people: Truth[];

const settings = { personUpdates: 'on' };

beforeAll(async () => {
	sandbox = await startSandbox(5940, [
		...['--systems', 'nextgen', '--patients', '60', '--seed', '11', '--no-limits'],
		...['--second-practice', '6', '--opted-out', '1', '--flagged', '1'],
	]);
	base = sandbox.url('nextgen');
	control = controlOf(sandbox);
	people = (await control.truth('included')).slice(0, 24);
	for (const [index, { id }] of people.entries()) {
		await control.nextgen('staff-edit', {
			...{ patientId: id, firstName: 'Kim', middleName: 'Lee', lastName: `Before${index}` },
			...{ email: 'before@example.com', birthDate: '1980-05-06', sex: 'Male' },
			...{ homePhone: '2175550101', mobilePhone: '2175550103', workPhone: '2175550102x5' },
			address: {
				...{ line1: '1 Old Road', line2: 'Apt 4', city: 'Peoria', state: 'IL', zip: '61602' },
			},
		});
	}
	port = await openPort(base, { practiceProfile: profileWith(settings) });
});

afterAll(async () => {
	await sandbox?.stop();
});

afterEach(async () => {
	await control.clearFaults();
	await control.nextgen('write-effects', { blankPhone: false });
});

async function truthOf(vendorId: string): Promise<Truth> {
	return (await control.truth('included')).find((one) => one.vendorId === vendorId)!;
}

const oakStreet = {
	line1: '77 Oak Street',
	line2: 'Unit 9',
	city: 'Springfield',
	region: 'il',
	postalCode: '62701-1234',
};
const house = omit(oakStreet, 'line2');
const written = { line1: '77 Oak Street', city: 'Springfield', state: 'IL', zip: '627011234' };

test.each([
	[
		'a whole address',
		change('address.home', oakStreet),
		{ address: { ...written, line2: 'Unit 9' } },
		['addressLine1', 'addressLine2', 'city', 'zip'],
	],
	[
		'an address without the apartment of the old one',
		change('address.home', house),
		{ address: written },
		['addressLine1', 'addressLine2', 'city', 'zip'],
	],
	['an e-mail', change('email', 'new@example.org'), { email: 'new@example.org' }, ['email']],
	[
		'a mobile telephone',
		change('phone.mobile', { number: '+12175550177' }),
		{ phones: { mobile: { number: '2175550177' } } },
		['cellPhone'],
	],
	[
		'a home telephone',
		change('phone.home', { number: '+12175550188' }),
		{ phones: { home: { number: '2175550188' } } },
		['homePhone'],
	],
	[
		'a telephone at work with its extension',
		change('phone.work', { number: '+12175550166', extension: '42' }),
		{ phones: { work: { number: '2175550166', extension: '42' } } },
		['dayPhone', 'dayPhoneExtension'],
	],
	[
		'a telephone at work without the extension of the old one',
		change('phone.work', { number: '+12175550166' }),
		{ phones: { work: { number: '2175550166' } } },
		['dayPhone', 'dayPhoneExtension'],
	],
	['a given name', change('givenName', 'Mary Ann'), { firstName: 'Mary Ann' }, ['firstName']],
	['a middle name', change('middleName', 'Quinn'), { middleName: 'Quinn' }, ['middleName']],
	['a family name', change('familyName', "O'Brien"), { lastName: "O'Brien" }, ['lastName']],
	['a birth date', change('birthDate', '1980-06-05'), { birthDate: '1980-06-05' }, ['dateOfBirth']],
	['a sex', change('administrativeSex', 'female'), { sex: 'Female' }, ['sex']],
] as ReadonlyArray<[string, FieldChange, object, string[]]>)(
	'%s is written and read back, and nothing else changes',
	async (_what, wanted, shown, members) => {
		const { vendorId } = people.shift()!;
		const before = await truthOf(vendorId);
		const { unexpected, moved, plan, read } = await write(port, vendorId, wanted);
		expect(plan.refused).toEqual([]);
		expect(unexpected).toEqual([]);
		expect(moved).toEqual([...members].sort());
		const after = await truthOf(vendorId);
		expect(after).toMatchObject({
			...before,
			...merged(before, shown),
			lastModifiedAt: expect.anything(),
		});
		if (wanted.field === 'phone.work') {
			expect(after.phones.work).toEqual((shown as Pick<Truth, 'phones'>).phones.work);
		}
		if (wanted.field === 'address.home') {
			expect(after.address).toEqual((shown as Pick<Truth, 'address'>).address);
			expect(read('address.home')).toMatchObject({ region: 'IL', postalCode: '62701-1234' });
		}
	},
);

/** What is shown of a patient whose other telephones stay as they were. */
function merged(before: Truth, shown: object): object {
	if ('phones' in shown) return { phones: { ...before.phones, ...(shown.phones as object) } };
	return shown;
}

test('what NextGen cannot take goes to staff, each with its reason, and the others are written', async () => {
	const { vendorId } = people.shift()!;
	const image = await imageOf(port, vendorId);
	const plan = await planFor(
		port,
		image,
		change('address.home', { ...oakStreet, line1: 'A'.repeat(200) }, 'long'),
		change('address.home', { ...oakStreet, line1: '12 Rose 🌹 Lane' }, 'emoji'),
		change('address.home', { ...oakStreet, region: 'XQ' }, 'state'),
		change('address.home', { line1: '1 Elm Street', city: 'Springfield' }, 'noState'),
		change('address.home', { line1: '1 Elm Street', region: 'IL' }, 'noCity'),
		change('address.home', { ...oakStreet, postalCode: '627' }, 'postalCode'),
		change('address.home', { ...oakStreet, country: 'CA' }, 'abroad'),
		change('email', null, 'nothing'),
		change('phone.home', { number: '+442071838750' }, 'foreign'),
		change('phone.mobile', { number: '+12175550188', extension: '7' }, 'mobileExtension'),
		change('email', 'nobody', 'email'),
		change('birthDate', '1980-02-30', 'birthDate'),
		change('administrativeSex', 'other', 'sex'),
		change('suffix', 'Jr', 'suffix'),
		change('address.mailing', oakStreet, 'mailing'),
		change('emergencyContact', { name: 'Ana Rivera' }, 'contact'),
		change('coverage.primary', { memberId: 'M1' }, 'coverage'),
		change('phone.home', { number: '+12175550144' }, 'taken'),
	);
	expect(plan.refused).toEqual([
		{ changeId: 'long', code: 'tooLong' },
		{ changeId: 'emoji', code: 'badCharacters' },
		{ changeId: 'state', code: 'unknownState' },
		{ changeId: 'noState', code: 'missingFacts' },
		{ changeId: 'noCity', code: 'missingFacts' },
		{ changeId: 'postalCode', code: 'badCharacters' },
		{ changeId: 'abroad', code: 'unsupportedField' },
		{ changeId: 'nothing', code: 'clearing' },
		{ changeId: 'foreign', code: 'badPhone' },
		{ changeId: 'mobileExtension', code: 'badPhone' },
		{ changeId: 'email', code: 'badCharacters' },
		{ changeId: 'birthDate', code: 'badCharacters' },
		{ changeId: 'sex', code: 'unsupportedField' },
		{ changeId: 'suffix', code: 'unsupportedField' },
		{ changeId: 'mailing', code: 'unsupportedField' },
		{ changeId: 'contact', code: 'unsupportedField' },
		{ changeId: 'coverage', code: 'unsupportedField' },
	]);
	await plan.send();
	expect((await truthOf(vendorId)).phones.home?.number).toBe('2175550144');
});

test('until the practice turns it on, every change goes to staff and nothing is sent', async () => {
	const { vendorId } = people.shift()!;
	const off = await openPort(base);
	const plan = await planFor(off, await imageOf(off, vendorId), change('email', 'new@example.org'));
	expect(plan.refused).toEqual([{ changeId: 'email', code: 'updatesOff' }]);
	const before = await control.calls('persons.update');
	await plan.send();
	expect(await control.calls('persons.update')).toBe(before);
});

test('a telephone that NextGen empties beside an update shows in the images', async () => {
	await control.nextgen('write-effects', { blankPhone: true });
	const { unexpected } = await write(
		port,
		people.shift()!.vendorId,
		change('address.home', oakStreet),
	);
	expect(unexpected).toEqual(['dayPhone', 'dayPhoneExtension']);
});

test('a lost answer is of unknown outcome, is not sent again, and the image then shows the value', async () => {
	const { vendorId } = people.shift()!;
	const plan = await planFor(
		port,
		await imageOf(port, vendorId),
		change('address.home', oakStreet),
	);
	await control.fault({ operation: 'persons.update', kind: 'dropAfterWrite' });
	const before = await control.calls('persons.update');
	await expect(plan.send()).rejects.toMatchObject({ kind: 'outcomeUnknown' });
	expect(await control.calls('persons.update')).toBe(before + 1);
	const after = await imageOf(port, vendorId);
	expect(after.members.addressLine1).toBe('77 Oak Street');
	const again = await planFor(port, after, change('address.home', oakStreet));
	expect(again.touches('addressLine1')).toBe(true);
	await again.send();
	expect(await control.calls('persons.update')).toBe(before + 1);
});

test('a token that ends with the update is renewed, and the update is done once', async () => {
	const { vendorId } = people.shift()!;
	const plan = await planFor(
		port,
		await imageOf(port, vendorId),
		change('email', 'once@example.org'),
	);
	await control.fault({ operation: 'persons.update', kind: 'expiredSession' });
	await plan.send();
	expect((await truthOf(vendorId)).email).toBe('once@example.org');
});

test('a route that is not granted is told so, and nothing is written', async () => {
	const { vendorId } = people.shift()!;
	const plan = await planFor(
		port,
		await imageOf(port, vendorId),
		change('email', 'no@example.org'),
	);
	await control.nextgen('permission', { operation: 'persons.update', granted: false });
	await expect(plan.send()).rejects.toMatchObject({
		kind: 'permission',
		details: { operation: 'PATCH /persons/{id}' },
	});
	await control.nextgen('permission', { operation: 'persons.update', granted: true });
	expect((await truthOf(vendorId)).email).toBe('before@example.com');
});
