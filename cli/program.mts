import { Command, CommanderError, Option } from 'commander';

import { capabilitiesCommand, type CapabilitiesOptions } from './commands/capabilities.mjs';
import { cohortImport, cohortLists, type CohortOptions } from './commands/cohortImport.mjs';
import { keysCreate } from './commands/keysCreate.mjs';
import { match, type MatchCommandOptions } from './commands/match.mjs';
import { profileCheck, profileSet, profileShow } from './commands/profile.mjs';
import { reviewersHash, type ReviewersHashOptions } from './commands/reviewersHash.mjs';
import { scopesCommand, type ScopesOptions } from './commands/scopes.mjs';
import { templatesImport, type ImportCommandOptions } from './commands/templatesImport.mjs';
import { templatesList } from './commands/templatesList.mjs';
import { CliFailure, exitCodes, type ExitCode } from './support/failure.mjs';
import type { Terminal } from './support/terminal.mjs';

/**
 * Runs one command line (without node and script name) and returns the exit code. Never throws:
 * what was not foreseen is told in one sentence, without a stack and without data.
 */
export async function runCli(
	args: readonly string[],
	terminal: Terminal,
	version: string,
): Promise<ExitCode> {
	let exitCode: ExitCode = exitCodes.ok;
	const ends = (code: ExitCode) => {
		exitCode = code;
	};
	try {
		await buildProgram(terminal, version, ends).parseAsync([...args], { from: 'user' });
		return exitCode;
	} catch (error) {
		if (error instanceof CommanderError)
			return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
		if (error instanceof CliFailure) {
			terminal.note(`${error.message}\n${error.nextStep}`);
			return error.exitCode;
		}
		const name = error instanceof Error ? error.name : 'Error';
		terminal.note(`The command broke off for a reason nobody foresaw (${name}). Please report it.`);
		return exitCodes.unexpected;
	}
}

function buildProgram(
	terminal: Terminal,
	version: string,
	ends: (code: ExitCode) => void,
): Command {
	const program = new Command('healthsail-n8n')
		.description(
			'Workflow templates, practice profiles, cohort lists and patient matching for n8n-nodes-healthsail',
		)
		.version(version)
		.exitOverride()
		.configureOutput({
			writeOut: (text) => terminal.say(text.trimEnd()),
			writeErr: (text) => terminal.note(text.trimEnd()),
		});
	addTemplates(program, terminal, ends);
	addProfile(program, terminal, ends);
	addCohort(program, terminal, ends);
	addMatch(program, terminal, ends);
	addKeys(program, terminal);
	addReviewers(program, terminal);
	addCapabilities(program, terminal);
	addScopes(program, terminal, ends);
	return program;
}

const credentialOption = () =>
	new Option('--credential <name>', 'name of the vendor credential in n8n').makeOptionMandatory();
const urlOption = () => new Option('--url <address>', 'address of n8n, as in the browser');
const yesOption = () => new Option('--yes', 'agree to every question');
const dryRunOption = () => new Option('--dry-run', 'show what would be done and change nothing');

function addTemplates(program: Command, terminal: Terminal, ends: (code: ExitCode) => void): void {
	const templates = program.command('templates').description('ready-made workflows');
	templates
		.command('list')
		.description('what can be imported')
		.option('--json', 'as JSON')
		.action((options: { json?: boolean }) => templatesList(terminal, options));
	templates
		.command('import')
		.description('import sets of workflows, with empty credentials under their documented names')
		.addOption(urlOption())
		.option('--api-key-file <file>', 'file with the n8n API key (else HEALTHSAIL_N8N_API_KEY)')
		.option('--to-folder <dir>', 'write files for n8n import:workflow instead')
		.option('--set <id>', 'a set to import; may be repeated', collect)
		.option('--practice-suffix <name>', 'a copy with names of its own, for a second practice')
		.option('--credentials-file <file>', 'JSON, credential name → fields; fills new credentials')
		.option('--with-credentials', 'with --to-folder: also write empty credentials')
		.option('--keep-existing', 'leave workflows alone that differ from their template')
		.option('--activate', 'publish the workflows that have a schedule, and those they call')
		.option('--json', 'print the result as JSON')
		.addOption(dryRunOption())
		.addOption(yesOption())
		.action(async (options: ImportCommandOptions) =>
			ends(await templatesImport(terminal, options)),
		);
}

