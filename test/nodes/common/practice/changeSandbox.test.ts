import type { IDataObject } from 'n8n-workflow';

import type { FieldValue } from '../../../../lib/changes/field';
import { omit } from '../../../../lib/values/omit';
import type { NodeResult } from '../../../support/nodes';
import { runNode } from '../../../support/nodes';
import type { SandboxProcess } from '../../../support/sandboxProcess';
import { startSandbox } from '../../../support/sandboxProcess';
import { changesOf, recordsAt } from '../../staffInbox/records';

/** A patient's proposal from HealthSail to Tebra and back, both as the sandbox has them. Synthetic. */

let sandbox: SandboxProcess;
let records: ReturnType<typeof recordsAt>;
/** Patients whom nothing keeps out of HealthSail; each test takes one. */
let admitted: string[];

beforeAll(async () => {
	sandbox = await startSandbox(5600, [
		...['--patients', '40', '--seed', '7', '--speed', '60', '--no-limits'],
	]);
	records = recordsAt(sandbox.healthSail, sandbox.status);
	const { json } = await run('patient', 'getAll', { cursor: '', pageSize: 40 });
	admitted = json(0)
		.filter(({ syncState }) => syncState === 'included')
		.map(({ id }) => String(id));
	expect(admitted.length).toBeGreaterThan(4);
});

afterAll(async () => {
	await sandbox?.stop();
});

async function run(resource: string, operation: string, more: IDataObject): Promise<NodeResult> {
	return await runNode({
		nodeType: 'tebra',
		parameters: { resource, operation, ...(more as Record<string, string>) },
		baseUrls: { tebra: sandbox.tebra, healthSail: sandbox.healthSail },
		credentials: { tebraSoapApi: { sandboxSpeed: 0 } },
	});
}

const change = async (operation: string, request: IDataObject) =>
	await run('demographicChange', operation, { demographicChangeRequestId: String(request.id) });

async function patient(id: string): Promise<IDataObject> {
	const { json, error } = await run('patient', 'get', { patientId: id });
	expect(error).toBeUndefined();
	return json()[0];
}

async function customerOf(patientId: string): Promise<string> {
	const { id } = await records.customer(
		{},
		{
			syncState: 'included',
			externalIds: [
				{
					system: 'tebra',
					practiceId: '1',
					type: 'patient',
					value: patientId,
					verification: 'verified',
				},
			],
		},
	);
	return String(id);
}

const address = { line1: '77 New Rd', city: 'Springfield', region: 'IL', postalCode: '62702' };
const changes = [
	{ path: '/addresses/new', from: null, to: { use: 'home', ...address } },
	{
		path: '/demographics/phones/new',
		from: null,
		to: { use: 'mobile', number: '+12175550199' },
	},
];

/** A person decides each change by what the comparison showed. */
async function decide(request: IDataObject, words: readonly string[]): Promise<void> {
	const now = await records.get(String(request.id));
	const current = (entry: IDataObject) => (entry.current as { value: FieldValue | null }).value;
	await records.call(
		'POST',
		`/demographic-change-requests/${String(request.id)}/decisions`,
		{
			reviewer: { id: 'dana', name: 'Dana Reviewer', method: 'password' },
			decisions: changesOf(now).map((entry, index) => ({
				changeId: entry.id,
				decision: words[index],
				valueSeen: current(entry),
			})),
		},
		now.version as number,
	);
}

async function fault(body: object): Promise<void> {
	const answer = await fetch(`${sandbox.status}/control/faults`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ system: 'tebra', ...body }),
	});
	expect(answer.ok).toBe(true);
}

async function writes(): Promise<number> {
	const answer = await fetch(`${sandbox.status}/control/calls?after=0`);
	const { calls } = (await answer.json()) as { calls: Array<{ operation: string }> };
	return calls.filter(({ operation }) => operation === 'UpdatePatient').length;
}

/** The members of a patient that these changes should leave as they are. */
const others = (item: IDataObject) => ({
	...omit(item, 'addresses', 'phones', 'sourceAt', 'healthsail'),
	phones: (item.phones as Array<{ use: string }>).filter(({ use }) => use !== 'mobile'),
	addresses: (item.addresses as Array<{ use: string }>).filter(({ use }) => use !== 'home'),
});

