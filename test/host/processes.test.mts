import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { isAlive } from '../../host/boot.mjs';
import { checkFree, freePort, isFree } from '../../host/ports.mjs';
import { startProcess } from '../../host/processes.mjs';

// A program that starts a child of its own, writes the child's id, and ignores SIGTERM if told so.
const PARENT = `
const { spawn } = require('node:child_process');
const { writeFileSync } = require('node:fs');
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
if (process.argv[2] === 'stubborn') process.on('SIGTERM', () => {});
writeFileSync(process.argv[1], String(child.pid));
setInterval(() => {}, 1000);
`;

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
	for (let i = 0; i < 200; i += 1) {
		if (await condition()) return;
		await wait(25);
	}
	assert.fail('It did not happen within 5 s.');
}

describe('background processes', () => {
	let folder = '';

	before(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'healthsail-processes-'));
	});

	after(async () => await rm(folder, { recursive: true, force: true }));

	async function startParent(name: string, ...more: string[]) {
		const pidFile = path.join(folder, `${name}.pid`);
		const started = startProcess({
			name,
			command: process.execPath,
			args: ['-e', PARENT, pidFile, ...more],
			env: process.env,
			logFile: path.join(folder, `${name}.log`),
		});
		const read = async () => Number(await readFile(pidFile, 'utf8').catch(() => ''));
		await until(async () => (await read()) > 0);
		return { started, grandchild: await read() };
	}

	it('stopping one ends what it started itself', async () => {
		const { started, grandchild } = await startParent('mild');
		await started.stop();
		assert.equal(isAlive(started.pid), false);
		await until(() => !isAlive(grandchild));
	});

	it('stopping one that ignores SIGTERM kills it after the grace time', async () => {
		const { started, grandchild } = await startParent('hard', 'stubborn');
		await started.stop(300);
		assert.equal(await started.exited, 'SIGKILL');
		await until(() => !isAlive(grandchild));
	});

	it('nothing outlives a program that ends without stopping its children', async () => {
		const pidFile = path.join(folder, 'orphan.pid');
		const file = path.join(folder, 'careless.mjs');
		const module = pathToFileURL(path.resolve(import.meta.dirname, '../../host/processes.mjs'));
		await writeFile(
			file,
			`import { startProcess } from ${JSON.stringify(module.href)};
			const child = startProcess({ name: 'c', command: process.execPath,
				args: ['-e', 'setInterval(() => {}, 1000)'], env: process.env,
				logFile: ${JSON.stringify(path.join(folder, 'careless.log'))} });
			(await import('node:fs')).writeFileSync(${JSON.stringify(pidFile)}, String(child.pid));
			throw new Error('careless');`,
		);
		const program = spawn(process.execPath, [file], { stdio: 'ignore' });
		const [code] = (await once(program, 'close')) as [number];
		assert.equal(code, 1);
		const pid = Number(await readFile(pidFile, 'utf8'));
		await until(() => !isAlive(pid));
	});

	it('a used port is told with the option that changes it', async () => {
		const port = await freePort();
		assert.equal(await isFree(port), true);
		const { createServer } = await import('node:net');
		const server = createServer().listen(port, '127.0.0.1');
		await once(server, 'listening');
		try {
			await assert.rejects(checkFree(port, 'n8n', '--port'), {
				message: `Port ${port} is in use, and n8n needs it. End the program that uses it, or choose another port with --port.`,
			});
		} finally {
			server.close();
		}
	});
});
