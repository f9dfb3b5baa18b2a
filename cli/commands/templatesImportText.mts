import type { CredentialValues } from '../templates/credentialData.mjs';
import type { ImportResult } from '../templates/importByApi.mjs';
import type { WrittenFiles } from '../templates/importToFolder.mjs';
import type { ImportPlan } from '../templates/plan.mjs';

/** The plan as a person reads it before agreeing. */
export function describePlan(
	plan: ImportPlan,
	values: CredentialValues,
	options: { readonly activate?: boolean; readonly keepExisting?: boolean },
): string {
	const credentials = plan.credentials.map(({ name, purpose, existingId }) =>
		existingId !== undefined
			? line('keep', name, 'stands already')
			: line(values[name] ? 'create and fill' : 'create empty', name, purpose),
	);
	const workflows = plan.workflows.map(({ workflow, existing, action }) => {
		const word = action === 'update' && options.keepExisting ? 'keep' : action;
		const publish =
			options.activate && workflow.activate && existing?.active !== true ? ', then publish' : '';
		return line(word, workflow.json.name, (existing ? 'stands already' : 'new') + publish);
	});
	return ['Credentials', ...credentials, 'Workflows', ...workflows].join('\n');
}

/** What was done, and what is left for a person. */
export function describeResult(result: ImportResult, url: string): string {
	const empty = result.credentials.filter(({ action }) => action === 'empty');
	const waiting = result.workflows.filter(
		({ active, needsPublishing }) => needsPublishing && !active,
	);
	return [
		'Credentials',
		...result.credentials.map(({ action, name }) => line(action, name)),
		'Workflows',
		...result.workflows.map(({ action, name, id, active }) =>
			line(action, name, `${active ? 'published' : 'not published'}, ${url}/workflow/${id}`),
		),
		...(empty.length > 0
			? [
					`Next: fill in ${empty.map(({ name }) => `"${name}"`).join(' and ')} at ${url}/home/credentials`,
				]
			: []),
		...(empty.length === 0 && waiting.length > 0
			? [
					'Next: publish the workflows that have a schedule, sub-workflows first (or use --activate).',
				]
			: []),
	].join('\n');
}

/** What was written, or would be, and the commands that bring it into n8n. */
export function describeFiles(written: WrittenFiles, dryRun: boolean): string {
	const { workflowFolder, workflowFiles, credentialsFile } = written;
	return [
		dryRun ? 'Would write' : 'Wrote',
		...[...(credentialsFile ? [credentialsFile] : []), ...workflowFiles].map((file) => `  ${file}`),
		'Next, on the machine of n8n:',
		...(credentialsFile
			? [
					`  n8n import:credentials --input=${quoted(credentialsFile)}`,
					'  (once only: importing it again sets these credentials back to what the file holds)',
				]
			: []),
		`  n8n import:workflow --separate --input=${quoted(workflowFolder)}`,
		...(credentialsFile
			? []
			: ['  The credentials must stand in n8n first, under the names in the workflows.']),
	].join('\n');
}

function line(word: string, name: string, more?: string): string {
	return `  ${word.padEnd(15)} ${name}${more ? `  (${more})` : ''}`;
}

/** A path as a shell takes it. */
function quoted(file: string): string {
	return /^[\w./\\:-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}
