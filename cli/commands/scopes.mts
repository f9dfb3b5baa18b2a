import { describeScopes } from '../scopes/text.mjs';
import {
	toWorkflow,
	workflowsOfFile,
	workflowsOfFolder,
	type ScopedWorkflow,
} from '../scopes/workflowFile.mjs';
import { scopesOfWorkflow } from '../scopes/workflowScopes.mjs';
import { CliFailure, exitCodes, type ExitCode } from '../support/failure.mjs';
import { withProgress } from '../support/progress.mjs';
import type { Terminal } from '../support/terminal.mjs';
import { publicApiAccess } from './n8nAccess.mjs';

export interface ScopesOptions {
	readonly url?: string;
	readonly apiKeyFile?: string;
	readonly folder?: string;
	readonly file?: readonly string[];
	readonly json?: boolean;
}

/**
 * `scopes`: which fields of patients each workflow reads and sends, from whom, to whom and for which
 * purpose. It reads workflows only, never a record.
 */
export async function scopesCommand(terminal: Terminal, options: ScopesOptions): Promise<ExitCode> {
	const workflows = await readWorkflows(terminal, options);
	const scopes = workflows
		.filter(({ isArchived }) => isArchived !== true)
		.flatMap((workflow) => scopesOfWorkflow(workflow) ?? [])
		.sort((left, right) => left.workflow.localeCompare(right.workflow));
	if (options.json) terminal.say(JSON.stringify(scopes, null, 2));
	else if (scopes.length > 0) terminal.say(describeScopes(scopes));
	else terminal.say('No workflow with a node of n8n-nodes-healthsail.');
	const unknown = scopes.flatMap(({ nodes }) => nodes).filter(({ known }) => !known);
	if (unknown.length === 0) return exitCodes.ok;
	terminal.note(
		`Operations that this version of the command does not know: ${unknown.length}. Use the version that fits the pack in your n8n.`,
	);
	return exitCodes.partial;
}

async function readWorkflows(
	terminal: Terminal,
	{ url, apiKeyFile, folder, file = [] }: ScopesOptions,
): Promise<ScopedWorkflow[]> {
	const sources = [url, folder, file.length > 0 ? file : undefined].filter(
		(source) => source !== undefined,
	);
	if (sources.length !== 1) {
		throw new CliFailure(
			'usage',
			'The command needs one place to read workflows from.',
			'Give --url for a running n8n, --folder or --file for exported workflows.',
		);
	}
	if (folder !== undefined) return await workflowsOfFolder(folder);
	if (url === undefined) return (await Promise.all(file.map(workflowsOfFile))).flat();
	const api = await publicApiAccess(terminal, url, apiKeyFile);
	const remote = await withProgress(
		terminal,
		'Reading what is in n8n',
		async (report) => await api.listWorkflows(report),
	);
	return remote.flatMap((workflow) => toWorkflow(workflow) ?? []);
}
