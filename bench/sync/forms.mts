// The forms that are compared, ready to run in one n8n, or beside it.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';
import { Problem, projectFolder } from '../../host/boot.mjs';
import { healthSailCredential, useCredential } from '../../host/importer.mjs';
import { practiceSystems } from '../../host/practiceSystems.mjs';
import { SANDBOX_LOGIN } from '../../host/sandboxServer.mjs';
import type { Stage } from '../../host/stage.mjs';
import type { ScriptJob } from './bareScript.mjs';
import { readStockFlow, type StockFile } from './stock/files.mjs';
import { bindWorkflow, createStockCredentials, type EditableWorkflow } from './stock/install.mjs';
import type { BenchVendor, VendorSettings } from './vendors/vendor.mjs';

export type FormKey = 'a' | 'b1' | 'b2' | 'c';

export const FORM_TITLES: Record<FormKey, string> = {
	a: 'this pack',
	b1: 'stock nodes, per item',
	b2: 'stock nodes, paged, bulk',
	c: 'bare script',
};

/** A form that is up; `pid` leads the processes whose memory counts. */
export interface RunningForm {
	pid: number;
	/** Does the whole job once and answers the seconds it took. */
	run(): Promise<number>;
	stop(): Promise<void>;
}

const PUBLISHED_MS = 30_000;

/** Puts the flows of a and b into n8n, each started by a webhook instead of a schedule. */
export async function installFlows(stage: Stage, vendor: BenchVendor): Promise<void> {
	const settings = await vendor.settings(stage.sandbox);
	const credentials = await createCredentials(stage, vendor, settings);
	const values = { ...settings, healthSailUrl: stage.sandbox.healthSailUrl };
	const read = async (file: StockFile, callees?: Record<string, string>) => {
		const bound = bindWorkflow(await readStockFlow(vendor, file), credentials, callees);
		return setValues(bound, 'Settings', values);
	};
	if (vendor.perItem)
		await publish(stage, startedByWebhook(await read('b1-per-item'), 'b1', 'Settings'));
	const page = await read('b2-paged-page');
	const callees = { [page.id]: await publish(stage, page) };
	await publish(stage, startedByWebhook(await read('b2-paged', callees), 'b2', 'Settings'));
	const { sync } = stage.workflows;
	const own = (await stage.api.editor('GET', `/rest/workflows/${sync}`)) as EditableWorkflow;
	await stage.api.deactivate(sync);
	const a = setValues({ ...own, name: 'Bench: this pack' }, 'Settings', { firstLoad: 'atOnce' });
	await publish(stage, startedByWebhook(a, 'a', 'Read Changes'));
}

/** The form in the n8n that runs, or the script in a process of its own, which can be inspected. */
export async function openForm(
	form: FormKey,
	stage: Stage,
	vendor: BenchVendor,
	scriptInspectorPort: number,
): Promise<RunningForm> {
	if (form === 'c') {
		const settings = await vendor.settings(stage.sandbox);
		return openScript(stage, vendor, settings, scriptInspectorPort);
	}
	const url = `${stage.n8n.url}/webhook/${webhookPath(form)}`;
	return {
		pid: stage.n8n.pid,
		async run() {
			const until = Date.now() + PUBLISHED_MS;
			for (;;) {
				const started = performance.now();
				const answer = await axios.post(url, {}, { proxy: false, validateStatus: () => true });
				if (answer.status === 200) return (performance.now() - started) / 1000;
				// n8n publishes flows a moment after it says so.
				if (answer.status !== 404 || Date.now() > until)
					throw new Problem(`The flow of form ${form} failed (HTTP ${answer.status}).`);
				await wait(200);
			}
		},
		stop: async () => await Promise.resolve(),
	};
}

function openScript(
	{ sandbox, host }: Stage,
	{ system, concurrency }: BenchVendor,
	settings: VendorSettings,
	inspectorPort: number,
): RunningForm {
	const file = path.join(projectFolder, 'build', 'bench', 'sync', 'bareScript.mjs');
	const job: ScriptJob = {
		system,
		key: practiceSystems[system].key,
		settings,
		healthSailUrl: sandbox.healthSailUrl,
		apiKey: SANDBOX_LOGIN.healthSailApiKey,
		hashKey: String(healthSailCredential(sandbox).hashKey),
		concurrency,
	};
	const child = spawn(host.node, [`--inspect=127.0.0.1:${inspectorPort}`, file], {
		stdio: ['pipe', 'pipe', 'pipe'],
		env: { ...process.env, BENCH_JOB: JSON.stringify(job) },
	});
	// Node tells there that it can be inspected: of interest only when something goes wrong.
	let told = '';
	child.stderr.on('data', (data: Buffer) => (told += data.toString()));
	const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	return {
		pid: child.pid ?? -1,
		async run() {
			child.stdin.write('run\n');
			const { value, done } = (await lines.next()) as { value?: string; done?: boolean };
			if (done || value === undefined)
				throw new Problem(`The bare script ended by itself.\n${told}`);
			return (JSON.parse(value) as { seconds: number }).seconds;
		},
		async stop() {
			child.stdin.end();
			await ended;
		},
	};
}

async function createCredentials(
	{ api, sandbox }: Stage,
	{ system, profile, paged }: BenchVendor,
	settings: VendorSettings,
): Promise<Record<string, string>> {
	const practiceProfile = profile === undefined ? '' : JSON.stringify(profile);
	await useCredential(api, sandbox, system, { practiceProfile, sandboxSpeed: 0 });
	const { apiKey, hashKey } = healthSailCredential(sandbox);
	const healthSail = { apiKey: String(apiKey), hashKey: String(hashKey) };
	return await createStockCredentials(api, healthSail, paged.credentials ?? [], settings);
}

/** Sets values of an Edit Fields node, as its user would. */
function setValues(
	workflow: EditableWorkflow,
	nodeName: string,
	values: Record<string, string>,
): EditableWorkflow {
	const node = workflow.nodes.find(({ name }) => name === nodeName);
	const list = node?.parameters.assignments as
		| { assignments: Array<{ name: string; value: unknown }> }
		| undefined;
	for (const field of list?.assignments ?? [])
		if (field.name in values) field.value = values[field.name];
	return workflow;
}

const TRIGGERS = /\.(scheduleTrigger|manualTrigger)$/;
const webhookPath = (form: FormKey) => `bench-${form}`;

/** Its triggers give way to a webhook that answers when the flow has ended. */
function startedByWebhook(
	workflow: EditableWorkflow,
	form: FormKey,
	first: string,
): EditableWorkflow {
	const gone = new Set(workflow.nodes.filter(({ type }) => TRIGGERS.test(type)).map((n) => n.name));
	const kept = Object.entries(workflow.connections).filter(([from]) => !gone.has(from));
	const webhook = {
		id: `webhook-${form}`,
		webhookId: webhookPath(form),
		name: 'Bench Start',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		position: [-208, 0],
		parameters: {
			path: webhookPath(form),
			httpMethod: 'POST',
			responseMode: 'lastNode',
			responseData: 'noData',
			options: {},
		},
	};
	return {
		...workflow,
		nodes: [...workflow.nodes.filter(({ name }) => !gone.has(name)), webhook],
		connections: {
			...Object.fromEntries(kept),
			'Bench Start': { main: [[{ node: first, type: 'main', index: 0 }]] },
		},
	};
}

async function publish({ api }: Stage, workflow: EditableWorkflow): Promise<string> {
	const { name, nodes, connections, settings } = workflow;
	const id = await api.createWorkflow({ name, nodes, connections, settings });
	await api.activate(id);
	return id;
}
