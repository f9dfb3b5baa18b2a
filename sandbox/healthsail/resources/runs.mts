import { ok, type Call, type Handlers } from '../http/call.mjs';
import { listPage } from '../http/paging.mjs';
import { Problem } from '../http/problem.mjs';
import type { Plain } from '../store/types.mjs';

type Counts = Record<string, number>;

interface RunProblem {
	kind: string;
	vendorCode?: string;
	count: number;
}

/** Most problems that a run keeps; the most frequent stay. */
const problemsPerRun = 50;

interface GivenProgress {
	counts?: Counts;
	problems?: RunProblem[];
	message?: string | null;
	lagSeconds?: number | null;
	backlog?: number | null;
}

/** The run named by the path, when it is in one of these states. Throws `state_invalid`. */
function inState(call: Call, ...states: string[]): Plain {
	const run = call.tenant.runs.get(call.params.runId);
	if (!states.includes(String(run.state))) {
		throw new Problem('state_invalid', `This run is not in the state ${states.join(' or ')}.`);
	}
	return run;
}

/** Problems summed by kind and vendor code. */
function summed(problems: readonly RunProblem[]): RunProblem[] {
	const sums = new Map<string, RunProblem>();
	for (const problem of problems) {
		const key = JSON.stringify([problem.kind, problem.vendorCode]);
		const count = (sums.get(key)?.count ?? 0) + problem.count;
		sums.set(key, { ...problem, ...sums.get(key), count });
	}
	return [...sums.values()].sort((a, b) => b.count - a.count).slice(0, problemsPerRun);
}

/** The run with the given counts and problems added to its totals. */
function withProgress(run: Plain, given: GivenProgress): Plain {
	const { counts = {}, problems = [], ...rest } = given;
	const totals: Counts = { ...(run.counts as Counts) };
	for (const [name, count] of Object.entries(counts)) totals[name] = (totals[name] ?? 0) + count;
	const all = summed([...((run.problems ?? []) as RunProblem[]), ...problems]);
	return { ...run, ...rest, counts: totals, problems: all };
}

/** Runs of flows: start, advance with counts, finish, fail, confirm or discard a dry run. */
export const runHandlers: Handlers = {
	listRuns: (call) => ({
		status: 200,
		body: listPage(call.tenant.runs, call.query, call.tenant.world.clock.millis()),
	}),
	getRun: (call) => ok(call.tenant.runs.get(call.params.runId)),
	startRun: (call) => {
		const body = call.body as Record<string, unknown>;
		const run = call.tenant.runs.insert({
			dryRun: body.mode === 'dryRun',
			...body,
			state: 'running',
			counts: {},
			problems: [],
			startedAt: call.tenant.now(),
		});
		return ok(run, 201);
	},
	advanceRun: (call) => {
		const run = inState(call, 'running');
		return ok(call.tenant.runs.replace(withProgress(run, call.body as GivenProgress)));
	},
	finishRun: (call) => {
		const run = withProgress(inState(call, 'running'), (call.body ?? {}) as GivenProgress);
		const state = run.dryRun ? 'awaiting_confirmation' : 'finished';
		return ok(call.tenant.runs.replace({ ...run, state, finishedAt: call.tenant.now() }));
	},
	failRun: (call) => {
		const run = withProgress(inState(call, 'running'), call.body as GivenProgress);
		return ok(call.tenant.runs.replace({ ...run, state: 'failed', finishedAt: call.tenant.now() }));
	},
	confirmRun: (call) => {
		const run = inState(call, 'awaiting_confirmation');
		return ok(call.tenant.runs.replace({ ...run, state: 'confirmed' }));
	},
	discardRun: (call) => {
		const run = inState(call, 'awaiting_confirmation', 'confirmed');
		return ok(call.tenant.runs.replace({ ...run, state: 'discarded' }));
	},
};
