import type { IDataObject } from 'n8n-workflow';

import { healthSailAt, patientItem } from '../healthsail.support/run';
import { startSandbox, type RunningSandbox } from '../healthsail.support/sandbox';

/** Appointments against the sandbox, which checks each request against the contract. Synthetic. */

let sandbox: RunningSandbox;
let hs: ReturnType<typeof healthSailAt>;
const practice = { system: 'tebra', practiceId: '1' };

const visit = (id: string, more: IDataObject = {}): IDataObject => ({
	...practice,
	id,
	externalIds: [{ ...practice, type: 'appointment', value: id }],
	patientId: 'p1',
	providerId: '17',
	locationId: '31',
	type: { id: '12', name: 'Office visit' },
	startsAt: '2026-03-04T15:30:00Z',
	endsAt: '2026-03-04T16:00:00Z',
	timeZone: 'America/Chicago',
	status: 'booked',
	modality: 'in_person',
	reason: 'synthetic reason text',
	...more,
});
const write = async (items: readonly IDataObject[], parameters: IDataObject = {}) =>
	await hs.items('appointment', 'createOrUpdate', { ...parameters } as never, items);
const ofPatient = async (customerId: unknown) =>
	await hs.items('appointment', 'getMany', { filters: { customerId: String(customerId) } });
const lookUp = async (...ids: string[]) =>
	await hs.items(
		'appointment',
		'lookUp',
		practice,
		ids.map((id) => ({ id })),
	);

/** A customer of its own for a test, by the patient's id. */
async function patient(id: string): Promise<string> {
	const [{ customerId }] = await hs.items('customer', 'createOrUpdate', {}, [patientItem(id)]);
	return String(customerId);
}

let providerId: string;
let locationId: string;

beforeAll(async () => {
	sandbox = await startSandbox(5812);
	hs = healthSailAt(sandbox.healthSailUrl);
	await patient('p1');
	const idOf = (type: string, value: string) => [{ ...practice, type, value }];
	const provider = await hs.one('provider', 'createOrUpdate', {}, [
		{ id: '17', externalIds: idOf('provider', '17'), familyName: 'Example', active: true },
	]);
	const location = await hs.one('location', 'createOrUpdate', { timeZone: 'America/Chicago' }, [
		{ id: '31', externalIds: idOf('location', '31'), name: 'Example North' },
	]);
	providerId = String(provider.providerId);
	locationId = String(location.locationId);
});
afterAll(async () => await sandbox.stop());

