// A real n8n takes the messages of an engine that sends each again until it is acknowledged, and dies
// five times on the way: each message's effect exactly once. The engine has two channels, one for ADT
// and one for SIU, that deliver side by side. The long form is a command of its own:
// HL7_MESSAGES=10000 npm test -- e2e/hl7Redelivery (about an hour).
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { N8nApi } from '../../host/n8nApi.mjs';
import { ensureN8n } from '../../host/n8nInstall.mjs';
import { startN8n, type RunningN8n } from '../../host/n8nServer.mjs';
import { packAndInstall } from '../../host/packInstall.mjs';
import { SANDBOX_LOGIN, startSandbox, type Sandbox } from '../../host/sandboxServer.mjs';
import { hl7Inbound } from '../../workflow-templates/definitions/hl7/inbound.mjs';
import { findPlace, type Place } from './support/place.mjs';

const MESSAGES = Number(process.env.HL7_MESSAGES ?? 60);
const PATIENTS = Math.max(50, Math.round(MESSAGES / 10));
const KILLS = 5;
/** What the engine signs in with (synthetic). */
const LOGIN = { user: 'engine', password: 'synthetic-phrase-001' };

interface Counts {
	waiting: number;
	accepted: number;
	refused: number;
}

interface Queued {
	controlId: string;
	event: string;
	patientId: string;
	text: string;
	attempts: number;
}

interface Listed {
	/** Of an event. */
	type?: string;
	version: number;
	externalIds: Array<{ type: string; value: string }>;
}

