// Runs of the sync workflow, started as a person starts them, and what they must show.
import assert from 'node:assert/strict';
import { confirmDryRun, runSync, type DemoRun } from '../../../host/demo/runs.mjs';
import { TRIGGERS } from '../../../host/importer.mjs';
import type { ExecutionEnd } from '../../../host/n8nPush.mjs';
import type { RunRecord, Sandbox } from '../../../host/sandboxServer.mjs';
import type { Stage } from '../../../host/stage.mjs';
import { waitFor } from './waitFor.mjs';

export { expectNoChange, expectRun } from '../../../host/demo/expect.mjs';
export { confirmDryRun };

/** Reads what changed and waits for the end. */
export async function syncChanges(stage: Stage, title = 'Sync of changes'): Promise<DemoRun> {
	return await runSync(stage, 'tebra', title, TRIGGERS.byHand);
}

/** Compares the whole practice and waits for the end. */
export async function compareAll(stage: Stage, title = 'Nightly compare'): Promise<DemoRun> {
	return await runSync(stage, 'tebra', title, TRIGGERS.nightly);
}

/** Dry run, confirmation, first load. */
export async function loadPractice(stage: Stage): Promise<DemoRun> {
	await syncChanges(stage, 'Dry run');
	await confirmDryRun(stage, 'tebra');
	return await syncChanges(stage, 'First load');
}

/** Runs the sync with an expected failure; answers n8n's end and HealthSail's record of the run. */
export async function failingSync(
	stage: Stage,
): Promise<{ end: ExecutionEnd; record: RunRecord | undefined }> {
	const { sandbox, api, workflows } = stage;
	const known = new Set((await sandbox.runs()).map(({ id }) => id));
	const end = await api.run(workflows.sync, TRIGGERS.byHand);
	const fresh = (await sandbox.runs()).filter(({ id }) => !known.has(id));
	assert.ok(fresh.length <= 1, `one run at most was expected, HealthSail shows ${fresh.length}`);
	return { end, record: fresh[0] };
}

/** Waits for the first run after these to reach one of the states. */
export async function nextRun(
	sandbox: Sandbox,
	known: ReadonlySet<string>,
	states: readonly string[],
	options: { timeoutMs?: number; everyMs?: number } = {},
): Promise<RunRecord> {
	return await waitFor(
		`A new run in the state ${states.join(' or ')}`,
		async () =>
			// HealthSail tells the newest first; the one that came next is the last of them.
			(await sandbox.runs()).findLast(({ id, state }) => !known.has(id) && states.includes(state)),
		options,
	);
}

/** The ids of the runs that HealthSail knows. */
export async function runIds(sandbox: Sandbox): Promise<Set<string>> {
	return new Set((await sandbox.runs()).map(({ id }) => id));
}
