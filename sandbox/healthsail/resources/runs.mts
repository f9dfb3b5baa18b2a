import { ok, type Call, type Handlers } from '../http/call.mjs';
import { listPage } from '../http/paging.mjs';
import { Problem } from '../http/problem.mjs';
import type { Plain } from '../store/types.mjs';

type Counts = Record<string, number>;

interface GivenProgress {
	counts?: Counts;
	message?: string | null;
	lagSeconds?: number | null;
	backlog?: number | null;
}

/** The run named by the path, when it is in this state. Throws `state_invalid`. */
function inState(call: Call, state: string): Plain {
	const run = call.tenant.runs.get(call.params.runId);
	if (run.state !== state) {
		throw new Problem('state_invalid', `This run is not in the state ${state}.`);
	}
	return run;
}

/** The run with the given counts added to its totals. */
function withProgress(run: Plain, given: GivenProgress): Plain {
	const { counts = {}, ...rest } = given;
	const totals: Counts = { ...(run.counts as Counts) };
	for (const [name, count] of Object.entries(counts)) totals[name] = (totals[name] ?? 0) + count;
	return { ...run, ...rest, counts: totals };
}

/** Runs of flows: start, advance with counts, finish, fail, confirm a dry run. */
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
};
