import fc from 'fast-check';

import { SafeError } from '../../../lib/privacy/errors';
import {
	afterPage,
	afterRun,
	beginRun,
	decideMode,
	emptyRunState,
	parseRunState,
	readsWholePractice,
	serializeRunState,
	type RunMode,
	type RunRequest,
	type RunState,
} from '../../../lib/sync/runState';

const hour = 3_600_000;
const at = (hours: number) => new Date(Date.UTC(2026, 0, 1) + hours * hour).toISOString();
/** As the state writes it. */
const utc = (hours: number) => at(hours).replace('.000Z', 'Z');
const hoursOf = (time: string) => (Date.parse(time) - Date.UTC(2026, 0, 1)) / hour;
const request = (change: Partial<RunRequest> = {}): RunRequest => ({
	kind: 'changes',
	firstLoad: 'dryRunFirst',
	overlapHours: 24,
	now: at(0),
	...change,
});

describe('deciding what a run does', () => {
	const confirmed: RunState = { v: 1, dryRun: { runId: 'run_1' } };

	it('begins with a dry run and then waits for a person', () => {
		expect(decideMode(emptyRunState, request())).toMatchObject({ mode: 'dryRun', cursor: null });
		const after = afterRun(emptyRunState, { id: 'run_1', mode: 'dryRun', outcome: 'finished' });
		expect(decideMode(after, request({ dryRunState: 'awaiting_confirmation' }))).toEqual({
			mode: 'awaitingConfirmation',
			runId: 'run_1',
		});
		expect(decideMode(after, request({ dryRunState: 'confirmed' }))).toMatchObject({
			mode: 'firstLoad',
		});
	});

	it('repeats a dry run that failed or died', () => {
		const after = afterRun(emptyRunState, { id: 'run_1', mode: 'dryRun', outcome: 'failed' });
		expect(decideMode(after, request())).toMatchObject({ mode: 'dryRun' });
		expect(decideMode(confirmed, request({ dryRunState: 'failed' }))).toMatchObject({
			mode: 'dryRun',
		});
		expect(decideMode(confirmed, request())).toMatchObject({ mode: 'dryRun' });
	});

	it('makes a new dry run after one that was discarded', () => {
		expect(decideMode(confirmed, request({ dryRunState: 'discarded' }))).toMatchObject({
			mode: 'dryRun',
		});
	});

	it('repeats a first load whose patients were all of another practice', () => {
		const done = afterPage(confirmed, 'firstLoad', { nextCursor: null, readStartedAt: at(1) });
		const run = { id: 'run_2', mode: 'firstLoad', outcome: 'failed', allFenced: true } as const;
		expect(decideMode(afterRun(done, run), request({ dryRunState: 'confirmed' }))).toEqual({
			mode: 'firstLoad',
			since: null,
			cursor: null,
		});
	});

	it('loads at once where that is asked for', () => {
		expect(decideMode(emptyRunState, request({ firstLoad: 'atOnce', kind: 'compare' }))).toEqual({
			mode: 'firstLoad',
			since: null,
			cursor: null,
		});
	});

	it('takes a first load up where it stopped, without asking again', () => {
		const state: RunState = { v: 1, firstLoad: { startedAt: at(0), cursor: 'p3' } };
		expect(decideMode(state, request())).toEqual({ mode: 'firstLoad', since: null, cursor: 'p3' });
	});

	it('reads changes from the start of the first load less the overlap', () => {
		const state = afterPage(emptyRunState, 'firstLoad', {
			nextCursor: null,
			readStartedAt: '2026-01-02T00:00:00.500Z',
		});
		expect(decideMode(state, request())).toEqual({
			mode: 'changes',
			since: '2026-01-01T00:00:00.500Z',
			cursor: null,
		});
	});

	it('takes a compare up while it is fresh and begins anew when it is stale', () => {
		const state: RunState = {
			v: 1,
			firstLoad: { startedAt: at(0), doneAt: at(1) },
			compare: { startedAt: at(10), cursor: 'p2' },
		};
		const compare = (now: string) => decideMode(state, request({ kind: 'compare', now }));
		expect(compare(at(12))).toMatchObject({ mode: 'compare', cursor: 'p2' });
		// The next two nights go on; on the third the early pages are too old.
		expect(compare(at(10 + 24))).toMatchObject({ mode: 'compare', cursor: 'p2' });
		expect(compare(at(10 + 48))).toMatchObject({ mode: 'compare', cursor: 'p2' });
		expect(compare(at(10 + 72))).toMatchObject({ mode: 'compare', cursor: null });
		const begun = beginRun(state, { id: 'run_2', mode: 'compare', since: null, cursor: null });
		expect(begun.compare).toBeUndefined();
		expect(begun.run).toEqual({ id: 'run_2', mode: 'compare', since: null });
	});

	it('knows which modes read the whole practice', () => {
		expect(
			(['dryRun', 'firstLoad', 'compare', 'changes'] as const).map(readsWholePractice),
		).toEqual([true, true, true, false]);
	});
});

