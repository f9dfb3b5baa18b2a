import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

import { runCli } from '../../cli/program.mjs';
import { apiKey, startFakeN8n, type FakeN8n } from './fakeN8n.mjs';
import { testTerminal } from './testTerminal.mjs';

const set = 'tebra/demographic-sync';
/** One page, the sync itself, confirm the first load, ask for a new dry run. */
const workflowsInSet = 4;
let n8n: FakeN8n;

beforeEach(async () => {
	n8n = await startFakeN8n();
});
afterEach(() => n8n.close());

async function run(args: readonly string[], answers?: readonly string[], key = apiKey) {
	const terminal = testTerminal({ HEALTHSAIL_N8N_API_KEY: key }, answers);
	const code = await runCli(['templates', ...args], terminal, '0.0.0');
	return { code, said: terminal.said.join('\n'), noted: terminal.noted.join('\n'), terminal };
}

const importInto = (...more: string[]) =>
	run(['import', '--url', n8n.url, '--set', set, '--yes', ...more]);

interface Node {
	name: string;
	type: string;
	parameters: { workflowId?: { value: string; cachedResultName: string } };
	credentials?: Record<string, { id: string | null; name: string }>;
}
const nodesOf = (name: RegExp) =>
	n8n.workflows.find((workflow) => name.test(workflow.name))?.nodes as unknown as Node[];

test('the list names every set with its workflows and credentials', async () => {
	const { code, said } = await run(['list', '--json']);
	assert.equal(code, 0);
	const sets = JSON.parse(said) as Array<{
		id: string;
		workflows: unknown[];
		credentials: unknown[];
	}>;
	const found = sets.find(({ id }) => id === set);
	assert.equal(found?.workflows.length, workflowsInSet);
	assert.equal(found?.credentials.length, 2);
});

test('an import creates empty credentials first and then the workflows, called ones before callers', async () => {
	const { code } = await importInto();
	assert.equal(code, 0);
	const writes = n8n.calls.filter((call) => call.startsWith('POST'));
	assert.deepEqual(writes, [
		'POST /api/v1/credentials',
		'POST /api/v1/credentials',
		...Array.from({ length: workflowsInSet }, () => 'POST /api/v1/workflows'),
	]);
	assert.deepEqual(
		n8n.credentials.map(({ name, data }) => [name, data]),
		[
			['Tebra account', { customerKey: '', user: '' }],
			['HealthSail account', { baseUrl: '', apiKey: '', hashKey: '' }],
		],
	);
	assert.match(n8n.workflows[0]?.name ?? '', /one page/);
});

test('the call of the sub-workflow and every credential point at what stands in this n8n', async () => {
	await importInto();
	const page = n8n.workflows.find(({ name }) => /one page/.test(name));
	const call = nodesOf(/patients to HealthSail/).find(({ type }) => /executeWorkflow$/.test(type));
	assert.equal(call?.parameters.workflowId?.value, page?.id);
	assert.equal(call?.parameters.workflowId?.cachedResultName, page?.name);
	const ids = new Map(n8n.credentials.map(({ name, id }) => [name, id]));
	const entries = n8n.workflows
		.flatMap(({ nodes }) => nodes as unknown as Node[])
		.flatMap(({ credentials }) => Object.values(credentials ?? {}));
	assert.ok(entries.length > 8);
	for (const entry of entries) assert.equal(entry.id, ids.get(entry.name));
});

test('a second import changes nothing and makes no copy', async () => {
	await importInto();
	const before = JSON.stringify(n8n.workflows);
	n8n.calls.length = 0;
	const { code, said } = await importInto();
	assert.equal(code, 0);
	assert.equal(JSON.stringify(n8n.workflows), before);
	assert.equal(n8n.credentials.length, 2);
	assert.deepEqual(
		n8n.calls.filter((call) => !call.startsWith('GET')),
		[],
	);
	assert.match(said, /unchanged/);
});

test('a workflow renamed and changed in the editor is found, asked about and set back', async () => {
	await importInto();
	const [page] = n8n.workflows;
	assert.ok(page);
	page.name = 'Our own name';
	const { terminal } = await run(['import', '--url', n8n.url, '--set', set], ['no']);
	assert.match(terminal.asked[0] ?? '', /1 workflow will be set back/);
	assert.equal(page.name, 'Our own name');
	await importInto('--keep-existing');
	assert.equal(page.name, 'Our own name');
	await importInto();
	assert.match(page.name, /one page/);
	assert.equal(n8n.workflows.length, workflowsInSet);
	n8n.calls.length = 0;
	await importInto();
	assert.ok(!n8n.calls.some((call) => call.startsWith('PUT')));
});

test('a stranger of the same name is not overwritten, and an archived copy is not revived', async () => {
	await importInto();
	for (const workflow of n8n.workflows) workflow.isArchived = true;
	n8n.workflows.push({
		id: 'stranger',
		name: n8n.workflows[0]?.name ?? '',
		active: true,
		isArchived: false,
		nodes: [{ id: 'own', name: 'Own node', type: 'x', parameters: {} }],
		connections: {},
		settings: {},
	});
	await importInto();
	const stranger = n8n.workflows.find(({ id }) => id === 'stranger');
	assert.equal(stranger?.nodes.length, 1);
	assert.equal(n8n.workflows.length, 2 * workflowsInSet + 1);
});

test('an import that broke off goes on where it stopped', async () => {
	n8n.scopes.delete('workflow:create');
	const broken = await importInto();
	assert.equal(broken.code, 3);
	assert.equal(n8n.credentials.length, 2);
	n8n.scopes.add('workflow:create');
	const second = await importInto();
	assert.equal(second.code, 0);
	assert.equal(n8n.credentials.length, 2);
	assert.equal(n8n.workflows.length, workflowsInSet);
});

