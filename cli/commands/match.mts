import { DateTime } from 'luxon';

import { defaultIdentitySettings } from '../../lib/identity/defaults.js';
import type { IdentitySettings } from '../../lib/identity/settings.js';
import { readColumnMap, type ColumnMap } from '../match/columns.mjs';
import { compareFiles } from '../match/compareFiles.mjs';
import { csvLines, jsonLines, pairColumns } from '../match/output.mjs';
import { readRecords, type RecordFile } from '../match/readRecords.mjs';
import { describe, describeAccuracy, troublesOf } from '../match/summary.mjs';
import { checkProfileFile } from '../profile/checkFile.mjs';
import { csvLine } from '../support/csv.mjs';
import { CliFailure, exitCodes, type ExitCode } from '../support/failure.mjs';
import { beginningOf, refuseSameFile, writePatientFile } from '../support/patientFile.mjs';
import { withBar } from '../support/progressBar.mjs';
import { confirm, type Terminal } from '../support/terminal.mjs';
import { describeProblems } from './profile.mjs';

export interface MatchCommandOptions {
	readonly left?: string;
	readonly right?: string;
	readonly within?: string;
	readonly out?: string;
	readonly json?: string;
	readonly columns?: string;
	readonly labels?: boolean;
	readonly profile?: string;
	readonly sharedMrn?: boolean;
	readonly yes?: boolean;
}

/**
 * `match`: who of one list is who of another, or which records of one list are one person. Reads
 * files and writes files; nothing is sent anywhere.
 */
export async function match(terminal: Terminal, options: MatchCommandOptions): Promise<ExitCode> {
	const [first, second] = filesOf(options);
	const settings = await settingsOf(options.profile);
	const columns: ColumnMap = options.columns ? await readColumnMap(options.columns) : {};
	if (!(await mayWrite(terminal, options))) return exitCodes.ok;
	const today = DateTime.now().toISODate();
	// Within one list equal chart numbers always come from one system.
	const useMrn = second === undefined || options.sharedMrn === true;
	const read = async (file: string) =>
		await withBar(terminal, `Reading ${file}`, (report) =>
			readRecords(file, { columns, today, useMrn, report }),
		);
	const startedAt = performance.now();
	const left = await read(first);
	const right = second === undefined ? undefined : await read(second);
	for (const side of [left, right])
		for (const trouble of side ? troublesOf(side, useMrn) : []) terminal.note(trouble);
	const { comparison, accuracy } = await compareFiles(terminal, left, right, {
		settings,
		today,
		labels: options.labels === true,
	});
	const seconds = (performance.now() - startedAt) / 1000;
	terminal.say(describe(comparison, seconds, { left: first, ...(second && { right: second }) }));
	if (accuracy) terminal.say(`\n${describeAccuracy(accuracy)}`);
	if (options.out) await writePatientFile(options.out, csvLines(comparison.pairs));
	if (options.json) {
		const about = ({ file, records }: RecordFile) => ({ file, records: records.length });
		const facts = { today, settings, left: about(left), ...(right && { right: about(right) }) };
		await writePatientFile(
			options.json,
			jsonLines(comparison, { ...facts, ...(accuracy && { accuracy }) }),
		);
	}
	const written = [options.out, options.json].filter((file) => file !== undefined);
	if (written.length > 0) {
		terminal.note(
			`Written: ${written.join(', ')}. They hold patient ids: keep them as you keep the lists.`,
		);
	}
	return exitCodes.ok;
}

/** Either two lists or one, and nothing twice. */
function filesOf({
	left,
	right,
	within,
	out,
	json,
	columns,
	profile,
	sharedMrn,
}: MatchCommandOptions): [string, string?] {
	const two = left !== undefined && right !== undefined && within === undefined;
	const one = within !== undefined && left === undefined && right === undefined;
	if (!two && !one) {
		throw new CliFailure(
			'usage',
			'The command needs two lists, or one.',
			'Give --left A.csv --right B.csv, or --within A.csv for duplicates in one list.',
		);
	}
	if (one && sharedMrn) {
		throw new CliFailure(
			'usage',
			'--shared-mrn means something only with --left and --right.',
			'Leave it out: in one list equal chart numbers always count.',
		);
	}
	const inputs = [left, right, within, columns, profile].filter((file) => file !== undefined);
	refuseSameFile([out, json], inputs);
	return one ? [within] : [left as string, right];
}

async function settingsOf(file: string | undefined): Promise<IdentitySettings> {
	if (file === undefined) return defaultIdentitySettings;
	const { profile, problems } = await checkProfileFile(file, undefined);
	if (problems.length === 0) return profile.identity;
	throw new CliFailure('refused', describeProblems(problems), 'Correct the profile and try again.');
}

/** A report of an earlier run is replaced without a question, any other file after one. */
async function mayWrite(
	terminal: Terminal,
	{ out, json, yes }: MatchCommandOptions,
): Promise<boolean> {
	const ours = [
		[out, csvLine(pairColumns)],
		[json, '{\n\t"version": 1,\n\t"today":'],
	] as const;
	for (const [file, beginning] of ours) {
		if (file === undefined) continue;
		const found = await beginningOf(file, beginning.length);
		if (found === undefined || found === '' || found === beginning) continue;
		const question = `${file} is not a report of this command. Write over it?`;
		if (await confirm(terminal, question, { yes: yes === true })) continue;
		terminal.say('Nothing was compared.');
		return false;
	}
	return true;
}
