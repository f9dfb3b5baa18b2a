import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { runCli } from '../../cli/program.mjs';
import { testTerminal } from './testTerminal.mjs';

async function create(folder: string) {
	const terminal = testTerminal();
	const exitCode = await runCli(['keys', 'create', '--out', folder, '--json'], terminal, '0.0.0');
	return { terminal, exitCode };
}

async function freshFolder(): Promise<string> {
	return path.join(await mkdtemp(path.join(tmpdir(), 'healthsail-keys-')), 'greenway-key');
}

test('the two files are one pair for ES384, and the key set holds nothing of the private key', async () => {
	const folder = await freshFolder();
	const { terminal, exitCode } = await create(folder);
	assert.equal(exitCode, 0);
	const told = JSON.parse(terminal.said[0]) as Record<string, string>;
	const pem = await readFile(path.join(folder, 'private-key.pem'), 'utf8');
	const { keys } = JSON.parse(await readFile(path.join(folder, 'jwks.json'), 'utf8')) as {
		keys: Array<Record<string, string>>;
	};
	assert.equal(keys.length, 1);
	assert.deepEqual(Object.keys(keys[0]).sort(), ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
	assert.equal(keys[0].kty, 'EC');
	assert.equal(keys[0].crv, 'P-384');
	assert.equal(keys[0].alg, 'ES384');
	assert.equal(keys[0].use, 'sig');
	assert.equal(keys[0].kid, told.keyId);
	const data = Buffer.from('something to sign');
	const signature = sign('sha384', data, {
		key: createPrivateKey(pem),
		dsaEncoding: 'ieee-p1363',
	});
	const publicKey = createPublicKey({ format: 'jwk', key: keys[0] });
	assert.ok(verify('sha384', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature));
});

test('the private key is for its owner alone', { skip: process.platform === 'win32' }, async () => {
	const folder = await freshFolder();
	await create(folder);
	const { mode } = await stat(path.join(folder, 'private-key.pem'));
	assert.equal(mode & 0o777, 0o600);
});

test('the private key is never printed', async () => {
	const terminal = testTerminal();
	const folder = await freshFolder();
	assert.equal(await runCli(['keys', 'create', '--out', folder], terminal, '0.0.0'), 0);
	const pem = await readFile(path.join(folder, 'private-key.pem'), 'utf8');
	const shown = [...terminal.said, ...terminal.noted].join('\n');
	for (const line of pem.trim().split('\n')) assert.ok(!shown.includes(line));
	assert.match(shown, /Key ID: [\w-]{43}/);
});

test('a key that is there already is not replaced', async () => {
	const folder = await freshFolder();
	await create(folder);
	const before = await readFile(path.join(folder, 'private-key.pem'), 'utf8');
	const { terminal, exitCode } = await create(folder);
	assert.equal(exitCode, 5);
	assert.match(terminal.noted.join('\n'), /is there already/);
	assert.equal(await readFile(path.join(folder, 'private-key.pem'), 'utf8'), before);
});

test('a key set that is there already leaves no half pair behind', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-keys-'));
	await writeFile(path.join(folder, 'jwks.json'), '{}');
	const { exitCode } = await create(folder);
	assert.equal(exitCode, 5);
	await assert.rejects(stat(path.join(folder, 'private-key.pem')));
	assert.equal(await readFile(path.join(folder, 'jwks.json'), 'utf8'), '{}');
});

test('two pairs have different names', async () => {
	const names = new Set<string>();
	for (let pair = 0; pair < 3; pair += 1) {
		const { terminal } = await create(await freshFolder());
		names.add((JSON.parse(terminal.said[0]) as { keyId: string }).keyId);
	}
	assert.equal(names.size, 3);
});

test('a folder that cannot be made is told without a stack', async () => {
	const file = path.join(await mkdtemp(path.join(tmpdir(), 'healthsail-keys-')), 'file');
	await writeFile(file, '');
	const { terminal, exitCode } = await create(path.join(file, 'below'));
	assert.equal(exitCode, 5);
	assert.match(terminal.noted.join('\n'), /cannot be written/);
});

test('the folder has to be named', async () => {
	assert.equal(await runCli(['keys', 'create'], testTerminal(), '0.0.0'), 2);
});
