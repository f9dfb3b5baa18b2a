import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { cached, cacheFolder, withLock } from '../../host/boot.mjs';

describe('cache', () => {
	const before = process.env.XDG_CACHE_HOME;
	let base = '';

	beforeEach(async () => {
		base = await mkdtemp(path.join(tmpdir(), 'healthsail-cache-'));
		process.env.XDG_CACHE_HOME = base;
	});

	afterEach(async () => {
		if (before === undefined) delete process.env.XDG_CACHE_HOME;
		else process.env.XDG_CACHE_HOME = before;
		await rm(base, { recursive: true, force: true });
	});

	it('makes a thing once, also when it is asked for twice at the same time', async () => {
		let made = 0;
		const make = async (folder: string) => {
			made += 1;
			await wait(50);
			await writeFile(path.join(folder, 'thing'), 'whole');
		};
		const [first, second] = await Promise.all([cached('thing-1', make), cached('thing-1', make)]);
		assert.equal(made, 1);
		assert.equal(first, second);
		assert.equal(await readFile(path.join(first, 'thing'), 'utf8'), 'whole');
	});

	it('leaves nothing behind when making fails, and makes it again the next time', async () => {
		const failing = cached('thing-2', async (folder) => {
			await writeFile(path.join(folder, 'half'), 'half');
			throw new Error('no network');
		});
		await assert.rejects(failing, /no network/);
		assert.deepEqual(await readdir(cacheFolder()), []);
		const place = await cached('thing-2', async (folder) => {
			await writeFile(path.join(folder, 'whole'), 'whole');
		});
		assert.deepEqual(await readdir(place), ['whole']);
	});

	it('removes what a killed process left unfinished', async () => {
		await mkdir(path.join(cacheFolder(), 'thing-3.making-1234567'), { recursive: true });
		await cached('thing-3', async (folder) => {
			await writeFile(path.join(folder, 'whole'), 'whole');
		});
		assert.deepEqual(await readdir(cacheFolder()), ['thing-3']);
	});

	it('takes a lock over from a process that died', async () => {
		const child = spawn(process.execPath, ['-e', '']);
		await once(child, 'close');
		const lock = path.join(base, 'work.lock');
		await mkdir(lock);
		await writeFile(path.join(lock, 'pid'), String(child.pid));
		let waited = false;
		const onWait = () => {
			waited = true;
		};
		assert.equal(await withLock(lock, onWait, async () => 'worked'), 'worked');
		assert.equal(waited, false);
	});

	it('keeps a second one waiting while the first works', async () => {
		const lock = path.join(base, 'work.lock');
		const order: string[] = [];
		const noWord = () => {};
		const first = withLock(lock, noWord, async () => {
			order.push('first begins');
			await wait(100);
			order.push('first ends');
		});
		await wait(20);
		const second = withLock(lock, noWord, async () => {
			order.push('second begins');
		});
		await Promise.all([first, second]);
		assert.deepEqual(order, ['first begins', 'first ends', 'second begins']);
	});
});
