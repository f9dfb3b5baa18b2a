import type { PublicApi } from '../n8n/publicApi.mjs';
import { CliFailure, exitCodes, type ExitCode } from '../support/failure.mjs';
import { withProgress } from '../support/progress.mjs';
import { confirm, type Terminal } from '../support/terminal.mjs';
import { readCatalog, type TemplateSet } from '../templates/catalog.mjs';
import { readCredentialValues, type CredentialValues } from '../templates/credentialData.mjs';
import { importByApi } from '../templates/importByApi.mjs';
import { filesFor, writeToFolder } from '../templates/importToFolder.mjs';
import { planImport, type ImportPlan } from '../templates/plan.mjs';
import { practiceCopy } from '../templates/practiceCopy.mjs';
import { publicApiAccess } from './n8nAccess.mjs';
import { describeFiles, describePlan, describeResult } from './templatesImportText.mjs';

export interface ImportCommandOptions {
	readonly url?: string;
	readonly apiKeyFile?: string;
	readonly toFolder?: string;
	readonly set?: readonly string[];
	readonly practiceSuffix?: string;
	readonly credentialsFile?: string;
	readonly withCredentials?: boolean;
	readonly keepExisting?: boolean;
	readonly activate?: boolean;
	readonly yes?: boolean;
	readonly dryRun?: boolean;
	readonly json?: boolean;
}

/** `templates import`: into an n8n by its public API, or into files for n8n's own import. */
export async function templatesImport(
	terminal: Terminal,
	options: ImportCommandOptions,
): Promise<ExitCode> {
	const target = readTarget(options);
	const suffix = readSuffix(options.practiceSuffix);
	const chosen = await chooseSets(terminal, await readCatalog(), options);
	const sets = chosen.map((set) => practiceCopy(set, suffix));
	const names = [...new Set(sets.flatMap((set) => set.credentials.map(({ name }) => name)))];
	const values = await readCredentialValues(terminal, options.credentialsFile, names);
	if (target.kind === 'folder') return intoFolder(terminal, sets, target.folder, values, options);
	const api = await publicApiAccess(terminal, target.url, options.apiKeyFile);
	return intoN8n(terminal, api, sets, values, options);
}

async function intoN8n(
	terminal: Terminal,
	api: PublicApi,
	sets: readonly TemplateSet[],
	values: CredentialValues,
	options: ImportCommandOptions,
): Promise<ExitCode> {
	// With --json, standard output carries the result only.
	const tell = options.json ? terminal.note : terminal.say;
	const plan = await withProgress(terminal, 'Reading what is in n8n', async (report) => {
		const credentials = await api.listCredentials();
		return planImport(sets, { credentials, workflows: await api.listWorkflows(report) });
	});
	tell(describePlan(plan, values, options));
	if (options.dryRun) return exitCodes.ok;
	const activate = mayActivate(terminal, plan, values, options);
	if (hasWork(plan, activate)) {
		const agreed = await confirm(terminal, question(plan, options), { yes: options.yes === true });
		if (!agreed) {
			tell('Nothing was changed.');
			return exitCodes.ok;
		}
	}
	const result = await withProgress(terminal, 'Importing', (report) =>
		importByApi(api, plan, {
			values,
			activate,
			overwrite: options.keepExisting !== true,
			report,
		}),
	);
	if (options.json) terminal.say(JSON.stringify(result, null, 2));
	else terminal.say(describeResult(result, api.url));
	return options.activate && !activate ? exitCodes.partial : exitCodes.ok;
}

/** A schedule over empty credentials would only produce failures: fill them in first. */
function mayActivate(
	terminal: Terminal,
	plan: ImportPlan,
	values: CredentialValues,
	options: ImportCommandOptions,
): boolean {
	if (!options.activate) return false;
	const empty = plan.credentials.filter(
		({ name, existingId }) => existingId === undefined && values[name] === undefined,
	);
	if (empty.length === 0) return true;
	terminal.note(
		`Nothing will be published: ${empty.map(({ name }) => `"${name}"`).join(' and ')} will be empty. Fill in the credentials, then run the same command again.`,
	);
	return false;
}

