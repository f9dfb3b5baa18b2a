import type { IDataObject } from 'n8n-workflow';

import { healthSailAt } from '../healthsail.support/run';
import { startSandbox, type RunningSandbox } from '../healthsail.support/sandbox';

/** The life of a practice's runs against the sandbox: dry run, first load, changes, compare. */

let sandbox: RunningSandbox;
let hs: ReturnType<typeof healthSailAt>;

beforeAll(async () => {
	sandbox = await startSandbox(4768);
	hs = healthSailAt(sandbox.healthSailUrl);
});
afterAll(async () => await sandbox.stop());

function flowOf(flow: string) {
	const name = { flow, system: 'tebra', practiceId: '1' };
	const start = async (parameters: Record<string, string | number> = {}) => {
		const result = await hs.run('run', 'start', { ...name, ...parameters });
		if (result.error) throw new Error(result.error.message);
		return { started: result.json(0)[0], notStarted: result.json(1)[0] };
	};
	const page = async (
		run: IDataObject,
		nextCursor: string | null,
		readStartedAt: string,
		results: string[] = [],
	) =>
		await hs.one(
			'run',
			'advance',
			{
				nextCursor: nextCursor ?? '',
				readStartedAt,
				counts: { read: results.length, fenced: 1 },
				calls: { vendor: 2, healthSail: 3 },
				results,
			},
			[run],
		);
	const finish = async (run: IDataObject, parameters: Record<string, string> = {}) =>
		await hs.one('run', 'finish', parameters, [run]);
	const confirm = async () => await hs.one('run', 'confirm', name);
	return { start, page, finish, confirm };
}

it('goes from dry run to confirmation, first load, changes and compare', async () => {
	const flow = flowOf('sequence');
	const dry = (await flow.start()).started;
	expect(dry).toMatchObject({
		mode: 'dryRun',
		dryRun: true,
		wholePractice: true,
		since: null,
		cursor: null,
		system: 'tebra',
		practiceId: '1',
	});
	const counted = await flow.page(dry, null, '2026-03-01T10:00:00Z', [
		'wouldCreate',
		'wouldCreate',
		'unchanged',
		'failed',
	]);
	expect(counted).toMatchObject({
		done: true,
		counts: { read: 4, fenced: 1, created: 2, unchanged: 1, failed: 1, vendorCalls: 2 },
	});
	expect((counted.counts as IDataObject).healthSailCalls).toBe(3 + 3);
	expect(await flow.finish(dry)).toMatchObject({ state: 'awaiting_confirmation' });

	const waiting = (await flow.start()).notStarted;
	expect(waiting).toMatchObject({
		reason: 'awaitingConfirmation',
		runId: dry.runId,
		counts: { created: 2 },
	});
	expect(await flow.confirm()).toMatchObject({ id: dry.runId, state: 'confirmed' });

	const load = (await flow.start()).started;
	expect(load).toMatchObject({ mode: 'firstLoad', dryRun: false, wholePractice: true });
	const second = await flow.page(load, 'page-2', '2026-03-02T10:00:00Z', ['created']);
	expect(second).toMatchObject({ cursor: 'page-2', done: false, runId: load.runId });
	await flow.page(second, null, '2026-03-02T10:05:00Z', ['created', 'updated']);
	expect(await flow.finish(load)).toMatchObject({
		state: 'finished',
		counts: { created: 2, updated: 1 },
	});

	const changes = (await flow.start()).started;
	expect(changes).toMatchObject({
		mode: 'changes',
		wholePractice: false,
		since: '2026-03-01T10:00:00Z',
		cursor: null,
	});
	await flow.page(changes, null, '2026-03-03T10:00:00Z', []);
	await flow.finish(changes);
	const next = (await flow.start({ overlapHours: 1 })).started;
	expect(next.since).toBe('2026-03-03T09:00:00Z');
	await flow.finish(next);

	const compare = (await flow.start({ kind: 'compare' })).started;
	expect(compare).toMatchObject({ mode: 'compare', wholePractice: true, since: null });
	await flow.finish(compare);
	const runs = await hs.items('run', 'getMany', { filters: { flow: 'sequence' } });
	expect(runs).toHaveLength(5);
	expect(await hs.one('run', 'get', { runId: String(load.runId) })).toMatchObject({
		mode: 'firstLoad',
	});
});

it('resumes a first load that failed at the page where it stopped', async () => {
	const flow = flowOf('resume');
	const first = (await flow.start({ firstLoad: 'atOnce' })).started;
	expect(first.mode).toBe('firstLoad');
	await flow.page(first, 'page-2', '2026-03-02T10:00:00Z', ['created']);
	const failed = await flow.finish(first, { outcome: 'failed', message: 'The vendor went away.' });
	expect(failed).toMatchObject({ state: 'failed', message: 'The vendor went away.' });
	const resumed = (await flow.start({ firstLoad: 'atOnce' })).started;
	expect(resumed).toMatchObject({ mode: 'firstLoad', cursor: 'page-2' });
	expect(resumed.runId).not.toBe(first.runId);
});

it('lets one of two starts at once work and tells the other why', async () => {
	const flow = flowOf('two-at-once');
	const both = await Promise.all([flow.start(), flow.start()]);
	const started = both.filter((result) => result.started);
	const refused = both.filter((result) => result.notStarted);
	expect([started.length, refused.length]).toEqual([1, 1]);
	expect(refused[0].notStarted).toMatchObject({
		reason: 'previousRunStillWorking',
		until: expect.any(String),
	});
});

it('stops a run whose lease ran out and was taken, and leaves the cursor alone', async () => {
	const flow = flowOf('lost');
	const slow = (await flow.start({ firstLoad: 'atOnce', leaseSeconds: 1 })).started;
	let taken: IDataObject | undefined;
	while (!taken) taken = (await flow.start({ firstLoad: 'atOnce' })).started;
	expect(await hs.one('run', 'get', { runId: String(slow.runId) })).toMatchObject({
		state: 'failed',
	});
	await flow.page(taken, 'page-2', '2026-03-02T10:00:00Z', []);
	const late = await hs.run(
		'run',
		'advance',
		{ nextCursor: 'page-9', readStartedAt: '2026-03-02T11:00:00Z' },
		[slow],
	);
	expect(late.error?.context?.failure).toMatchObject({
		kind: 'conflict',
		vendorCode: 'lease_lost',
	});
	await flow.finish(taken, { outcome: 'failed' });
	expect((await flow.start()).started).toMatchObject({ cursor: 'page-2' });
});

it('says what to do when no dry run waits for confirmation', async () => {
	const result = await hs.run('run', 'confirm', {
		flow: 'never-ran',
		system: 'tebra',
		practiceId: '1',
	});
	expect(result.error?.message).toBe('No dry run of this flow and practice waits for confirmation');
	expect(result.error?.description).toContain('its first run is a dry run');
});

it('gives the lease back when a start goes wrong after taking it', async () => {
	const flow = flowOf('broken-state');
	const first = (await flow.start({ firstLoad: 'atOnce' })).started;
	await hs.one('lease', 'renew', { cursor: 'not a state', ...asHold(first) });
	await hs.one('lease', 'release', asHold(first));
	await expect(flow.start()).rejects.toThrow('cannot be read');
	await expect(flow.start()).rejects.toThrow('cannot be read');

	function asHold({ leaseKey, owner }: IDataObject) {
		return { leaseKey: String(leaseKey), owner: String(owner) };
	}
});