test('what staff approve reaches Tebra, what they reject does not, and nothing else changes', async () => {
	const before = await patient(admitted[0]);
	const request = await records.request(await customerOf(admitted[0]), { changes });
	expect((await change('compare', request)).json()).toMatchObject([
		{ state: 'compared', changes: 2 },
	]);
	expect((await change('deliver', request)).json(3)).toMatchObject([{ state: 'notApproved' }]);
	await decide(request, ['approved', 'rejected']);
	const { json, error } = await change('deliver', request);
	expect(error).toBeUndefined();
	expect(json(0)).toMatchObject([{ state: 'accepted', approved: 1, applied: 1 }]);
	const after = await patient(admitted[0]);
	expect(after.addresses).toMatchObject([{ use: 'home', ...address }]);
	expect(after.phones).toEqual(before.phones);
	expect(others(after)).toEqual(others(before));
	expect(await records.get(String(request.id))).toMatchObject({
		closedAs: 'accepted',
		review: { state: 'partially_approved' },
		delivery: { state: 'confirmed', channel: 'direct_write', attempts: 1 },
	});
	expect((await change('followUp', request)).json(0)).toMatchObject([{ state: 'accepted' }]);
}, 60_000);

test('a write whose answer is lost is read back and not repeated', async () => {
	const request = await records.request(await customerOf(admitted[1]), { changes });
	await change('compare', request);
	await decide(request, ['approved', 'approved']);
	const before = await writes();
	await fault({ operation: 'UpdatePatient', kind: 'dropAfterWrite' });
	const { json, error } = await change('deliver', request);
	expect(error).toBeUndefined();
	expect(json(0)).toMatchObject([{ state: 'accepted', applied: 2 }]);
	expect((await writes()) - before).toBe(1);
	expect((await patient(admitted[1])).addresses).toMatchObject([address]);
}, 60_000);

test('a value that staff changed in Tebra after the decision is not overwritten', async () => {
	const customerId = await customerOf(admitted[2]);
	const request = await records.request(customerId, { changes });
	await change('compare', request);
	await decide(request, ['approved', 'approved']);
	// Staff move the patient elsewhere: told by a second request that is delivered first.
	const other = await records.request(customerId, {
		origin: 'staff',
		changes: [
			{
				path: '/addresses/adr_other',
				from: null,
				to: { ...address, use: 'home', line1: '5 Staff Ave' },
			},
		],
	});
	await change('compare', other);
	await decide(other, ['approved']);
	expect((await change('deliver', other)).json(0)).toMatchObject([{ state: 'accepted' }]);
	expect((await change('deliver', request)).json(3)).toMatchObject([{ state: 'changedMeanwhile' }]);
	expect((await patient(admitted[2])).addresses).toMatchObject([{ line1: '5 Staff Ave' }]);
	expect(await records.get(String(request.id))).toMatchObject({
		review: { state: 'in_review' },
		delivery: { state: 'not_started' },
		changes: [
			{ decision: 'pending', current: { value: { line1: '5 Staff Ave' }, verdict: 'changed' } },
			{ decision: 'approved' },
		],
	});
}, 60_000);

test('what Tebra cannot keep is handed to staff as a document, with the rest written', async () => {
	const request = await records.request(await customerOf(admitted[3]), {
		changes: [
			{
				path: '/addresses/new',
				from: null,
				to: { use: 'home', ...address, line1: 'x'.repeat(200) },
			},
			changes[1],
		],
	});
	await change('compare', request);
	await decide(request, ['approved', 'approved']);
	const { json, error } = await change('deliver', request);
	expect(error).toBeUndefined();
	expect(json(1)).toMatchObject([
		{ state: 'withStaff', channel: 'notice', applied: 1, refused: 1 },
	]);
	expect(await records.get(String(request.id))).toMatchObject({
		delivery: { state: 'landed', channel: 'notice' },
		changes: [{ outcome: 'refused', outcomeCode: 'tooLong' }, { outcome: 'applied' }],
	});
	expect((await change('followUp', request)).json(1)).toMatchObject([{ state: 'waiting' }]);
}, 60_000);

test('an approved shopper becomes a patient of Tebra and is linked', async () => {
	const { id: customerId } = await records.customer({ familyName: 'Newcomer' });
	const request = await records.request(String(customerId), {
		kind: 'new_patient',
		changes: [
			{ path: '/demographics/givenName', from: null, to: 'Robin' },
			{ path: '/demographics/familyName', from: null, to: 'Newcomer' },
			{ path: '/demographics/birthDate', from: null, to: '1990-05-04' },
			changes[1],
		],
	});
	expect((await change('compare', request)).json()).toMatchObject([
		{ state: 'compared', conflicts: 0, changes: 4 },
	]);
	await decide(request, ['approved', 'approved', 'approved', 'approved']);
	const { json, error } = await change('deliver', request);
	expect(error).toBeUndefined();
	expect(json(0)).toMatchObject([{ state: 'accepted', applied: 4 }]);
	const customer = await records.call('GET', `/customers/${String(customerId)}`);
	const [link] = customer.externalIds as Array<{ value: string }>;
	expect(link).toMatchObject({ system: 'tebra', type: 'patient', verification: 'verified' });
	expect(await patient(link.value)).toMatchObject({
		givenName: 'Robin',
		familyName: 'Newcomer',
		birthDate: '1990-05-04',
		phones: [{ use: 'mobile', number: '+12175550199' }],
	});
}, 60_000);
