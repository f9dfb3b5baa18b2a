import { pmSystemSchema } from '../../lib/canonical/externalId.js';
import { createCohortClient, entriesPerCall, type CohortEntry } from '../cohort/healthSail.mjs';
import { readCohortFile, type CohortRow } from '../cohort/readEntries.mjs';
import { CliFailure, exitCodes, type ExitCode } from '../support/failure.mjs';
import { readTextFile } from '../support/files.mjs';
import { withProgress } from '../support/progress.mjs';
import { confirm, type Terminal } from '../support/terminal.mjs';

export const cohortLists = ['invited', 'portal', 'opted_out'] as const;

export interface CohortOptions {
	readonly list: string;
	readonly system: string;
	readonly practice: string;
	readonly yes?: boolean;
	readonly dryRun?: boolean;
}

/** `cohort import FILE.csv`: puts patients, by their ids in the practice system, on a list. */
export async function cohortImport(
	terminal: Terminal,
	file: string,
	options: CohortOptions,
): Promise<ExitCode> {
	const { list, practice } = options;
	const system = readSystem(options.system);
	const { rows, duplicates } = readCohortFile(await readTextFile(file), file);
	terminal.say(
		`${rows.length} patient${rows.length === 1 ? '' : 's'} for the list ${list} of practice ${practice} (${system})` +
			(duplicates > 0 ? `, ${duplicates} named twice` : ''),
	);
	if (options.dryRun) return exitCodes.ok;
	const send = createCohortClient(...access(terminal));
	if (!(await confirm(terminal, 'Send them to HealthSail?', { yes: options.yes === true }))) {
		terminal.say('Nothing was sent.');
		return exitCodes.ok;
	}
	const toEntry = ({ patientId, reason }: CohortRow): CohortEntry => ({
		externalId: { system, practiceId: practice, type: 'patient', value: patientId },
		list,
		...(reason && { reason }),
	});
	const counts = { created: 0, updated: 0, unchanged: 0, error: 0 };
	const refused: string[] = [];
	await withProgress(terminal, 'Sending', async (report) => {
		for (let at = 0; at < rows.length; at += entriesPerCall) {
			const part = rows.slice(at, at + entriesPerCall);
			const results = await send(part.map(toEntry));
			results.forEach(({ result, code }, index) => {
				counts[result] += 1;
				if (result === 'error') refused.push(`line ${part[index]?.line}: ${code ?? 'error'}`);
			});
			report(`${Math.min(at + entriesPerCall, rows.length)} of ${rows.length}`);
		}
	});
	terminal.say(
		`created ${counts.created}, updated ${counts.updated}, unchanged ${counts.unchanged}, refused ${counts.error}`,
	);
	if (refused.length === 0) return exitCodes.ok;
	terminal.note(['HealthSail refused these lines:', ...refused].join('\n  '));
	return exitCodes.partial;
}

function readSystem(text: string) {
	const parsed = pmSystemSchema.safeParse(text);
	if (parsed.success) return parsed.data;
	throw new CliFailure(
		'usage',
		`"${text}" is not a system this pack knows.`,
		`--system is one of: ${pmSystemSchema.options.join(', ')}.`,
	);
}

function access({ env }: Terminal): [string, string] {
	const url = env.HEALTHSAIL_URL?.trim();
	const key = env.HEALTHSAIL_API_KEY?.trim();
	if (url && key) return [url, key];
	throw new CliFailure(
		'access',
		`There is no ${url ? 'HealthSail API key' : 'HealthSail address'}.`,
		'Put the base URL (with /v1) into HEALTHSAIL_URL and the key into HEALTHSAIL_API_KEY.',
	);
}