describe(`${MESSAGES} messages, n8n killed ${KILLS} times`, { timeout: 12 * 3_600_000 }, () => {
	let place: Place;
	let sandbox: Sandbox;
	let n8n: RunningN8n;
	let start: () => Promise<RunningN8n>;

	before(async () => {
		place = await findPlace();
		const { folder, port } = place;
		const host = await ensureN8n();
		await packAndInstall(folder);
		sandbox = await startSandbox({
			...{ port, patients: PATIENTS, secondPractice: 10, optedOut: 5, flagged: 5, speed: 1 },
			systems: ['hl7'],
			limits: false,
			logFile: path.join(folder, 'sandbox.log'),
		});
		const logFile = path.join(folder, 'n8n.log');
		start = async () => await startN8n({ host, userFolder: folder, port: port + 9, logFile });
		n8n = await start();
		const url = await setUp();
		const authorization = `Basic ${Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString('base64')}`;
		await control('channels', { perType: true });
		await control('enqueue', { count: MESSAGES, kinds: ['patient', 'appointment'] });
		await control('target', { url, authorization });
	});

	after(async () => {
		await n8n?.stop();
		await sandbox?.stop();
		await place?.leave();
	});

	it('acknowledges every message', async (t) => {
		const begun = Date.now();
		for (let kills = 0; ; ) {
			const counts = await control<Counts>('counts');
			if (counts.waiting === 0) {
				assert.deepEqual(counts, { ...counts, accepted: MESSAGES, refused: 0 });
				break;
			}
			if (kills < KILLS && counts.accepted >= ((kills + 1) * MESSAGES) / (KILLS + 1)) {
				kills += 1;
				await n8n.kill9();
				t.diagnostic(`Killed after ${counts.accepted} messages.`);
				n8n = await start();
			}
			await wait(250);
		}
		const { messages } = await control<{ messages: Queued[] }>('messages');
		const attempts = messages.reduce((sum, message) => sum + message.attempts, 0);
		const seconds = Math.round((Date.now() - begun) / 1000);
		t.diagnostic(`${MESSAGES} messages, ${attempts} attempts, ${KILLS} kills, ${seconds} s.`);
		assert.ok(messages.filter((message) => message.attempts > 1).length >= KILLS);
	});

	it('has made one customer of each patient it was told of, once', async (t) => {
		const told = new Set((await toldOfIncluded()).map(({ patientId }) => patientId));
		const numbers = (await list('customers')).map(({ externalIds }) =>
			externalIds.filter(({ type }) => type === 'patient').map(({ value }) => value),
		);
		assert.deepEqual(numbers.flat().sort(), [...told].sort());
		assert.ok(numbers.every((ids) => ids.length === 1));
		const made = (await list('events')).filter(({ type }) => type === 'customer.created');
		assert.equal(made.length, told.size);
		t.diagnostic(`${told.size} patients, ${made.length} customers made.`);
	});

	it('has written each appointment it was told of, once', async (t) => {
		const told = (await toldOfIncluded()).flatMap(
			({ text }) => /\rSCH\|[^|]*\|([^|^]+)/.exec(text)?.[1] ?? [],
		);
		const appointments = await list('appointments');
		const keys = appointments.map(({ externalIds }) => externalIds[0]?.value);
		assert.deepEqual(keys.sort(), [...new Set(told)].sort());
		assert.ok(appointments.every(({ version }) => version === 1));
		t.diagnostic(`${told.length} appointment messages, ${keys.length} appointments, each once.`);
	});

	/** The messages about patients who belong into HealthSail. */
	async function toldOfIncluded(): Promise<Queued[]> {
		const { messages } = await control<{ messages: Queued[] }>('messages');
		const { patients } = await control<{ patients: Array<{ vendorId: string }> }>(
			'state?group=included',
		);
		const included = new Set(patients.map(({ vendorId }) => vendorId));
		return messages.filter(({ patientId }) => included.has(patientId));
	}

	/** Owner, credentials and the published workflow; answers the address for the engine. */
	async function setUp(): Promise<string> {
		const api = new N8nApi(n8n.url);
		await api.setUpOwner({ email: 'owner@demo.healthsail.example', password: 'Synthetic-1234' });
		api.useApiKey(await api.createApiKey('HL7 redelivery'));
		const engine = await api.createCredential('Interface engine account', 'hl7EngineApi', {
			pmSystem: 'greenway_intergy',
			practiceId: '1',
			timeZone: 'America/Chicago',
			interfaceSettings: JSON.stringify({
				practice: { codes: ['OAK'] },
				insurance: 'read',
				providers: 'leaveOut',
				locations: 'leaveOut',
			}),
			incomingAuthentication: 'basic',
			incomingUser: LOGIN.user,
			incomingPassword: LOGIN.password,
			outgoingAuthentication: 'none',
		});
		const healthSail = await api.createCredential('HealthSail account', 'healthSailApi', {
			baseUrl: sandbox.healthSailUrl,
			apiKey: SANDBOX_LOGIN.healthSailApiKey,
			hashKey: 'synthetic-hash-key-0123456789abcdef',
		});
		const ids: Record<string, string> = { hl7EngineApi: engine, healthSailApi: healthSail };
		const [{ workflow }] = hl7Inbound.members;
		const { name, connections, settings } = workflow;
		const nodes = workflow.nodes.map((node) => ({
			...node,
			...(node.credentials && {
				credentials: Object.fromEntries(
					Object.entries(node.credentials).map(([type, entry]) => [
						type,
						{ ...entry, id: ids[type] },
					]),
				),
			}),
		}));
		const id = await api.createWorkflow({ name, nodes, connections, settings });
		await api.activate(id);
		const stored = (await api.publicApi('GET', `/api/v1/workflows/${id}`)) as {
			nodes: Array<{ type: string; webhookId?: string }>;
		};
		const trigger = stored.nodes.find(({ type }) => type.endsWith('.hl7InterfaceTrigger'));
		return `${n8n.url}/webhook/${trigger?.webhookId}/hl7`;
	}

	async function control<T>(route: string, body?: object): Promise<T> {
		const response = await fetch(`${sandbox.statusUrl}/control/hl7/${route}`, {
			...(body && {
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify(body),
			}),
		});
		assert.ok(response.ok, route);
		return (await response.json()) as T;
	}

	/** Every record of a list of HealthSail. */
	async function list(resource: string): Promise<Listed[]> {
		const found: Listed[] = [];
		let cursor: string | undefined;
		do {
			const query = new URLSearchParams({ limit: '200', ...(cursor && { cursor }) });
			const response = await fetch(`${sandbox.healthSailUrl}/${resource}?${query.toString()}`, {
				headers: {
					Authorization: `Bearer ${SANDBOX_LOGIN.healthSailApiKey}`,
					'HS-Purpose-Of-Use': 'HOPERAT',
				},
			});
			assert.ok(response.ok, resource);
			const page = (await response.json()) as {
				data: Listed[];
				page: { nextCursor?: string | null };
			};
			found.push(...page.data);
			cursor = page.page.nextCursor ?? undefined;
		} while (cursor !== undefined);
		return found;
	}
});
