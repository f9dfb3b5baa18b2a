import { noticeOf } from '../../../lib/changes/describe';
import type { FieldChange } from '../../../lib/changes/field';
import { capabilities } from '../../../lib/vendors';
import type { PracticeSystem } from '../../../nodes/common/practice/port';
import type { GreenwaySandbox, Product } from './support';
import { errorOf, openPort, profileOf, readAll, staffInbox, startGreenway } from './support';

/** Approved changes that staff key in: how they arrive, and how they are seen again (sheet 4.2, 4.3, 8). */

const products: ReadonlyArray<readonly [Product, number, object]> = [
	['intergy', 5350, { intergy: { toUserId: 4012 } }],
	['primeSuite', 5360, { primeSuite: { recipientId: 88 } }],
];

const changes: FieldChange[] = [
	{
		changeId: 'chg_1',
		field: 'address.home',
		from: { line1: '12 Oak St', city: 'Oakfield', region: 'IL', postalCode: '62701' },
		to: { line1: '7 Elm Way', city: 'Oakfield', region: 'IL', postalCode: '62704' },
	},
	{
		changeId: 'chg_2',
		field: 'phone.mobile',
		from: null,
		to: { number: '+12175550199' },
	},
];
const text = (over: Partial<Parameters<typeof noticeOf>[0]> = {}) =>
	noticeOf({
		changes,
		shortRef: 'HSB7F3A2K9',
		askedOn: '2026-11-20',
		approvedBy: 'Front Desk',
		kind: 'change',
		...over,
	});
const table = [
	'Home address: 12 Oak St, Oakfield, IL 62701 -> 7 Elm Way, Oakfield, IL 62704',
	'Mobile phone: nothing on file -> (217) 555-0199',
	'Asked by the patient on 2026-11-20, approved by Front Desk. Ref HSB7F3A2K9',
];

