import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

import { runCli } from '../../cli/program.mjs';
import { login, startFakeN8n, type FakeN8n } from './fakeN8n.mjs';
import { testTerminal } from './testTerminal.mjs';

const profile = {
	version: 1,
	system: 'tebra',
	timeZone: 'America/Chicago',
	cohort: { rule: 'visitWithin', months: 18 },
};
let n8n: FakeN8n;
let folder: string;

beforeEach(async () => {
	n8n = await startFakeN8n();
	folder = await mkdtemp(path.join(tmpdir(), 'healthsail-cli-'));
	n8n.credentials.push({
		id: 'cred-oak',
		name: 'Tebra account',
		type: 'tebraSoapApi',
		data: {
			customerKey: 'secret-customer-key',
			user: 'api@oak-clinic.example',
			practiceProfile: '',
		},
	});
});
afterEach(() => n8n.close());

async function file(content: unknown): Promise<string> {
	const name = path.join(folder, 'profile.json');
	await writeFile(name, typeof content === 'string' ? content : JSON.stringify(content));
	return name;
}

async function run(args: readonly string[], password = login.password) {
	const terminal = testTerminal({
		HEALTHSAIL_N8N_EMAIL: login.email,
		HEALTHSAIL_N8N_PASSWORD: password,
	});
	const code = await runCli(['profile', ...args], terminal, '0.0.0');
	return { code, said: terminal.said.join('\n'), noted: terminal.noted.join('\n') };
}

const remote = () => ['--url', n8n.url, '--credential', 'Tebra account'];

test('a good profile passes, a byte order mark included', async () => {
	const { code, said } = await run(['check', await file(`\uFEFF${JSON.stringify(profile)}`)]);
	assert.equal(code, 0);
	assert.match(said, /profile for tebra is good/);
});

test('a bad profile is told setting by setting', async () => {
	const bad = { ...profile, timeZone: 'Chicago', cohort: { rule: 'never' }, pages: 3 };
	const { code, said } = await run(['check', await file(bad)]);
	assert.equal(code, 5);
	assert.match(said, /timeZone: .*IANA time zone/);
	assert.match(said, /cohort\.rule: .*all, visitWithin, invited, portal/);
	assert.match(said, /"pages"/);
});

test('a file that is missing, is not JSON, or names no system says so', async () => {
	const missing = await run(['check', path.join(folder, 'none.json')]);
	assert.equal(missing.code, 5);
	assert.match(missing.noted, /does not exist/);
	const broken = await run(['check', await file('{"system": "tebra",')]);
	assert.equal(broken.code, 5);
	assert.match(broken.noted, /not JSON/);
	const nameless = await run(['check', await file({ version: 1 })]);
	assert.equal(nameless.code, 5);
	assert.match(nameless.noted, /which system/);
	const named = await run(['check', await file({ version: 1 }), '--system', 'tebra']);
	assert.equal(named.code, 0);
});

test('setting a profile changes that member only and leaves the secrets as they are', async () => {
	const { code, said } = await run(['set', await file(profile), ...remote(), '--yes']);
	assert.equal(code, 0);
	assert.match(said, /\+ cohort/);
	const data = n8n.credentials[0]?.data;
	assert.equal(data?.customerKey, 'secret-customer-key');
	assert.equal(data?.user, 'api@oak-clinic.example');
	assert.deepEqual(JSON.parse(String(data?.practiceProfile)), profile);
	const again = await run(['set', await file(profile), ...remote(), '--yes']);
	assert.match(again.said, /Nothing was changed/);
});

test('a dry run shows the differences and writes nothing', async () => {
	const [stored] = n8n.credentials;
	assert.ok(stored);
	stored.data.practiceProfile = JSON.stringify({ ...profile, timeZone: 'America/Denver' });
	const { code, said } = await run(['set', await file(profile), ...remote(), '--dry-run']);
	assert.equal(code, 0);
	assert.equal(said, '~ timeZone: "America/Denver" → "America/Chicago"');
	assert.ok(!n8n.calls.some((call) => call.startsWith('PATCH')));
});

test('show prints the profile and no other member of the credential', async () => {
	const [stored] = n8n.credentials;
	assert.ok(stored);
	stored.data.practiceProfile = JSON.stringify(profile);
	const { code, said, noted } = await run(['show', ...remote()]);
	assert.equal(code, 0);
	assert.deepEqual(JSON.parse(said), profile);
	assert.doesNotMatch(said + noted, /secret-customer-key|oak-clinic/);
	const effective = await run(['show', ...remote(), '--effective']);
	const all = JSON.parse(effective.said) as { timeZone: string; sync: { pageSize: number } };
	assert.equal(all.timeZone, 'America/Chicago');
	assert.equal(all.sync.pageSize, 500);
});

test('wrong logins and wrong credentials are told apart', async () => {
	const wrong = await run(['show', ...remote()], 'wrong-password');
	assert.equal(wrong.code, 3);
	assert.match(wrong.noted, /refused the login/);
	assert.doesNotMatch(wrong.noted, /wrong-password/);
	const stranger = await run(['show', '--url', n8n.url, '--credential', 'Elm account']);
	assert.equal(stranger.code, 5);
	assert.match(stranger.noted, /no credential "Elm account"/);
	n8n.credentials.push({ id: 'h', name: 'HealthSail account', type: 'healthSailApi', data: {} });
	const other = await run(['show', '--url', n8n.url, '--credential', 'HealthSail account']);
	assert.equal(other.code, 5);
	assert.match(other.noted, /holds no practice profile/);
});
