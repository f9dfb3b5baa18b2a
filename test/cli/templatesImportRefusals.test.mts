import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';

import { runCli } from '../../cli/program.mjs';
import { apiKey, startFakeN8n, type FakeN8n } from './fakeN8n.mjs';
import { testTerminal } from './testTerminal.mjs';

const set = 'tebra/demographic-sync';
let n8n: FakeN8n;

beforeEach(async () => {
	n8n = await startFakeN8n();
});
afterEach(() => n8n.close());

async function run(args: readonly string[], key = apiKey) {
	const terminal = testTerminal({ HEALTHSAIL_N8N_API_KEY: key });
	const code = await runCli(['templates', ...args], terminal, '0.0.0');
	return { code, said: terminal.said.join('\n'), noted: terminal.noted.join('\n') };
}

const importInto = (...more: string[]) =>
	run(['import', '--url', n8n.url, '--set', set, '--yes', ...more]);

test('two credentials of one name stop the import, because either may be the wrong practice', async () => {
	for (const id of ['one', 'two']) {
		n8n.credentials.push({ id, name: 'Tebra account', type: 'tebraSoapApi', data: {} });
	}
	const { code, noted } = await importInto();
	assert.equal(code, 5);
	assert.match(noted, /2 credentials called "Tebra account"/);
	assert.equal(n8n.workflows.length, 0);
});

test('each refusal says what to do', async () => {
	const wrongKey = await run(['import', '--url', n8n.url, '--set', set, '--yes'], 'wrong');
	assert.equal(wrongKey.code, 3);
	assert.match(wrongKey.noted, /refused the API key/);
	const noKey = await run(['import', '--url', n8n.url, '--set', set, '--yes'], '');
	assert.equal(noKey.code, 3);
	assert.match(noKey.noted, /HEALTHSAIL_N8N_API_KEY/);
	n8n.scopes.delete('credential:list');
	const noScope = await importInto();
	assert.equal(noScope.code, 3);
	assert.match(noScope.noted, /credential:list/);
	n8n.scopes.add('credential:list');
	n8n.types.delete('tebraSoapApi');
	const noPack = await importInto();
	assert.equal(noPack.code, 5);
	assert.match(noPack.noted, /Install the community package n8n-nodes-healthsail/);
	const { url } = n8n;
	await n8n.close();
	const down = await run(['import', '--url', url, '--set', set, '--yes']);
	assert.equal(down.code, 4);
	assert.match(down.noted, /connection refused/);
	n8n = await startFakeN8n();
});

test('wrong options are refused before anything is asked or written', async () => {
	const cases: Array<[string[], RegExp]> = [
		[['import', '--set', set], /one target/],
		[['import', '--url', n8n.url, '--to-folder', 'x', '--set', set], /one target/],
		[['import', '--to-folder', 'x', '--activate', '--set', set], /cannot be published/],
		[['import', '--url', n8n.url, '--set', 'tebra/unknown'], /no template set "tebra\/unknown"/],
		[['import', '--url', n8n.url], /No template set was chosen/],
		[['import', '--url', 'n8n', '--set', set], /not a web address/],
		[['import', '--url', n8n.url, '--set', set, '--practice-suffix', '(Oak)'], /without brackets/],
		[['import', '--url', n8n.url, '--set', set, '--api-key', 'x'], /unknown option/],
	];
	for (const [args, words] of cases) {
		const { code, noted } = await run(args);
		assert.equal(code, 2, noted);
		assert.match(noted, words);
	}
	assert.deepEqual(n8n.calls, []);
});
