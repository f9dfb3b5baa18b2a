// What the demo shows, run by run, and what each run must show.
import { say } from '../boot.mjs';
import { TRIGGERS } from '../importer.mjs';
import type { Stage } from '../stage.mjs';
import { expectNoChange, expectRun } from './expect.mjs';
import { confirmDryRun, runSync, type DemoRun } from './runs.mjs';

/** The seeded practice. */
export interface Practice {
	patients: number;
	/** Records of another practice or none that the practice system hands out all the same. */
	fenced: number;
	/** Patients who opted out or carry a flag. */
	excluded: number;
}

/** Runs the whole story; throws a Problem at the first figure that is not as it must be. */
export async function tellStory(
	stage: Stage,
	practice: Practice,
	onRun: (run: DemoRun) => void,
): Promise<void> {
	const { patients, fenced, excluded } = practice;
	const run = async (title: string, trigger: string) => {
		const done = await runSync(stage, title, trigger);
		onRun(done);
		return done;
	};
	// HealthSail knows nobody before, so there is nobody to link a patient to or to ask about.
	const beside = { fenced, excluded, linked: 0, review: 0, failed: 0 };

	const dry = await run('Dry run', TRIGGERS.byHand);
	expectRun(dry, 'awaiting_confirmation', { ...beside, created: patients, updated: 0 });
	expectNoChange(dry);
	say(
		`The dry run would create ${dry.record.counts.created} customers; ${fenced} patients of another ` +
			`practice or none, and ${excluded} excluded ones, stay outside. Confirming it.`,
	);
	await confirmDryRun(stage);

	const first = await run('First run', TRIGGERS.byHand);
	expectRun(first, 'finished', { ...beside, created: patients, updated: 0 });

	const second = await run('Second run', TRIGGERS.byHand);
	expectRun(second, 'finished', { created: 0, updated: 0, failed: 0 });
	expectNoChange(second);

	const compare = await run('Nightly compare', TRIGGERS.nightly);
	expectRun(compare, 'finished', { ...beside, created: 0, updated: 0, unchanged: patients });
	expectNoChange(compare);

	await changeTwoPatients(stage);
	say(
		'At the practice, one address changed; so did one policy, without moving its date of change.',
	);

	const third = await run('Third run', TRIGGERS.byHand);
	expectRun(third, 'finished', { created: 0, updated: 1, failed: 0 });

	const last = await run('Nightly compare, again', TRIGGERS.nightly);
	const unchanged = patients - 1;
	expectRun(last, 'finished', { ...beside, created: 0, updated: 1, unchanged });
}

// Two patients, so that the change that moves no date is not read along with the other.
async function changeTwoPatients({ sandbox }: Stage): Promise<void> {
	const [policy] = await sandbox.change({ kind: 'policy', count: 1, moveLastModified: false });
	const other = (await sandbox.patientIds('included', 2)).find((id) => id !== policy.patientId);
	await sandbox.change({ kind: 'address', patientId: other, moveLastModified: true });
}