function addProfile(program: Command, terminal: Terminal, ends: (code: ExitCode) => void): void {
	const profile = program.command('profile').description('the practice profile of a credential');
	profile
		.command('check <file>')
		.description('check a profile file')
		.option('--system <name>', 'where the file does not name its system')
		.option('--effective', 'print the profile with all defaults')
		.action(async (file: string, options: { system?: string; effective?: boolean }) =>
			ends(await profileCheck(terminal, file, options)),
		);
	profile
		.command('show')
		.description('print the profile that a credential in n8n holds')
		.addOption(urlOption().makeOptionMandatory())
		.addOption(credentialOption())
		.option('--effective', 'print the profile with all defaults')
		.action(async (options: { url: string; credential: string; effective?: boolean }) =>
			ends(await profileShow(terminal, options)),
		);
	profile
		.command('set <file>')
		.description('put a profile file into a credential in n8n; secrets stay as they are')
		.addOption(urlOption().makeOptionMandatory())
		.addOption(credentialOption())
		.addOption(dryRunOption())
		.addOption(yesOption())
		.action(
			async (
				file: string,
				options: { url: string; credential: string; yes?: boolean; dryRun?: boolean },
			) => ends(await profileSet(terminal, file, options)),
		);
}

function addCohort(program: Command, terminal: Terminal, ends: (code: ExitCode) => void): void {
	const cohort = program.command('cohort').description('who is synced at all');
	cohort
		.command('import <file>')
		.description(
			'put patients from a CSV file (columns patient_id, reason) on a list in HealthSail',
		)
		.addOption(new Option('--list <name>', 'the list').choices(cohortLists).makeOptionMandatory())
		.requiredOption('--system <name>', 'the practice system, for example tebra')
		.requiredOption('--practice <id>', 'id of the practice in that system')
		.option('--replace', 'the file is the whole list: take off who is not in it')
		.option('--allow-many-removals', 'with --replace: also when more than 5 % would go')
		.addOption(dryRunOption())
		.addOption(yesOption())
		.action(async (file: string, options: CohortOptions) =>
			ends(await cohortImport(terminal, file, options)),
		);
}

function addMatch(program: Command, terminal: Terminal, ends: (code: ExitCode) => void): void {
	program
		.command('match')
		.description('find the same persons in two lists (--left, --right) or in one (--within)')
		.option('--left <file>', 'CSV file of one list, such as the patients of the practice')
		.option('--right <file>', 'CSV file of the other, such as the customers of the shop')
		.option('--within <file>', 'CSV file of a list to look for duplicates in')
		.option('--out <file>', 'write the pairs to a CSV file')
		.option('--json <file>', 'write the whole report, reasons in words included, as JSON')
		.option(
			'--columns <file>',
			'JSON, field → name of the column, where yours are called otherwise',
		)
		.option('--profile <file>', 'practice profile with thresholds of its own (member "identity")')
		.option('--shared-mrn', 'equal chart numbers (column mrn) of both lists are one person')
		.option('--labels', 'the ids have the form rec-N-…, equal N is one person: measure accuracy')
		.addOption(yesOption())
		.action(async (options: MatchCommandOptions) => ends(await match(terminal, options)));
}

function addKeys(program: Command, terminal: Terminal): void {
	const keys = program.command('keys').description('keys for vendors that want a signature');
	keys
		.command('create')
		.description('make a key pair (ES384): a private key file and a public key set')
		.requiredOption('--out <folder>', 'folder to write both files to')
		.option('--json', 'print key ID and file names as JSON')
		.action(
			async (options: { out: string; json?: boolean }) => await keysCreate(terminal, options),
		);
}

function addReviewers(program: Command, terminal: Terminal): void {
	const reviewers = program.command('reviewers').description('who may decide in the review inbox');
	reviewers
		.command('hash')
		.description('make the line of one reviewer for the credential; asks for the password')
		.option('--id <id>', 'what the person signs in with (else it asks)')
		.option('--name <name>', 'name that colleagues read (else it asks)')
		.option('--practice <system:id>', 'only this practice; may be repeated', collect)
		.option('--without-password', 'for a person whom a proxy of the practice signs in')
		.action(async (options: ReviewersHashOptions) => await reviewersHash(terminal, options));
}

function addScopes(program: Command, terminal: Terminal, ends: (code: ExitCode) => void): void {
	program
		.command('scopes')
		.description('which fields of patients each workflow reads and sends, to whom and what for')
		.addOption(urlOption())
		.option('--api-key-file <file>', 'file with the n8n API key (else HEALTHSAIL_N8N_API_KEY)')
		.option('--folder <dir>', 'read exported workflows of a folder instead')
		.option('--file <file>', 'read an exported workflow instead; may be repeated', collect)
		.option('--json', 'as JSON')
		.action(async (options: ScopesOptions) => ends(await scopesCommand(terminal, options)));
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
	return [...before, value];
}

function addCapabilities(program: Command, terminal: Terminal): void {
	program
		.command('capabilities')
		.description('what this pack does with each practice system')
		.option('--system <name>', 'one system in words, such as nextgen')
		.option('--update <file>', 'write the table into a Markdown file, between its two comments')
		.action((options: CapabilitiesOptions) => capabilitiesCommand(terminal, options));
}