function hasWork(plan: ImportPlan, activate: boolean): boolean {
	return (
		plan.credentials.some(({ existingId }) => existingId === undefined) ||
		plan.workflows.some(
			({ action, workflow, existing }) =>
				action !== 'unchanged' || (activate && workflow.activate && existing?.active !== true),
		)
	);
}

function question(plan: ImportPlan, { keepExisting }: ImportCommandOptions): string {
	const changed = plan.workflows.filter(({ action }) => action === 'update').length;
	return changed > 0 && keepExisting !== true
		? `${changed} workflow${changed === 1 ? '' : 's'} will be set back to the template, changes made in the editor included. Go on?`
		: 'Go on?';
}

async function intoFolder(
	terminal: Terminal,
	sets: readonly TemplateSet[],
	folder: string,
	values: CredentialValues,
	options: ImportCommandOptions,
): Promise<ExitCode> {
	const include = options.withCredentials === true || options.credentialsFile !== undefined;
	const { files, written } = filesFor(sets, folder, { include, values });
	if (!options.dryRun) await writeToFolder(files);
	if (options.json) terminal.say(JSON.stringify(written, null, 2));
	else terminal.say(describeFiles(written, options.dryRun === true));
	return exitCodes.ok;
}

type Target =
	| { readonly kind: 'n8n'; readonly url: string }
	| { readonly kind: 'folder'; readonly folder: string };

function readTarget(options: ImportCommandOptions): Target {
	const { url, toFolder } = options;
	if ((url === undefined) === (toFolder === undefined)) {
		throw new CliFailure(
			'usage',
			'The command needs one target.',
			'Give either --url https://your-n8n or --to-folder DIR.',
		);
	}
	if (toFolder === undefined) {
		if (options.withCredentials) {
			throw new CliFailure(
				'usage',
				'--with-credentials belongs to --to-folder.',
				'Leave it out: with --url, missing credentials are always created.',
			);
		}
		return { kind: 'n8n', url: url ?? '' };
	}
	if (options.activate) {
		throw new CliFailure(
			'usage',
			'Files cannot be published.',
			'Leave out --activate; after the import, publish in the editor or with n8n publish:workflow.',
		);
	}
	return { kind: 'folder', folder: toFolder };
}

const longestSuffix = 40;

function readSuffix(text: string | undefined): string | undefined {
	if (text === undefined) return undefined;
	const suffix = text.trim();
	if (suffix !== '' && suffix.length <= longestSuffix && !/[()\p{Cc}]/u.test(suffix)) return suffix;
	throw new CliFailure(
		'usage',
		'--practice-suffix must be a short name without brackets.',
		`Use 1 to ${longestSuffix} characters, for example --practice-suffix "Oak".`,
	);
}

async function chooseSets(
	terminal: Terminal,
	catalog: readonly TemplateSet[],
	{ set: wanted, yes }: ImportCommandOptions,
): Promise<readonly TemplateSet[]> {
	const known = catalog.map(({ id }) => id).join(', ');
	if (wanted !== undefined && wanted.length > 0) {
		return [...new Set(wanted)].map((id) => {
			const set = catalog.find((candidate) => candidate.id === id);
			if (set) return set;
			throw new CliFailure('usage', `There is no template set "${id}".`, `There are: ${known}.`);
		});
	}
	if (!terminal.interactive || yes) {
		throw new CliFailure('usage', 'No template set was chosen.', `Add --set, one of: ${known}.`);
	}
	terminal.note(catalog.map(({ id, title }, index) => `${index + 1}  ${id}  ${title}`).join('\n'));
	const answer = await terminal.ask('Which ones? (numbers, separated by commas) ');
	const picked = answer.split(',').map((part) => catalog[Number(part.trim()) - 1]);
	const sets = picked.filter((set) => set !== undefined);
	if (sets.length === picked.length) return [...new Set(sets)];
	throw new CliFailure('usage', 'That is not one of the numbers.', 'Run the command again.');
}
