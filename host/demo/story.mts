// What the demo shows, run by run, and what each run must show.
import { say } from '../boot.mjs';
import { TRIGGERS } from '../importer.mjs';
import { practiceSystems, type SystemName } from '../practiceSystems.mjs';
import type { Stage } from '../stage.mjs';
import { expectNoChange, expectRun } from './expect.mjs';
import { confirmDryRun, runSync, type DemoRun } from './runs.mjs';

/** The seeded practice of one system. */
export interface Practice {
	system: SystemName;
	/** Patients that belong into the sync and that the system's interface can reach. */
	patients: number;
	/** Patients that belong into the sync, but cannot be reached; see the vendor's documentation. */
	unreached: number;
	/** Records of another practice or none that the practice system hands out all the same. */
	fenced: number;
	/** Patients who opted out or carry a flag, among those that can be reached. */
	excluded: number;
}

/** Runs the whole story; throws a Problem at the first figure that is not as it must be. */
export async function tellStory(
	stage: Stage,
	practice: Practice,
	onRun: (run: DemoRun) => void,
): Promise<void> {
	const { system, patients, unreached, fenced, excluded } = practice;
	const run = async (title: string, trigger: string) => {
		const done = await runSync(stage, system, title, trigger);
		onRun(done);
		return done;
	};
	// No customer is of this practice before, so there is nobody to link a patient to or to ask about.
	const beside = { fenced, excluded, linked: 0, review: 0, failed: 0 };

	const dry = await run('Dry run', TRIGGERS.byHand);
	expectRun(dry, 'awaiting_confirmation', { ...beside, created: patients, updated: 0 });
	expectNoChange(dry);
	say(
		`The dry run would create ${dry.record.counts.created} customers; ${fenced} patients of another ` +
			`practice or none, and ${excluded} excluded ones, stay outside.` +
			(unreached > 0 ? ` ${unreached} patients cannot be reached by this interface.` : '') +
			' Confirming it.',
	);
	await confirmDryRun(stage, system);

	const first = await run('First run', TRIGGERS.byHand);
	expectRun(first, 'finished', { ...beside, created: patients, updated: 0 });

	const second = await run('Second run', TRIGGERS.byHand);
	expectRun(second, 'finished', { created: 0, updated: 0, failed: 0 });
	expectNoChange(second);

	const compare = await run('Nightly compare', TRIGGERS.nightly);
	expectRun(compare, 'finished', { ...beside, created: 0, updated: 0, unchanged: patients });
	expectNoChange(compare);

	const { changeMovesDate } = practiceSystems[system];
	await changeTwoPatients(stage, system);
	say(
		'At the practice, one address changed; so did one policy, without moving its date of change.',
	);

	const third = await run('Third run', TRIGGERS.byHand);
	expectRun(third, 'finished', { created: 0, updated: changeMovesDate ? 1 : 0, failed: 0 });

	const last = await run('Nightly compare, again', TRIGGERS.nightly);
	const updated = changeMovesDate ? 1 : 2;
	expectRun(last, 'finished', { ...beside, created: 0, updated, unchanged: patients - updated });
}

/** Two patients, so that the change that moves no date is not read along with the other. */
async function changeTwoPatients({ sandbox }: Stage, system: SystemName): Promise<void> {
	const { key } = practiceSystems[system];
	const reached = await sandbox.reachedIds(key);
	const policyOf = await sandbox.changeOneOf(reached, 'policy', false, key);
	const others = reached.filter((id) => id !== policyOf);
	await sandbox.changeOneOf(others, 'address', true, key);
}
