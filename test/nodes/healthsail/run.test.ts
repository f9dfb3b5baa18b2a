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
	const discard = async () => await hs.one('run', 'discard', name);
	return { start, page, finish, confirm, discard };
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

it('makes a new dry run after the counts of the first were found wrong', async () => {
	const flow = flowOf('discarded');
	const dry = (await flow.start()).started;
	await flow.page(dry, null, '2026-03-01T10:00:00Z', ['wouldCreate', 'wouldCreate']);
	await flow.finish(dry);
	expect((await flow.start()).notStarted).toMatchObject({ reason: 'awaitingConfirmation' });
	expect(await flow.discard()).toMatchObject({ id: dry.runId, state: 'discarded' });
	const again = (await flow.start()).started;
	expect(again).toMatchObject({ mode: 'dryRun' });
	expect(again.runId).not.toBe(dry.runId);
	await flow.finish(again);
	expect(await flow.confirm()).toMatchObject({ id: again.runId });
});

it('keeps why records failed, as kinds and codes, with the run', async () => {
	const flow = flowOf('problems');
	const run = (await flow.start({ firstLoad: 'atOnce' })).started;
	const refused = {
		kind: 'validation',
		vendorCode: 'validation_failed',
		correlationId: 'req_1',
		operation: 'bulkUpsertCustomers',
		message: 'MARKER',
	};
	const advanced = await hs.one(
		'run',
		'advance',
		{
			nextCursor: 'page-2',
			readStartedAt: '2026-03-02T10:00:00Z',
			counts: { read: 6, failed: 2 },
			calls: {},
			results: [
				'unchanged',
				{ result: 'created' },
				{ result: 'failed', error: refused },
				{ result: 'failed', error: { ...refused, correlationId: 'req_2' } },
				{ error: 'The call failed. Wait. (kind: unavailable; code: 503; item: 4)' },
			] as unknown as string[],
		},
		[{ ...run, failures: [{ kind: 'wireShape', count: 2 }] }],
	);
	expect(advanced.counts).toMatchObject({ read: 6, created: 1, unchanged: 1, failed: 5 });
	const message =
		'Tebra is busy. Try later. (kind: throttled; system: tebra; operation: GetPatients; code: 429)';
	const failed = await flow.finish(run, { outcome: 'failed', message });
	expect(failed).toMatchObject({ message });
	expect(failed.problems).toEqual([
		{ kind: 'wireShape', count: 2 },
		{
			kind: 'validation',
			vendorCode: 'validation_failed',
			correlationId: 'req_1',
			operation: 'bulkUpsertCustomers',
			count: 2,
		},
		{ kind: 'unavailable', vendorCode: '503', count: 1 },
		{ kind: 'throttled', vendorCode: '429', operation: 'GetPatients', count: 1 },
	]);
});

it('fails a run that met patients of other practices only, and does not ask to confirm it', async () => {
	const flow = flowOf('wrong-practice');
	const dry = (await flow.start()).started;
	// The page helper counts one fenced patient; one result makes it the only one read.
	await flow.page(dry, null, '2026-03-01T10:00:00Z', ['unchanged']);
	const ended = await hs.run('run', 'finish', {}, [dry]);
	expect(ended.error?.context?.failure).toMatchObject({
		kind: 'configuration',
		message: 'Every patient was of another practice.',
		nextStep: 'Check the practice name and number in the credential.',
	});
	expect(await hs.one('run', 'get', { runId: String(dry.runId) })).toMatchObject({
		state: 'failed',
		message:
			'Every patient was of another practice. Check the practice name and number in the credential.',
		problems: [{ kind: 'configuration', count: 1 }],
	});
	expect((await flow.start()).started).toMatchObject({ mode: 'dryRun' });
});

it('finishes a read of changes that met patients of other practices only', async () => {
	const flow = flowOf('changes-elsewhere');
	const load = (await flow.start({ firstLoad: 'atOnce' })).started;
	await flow.page(load, null, '2026-03-02T10:00:00Z', ['created', 'created']);
	await flow.finish(load);
	const changes = (await flow.start()).started;
	await flow.page(changes, null, '2026-03-02T11:00:00Z', ['unchanged']);
	expect(await flow.finish(changes)).toMatchObject({ mode: 'changes', state: 'finished' });
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
	expect(result.error?.message).toMatch(
		/^No dry run of this flow and practice waits for confirmation\. /,
	);
	expect(result.error?.message).toContain('its first run is a dry run');
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
