import type { IDataObject } from 'n8n-workflow';

import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';
import { openPoller, runNode } from '../../support/nodes';
import { healthSailAt } from '../healthsail.support/run';
import { CareCloud } from '../../../nodes/CareCloud/CareCloud.node';
import { CareCloudOAuth2Api } from '../../../credentials/CareCloudOAuth2Api.credentials';
import {
	callsSince,
	control,
	credential,
	lastCall,
	openPort,
	profile,
	readAll,
	start,
	truthOf,
	type,
} from './support';

/** The node and its trigger against the sandbox's own HealthSail and CareCloud. */

let sandbox: SandboxProcess;

beforeAll(async () => {
	sandbox = await start(
		5290,
		'--patients',
		'40',
		'--seed',
		'7',
		'--opted-out',
		'6',
		'--flagged',
		'6',
	);
});

afterAll(async () => {
	await sandbox?.stop();
});

const request = (
	parameters: Record<string, string | number | boolean>,
	over: IDataObject = {},
) => ({
	nodeType: 'careCloud',
	parameters,
	baseUrls: { healthSail: sandbox.healthSail },
	credentials: { [type]: { ...credential(sandbox.url('carecloud')), ...over } as never },
});

test('the whole practice is read page by page, and everybody is counted', async () => {
	const reach = (await control(sandbox, 'carecloud/reach', undefined, 'GET')) as Record<
		string,
		number
	>;
	const total = { read: 0, fenced: 0, excluded: 0, leaving: 0, failed: 0 };
	const ids: unknown[] = [];
	let cursor: string | null = '';
	for (let page = 0; cursor !== null && page < 20; page++) {
		const { json, error } = await runNode(
			request({ resource: 'patient', operation: 'getAll', cursor, pageSize: 12 }),
		);
		expect(error).toBeUndefined();
		const told = json(1)[0] as { counts: typeof total; nextCursor: string | null };
		for (const key of Object.keys(total) as Array<keyof typeof total>) {
			total[key] += told.counts[key];
		}
		ids.push(...json(0).map(({ id }) => id));
		cursor = told.nextCursor;
	}
	expect(cursor).toBeNull();
	expect(new Set(ids).size).toBe(reach.patients);
	expect(ids).toHaveLength(reach.patients);
	expect(reach.unreached).toBeGreaterThan(0);
	expect(total).toMatchObject({ fenced: reach.strays, excluded: reach.excluded, failed: 0 });
});

test('flagged patients and those who opted out never become items', async () => {
	const truth = await truthOf(sandbox);
	const outside = truth.filter(({ group }) => group !== 'included').map(({ vendorId }) => vendorId);
	const { json } = await runNode(
		request({ resource: 'patient', operation: 'getAll', pageSize: 500 }),
	);
	expect(json(0).filter(({ id }) => outside.includes(id as string))).toEqual([]);
});

test('one patient’s insurance, and the directory, are read by their own operations', async () => {
	const [one] = (await truthOf(sandbox, 'included')).filter(({ cases }) =>
		(cases as Array<{ policies: unknown[] }>).some(({ policies }) => policies.length > 0),
	);
	const coverages = await runNode(
		request({
			resource: 'coverage',
			operation: 'getMany',
			patientId: one.vendorId,
			returnAll: true,
		}),
	);
	expect(coverages.json().length).toBeGreaterThan(0);
	expect(coverages.json()[0]).toMatchObject({ system: 'carecloud', practiceId: '1' });
	const providers = await runNode(
		request({ resource: 'provider', operation: 'getMany', returnAll: true }),
	);
	expect(providers.json().map(({ npi }) => npi)).toEqual(['1000000038', '1000000046']);
});

test('appointments and open slots are read by the node; strangers and strays are left out', async () => {
	const reach = (await control(sandbox, 'carecloud/reach', undefined, 'GET')) as { strays: number };
	expect(reach.strays).toBeGreaterThan(0);
	const day = (offset: number) =>
		new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
	const all = await runNode(
		request({
			resource: 'appointment',
			operation: 'getAll',
			from: day(-365),
			to: day(70),
			pageSize: 1000,
		}),
	);
	expect(all.error).toBeUndefined();
	// HealthSail knows none of these patients yet, so none of their appointments may come out.
	expect(all.json(0)).toEqual([]);
	const { counts } = all.json(1)[0] as { counts: Record<string, number> };
	expect(counts.read).toBeGreaterThan(30);
	expect(counts.fenced).toBeGreaterThanOrEqual(reach.strays);
	expect(counts.failed).toBe(0);
	const slots = await runNode(
		request({
			resource: 'slot',
			operation: 'getMany',
			from: day(3),
			to: day(9),
			typeId: '119002',
			locationId: '55001',
			returnAll: true,
		}),
	);
	expect(slots.error).toBeUndefined();
	expect(slots.json().length).toBeGreaterThan(20);
});

