// Credentials and templates, put into n8n by the pack's own importer.
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem, projectFolder, runQuietly } from './boot.mjs';
import type { N8nApi } from './n8nApi.mjs';
import { practiceSystems, type PracticeSystemEntry, type SystemName } from './practiceSystems.mjs';
import { SANDBOX_LOGIN, type Sandbox } from './sandboxServer.mjs';

/** The workflows of one system by what they do; the life-cycle ones where the system has that set. */
const syncNames = (title: string) => ({
	page: `${title} demographic sync: one page of patients`,
	sync: `${title} demographic sync: patients to HealthSail customers`,
	confirm: `${title} demographic sync: confirm the first load`,
});

const lifecycleNames = (title: string) => ({
	vanished: `${title} patients: find those that vanished`,
	newPatients: `${title} patients: propose shoppers as new patients`,
	merge: `${title} patients: merge two patients`,
	undoMerge: `${title} patients: undo a merge`,
	decide: `${title} patients: decide a match review`,
	undoDecision: `${title} patients: undo a decision`,
	undoLink: `${title} patients: undo a link`,
});

/** The triggers of the sync workflow. */
export const TRIGGERS = { byHand: 'Run by Hand', nightly: 'Every Night' } as const;

/** The trigger of the workflow that confirms a dry run. */
export const CONFIRM_TRIGGER = 'I Have Read the Counts';

/** Keys the hashes of the synthetic patients; a real practice makes its own. */
export const HASH_KEY = 'sandbox-hash-key-0123456789abcdef0123456789abcdef';

/** Signs the sandbox's events; synthetic. */
const WEBHOOK_SECRET = ['whsec', 'sandbox', '0123456789abcdef0123456789abcdef'].join('_');

/**
 * A lease of 15 minutes lasts 30 seconds on a clock that runs 30 times faster; pages of 200 end well
 * within that on a slow machine too.
 */
const PROFILE = { version: 1, sync: { pageSize: 200 } };

/** The id of each imported workflow of one system. */
export type ImportedWorkflows = Record<keyof ReturnType<typeof syncNames>, string> &
	Partial<Record<keyof ReturnType<typeof lifecycleNames>, string>>;

/** What the sandbox's HealthSail accepts. */
export function healthSailCredential(sandbox: Sandbox): Record<string, unknown> {
	return {
		baseUrl: sandbox.healthSailUrl,
		apiKey: SANDBOX_LOGIN.healthSailApiKey,
		hashKey: HASH_KEY,
		webhookSecret: WEBHOOK_SECRET,
	};
}

/** What the credentials of some systems hold, by their documented names, without a profile. */
export async function sandboxCredentials(
	sandbox: Sandbox,
	systems: readonly SystemName[] = ['tebra'],
): Promise<Record<string, Record<string, unknown>>> {
	const entries = systems.map(async (name) => {
		const { credentialName, credential } = practiceSystems[name];
		return [credentialName, await credential(sandbox)] as const;
	});
	return {
		...Object.fromEntries(await Promise.all(entries)),
		'HealthSail account': healthSailCredential(sandbox),
	};
}

/**
 * Gives the credential of a system the values of this sandbox, and connects it where a person would
 * sign in. Two systems of one vendor share a credential: the one to be run comes last.
 */
export async function useCredential(
	api: N8nApi,
	sandbox: Sandbox,
	name: SystemName,
	more: Record<string, unknown> = {},
): Promise<void> {
	const { credentialName, credential, signsIn } = practiceSystems[name];
	const found = (await api.listCredentials()).find((one) => one.name === credentialName);
	if (!found) throw new Problem(`n8n has no credential named "${credentialName}".`);
	const practiceProfile = JSON.stringify(PROFILE);
	await api.updateCredential(found.id, {
		...(await credential(sandbox)),
		practiceProfile,
		...more,
	});
	if (signsIn) await api.connectCredential(found.id);
}

/** Further sets, and the values of credentials that they need beside those of the systems. */
export interface MoreTemplates {
	readonly sets: readonly string[];
	/** By documented name. */
	readonly credentials?: Readonly<Record<string, Record<string, unknown>>>;
}

/**
 * Imports the template sets of some systems with `healthsail-n8n templates import` and answers the
 * workflows' ids by system. Credentials that an earlier import made are given this sandbox's values.
 */
export async function importTemplates(
	api: N8nApi,
	apiKey: string,
	sandbox: Sandbox,
	folder: string,
	systems: readonly SystemName[],
	more: MoreTemplates = { sets: [] },
): Promise<Record<string, ImportedWorkflows>> {
	const healthSail = healthSailCredential(sandbox);
	const earlier = await api.listCredentials();
	const file = path.join(folder, 'sandbox-credentials.json');
	const values = { 'HealthSail account': healthSail, ...more.credentials };
	await writeFile(file, JSON.stringify(values), { mode: 0o600 });
	const cli = path.join(projectFolder, 'build', 'cli', 'main.mjs');
	const entries = systems.map((name) => practiceSystems[name]);
	const wanted = [...entries.flatMap((entry) => entry.sets), ...more.sets];
	const sets = wanted.flatMap((set) => ['--set', set]);
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
		if (name === 'HealthSail account') await api.updateCredential(id, healthSail);
	const imported: Record<string, ImportedWorkflows> = {};
	for (const [index, name] of systems.entries()) {
		await useCredential(api, sandbox, name);
		imported[name] = await findWorkflows(api, entries[index]);
		await api.activate(imported[name].page);
	}
	return imported;
}

async function findWorkflows(
	api: N8nApi,
	{ title, sets }: PracticeSystemEntry,
): Promise<ImportedWorkflows> {
	const known = await api.listWorkflows();
	const hasLifecycle = sets.some((set) => set.endsWith('/patient-lifecycle'));
	const names = { ...syncNames(title), ...(hasLifecycle && lifecycleNames(title)) };
	const entries = Object.entries(names).map(([key, name]) => {
		const found = known.filter((workflow) => workflow.name === name);
		if (found.length === 1) return [key, found[0].id];
		throw new Problem(`n8n holds ${found.length} workflows named "${name}"; one was expected.`);
	});
	return Object.fromEntries(entries) as ImportedWorkflows;
}
