// One run at a time, and nothing lost or doubled when n8n dies in the middle.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { TRIGGERS } from '../../host/importer.mjs';
import type { RunRecord } from '../../host/sandboxServer.mjs';
import { healthSailState, practiceState } from './support/sandboxState.mjs';
import { nextRun, runIds } from './support/syncRuns.mjs';
import { openStage, PATIENTS, type TestStage } from './support/testStage.mjs';
import { differences, sharedExternalIds } from './support/truth.mjs';
import { waitFor } from './support/waitFor.mjs';
import { watchCursor, type CursorWatch } from './support/cursorWatch.mjs';
import { setPageSize, setSync } from './support/workflowEdits.mjs';

const PAGE = 50;

describe('Runs at the same time and a killed n8n', { timeout: 600_000 }, () => {
	let stage: TestStage;
	let cursors: CursorWatch;

	before(async () => {
		stage = await openStage();
		await setSync(stage.api, stage.workflows.sync, {
			...{ firstLoad: 'atOnce', everySeconds: 3, keepManualRuns: true },
		});
		await setPageSize(stage, PAGE);
		cursors = watchCursor(stage.sandbox);
		// Slow enough to be caught in the middle.
		await stage.sandbox.addFault({
			...{ system: 'healthsail', operation: 'bulkUpsertCustomers', kind: 'latency' },
			...{ ms: 1_500, count: 0 },
		});
	});
	after(async () => {
		await cursors?.stop();
		await stage?.close();
	});

	it('lets one of two runs work that start at once; the other ends at once', async (t) => {
		const { api, sandbox, workflows } = stage;
		const known = await runIds(sandbox);
		const started = Date.now();
		const ids = await Promise.all(
			[1, 2].map(async () => await api.start(workflows.sync, TRIGGERS.byHand)),
		);
		const refused = await waitFor('The end of the run that found the lease taken', async () => {
			for (const id of ids) {
				const execution = await api.getExecution(id);
				if (execution?.status === 'success') return execution;
			}
			return undefined;
		});
		const seconds = (Date.now() - started) / 1000;
		t.diagnostic(`the run that found the lease taken ended after ${seconds.toFixed(1)} s`);
		assert.match(String(refused.data), /previousRunStillWorking/);
		assert.match(String(refused.data), /previous run/i, 'the message is for people');
		const fresh = (await sandbox.runs()).filter(({ id }) => !known.has(id));
		assert.equal(fresh.length, 1, 'only one run is recorded');
		assert.equal(fresh[0].state, 'running', `the other still works after ${seconds} s`);
		assert.equal(fresh[0].mode, 'firstLoad');
	});

	it('turns a scheduled run away while the first load works', async () => {
		const { api, sandbox, workflows } = stage;
		const before = await sandbox.lastCall();
		const known = await runIds(sandbox);
		await api.activate(workflows.sync);
		await waitFor('A scheduled run that finds the lease taken', async () =>
			(await sandbox.calls(before)).find(
				({ operation, status }) => operation === 'acquireLease' && status === 409,
			),
		);
		assert.deepEqual(await runIds(sandbox), known, 'no second run was recorded');
	});

	it('goes on where a killed n8n stopped, with nobody twice', async (t) => {
		const { sandbox } = stage;
		const killed = await waitFor<RunRecord>('A first load in its middle', async () =>
			(await sandbox.runs()).find(
				({ state, counts }) => state === 'running' && (counts.created ?? 0) >= PAGE,
			),
		);
		await stage.n8n.kill9();
		const atKill = await healthSailState(sandbox);
		assert.ok(
			atKill.customers.length > 0 && atKill.customers.length < PATIENTS,
			`n8n was to die in the middle; HealthSail had ${atKill.customers.length} customers`,
		);
		const known = await runIds(sandbox);
		await sandbox.clearFaults();
		await stage.restartN8n();

		const resumed = await nextRun(sandbox, known, ['finished', 'failed']);
		t.diagnostic(
			`killed at ${atKill.customers.length} customers; the next run created ${resumed.counts.created}`,
		);
		assert.equal(resumed.state, 'finished', resumed.message ?? '');
		assert.equal(resumed.mode, 'firstLoad', 'the next run goes on with the first load');
		assert.ok(
			(resumed.counts.created ?? 0) < PATIENTS,
			'the pages before the kill are not loaded again',
		);
		assert.equal(resumed.counts.failed ?? 0, 0, 'every patient could be read');
		const dead = (await sandbox.runs()).find(({ id }) => id === killed.id);
		assert.notEqual(dead?.state, 'finished', 'the killed run does not count as finished');

		const state = await healthSailState(sandbox);
		assert.equal(state.customers.length, PATIENTS);
		assert.deepEqual(sharedExternalIds(state.customers), []);
		assert.deepEqual(differences(state, await practiceState(sandbox, 'included')), []);
	});

	it('never moved the cursor of the first load back', async () => {
		await wait(1_000);
		const seen = cursors.firstLoad();
		assert.ok(seen.length >= 4, `the watch saw ${seen.length} positions`);
		const ordered = [...seen].sort((left, right) => left - right);
		assert.deepEqual(seen, ordered, `positions in the order of time: ${seen.join(', ')}`);
	});
});