describe('the state in the lease', () => {
	it.each(['not json', '[]', '{}', '{"v":2}', '{"v":1,"changes":{"since":"yesterday"}}'])(
		'is not taken for empty when it cannot be read: %s',
		(text) => {
			expect(() => parseRunState(text)).toThrow(SafeError);
		},
	);

	it('is empty when there is none', () => {
		for (const text of [undefined, null, '']) expect(parseRunState(text)).toEqual({ v: 1 });
	});

	it('does not move by a page of a dry run', () => {
		const page = { nextCursor: 'p1', readStartedAt: at(0) };
		expect(afterPage(emptyRunState, 'dryRun', page)).toEqual(emptyRunState);
	});

	it('lets the next changes start where the first page of a read began, also when it was killed and taken up again', () => {
		const loaded: RunState = { v: 1, firstLoad: { startedAt: at(1), doneAt: at(2) } };
		const page = (state: RunState, readAt: number, nextCursor: string | null) =>
			afterPage(state, 'changes', { nextCursor, readStartedAt: at(readAt) });
		const half = page(page(loaded, 30, 'p1'), 31, 'p2');
		// The run dies here; what the lease keeps is all that the next one has.
		const resumed = parseRunState(serializeRunState(half));
		const decision = decideMode(resumed, request({ kind: 'changes', now: at(40) }));
		expect(decision).toMatchObject({ mode: 'changes', cursor: 'p2', since: utc(1 - 24) });
		const done = page(page(resumed, 40, 'p3'), 41, null);
		expect(done.changes).toEqual({ since: utc(30) });
		const next = decideMode(done, request({ kind: 'changes', now: at(50) }));
		expect(next).toEqual({ mode: 'changes', cursor: null, since: utc(30 - 24) });
	});

	it('does not move back by a late page of a first load that is done', () => {
		const done: RunState = {
			v: 1,
			firstLoad: { startedAt: at(0), doneAt: at(2) },
			changes: { since: at(5) },
		};
		const late = afterPage(done, 'firstLoad', { nextCursor: 'p1', readStartedAt: at(1) });
		expect(late).toEqual(done);
	});
});

/** A practice of five pages per read, over which runs start, work, are killed and end at random. */
const pages = 5;
type Step =
	| { readonly does: 'start'; readonly kind: 'changes' | 'compare' }
	| { readonly does: 'page' | 'kill' | 'fail' | 'confirm' };

const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 2,
		arbitrary: fc.constantFrom<Step>(
			{ does: 'start', kind: 'changes' },
			{ does: 'start', kind: 'compare' },
		),
	},
	{ weight: 6, arbitrary: fc.constant<Step>({ does: 'page' }) },
	{
		weight: 1,
		arbitrary: fc.constantFrom<Step>({ does: 'kill' }, { does: 'fail' }, { does: 'confirm' }),
	},
);

class Practice {
	stored = serializeRunState(emptyRunState);
	private clock = 0;
	private runs = 0;
	private dryRunState: string | undefined;
	private run: { id: string; mode: RunMode; page: number } | undefined;
	/** Everything changed before this hour has been read to the end. */
	private covered: number | undefined;
	private readStart: Partial<Record<RunMode, number>> = {};