test('a dry run prints the plan and writes nothing', async () => {
	const { code, said } = await importInto('--dry-run');
	assert.equal(code, 0);
	assert.match(said, /create empty\s+Tebra account/);
	assert.match(said, /create\s+Tebra demographic sync: one page/);
	assert.deepEqual(
		n8n.calls.filter((call) => !call.startsWith('GET')),
		[],
	);
});

test('publishing waits for filled credentials, then publishes the called workflow first', async () => {
	const waiting = await importInto('--activate');
	assert.equal(waiting.code, 6);
	assert.match(waiting.noted, /Nothing will be published/);
	assert.ok(n8n.workflows.every(({ active }) => !active));
	const done = await importInto('--activate');
	assert.equal(done.code, 0);
	const published = n8n.calls.filter((call) => call.endsWith('/activate'));
	const [page, main, ...byHand] = n8n.workflows;
	assert.deepEqual(published, [
		`POST /api/v1/workflows/${page?.id}/activate`,
		`POST /api/v1/workflows/${main?.id}/activate`,
	]);
	assert.deepEqual(
		byHand.map(({ active }) => active),
		[false, false],
	);
});

test('a credentials file fills new credentials and leaves standing ones alone', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-cli-'));
	const file = path.join(folder, 'credentials.json');
	const fill = async (customerKey: string) =>
		writeFile(
			file,
			JSON.stringify({ 'Tebra account': { customerKey, user: 'api@oak-clinic.example' } }),
		);
	await fill('ck-first');
	await importInto('--credentials-file', file);
	await fill('ck-second');
	await importInto('--credentials-file', file);
	const [tebra] = n8n.credentials;
	assert.equal(tebra?.data.customerKey, 'ck-first');
	await writeFile(file, JSON.stringify({ 'Tebra acount': {} }));
	const typo = await importInto('--credentials-file', file);
	assert.equal(typo.code, 5);
	assert.match(typo.noted, /"Tebra acount"/);
});

test('a second practice gets workflows and credentials of its own', async () => {
	await importInto();
	await importInto('--practice-suffix', 'Elm');
	assert.equal(n8n.workflows.length, 2 * workflowsInSet);
	assert.deepEqual(n8n.credentials.map(({ name }) => name).sort(), [
		'HealthSail account',
		'HealthSail account (Elm)',
		'Tebra account',
		'Tebra account (Elm)',
	]);
	const elm = n8n.workflows.filter(({ name }) => name.endsWith('(Elm)'));
	assert.equal(elm.length, workflowsInSet);
	const call = nodesOf(/patients to HealthSail.*\(Elm\)/).find(({ type }) =>
		/executeWorkflow$/.test(type),
	);
	assert.equal(call?.parameters.workflowId?.value, elm[0]?.id);
	const names = elm
		.flatMap(({ nodes }) => nodes as unknown as Node[])
		.flatMap(({ credentials }) => Object.values(credentials ?? {}))
		.map(({ name }) => name);
	assert.ok(names.every((name) => name.endsWith('(Elm)')));
	await importInto('--practice-suffix', 'Elm');
	assert.equal(n8n.workflows.length, 2 * workflowsInSet);
});

test('the review inbox serves all practices, so a second practice makes no copy of it', async () => {
	n8n.types.set('staffReviewersApi', {
		required: ['reviewers', 'signingKey'],
		secret: ['signingKey'],
	});
	const inbox = ['import', '--url', n8n.url, '--set', 'shared/staff-review-inbox', '--yes'];
	for (const suffix of [[], ['--practice-suffix', 'Elm']]) {
		assert.equal((await run([...inbox, ...suffix])).code, 0);
		assert.deepEqual(
			n8n.workflows.map(({ name }) => name),
			['Staff review inbox: decide proposals, matches and incidents'],
		);
		assert.deepEqual(n8n.credentials.map(({ name }) => name).sort(), [
			'HealthSail account',
			'Staff reviewers account',
		]);
	}
});

test('sets can be picked by number when a person is there', async () => {
	const listed = JSON.parse((await run(['list', '--json'])).said) as Array<{ id: string }>;
	const number = String(listed.findIndex(({ id }) => id === set) + 1);
	const { code, noted } = await run(['import', '--url', n8n.url], [number, 'y']);
	assert.equal(code, 0, noted);
	assert.equal(n8n.workflows.length, workflowsInSet);
});

test('files for import keep stable ids, and credentials are written only when asked for', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-cli-'));
	const { code, said } = await run(['import', '--to-folder', folder, '--set', set]);
	assert.equal(code, 0);
	assert.match(said, /import:workflow --separate/);
	assert.deepEqual(await readdir(folder), ['workflows']);
	const files = (await readdir(path.join(folder, 'workflows'))).sort();
	assert.equal(files.length, workflowsInSet);
	const read = async (file: string) =>
		JSON.parse(await readFile(path.join(folder, 'workflows', file), 'utf8')) as {
			id: string;
			nodes: Node[];
		};
	const [page, main] = await Promise.all(files.map(read));
	const call = main?.nodes.find(({ type }) => /executeWorkflow$/.test(type));
	assert.equal(call?.parameters.workflowId?.value, page?.id);
	await run(['import', '--to-folder', folder, '--set', set, '--with-credentials']);
	const credentials = JSON.parse(
		await readFile(path.join(folder, 'credentials.json'), 'utf8'),
	) as Array<Record<string, unknown>>;
	assert.deepEqual(
		credentials.map(({ name, data }) => [name, data]),
		[
			['Tebra account', {}],
			['HealthSail account', {}],
		],
	);
});
