// The template in a real n8n, from the packed tarball to customers in HealthSail.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sandboxCredentials } from '../../host/importer.mjs';
import {
	healthSailState,
	optOut,
	patientIdOf,
	practiceState,
	setRight,
} from './support/sandboxState.mjs';
import {
	compareAll,
	confirmDryRun,
	expectNoChange,
	expectRun,
	failingSync,
	syncChanges,
} from './support/syncRuns.mjs';
import { FLAGGED, openStage, OPTED_OUT, PATIENTS, type TestStage } from './support/testStage.mjs';
import { differences, sharedExternalIds } from './support/truth.mjs';

describe('The demographic sync in a real n8n', { timeout: 600_000 }, () => {
	let stage: TestStage;
	let optedOut: string;
	let beside: Record<string, number>;

	before(async () => {
		stage = await openStage();
		const { strays: fenced } = await stage.sandbox.reach();
		assert.ok(fenced > 0, 'the practice system also hands out patients of another practice');
		beside = { fenced, excluded: OPTED_OUT + FLAGGED, failed: 0 };
	});
	after(async () => await stage?.close());

	it('counts in a dry run and changes nothing', async () => {
		const run = await syncChanges(stage, 'Dry run');
		expectRun(run, 'awaiting_confirmation', { ...beside, created: PATIENTS, updated: 0 });
		expectNoChange(run);
		assert.equal((await healthSailState(stage.sandbox)).customers.length, 0);
	});

	it('waits until a person confirms the dry run', async () => {
		const { end, record } = await failingSync(stage);
		assert.equal(end.status, 'success');
		assert.equal(record, undefined, 'no run may start before the confirmation');
		assert.equal((await healthSailState(stage.sandbox)).customers.length, 0);
	});

	it('creates every patient of the practice as the practice holds it', async () => {
		await confirmDryRun(stage, 'tebra');
		const run = await syncChanges(stage, 'First load');
		expectRun(run, 'finished', { ...beside, created: PATIENTS, updated: 0 });
		const state = await healthSailState(stage.sandbox);
		assert.equal(state.customers.length, PATIENTS);
		assert.deepEqual(sharedExternalIds(state.customers), []);
		assert.deepEqual(differences(state, await practiceState(stage.sandbox, 'included')), []);
		assert.ok(state.auditEvents.length > 0, 'the reads were reported to the audit trail');
	});

	it('creates no customer of another practice, opted out or flagged', async () => {
		const known = new Set((await healthSailState(stage.sandbox)).customers.map(patientIdOf));
		for (const group of ['secondPractice', 'optedOut', 'flagged']) {
			const outside = await practiceState(stage.sandbox, group);
			assert.ok(outside.length > 0, `the sandbox has patients of the group ${group}`);
			const found = outside.filter(({ id }) => known.has(id));
			assert.equal(found.length, 0, `${found.length} patients of the group ${group} are customers`);
		}
	});

	it('creates and updates nothing when nothing changed', async () => {
		const run = await syncChanges(stage);
		expectRun(run, 'finished', { created: 0, updated: 0, failed: 0 });
		expectNoChange(run);
	});

	it('finds all patients unchanged in the nightly compare', async () => {
		const run = await compareAll(stage);
		expectRun(run, 'finished', { ...beside, created: 0, updated: 0, unchanged: PATIENTS });
		expectNoChange(run);
	});

	it('strips the customer of a patient who opts out', async () => {
		[{ id: optedOut }] = await practiceState(stage.sandbox, 'included');
		await optOut(stage.sandbox, optedOut);
		const run = await compareAll(stage, 'Compare after an opt-out');
		expectRun(run, 'finished', {
			created: 0,
			updated: 0,
			stripped: 1,
			failed: 0,
			unchanged: PATIENTS - 1,
		});
		const state = await healthSailState(stage.sandbox);
		const customer = state.customers.find((one) => patientIdOf(one) === optedOut);
		assert.ok(customer, 'the customer itself stays');
		assert.equal(customer.syncState, 'excluded');
		assert.equal(customer.demographics ?? undefined, undefined, 'demographics are gone');
		assert.deepEqual(customer.addresses, [], 'addresses are gone');
		assert.deepEqual(customer.emergencyContacts ?? [], [], 'emergency contacts are gone');
		const coverages = state.coverages.filter(({ customerId }) => customerId === customer.id);
		assert.equal(coverages.length, 0, 'coverages are gone');
	});

	it('leaves the stripped customer alone in the next compare', async () => {
		const run = await compareAll(stage, 'Compare once more');
		expectRun(run, 'finished', {
			created: 0,
			updated: 0,
			stripped: 0,
			failed: 0,
			unchanged: PATIENTS - 1,
		});
		expectNoChange(run);
	});

	const credentialMistakes = [
		[
			'the password is wrong',
			'Tebra account',
			{ password: 'not-the-password' },
			/user name|password/,
		],
		[
			'the customer key is wrong',
			'Tebra account',
			{ customerKey: 'ck-other' },
			/key|user name|account/,
		],
	] as const;
	for (const [what, name, values, sentence] of credentialMistakes)
		it(`fails the run with a sentence when ${what}`, async () => {
			await setCredential(name, values);
			try {
				await expectFailure(sentence);
			} finally {
				await setCredential(name, {});
			}
		});

	it('starts no run when the key of HealthSail is wrong', async () => {
		await setCredential('HealthSail account', { apiKey: 'hs_test_wrong_000000000000000000' });
		try {
			const { end, record } = await failingSync(stage);
			assert.equal(end.status, 'error');
			assert.equal(record, undefined, 'HealthSail let nobody in');
			assert.match(end.error?.message ?? '', /HealthSail/);
		} finally {
			await setCredential('HealthSail account', {});
		}
	});

	it('fails the run with a sentence when a right is missing', async () => {
		await setRight(stage.sandbox, 'GetPatients', false);
		try {
			await expectFailure(/may not/i);
		} finally {
			await setRight(stage.sandbox, 'GetPatients', true);
		}
	});

	const faults = [
		['an answer is no XML', 'tebra', 'GetPatients', { kind: 'malformed' }, /answer/i],
		['an answer is cut off', 'tebra', 'GetPatients', { kind: 'truncate' }, /answer/i],
		[
			'the practice system is down',
			'tebra',
			'GetPatients',
			{ kind: 'status', status: 503 },
			/Tebra/,
		],
		['HealthSail refuses a page', 'healthsail', 'lookupCustomers', refusal(422), /HealthSail/],
		['HealthSail tells a conflict', 'healthsail', 'lookupCustomers', refusal(409), /external ID/],
	] as const;
	for (const [what, system, operation, fault, sentence] of faults)
		it(`fails the run with a sentence when ${what}`, async () => {
			await stage.sandbox.change({ kind: 'address', count: 1, moveLastModified: true });
			await stage.sandbox.addFault({ system, operation, count: 0, ...fault });
			try {
				await expectFailure(sentence);
			} finally {
				await stage.sandbox.clearFaults();
			}
		});

	it('goes on over a throttled read and a connection that drops after a write', async () => {
		await stage.sandbox.change({ kind: 'address', count: 1, seed: 7, moveLastModified: true });
		await stage.sandbox.addFault({
			...{ system: 'tebra', operation: 'GetPatients', kind: 'throttle', retryAfterSeconds: 1 },
		});
		await stage.sandbox.addFault({
			...{ system: 'healthsail', operation: 'bulkUpsertCustomers', kind: 'dropAfterWrite' },
		});
		const run = await syncChanges(stage, 'Sync over faults');
		expectRun(run, 'finished', { created: 0, failed: 0 });
		const state = await healthSailState(stage.sandbox);
		assert.deepEqual(sharedExternalIds(state.customers), []);
		const others = (await practiceState(stage.sandbox, 'included')).filter(
			({ id }) => id !== optedOut,
		);
		assert.deepEqual(differences(state, others), []);
	});

	async function setCredential(name: string, values: Record<string, unknown>): Promise<void> {
		const credential = (await stage.api.listCredentials()).find((one) => one.name === name);
		assert.ok(credential, `n8n has the credential "${name}"`);
		const right = (await sandboxCredentials(stage.sandbox))[name];
		await stage.api.updateCredential(credential.id, { ...right, ...values });
	}

	async function expectFailure(sentence: RegExp): Promise<void> {
		const { end, record } = await failingSync(stage);
		assert.equal(end.status, 'error', 'the execution shows the failure in n8n');
		assert.equal(record?.state, 'failed', 'the run in HealthSail is failed');
		assert.match(record.message ?? '', sentence);
		assert.match(end.error?.message ?? '', sentence, 'n8n shows the same sentence');
	}
});

function refusal(status: number) {
	return { kind: 'status', status };
}