describe('writing appointments', () => {
	it("keeps them under HealthSail's own ids, and reads them back", async () => {
		const customerId = await patient('p2');
		const [written] = await write([visit('a1', { patientId: 'p2' })]);
		expect(written).toMatchObject({ result: 'created', version: 1 });
		const [read] = await ofPatient(customerId);
		expect(read).toMatchObject({
			id: written.appointmentId,
			customerId,
			providerId,
			locationId,
			externalIds: [{ ...practice, type: 'appointment', value: 'a1' }],
			typeExternalId: '12',
			typeName: 'Office visit',
			startsAt: '2026-03-04T15:30:00Z',
			endsAt: '2026-03-04T16:00:00Z',
			timeZone: 'America/Chicago',
			status: 'booked',
			modality: 'in_person',
		});
		expect(JSON.stringify(read)).not.toContain('synthetic reason');
	});

	it('makes no write for content that HealthSail holds, and one when a word changed', async () => {
		const item = visit('a2', { sourceAt: '2026-03-01T10:00:00Z' });
		const [created] = await write([item]);
		expect(created).toMatchObject({ result: 'created', calls: 5 });
		const [same] = await write([{ ...item, sourceAt: '2026-03-02T10:00:00Z' }]);
		expect(same).toEqual({
			result: 'unchanged',
			appointmentId: created.appointmentId,
			version: 1,
			calls: 4,
		});
		const [gone] = await write([{ ...item, status: 'no_show', sourceAt: '2026-03-03T10:00:00Z' }]);
		expect(gone).toMatchObject({ result: 'updated', version: 2, calls: 5 });
	});

	it('names what is unknown item by item, never by id, while the others go on', async () => {
		const results = await write([
			visit('a3', { patientId: 'stranger-77' }),
			visit('a4', { providerId: 'stranger-78' }),
			visit('a5', { locationId: 'stranger-79' }),
			visit('a6', { patientId: null }),
			visit('a7', { startsAt: 'tomorrow' }),
			visit('a8'),
		]);
		expect(results.map(({ result }) => result)).toEqual([
			...Array<string>(5).fill('failed'),
			'created',
		]);
		const messages = results.slice(0, 5).map(({ error }) => (error as IDataObject).message);
		expect(messages).toEqual([
			'HealthSail does not know the patient of the appointment',
			'HealthSail does not know the provider of the appointment',
			'HealthSail does not know the location of the appointment',
			'The appointment names no patient, so HealthSail has nobody to keep it for',
			'The field "Appointment" is not an appointment of this pack',
		]);
		expect(JSON.stringify(results)).not.toContain('stranger');
		expect(await lookUp('a3', 'a4', 'a5', 'a6', 'a7', 'a8')).toMatchObject(
			[false, false, false, false, false, true].map((known) => ({ known })),
		);
	});

	it('sends nothing of patients who opted out or left', async () => {
		await patient('p3');
		const leaving = { ...practice, id: 'p3', syncState: 'left', reason: 'moved' };
		const [known] = await hs.items('customer', 'lookUp', {
			...practice,
			externalIdType: 'patient',
			externalId: 'p3',
		});
		await hs.one('customer', 'strip', {}, [
			{
				...leaving,
				externalIds: [{ ...practice, type: 'patient', value: 'p3' }],
				healthsail: { customerId: known.customerId, version: known.version },
			},
		]);
		await patient('p4');
		await hs.one('cohortEntry', 'createOrUpdate', {
			...practice,
			externalIdType: 'patient',
			externalId: 'p4',
			list: 'opted_out',
			reason: 'asked_by_phone',
			by: 'staff-1',
		});
		const results = await write([
			visit('a9', { patientId: 'p3' }),
			visit('a10', { patientId: 'p4' }),
			visit('a11'),
		]);
		expect(results).toMatchObject([
			{ result: 'skipped', reason: 'notInSync' },
			{ result: 'skipped', reason: 'notInSync' },
			{ result: 'created' },
		]);
		expect(await lookUp('a9', 'a10')).toMatchObject([{ known: false }, { known: false }]);
	});

	it('says nothing of provider, location, end and modality where the practice does not', async () => {
		const customerId = await patient('p5');
		const bare = { providerId: null, locationId: null, endsAt: null, type: {}, modality: null };
		const [written] = await write([visit('a12', { patientId: 'p5', ...bare })]);
		// Nothing names a provider or location, so neither list is read.
		expect(written).toMatchObject({ result: 'created', calls: 3 });
		const [read] = await ofPatient(customerId);
		expect(read).toMatchObject({
			providerId: null,
			locationId: null,
			endsAt: null,
			typeExternalId: null,
			modality: null,
		});
	});

	it('never lets an older reading overwrite a newer one', async () => {
		const customerId = await patient('p6');
		const at = async (observedAt: string, status: string) =>
			(await write([visit('a13', { patientId: 'p6', status })], { options: { observedAt } }))[0];
		expect(await at('2026-03-04T12:00:00Z', 'arrived')).toMatchObject({ result: 'created' });
		expect(await at('2026-03-04T11:00:00Z', 'confirmed')).toMatchObject({ result: 'unchanged' });
		expect(await ofPatient(customerId)).toMatchObject([{ status: 'arrived' }]);
		expect(await at('2026-03-04T13:00:00Z', 'completed')).toMatchObject({ result: 'updated' });
		expect(await at('yesterday', 'unknown')).toMatchObject({
			result: 'failed',
			error: { fields: ['Observed At'] },
		});
	});

	it('tells in a dry run what it would do, and does nothing', async () => {
		const [stored] = await write([visit('a14')]);
		const results = await write(
			[visit('a14'), visit('a14', { status: 'cancelled' }), visit('a15')],
			{ dryRun: true },
		);
		const ids = { appointmentId: stored.appointmentId, version: 1 };
		expect(results).toMatchObject([
			{ result: 'unchanged', ...ids },
			{ result: 'wouldUpdate', ...ids },
			{ result: 'wouldCreate' },
		]);
		expect(await lookUp('a14', 'a15')).toMatchObject([
			{ known: true, version: 1 },
			{ known: false },
		]);
	});

	it('writes again after two customers became one', async () => {
		const [one, two] = [await patient('p7'), await patient('p8')];
		const item = visit('a16', { patientId: 'p7' });
		await write([item]);
		const { version } = await hs.one('customer', 'get', { customerId: one });
		await hs.one('customer', 'merge', {
			customerId: one,
			intoCustomerId: two,
			version: String(version),
		});
		expect(await ofPatient(two)).toMatchObject([{ customerId: two }]);
		expect(await write([item])).toMatchObject([{ result: 'unchanged', calls: 5 }]);
		expect(await write([item])).toMatchObject([{ result: 'unchanged', calls: 4 }]);
	});
});

describe('looking appointments up', () => {
	it('gives version and content hash of a known one, and says which are unknown', async () => {
		const [written] = await write([visit('a17', { sourceAt: '2026-03-01T10:00:00Z' })]);
		expect(await lookUp('nobody', 'a17')).toEqual([
			{ externalId: { ...practice, type: 'appointment', value: 'nobody' }, known: false },
			{
				externalId: { ...practice, type: 'appointment', value: 'a17' },
				known: true,
				appointmentId: written.appointmentId,
				version: 1,
				contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
				observedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
				sourceAt: '2026-03-01T10:00:00Z',
			},
		]);
	});
});
