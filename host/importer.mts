// Credentials and templates, put into n8n by the pack's own importer.
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem, projectFolder, runQuietly } from './boot.mjs';
import type { N8nApi } from './n8nApi.mjs';
import { SANDBOX_LOGIN, type Sandbox } from './sandboxServer.mjs';

export const TEMPLATE_SETS = ['tebra/demographic-sync', 'tebra/patient-lifecycle'] as const;

export const WORKFLOW_NAMES = {
	page: 'Tebra demographic sync: one page of patients',
	sync: 'Tebra demographic sync: patients to HealthSail customers',
	confirm: 'Tebra demographic sync: confirm the first load',
	vanished: 'Tebra patients: find those that vanished',
	newPatients: 'Tebra patients: propose shoppers as new patients',
	merge: 'Tebra patients: merge two patients',
	undoMerge: 'Tebra patients: undo a merge',
	decide: 'Tebra patients: decide a match review',
	undoDecision: 'Tebra patients: undo a decision',
	undoLink: 'Tebra patients: undo a link',
} as const;

/** The triggers of the sync workflow. */
export const TRIGGERS = { byHand: 'Run by Hand', nightly: 'Every Night' } as const;

/** The trigger of the workflow that confirms a dry run. */
export const CONFIRM_TRIGGER = 'I Have Read the Counts';

/** Keys the hashes of the synthetic patients; a real practice makes its own. */
const HASH_KEY = 'sandbox-hash-key-0123456789abcdef0123456789abcdef';

/**
 * A lease of 15 minutes lasts 30 seconds on a clock that runs 30 times faster; pages of 200 end well
 * within that on a slow machine too.
 */
const PROFILE = { version: 1, sync: { pageSize: 200 } };

/** The id of each imported workflow. */
export type ImportedWorkflows = Record<keyof typeof WORKFLOW_NAMES, string>;

/** What the two credentials hold, by their documented names. */
export function sandboxCredentials(sandbox: Sandbox): Record<string, Record<string, unknown>> {
	return {
		'Tebra account': {
			endpoint: sandbox.tebraUrl,
			customerKey: SANDBOX_LOGIN.tebraCustomerKey,
			user: SANDBOX_LOGIN.tebraUser,
			password: SANDBOX_LOGIN.tebraPassword,
			practiceId: SANDBOX_LOGIN.practiceId,
			practiceName: SANDBOX_LOGIN.practiceName,
			sandboxSpeed: sandbox.speed,
		},
		'HealthSail account': {
			baseUrl: sandbox.healthSailUrl,
			apiKey: SANDBOX_LOGIN.healthSailApiKey,
			hashKey: HASH_KEY,
		},
	};
}

/**
 * Imports the template sets with `healthsail-n8n templates import` and answers the workflows' ids.
 * Credentials that an earlier import made are given the values of this sandbox.
 */
export async function importTemplates(
	api: N8nApi,
	apiKey: string,
	sandbox: Sandbox,
	folder: string,
): Promise<ImportedWorkflows> {
	const credentials = sandboxCredentials(sandbox);
	credentials['Tebra account'].practiceProfile = JSON.stringify(PROFILE);
	const earlier = await api.listCredentials();
	const file = path.join(folder, 'sandbox-credentials.json');
	await writeFile(file, JSON.stringify(credentials), { mode: 0o600 });
	const cli = path.join(projectFolder, 'build', 'cli', 'main.mjs');
	const sets = TEMPLATE_SETS.flatMap((set) => ['--set', set]);
	const args = ['templates', 'import', '--url', api.url, ...sets];
	try {
		await runQuietly(process.execPath, [cli, ...args, '--credentials-file', file, '--yes'], {
			env: { ...process.env, HEALTHSAIL_N8N_API_KEY: apiKey },
			failure: "The pack's importer failed.",
		});
	} finally {
		await rm(file, { force: true });
	}
	for (const { id, name } of earlier)
		if (credentials[name]) await api.updateCredential(id, credentials[name]);
	const workflows = await findWorkflows(api);
	await api.activate(workflows.page);
	return workflows;
}

async function findWorkflows(api: N8nApi): Promise<ImportedWorkflows> {
	const known = await api.listWorkflows();
	const entries = Object.entries(WORKFLOW_NAMES).map(([key, name]) => {
		const found = known.filter((workflow) => workflow.name === name);
		if (found.length === 1) return [key, found[0].id];
		throw new Problem(`n8n holds ${found.length} workflows named "${name}"; one was expected.`);
	});
	return Object.fromEntries(entries) as ImportedWorkflows;
}
