// The staff review inbox in a real n8n: what a person sees and types there leaves nothing behind. Pages
// start no execution; a decision starts one, and its data is ids and counts.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { N8nApi } from '../../host/n8nApi.mjs';
import { ensureN8n } from '../../host/n8nInstall.mjs';
import { startN8n, type RunningN8n } from '../../host/n8nServer.mjs';
import { packAndInstall } from '../../host/packInstall.mjs';
import { SANDBOX_LOGIN, startSandbox, type Sandbox } from '../../host/sandboxServer.mjs';
import { hashPassword, reviewerLine } from '../../lib/inbox/reviewers.js';
import { findPlace, type Place } from './support/place.mjs';
import { searchN8n, told } from './support/search.mjs';

/** Values that must stand nowhere (all invented). */
const MARKED = { name: 'Zzmarkedname', phone: '2175550199', password: 'zzmarked-synthetic-phrase' };
const PATH = 'staff-review-inbox';
const COST = { N: 16_384, r: 8, p: 1 };

describe('the staff review inbox in n8n', { timeout: 600_000 }, () => {
	let place: Place;
	let sandbox: Sandbox;
	let n8n: RunningN8n;
	let api: N8nApi;
	let workflowId: string;
	let page: { status: number; headers: Headers; body: string };

	before(async () => {
		place = await findPlace();
		const { folder, port } = place;
		const host = await ensureN8n();
		await packAndInstall(folder);
		sandbox = await startSandbox({
			...{ port, patients: 5, secondPractice: 0, optedOut: 0, flagged: 0, speed: 1 },
			...{ limits: false, systems: ['tebra'] },
			logFile: path.join(folder, 'sandbox.log'),
		});
		const logFile = path.join(folder, 'n8n.log');
		n8n = await startN8n({ host, userFolder: folder, port: port + 9, logFile });
		workflowId = await setUp();
	});

	after(async () => {
		await n8n?.stop();
		await sandbox?.stop();
		await place?.leave();
	});

	it('answers its pages itself, with its own headers', async () => {
		await send('GET');
		// n8n answers the publishing before its webhooks are there.
		for (let tries = 0; page.status === 404 && tries < 40; tries += 1) {
			await wait(250);
			await send('GET');
		}
		assert.equal(page.status, 200);
		assert.match(
			page.headers.get('content-security-policy') ?? '',
			/^sandbox allow-forms allow-scripts; default-src 'none'/,
		);
		assert.equal(page.headers.get('cache-control'), 'no-store');
		assert.equal(page.headers.get('referrer-policy'), 'no-referrer');
		assert.equal(page.headers.get('set-cookie'), null);
	});

	it('starts no execution and stores nothing while somebody signs in, reads and searches', async () => {
		const requestId = await newRequest();
		await send('POST', { act: 'signIn', reviewer: 'dana', password: MARKED.password });
		assert.ok(page.body.includes(requestId), 'the request is on the page');
		await send('POST', { ...hidden(), act: 'view', section: 'changes', name: MARKED.name });
		assert.ok(page.body.includes(requestId), 'the search finds it');
		await wait(2000);
		assert.deepEqual(await api.listExecutions(workflowId), []);
		await nothingStored();
	});

	it('starts one execution for a decision, with ids and counts', async () => {
		await send('POST', { ...hidden(), act: 'decide', how: 'approveAll' });
		assert.equal(page.status, 200, page.body.slice(0, 2000));
		const [execution, ...others] = await finished();
		assert.deepEqual(others, []);
		assert.equal(execution?.status, 'success');
		await nothingStored();
	});

	it('starts none for a form that was sent before', async () => {
		await send('POST', { ...decided, act: 'decide', how: 'approveAll' });
		assert.equal(page.status, 409);
		await wait(1000);
		assert.equal((await api.listExecutions(workflowId)).length, 1);
	});

	let decided: Record<string, string> = {};

	async function send(method: 'GET' | 'POST', form?: Record<string, string>): Promise<void> {
		if (form?.act === 'decide') decided = form;
		const response = await fetch(`${n8n.url}/webhook/${PATH}`, {
			method,
			...(form && { body: new URLSearchParams(form) }),
		});
		page = { status: response.status, headers: response.headers, body: await response.text() };
	}

	/** The hidden members of the page's row, session and view included. */
	function hidden(): Record<string, string> {
		const [card = page.body] = page.body.match(/<article[\s\S]*?<\/article>/) ?? [];
		const members = card.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
		return Object.fromEntries([...members].map(([, name, value]) => [name, value]));
	}

	/** Neither database nor log of n8n holds what a page showed or a person typed. */
	async function nothingStored(): Promise<void> {
		const pattern = new RegExp(Object.values(MARKED).join('|'));
		const { hits, tables } = await searchN8n(place.folder, pattern);
		assert.ok(tables > 10, 'the database was read');
		assert.equal(told(hits), '');
	}

	async function finished(): ReturnType<N8nApi['listExecutions']> {
		for (let tries = 0; tries < 60; tries += 1) {
			const executions = await api.listExecutions(workflowId);
			if (executions.length > 0 && executions.every(({ status }) => status !== 'running')) {
				return executions;
			}
			await wait(500);
		}
		throw new Error('No execution was begun, or it did not end.');
	}

	/** A request of a customer with marked values. */
	async function newRequest(): Promise<string> {
		const customer = await create('customers', {
			demographics: { givenName: 'Ada', familyName: MARKED.name },
		});
		const request = await create('demographic-change-requests', {
			...{ customerId: customer.id, pmSystem: 'tebra', practiceId: '1', direction: 'to_pm' },
			...{ origin: 'patient', reviewMode: 'in_healthsail' },
			changes: [
				{
					path: '/demographics/phones/new',
					from: null,
					to: { use: 'mobile', number: `+1${MARKED.phone}` },
				},
			],
		});
		return request.id;
	}

	async function create(resource: string, body: object): Promise<{ id: string }> {
		const response = await fetch(`${sandbox.healthSailUrl}/${resource}`, {
			method: 'POST',
			headers: {
				Authorization: `Bearer ${SANDBOX_LOGIN.healthSailApiKey}`,
				'Content-Type': 'application/json',
				'HS-Purpose-Of-Use': 'HOPERAT',
				'Idempotency-Key': `staff-inbox-${resource}`,
			},
			body: JSON.stringify(body),
		});
		assert.equal(response.status, 201, resource);
		return (await response.json()) as { id: string };
	}

	/** Owner, credentials and a published workflow that saves everything n8n can save. */
	async function setUp(): Promise<string> {
		api = new N8nApi(n8n.url);
		await api.setUpOwner({ email: 'owner@demo.healthsail.example', password: 'Synthetic-1234' });
		api.useApiKey(await api.createApiKey('Staff inbox'));
		const passwordHash = await hashPassword(MARKED.password, Buffer.from('salt of dana, 16'), COST);
		const reviewers = await api.createCredential('Staff reviewers account', 'staffReviewersApi', {
			signIn: 'password',
			reviewers: reviewerLine({ id: 'dana', name: 'Dana Reviewer', passwordHash }),
			signingKey: 'synthetic-signing-key-of-the-tests-0001',
			sessionMinutes: 15,
		});
		const healthSail = await api.createCredential('HealthSail account', 'healthSailApi', {
			baseUrl: sandbox.healthSailUrl,
			apiKey: SANDBOX_LOGIN.healthSailApiKey,
			hashKey: 'synthetic-hash-key-0123456789abcdef',
		});
		const id = await api.createWorkflow({
			name: 'Staff review inbox under test',
			nodes: [
				{
					id: 'inbox',
					name: 'Staff Review Inbox',
					type: 'n8n-nodes-healthsail.staffReviewInboxTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: { path: PATH },
					credentials: {
						staffReviewersApi: { id: reviewers, name: 'Staff reviewers account' },
						healthSailApi: { id: healthSail, name: 'HealthSail account' },
					},
				},
				{
					id: 'end',
					name: 'End',
					type: 'n8n-nodes-base.noOp',
					typeVersion: 1,
					position: [200, 0],
					parameters: {},
				},
			],
			connections: {
				'Staff Review Inbox': { main: [[{ node: 'End', type: 'main', index: 0 }]] },
			},
			settings: {
				saveDataSuccessExecution: 'all',
				saveDataErrorExecution: 'all',
				saveExecutionProgress: true,
			},
		});
		await api.activate(id);
		return id;
	}
});
