import type { IDataObject } from 'n8n-workflow';

import { healthSailAt } from '../healthsail.support/run';
import { runNode } from '../../support/nodes';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';

/** A patient who vanishes from Tebra becomes work for a person. Sandbox, synthetic. */

let sandbox: SandboxProcess;
let hs: ReturnType<typeof healthSailAt>;

beforeAll(async () => {
	sandbox = await startSandbox(5800, [
		...['--patients', '30', '--seed', '5', '--speed', '60', '--no-limits'],
		...['--second-practice', '5', '--opted-out', '2', '--flagged', '2'],
	]);
	hs = healthSailAt(sandbox.healthSail);
});

afterAll(async () => {
	await sandbox?.stop();
});

async function tebra(parameters: Record<string, string | number | boolean>) {
	const result = await runNode({
		nodeType: 'tebra',
		parameters: { resource: 'patient', ...parameters },
		baseUrls: { tebra: sandbox.tebra, healthSail: sandbox.healthSail },
		credentials: { tebraSoapApi: { sandboxSpeed: 0 } },
	});
	expect(result.error).toBeUndefined();
	return result;
}

async function control(action: 'remove' | 'restore', ids: readonly unknown[]): Promise<void> {
	const response = await fetch(`${sandbox.status}/control/tebra/${action}`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ patientIds: ids }),
	});
	expect(response.status).toBe(200);
}

const openReviews = async () =>
	await hs.items('matchReview', 'getMany', { returnAll: true, filters: { state: ['open'] } });

test('a patient who vanishes is found, put before a person once, and left alone after the decision', async () => {
	const patients = (await tebra({ operation: 'getMany', returnAll: true })).json();
	expect(patients).toHaveLength(30);
	const written = await hs.items('customer', 'createOrUpdate', {}, patients);
	expect(new Set(written.map(({ result }) => result))).toEqual(new Set(['created']));

	const before = await tebra({ operation: 'findVanished' });
	expect(before.json(0)).toEqual([]);
	// Opted-out and flagged patients are on the list as well, and those whose row names no practice;
	// what names the other practice is not.
	expect(before.json(1)[0].counts).toEqual({
		listed: 37,
		known: 30,
		missing: 0,
		vanished: 0,
		accepted: 0,
		failed: 0,
	});

	const gone = [patients[3], patients[17]];
	await control(
		'remove',
		gone.map(({ id }) => id),
	);
	const found = (await tebra({ operation: 'findVanished' })).json(0);
	expect(found.map(({ id }) => id).sort()).toEqual(gone.map(({ id }) => id).sort());
	const create = async (items: readonly IDataObject[]) =>
		await hs.items('matchReview', 'create', { createFrom: 'matches' }, items);
	expect((await create(found)).map(({ result }) => result)).toEqual(['review', 'review']);
	await create(found);
	const reviews = await openReviews();
	expect(reviews.map(({ kind }) => kind)).toEqual(['vanished', 'vanished']);
	expect(reviews.map(({ pair }) => (pair as IDataObject).customerId).sort()).toEqual(
		found.map(({ healthsail }) => (healthsail as IDataObject).customerId).sort(),
	);

	// Staff merged one of them into another patient: the merge answers why it is gone.
	await hs.one('patient', 'merge', {
		system: 'tebra',
		practiceId: '1',
		survivor: String(patients[5].id),
		loser: String(found[0].id),
	});
	const left = (await openReviews()).filter(({ kind }) => kind === 'vanished');
	expect(left.map(({ pair }) => (pair as IDataObject).externalId)).toMatchObject([
		{ value: found[1].id },
	]);
	expect((await tebra({ operation: 'findVanished' })).json(0).map(({ id }) => id)).toEqual([
		found[1].id,
	]);

	// A person lets the link of the other one stay, and is not asked again.
	await hs.items('matchReview', 'decide', {
		matchReviewId: String(left[0].id),
		version: String(left[0].version),
		decision: 'link',
		by: 'staff-1',
	});
	const decided = await tebra({ operation: 'findVanished' });
	expect(decided.json(0)).toEqual([]);
	expect(decided.json(1)[0].counts).toMatchObject({ missing: 1, vanished: 0, accepted: 1 });

	await control('restore', [found[1].id]);
	const back = await tebra({ operation: 'findVanished' });
	expect(back.json(1)[0].counts).toMatchObject({ missing: 0, vanished: 0, accepted: 0 });
});