describe.each(products)('an approved change at %s', (product, portNumber, settings) => {
	let sandbox: GreenwaySandbox;
	let port: PracticeSystem;
	let patientId = '';

	beforeAll(async () => {
		sandbox = await startGreenway(portNumber, product, [
			...['--patients', '20', '--seed', '5', '--speed', '60'],
			...['--second-practice', '4', '--opted-out', '2', '--flagged', '2'],
		]);
		port = await openPort(sandbox, {
			greenwayFhirApi: { practiceProfile: profileOf(settings) },
		});
		const patients = (await readAll(port, { read: 'all' })).flatMap((page) => page.patients);
		const dated = patients.find(
			({ recordPracticeId, patient }) => recordPracticeId === '1' && patient.birthDate,
		);
		patientId = dated?.patient.id ?? '';
	}, 40_000);
	afterAll(async () => {
		await port?.close?.();
		await sandbox?.stop();
	});

	const record = () => String(Number(patientId.slice(3)) - 3000);
	const number = () => String(100_000 + Number(record()));
	const send = async (notice = text()) =>
		await port.staff?.notice?.({ patientId, reference: 'HSB7F3A2K9', ...notice });
	const last = async () => (await staffInbox(sandbox)).at(-1);

	test('arrives with a line per field, before and after, and the reference once in the subject', async () => {
		await send();
		const entry = await last();
		expect(entry?.subject).toBe('[HSB7F3A2K9] Approved change to key in');
		expect(entry?.text.split('\n').slice(product === 'intergy' ? 1 : 0)).toEqual(table);
	});

	test('names the patient as the product does, and never by name', async () => {
		const { patient } = (await port.patients.get(patientId)) ?? {};
		await send();
		const entry = await last();
		if (product === 'intergy') {
			const initials = `${patient?.givenName?.charAt(0)}${patient?.familyName?.charAt(0)}`;
			expect(entry?.text.split('\n')[0]).toBe(`Patient no. ${number()} (${initials})`);
			expect(entry?.patientId).toBeUndefined();
		} else {
			expect(entry?.patientId).toBe(record());
		}
		for (const name of [patient?.givenName, patient?.familyName, patient?.birthDate]) {
			expect(name).toBeTruthy();
			expect(`${entry?.subject} ${entry?.text}`).not.toContain(name);
		}
	});

	test('is reminded of under the same reference', async () => {
		const before = (await staffInbox(sandbox)).length;
		await send(text({ isReminder: true }));
		expect(await staffInbox(sandbox)).toHaveLength(before + 1);
		const entry = await last();
		expect(entry?.subject).toBe('[HSB7F3A2K9] Reminder: Approved change to key in');
		expect(entry?.text.split('\n').at(-1)).toBe(table[2]);
	});

	test('comes whole with a street of 200 characters, emoji and HTML, under a subject below 80', async () => {
		const street = '9'.repeat(190) + ' Elm Court';
		const line2 = '<b>Apt</b> 🏠';
		const long: FieldChange[] = [
			{ changeId: 'chg_3', field: 'address.home', from: null, to: { line1: street, line2 } },
		];
		await send({ ...text({ changes: long }), subject: `[HSB7F3A2K9] ${'word '.repeat(40)}` });
		const entry = await last();
		expect(entry?.text).toContain(`Home address: nothing on file -> ${street}, ${line2}\n`);
		expect(entry?.subject.length).toBeLessThan(80);
		expect(entry?.subject.startsWith('[HSB7F3A2K9] word word')).toBe(true);
	});

	test('whose answer is lost is left unclear, and lies with staff once', async () => {
		const before = (await staffInbox(sandbox)).length;
		const operation = product === 'intergy' ? 'NotificationTaskCreate' : 'MessageSend';
		await sandbox.fault({ kind: 'dropAfterWrite', operation });
		const error = await errorOf(async () => await send());
		expect(error.kind).toBe('outcomeUnknown');
		expect(await staffInbox(sandbox)).toHaveLength(before + 1);
	});

	test('is seen again once staff keyed it in, by a read of the patient and of what changed', async () => {
		const before = await port.patients.get(patientId);
		const since = new Date(Date.now() - 1000).toISOString();
		await sandbox.control('staff-edit', {
			patientId: record(),
			address: { line1: '7 Elm Way', city: 'Oakfield', state: 'IL', zip: '62704' },
			mobilePhone: '2175550199',
			email: 'keyed@example.com',
			lastName: 'Keyed',
			emergency: { name: 'Kim Keyed', phone: '2175550111' },
		});
		const after = await port.patients.get(patientId);
		expect(after?.patient.addresses).toEqual([
			expect.objectContaining({
				use: 'home',
				line1: '7 Elm Way',
				city: 'Oakfield',
				region: 'IL',
				postalCode: '62704',
			}),
		]);
		expect(after?.patient.phones).toContainEqual(
			expect.objectContaining({ use: 'mobile', number: '+12175550199' }),
		);
		expect(after?.patient).toMatchObject({
			familyName: 'Keyed',
			email: 'keyed@example.com',
			emergencyContacts: [{ name: 'Kim Keyed', phones: [{ number: '+12175550111' }] }],
		});
		expect(String(after?.patient.sourceAt) > String(before?.patient.sourceAt)).toBe(true);
		const changed = await readAll(port, { read: 'changed', since });
		expect(changed.flatMap((page) => page.patients).map(({ patient }) => patient.id)).toContain(
			patientId,
		);
	});

	test('is never written by the port itself: no way into the record is proven (sheet 8)', () => {
		const { image, planUpdate, findCreated, create } = port.patients;
		expect([image, planUpdate, findCreated, create]).toEqual(Array(4).fill(undefined));
		const row = capabilities[product === 'intergy' ? 'greenway_intergy' : 'greenway_prime_suite'];
		expect(row['patients.update']).toMatchObject({ state: 'via', channel: 'note' });
		expect(row['patients.create']).toMatchObject({ state: 'via', channel: 'queue' });
	});
});