test('a chart number loads a patient who has no appointment, and from then on the compare reads them too', async () => {
	const [one] = (await truthOf(sandbox, 'included')).filter(
		({ reached, chartNumber }) => !reached && chartNumber !== undefined,
	);
	const readEverybody = async () => {
		const ids: unknown[] = [];
		let cursor: string | null = '';
		for (let page = 0; cursor !== null && page < 20; page++) {
			const { json, error } = await runNode(
				request({ resource: 'patient', operation: 'getAll', cursor, pageSize: 12 }),
			);
			expect(error).toBeUndefined();
			ids.push(...json(0).map(({ id }) => id));
			cursor = (json(1)[0] as { nextCursor: string | null }).nextCursor;
		}
		return ids;
	};
	expect(await readEverybody()).not.toContain(one.vendorId);
	const search = { resource: 'patient', operation: 'search' };
	const found = await runNode(
		request({ ...search, chartNumber: one.chartNumber as string, limit: 5 }),
	);
	expect(found.json().map(({ id }) => id)).toEqual([one.vendorId]);
	const nobody = await runNode(request({ ...search, chartNumber: 'NO-SUCH-CHART' }));
	expect(nobody.json()).toEqual([]);
	const stored = await healthSailAt(sandbox.healthSail).one('customer', 'createOrUpdate', {}, [
		found.json()[0],
	]);
	expect(stored.result).toBe('created');
	expect((await readEverybody()).filter((id) => id === one.vendorId)).toHaveLength(1);
});

test('with the limits on, on a fast clock, no call comes too early', async () => {
	const limited = await startSandbox(5210, [
		'--systems',
		'carecloud',
		'--patients',
		'20',
		'--speed',
		'60',
	]);
	const url = limited.url('carecloud');
	const before = await lastCall(limited);
	const port = await openPort(url, { sandboxSpeed: 60 });
	const pages = await readAll(port, 100);
	expect(pages.flatMap(({ patients }) => patients).length).toBeGreaterThan(5);
	const statuses = (await callsSince(limited, before)).map(({ status }) => status);
	await limited.stop();
	expect(statuses.length).toBeGreaterThan(30);
	expect(statuses.filter((status) => status !== 200 && status !== 422)).toEqual([]);
});

test('a credential for another practice fails before a patient is read', async () => {
	const { error } = await runNode(
		request({ resource: 'patient', operation: 'getAll' }, { practiceId: '2' }),
	);
	expect(error?.message).toContain('1 Oak Clinic');
});

test('the trigger tells a changed appointment’s patient, once and by ID only', async () => {
	const poller = openPoller({
		...request({ event: 'patientChanged' }, profile({}, { sync: { overlapHours: 1 } })),
		nodeType: 'careCloudTrigger',
	});
	expect(await poller.poll()).toBeNull();
	expect(await poller.poll()).toBeNull();
	const one = (await truthOf(sandbox, 'included')).find(({ reached }) => reached);
	const port = await openPort(sandbox.url('carecloud'));
	const from = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
	const to = new Date(Date.now() + 24 * 86_400_000).toISOString().slice(0, 10);
	const [slot] = (await port.schedule?.slots?.({ window: { from, to }, typeId: '119002' })) ?? [];
	await port.appointments?.book?.({
		patientId: one?.vendorId as string,
		locationId: '55001',
		resourceId: slot.resourceId as string,
		typeId: '119002',
		startsAt: slot.startsAt,
		durationMinutes: 20,
		reference: 'trigger-1',
	});
	const items = await poller.poll();
	expect(items?.map(({ json }) => json.recordId)).toEqual([one?.vendorId]);
	expect(JSON.stringify(items)).not.toContain(one?.lastName);
	expect(await poller.poll()).toBeNull();
});

test('the node offers what the sheet says CareCloud can do, and no list of all ids', () => {
	const { properties, usableAsTool, credentials } = new CareCloud().description;
	const operations = properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options = [], displayOptions }) =>
			options.map(
				(option) =>
					`${String(displayOptions?.show?.resource?.[0])}.${String((option as { value: string }).value)}`,
			),
		);
	expect(operations).toEqual(
		expect.arrayContaining([
			'patient.get',
			'patient.getAll',
			'patient.getChanged',
			'patient.search',
			'coverage.getMany',
			'externalId.set',
		]),
	);
	expect(operations).not.toContain('patient.findVanished');
	expect(usableAsTool).toBeUndefined();
	expect(credentials?.map(({ name }) => name)).toContain('careCloudOAuth2Api');
});

test('the credential is for this node only, and n8n makes no test of it that could not run', () => {
	const credentialType = new CareCloudOAuth2Api();
	expect(credentialType.restrictToSupportedNodes).toBe(true);
	expect(credentialType.extends).toEqual(['oAuth2Api']);
	// n8n tests as its No Operation node, which may not use a restricted credential.
	expect(credentialType).not.toHaveProperty('test');
});
