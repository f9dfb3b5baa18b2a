// One run of the flow: started as a person would, read from HealthSail's run record and from the
// sandbox's call log.
import { Problem, step } from '../boot.mjs';
import { CONFIRM_TRIGGER } from '../importer.mjs';
import type { SystemName } from '../practiceSystems.mjs';
import type { RunRecord, SandboxCall } from '../sandboxServer.mjs';
import type { Stage } from '../stage.mjs';

export interface DemoRun {
	title: string;
	record: RunRecord;
	/** What the practice system and HealthSail were asked during the run. */
	calls: SandboxCall[];
	seconds: number;
}

/** Runs the sync from one of its triggers and answers what it did. */
export async function runSync(
	stage: Stage,
	system: SystemName,
	title: string,
	trigger: string,
): Promise<DemoRun> {
	const { sandbox, workflowsOf } = stage;
	const before = await sandbox.lastCall();
	const known = new Set((await sandbox.runs()).map((run) => run.id));
	const after = await sandbox.lastCall();
	const started = performance.now();
	await step(title, async () => await runWorkflow(stage, workflowsOf[system].sync, trigger, title));
	const seconds = (performance.now() - started) / 1000;
	const calls = await sandbox.calls(Math.max(before, after));
	const fresh = (await sandbox.runs()).filter((run) => !known.has(run.id));
	if (fresh.length !== 1)
		throw new Problem(`${title}: HealthSail shows ${fresh.length} new runs; one was expected.`);
	return { title, record: fresh[0], calls, seconds };
}

/** Confirms the dry run whose counts a person has read. */
export async function confirmDryRun(stage: Stage, system: SystemName): Promise<void> {
	await runWorkflow(
		stage,
		stage.workflowsOf[system].confirm,
		CONFIRM_TRIGGER,
		'Confirming the dry run',
	);
}

async function runWorkflow(
	stage: Stage,
	workflowId: string,
	trigger: string,
	title: string,
): Promise<void> {
	const end = await stage.api.run(workflowId, trigger);
	if (end.status === 'success') return;
	const why = end.error ? ` The node "${end.error.node}" says: ${end.error.message}` : '';
	throw new Problem(`${title}: the flow ended with "${end.status}".${why}`);
}
