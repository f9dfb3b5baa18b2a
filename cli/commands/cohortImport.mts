import { pmSystemSchema } from '../../lib/canonical/externalId.js';
import {
	createCohortClient,
	entriesPerCall,
	type CohortClient,
	type CohortEntry,
	type CohortScope,
	type StoredEntry,
} from '../cohort/healthSail.mjs';
import { readCohortFile, type CohortRow } from '../cohort/readEntries.mjs';
import { planReplace, refuseManyRemovals, type ReplacePlan } from '../cohort/replacePlan.mjs';
import { CliFailure, exitCodes, type ExitCode } from '../support/failure.mjs';
import { readTextFile } from '../support/files.mjs';
import { withProgress } from '../support/progress.mjs';
import { confirm, type Terminal } from '../support/terminal.mjs';

export const cohortLists = ['invited', 'portal', 'opted_out'] as const;

export interface CohortOptions {
	readonly list: string;
	readonly system: string;
	readonly practice: string;
	readonly replace?: boolean;
	readonly allowManyRemovals?: boolean;
	readonly yes?: boolean;
	readonly dryRun?: boolean;
}

/**
 * `cohort import FILE.csv`: puts patients, by their ids in the practice system, on a list. With
 * `--replace` the file is the whole list: who is not in it is taken off.
 */
export async function cohortImport(
	terminal: Terminal,
	file: string,
	options: CohortOptions,
): Promise<ExitCode> {
	if (options.allowManyRemovals && !options.replace) {
		throw new CliFailure(
			'usage',
			'--allow-many-removals means something only with --replace.',
			'Add --replace, or leave it out.',
		);
	}
	const scope = {
		list: options.list,
		system: readSystem(options.system),
		practiceId: options.practice,
	};
	const { rows, duplicates } = readCohortFile(await readTextFile(file), file);
	terminal.say(
		`${rows.length} patient${rows.length === 1 ? '' : 's'} for the list ${scope.list} of practice ${scope.practiceId} (${scope.system})` +
			(duplicates > 0 ? `, ${duplicates} named twice` : ''),
	);
	if (options.dryRun && !options.replace) return exitCodes.ok;
	const client = createCohortClient(...access(terminal));
	const plan = options.replace ? await makePlan(terminal, client, scope, rows) : undefined;
	if (plan && !options.allowManyRemovals) refuseManyRemovals(plan);
	if (options.dryRun) return exitCodes.ok;
	const question = plan
		? `Replace the list, and take ${plan.removals.length} off it?`
		: 'Send them to HealthSail?';
	if (!(await confirm(terminal, question, { yes: options.yes === true }))) {
		terminal.say('Nothing was sent.');
		return exitCodes.ok;
	}
	const sent = await sendRows(terminal, client, scope, rows);
	const removal = await removeEntries(terminal, client, plan?.removals ?? []);
	const { created, updated, unchanged, error } = sent.counts;
	terminal.say(
		plan
			? `added ${created}, kept ${updated + unchanged}, removed ${removal.removed}, refused ${error}`
			: `created ${created}, updated ${updated}, unchanged ${unchanged}, refused ${error}`,
	);
	if (sent.refused.length > 0) {
		terminal.note(['HealthSail refused these lines:', ...sent.refused].join('\n  '));
	}
	if (removal.changed > 0) {
		terminal.note(
			`${removal.changed} to remove changed in the meantime and stayed. Run the command again.`,
		);
	}
	return sent.refused.length + removal.changed > 0 ? exitCodes.partial : exitCodes.ok;
}

async function makePlan(
	terminal: Terminal,
	client: CohortClient,
	scope: CohortScope,
	rows: readonly CohortRow[],
): Promise<ReplacePlan> {
	const stored = await withProgress(terminal, 'Reading the list', () => client.list(scope));
	const plan = planReplace(rows, stored);
	terminal.say(`to add ${plan.added}, to keep ${plan.kept}, to remove ${plan.removals.length}`);
	return plan;
}

async function sendRows(
	terminal: Terminal,
	client: CohortClient,
	{ list, system, practiceId }: CohortScope,
	rows: readonly CohortRow[],
) {
	const toEntry = ({ patientId, reason }: CohortRow): CohortEntry => ({
		externalId: { system, practiceId, type: 'patient', value: patientId },
		list,
		...(reason && { reason }),
	});
	const counts = { created: 0, updated: 0, unchanged: 0, error: 0 };
	const refused: string[] = [];
	await withProgress(terminal, 'Sending', async (report) => {
		for (let at = 0; at < rows.length; at += entriesPerCall) {
			const part = rows.slice(at, at + entriesPerCall);
			const results = await client.upsert(part.map(toEntry));
			results.forEach(({ result, code }, index) => {
				counts[result] += 1;
				if (result === 'error') refused.push(`line ${part[index]?.line}: ${code ?? 'error'}`);
			});
			report(`${Math.min(at + entriesPerCall, rows.length)} of ${rows.length}`);
		}
	});
	return { counts, refused };
}

/** An entry that somebody else deleted first counts as removed. */
async function removeEntries(
	terminal: Terminal,
	client: CohortClient,
	entries: readonly StoredEntry[],
) {
	const counts = { removed: 0, changed: 0 };
	if (entries.length === 0) return counts;
	await withProgress(terminal, 'Removing', async (report) => {
		for (const [index, entry] of entries.entries()) {
			const result = await client.remove(entry);
			counts[result === 'changed' ? 'changed' : 'removed'] += 1;
			report(`${index + 1} of ${entries.length}`);
		}
	});
	return counts;
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