	apply(action: Step): void {
		this.clock += 1;
		const before = parseRunState(this.stored);
		if (action.does === 'start' && this.run === undefined) this.start(before, action.kind);
		else if (action.does === 'page' && this.run !== undefined) this.work(before, this.run);
		else if (action.does === 'confirm' && this.dryRunState === 'awaiting_confirmation') {
			this.dryRunState = 'confirmed';
		} else if (action.does === 'kill') this.run = undefined;
		else if (action.does === 'fail' && this.run !== undefined) this.end(before, this.run, 'failed');
		this.check(before, parseRunState(this.stored));
	}

	private start(state: RunState, kind: 'changes' | 'compare'): void {
		const decision = decideMode(
			state,
			request({ kind, now: at(this.clock), dryRunState: this.dryRunState }),
		);
		if (decision.mode === 'awaitingConfirmation') return;
		const { mode, since, cursor } = decision;
		const id = `run_${(this.runs += 1)}`;
		const page = cursor === null ? 0 : Number(cursor);
		if (page === 0) this.readStart[mode] = undefined;
		// What changed since the last complete read is inside the window of this one.
		if (mode === 'changes') expect(hoursOf(since ?? '')).toBeLessThanOrEqual(this.covered ?? 0);
		if (mode === 'firstLoad') expect(page).toBe(Number(state.firstLoad?.cursor ?? 0));
		this.run = { id, mode, page };
		this.stored = serializeRunState(beginRun(state, { id, mode, since, cursor }));
	}

	private work(state: RunState, run: { id: string; mode: RunMode; page: number }): void {
		this.readStart[run.mode] ??= this.clock;
		const next = run.page + 1 < pages ? run.page + 1 : null;
		const page = { nextCursor: next === null ? null : String(next), readStartedAt: at(this.clock) };
		const moved = afterPage(state, run.mode, page);
		this.stored = serializeRunState(moved);
		if (next !== null) {
			run.page = next;
			return;
		}
		if (run.mode === 'firstLoad' || run.mode === 'changes') {
			this.covered = Math.max(this.covered ?? 0, this.readStart[run.mode] ?? 0);
		}
		this.end(moved, run, 'finished');
	}

	private end(state: RunState, run: { id: string; mode: RunMode }, outcome: 'finished' | 'failed') {
		if (run.mode === 'dryRun' && outcome === 'finished') this.dryRunState = 'awaiting_confirmation';
		this.stored = serializeRunState(afterRun(state, { id: run.id, mode: run.mode, outcome }));
		this.run = undefined;
	}

	private check(before: RunState, after: RunState): void {
		if (before.firstLoad !== undefined) {
			expect(after.firstLoad?.startedAt).toBe(before.firstLoad.startedAt);
			expect(after.firstLoad?.doneAt !== undefined).toBe(
				before.firstLoad.doneAt !== undefined || after.firstLoad?.cursor === undefined,
			);
			if (after.firstLoad?.cursor !== undefined) {
				expect(Number(after.firstLoad.cursor)).toBeGreaterThanOrEqual(
					Number(before.firstLoad.cursor ?? 0),
				);
			}
		}
		if (before.changes !== undefined) {
			expect(hoursOf(after.changes?.since ?? '')).toBeGreaterThanOrEqual(
				hoursOf(before.changes.since),
			);
		}
		if (after.changes !== undefined) {
			expect(hoursOf(after.changes.since)).toBeLessThanOrEqual(this.covered ?? 0);
		}
	}
}

describe('a life of runs', () => {
	it('never moves a cursor back and never leaves a gap, whatever is killed when', () => {
		let loads = 0;
		fc.assert(
			fc.property(fc.array(step, { minLength: 20, maxLength: 120 }), (steps) => {
				const practice = new Practice();
				for (const action of steps) practice.apply(action);
				if (parseRunState(practice.stored).firstLoad?.doneAt !== undefined) loads += 1;
			}),
			{ numRuns: 300 },
		);
		// Without lives that get past the first load, the property would say nothing of changes.
		expect(loads).toBeGreaterThan(20);
	});
});
