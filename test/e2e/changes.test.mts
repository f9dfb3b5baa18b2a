// Changes at the practice while the sync runs on its schedule.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { healthSailState, practiceState, type TruthPatient } from './support/sandboxState.mjs';
import { compareAll, expectRun, loadPractice, nextRun, runIds } from './support/syncRuns.mjs';
import { openStage, PATIENTS, type TestStage } from './support/testStage.mjs';
import { differences } from './support/truth.mjs';
import { setSync } from './support/workflowEdits.mjs';

const CHANGES = 200;
const PER_ROUND = 20;
/** Of each round, the changes that do not move the record's date of change. */
const SILENT = 5;
const EVERY_SECONDS = 5;

describe(`${CHANGES} random changes during scheduled runs`, { timeout: 600_000 }, () => {
	let stage: TestStage;
	const silent = new Set<string>();

	before(async () => {
		stage = await openStage();
		await loadPractice(stage);
		await setSync(stage.api, stage.workflows.sync, { everySeconds: EVERY_SECONDS });
		await stage.api.activate(stage.workflows.sync);
	});
	after(async () => await stage?.close());

	it('brings each change that moves the date into HealthSail within the next run', async (t) => {
		const { sandbox } = stage;
		const delays: number[] = [];
		for (let round = 1; round * PER_ROUND <= CHANGES; round += 1) {
			const moved = await sandbox.change({
				...{ kind: 'random', count: PER_ROUND - SILENT, seed: round, moveLastModified: true },
			});
			const quiet = await sandbox.change({
				...{ kind: 'random', count: SILENT, seed: 1_000 + round, moveLastModified: false },
			});
			for (const { patientId } of quiet) silent.add(patientId);
			const changedAt = Date.now();
			const ids = new Set(moved.map(({ patientId }) => patientId));
			const truth = (await included()).filter(({ id }) => ids.has(id) && !silent.has(id));
			await nextWholeRun();
			delays.push((Date.now() - changedAt) / 1000);
			assert.deepEqual(differences(await healthSailState(sandbox), truth), [], `round ${round}`);
			// Not in step with the schedule.
			await wait((round % 4) * 700);
		}
		const slowest = Math.max(...delays).toFixed(1);
		t.diagnostic(`Slowest of ${delays.length} rounds: ${slowest} s, run every ${EVERY_SECONDS} s.`);
	});

	it('misses the changes that do not move the date until the nightly compare', async () => {
		const { sandbox, api, workflows } = stage;
		await api.deactivate(workflows.sync);
		await untilNoRunWorks();
		const before = differences(await healthSailState(sandbox), await included());
		assert.ok(before.length > 0, 'some silent change is still missing in HealthSail');
		const unknown = before.filter((line) => !silent.has(/patient (\d+)/.exec(line)?.[1] ?? ''));
		assert.deepEqual(unknown, [], 'only patients with a silent change may differ');

		const run = await compareAll(stage);
		expectRun(run, 'finished', { created: 0, failed: 0 });
		assert.ok(run.record.counts.updated > 0, 'the compare found the silent changes');
		const state = await healthSailState(sandbox);
		assert.deepEqual(differences(state, await included()), []);
		assert.equal(state.customers.length, PATIENTS);
	});

	async function included(): Promise<TruthPatient[]> {
		return await practiceState(stage.sandbox, 'included');
	}

	/** The end of the first run that starts after this moment. */
	async function nextWholeRun(): Promise<void> {
		const run = await nextRun(stage.sandbox, await runIds(stage.sandbox), ['finished', 'failed']);
		assert.equal(run.state, 'finished', run.message ?? '');
	}

	async function untilNoRunWorks(): Promise<void> {
		const working = (await stage.sandbox.runs()).find(({ state }) => state === 'running');
		if (!working) return;
		await wait(200);
		await untilNoRunWorks();
	}
});
