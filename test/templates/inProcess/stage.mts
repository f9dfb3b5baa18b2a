import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { ensureN8n } from '../../../host/n8nInstall.mjs';
import {
	startSandbox,
	type RunningSandbox,
	type SandboxOptions,
} from '../../../sandbox/sandbox.mjs';
import type { TruthPatient } from '../../../sandbox/practice/truth.mjs';
import { openEngine, type Engine, type RunResult, type TemplateFile } from './engine.mjs';

const clone = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../..');
const apiKey = ['hs_test_sandbox', '0'.repeat(16)].join('_');

/** The shipped workflows in n8n's engine, with a sandbox to talk to. All data is synthetic. */
export interface Stage {
	readonly sandbox: RunningSandbox;
	readonly engine: Engine;
	readonly templates: readonly TemplateFile[];
	/** Values by credential name; a test may change them, and the next run reads the new ones. */
	readonly credentials: Readonly<Record<string, ICredentialDataDecryptedObject>>;
	/** Types values into the Edit Fields node of a by-hand workflow, as a person would, and runs it. */
	runByHand(name: RegExp, values: Readonly<Record<string, string>>): Promise<RunResult>;
	/** Calls a control route of the sandbox. */
	control<Answer>(method: 'GET' | 'POST', route: string, body?: object): Promise<Answer>;
	/** Calls the HealthSail API as a program of the practice would. */
	healthSail<Answer>(
		method: 'GET' | 'POST',
		route: string,
		body?: object,
		headers?: Readonly<Record<string, string>>,
	): Promise<Answer>;
	/** What the practice really holds of one group of patients; Tebra's, unless a system is named. */
	truth(group: string, system?: string): Promise<TruthPatient[]>;
}

/** Reads the workflow files of sets, in the order in which they are imported. */
async function readSets(sets: readonly string[]): Promise<TemplateFile[]> {
	const lists = sets.map(async (set) => {
		const folder = path.join(clone, 'workflow-templates', set);
		const manifest = JSON.parse(await readFile(path.join(folder, 'template.json'), 'utf8')) as {
			workflows: Array<{ file: string }>;
		};
		const texts = manifest.workflows.map(({ file }) => readFile(path.join(folder, file), 'utf8'));
		return (await Promise.all(texts)).map((text) => JSON.parse(text) as TemplateFile);
	});
	return (await Promise.all(lists)).flat();
}

/**
 * @param sets ids of the template sets, such as `tebra/demographic-sync`
 * @param pageSize patients per page: small, so that the loop turns
 * @param profile further settings of Tebra's practice profile
 */
export async function openStage(
	sets: readonly string[],
	options: SandboxOptions,
	pageSize: number,
	profile: Readonly<Record<string, unknown>> = {},
): Promise<Stage> {
	const { folder: host } = await ensureN8n();
	const sandbox = await startSandbox({ limits: false, systems: ['tebra'], ...options });
	const { urls } = sandbox;
	const templates = await readSets(sets);
	const stored = credentials(urls, pageSize, profile);
	const engine = await openEngine(host, clone, templates, stored);
	const control = async <Answer,>(method: string, route: string, body?: object) =>
		await call<Answer>(`${urls.status}/control/${route}`, method, {}, body);
	return {
		sandbox,
		engine,
		templates,
		credentials: stored,
		control,
		healthSail: async <Answer,>(
			method: string,
			route: string,
			body?: object,
			headers: Readonly<Record<string, string>> = {},
		) =>
			await call<Answer>(
				`${urls.healthsail}/${route}`,
				method,
				{ Authorization: `Bearer ${apiKey}`, 'Purpose-Of-Use': 'HOPERAT', ...headers },
				body,
			),
		async truth(group, system = 'tebra') {
			const { patients } = await control<{ patients: TruthPatient[] }>(
				'GET',
				`${system}/state?group=${group}`,
			);
			return patients;
		},
		async runByHand(name, values) {
			const template = templates.find((candidate) => name.test(candidate.name));
			const trigger = template?.nodes.find(({ type }) => type.endsWith('.manualTrigger'));
			const form = template?.nodes.find(({ type }) => type.endsWith('.set'));
			const { assignments } = (form?.parameters.assignments ?? {}) as {
				assignments?: Array<{ name: string; value: string }>;
			};
			assert.ok(trigger && assignments, 'the workflow is not one that a person starts');
			const names = assignments.map((one) => one.name);
			assert.deepEqual(names, Object.keys(values), 'the form asks for other values');
			for (const one of assignments) one.value = values[one.name] ?? '';
			return await engine.run(name, trigger.name);
		},
	};
}

/** The message with which a run ended; undefined when it went through. */
export function messageOf({ run }: RunResult): string | undefined {
	return run.data.resultData.error?.message;
}

/** The counts of a sync run that are not zero, without calls. */
export function countsOf(result: RunResult): Record<string, number> {
	const [item] = result.items('Finish Run');
	assert.ok(item, `the run did not finish: ${messageOf(result) ?? 'no error'}`);
	const all = item.json.counts as Record<string, number>;
	return Object.fromEntries(
		Object.entries(all).filter(([name, count]) => count !== 0 && !name.endsWith('Calls')),
	);
}

async function call<Answer>(
	url: string,
	method: string,
	headers: Readonly<Record<string, string>>,
	body?: object,
): Promise<Answer> {
	const response = await fetch(url, {
		method,
		headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) },
		...(body && { body: JSON.stringify(body) }),
	});
	assert.ok(response.ok, `${method} answered ${response.status}`);
	return (await response.json()) as Answer;
}

function credentials(
	urls: Record<string, string>,
	pageSize: number,
	profile: Readonly<Record<string, unknown>>,
) {
	return {
		'Tebra account': {
			endpoint: urls.tebra ?? '',
			customerKey: 'ck-sandbox',
			user: 'api@oak-clinic.example',
			password: 'p&ss-sandbox',
			practiceId: '1',
			practiceName: 'Oak Clinic',
			practiceProfile: JSON.stringify({
				version: 1,
				system: 'tebra',
				sync: { pageSize },
				...profile,
			}),
			sandboxSpeed: 0,
		},
		'CareCloud account': {
			grantType: 'authorizationCode',
			authentication: 'header',
			scope: '',
			authUrl: `${urls.carecloud ?? ''}/oauth2/authorize`,
			accessTokenUrl: `${urls.carecloud ?? ''}/oauth2/access_token`,
			clientId: 'sandbox-client',
			clientSecret: ['sandbox', 'secret'].join('-'),
			oauthTokenData: {
				access_token: 'cc-access-sandbox',
				refresh_token: 'cc-refresh-sandbox',
				token_type: 'Bearer',
			},
			baseUrl: urls.carecloud ?? '',
			practiceId: '1',
			practiceName: 'Oak Clinic',
			timeZone: 'America/Chicago',
			sandboxSpeed: 0,
		},
		'Interface engine account': {
			pmSystem: 'tebra',
			practiceId: '1',
			timeZone: 'America/Chicago',
			practiceProfile: '',
			interfaceSettings: JSON.stringify({ practice: { codes: ['OAK'] } }),
			incomingAuthentication: 'none',
			url: urls.hl7 ?? '',
			outgoingAuthentication: 'basic',
			outgoingUser: 'n8n',
			outgoingPassword: 'p&ss-engine-sandbox',
		},
		'HealthSail account': {
			baseUrl: urls.healthsail ?? '',
			apiKey,
			hashKey: 'synthetic-'.repeat(4),
		},
	};
}
