import { DateTime } from 'luxon';
import { z } from 'zod';

import { SafeError } from '../privacy/errors';
import { omit } from '../values/omit';

export const runModes = ['dryRun', 'firstLoad', 'changes', 'compare'] as const;
export type RunMode = (typeof runModes)[number];
export type RunKind = 'changes' | 'compare';
export type FirstLoadPolicy = 'dryRunFirst' | 'atOnce';

const instant = z.string().datetime({ offset: true });
const position = z.object({ startedAt: instant, cursor: z.string().min(1).optional() });

/**
 * What a flow remembers of one practice between runs, kept as JSON text in the cursor of its lease.
 * Times are the start of a read, RFC 3339 UTC; cursors are the vendor port's own and opaque here.
 */
const runStateSchema = z.object({
	v: z.literal(1),
	/** The run that works now (or died working). */
	run: z
		.object({ id: z.string().min(1), mode: z.enum(runModes), since: instant.nullable() })
		.optional(),
	/** The dry run that waits for, or has, a person's confirmation. */
	dryRun: z.object({ runId: z.string().min(1) }).optional(),
	firstLoad: position.extend({ doneAt: instant.optional() }).optional(),
	/** `since`: everything changed before is done. The rest is a read that is still under way. */
	changes: z
		.object({ since: instant, startedAt: instant.optional(), cursor: z.string().min(1).optional() })
		.optional(),
	compare: position.optional(),
});
export type RunState = z.infer<typeof runStateSchema>;

export const emptyRunState: RunState = { v: 1 };

/**
 * Reads the state from a lease's cursor.
 *
 * @throws SafeError of kind `wireShape` when the text is not a state of this version: going on would
 * start the first load anew
 */
export function parseRunState(text: string | null | undefined): RunState {
	if (text === null || text === undefined || text === '') return emptyRunState;
	try {
		return runStateSchema.parse(JSON.parse(text));
	} catch {
		throw unreadable();
	}
}

function unreadable(): SafeError {
	return new SafeError({
		kind: 'wireShape',
		system: 'healthsail',
		operation: 'lease cursor',
		message: 'The state that this flow keeps in its lease cannot be read.',
		nextStep: 'Check that no other flow uses this name, or use a new flow name to start anew.',
	});
}

/**
 * The state as the JSON text of a lease's cursor. Throws ZodError when it is none: a fault of this
 * pack.
 */
export function serializeRunState(state: RunState): string {
	return JSON.stringify(runStateSchema.parse(state));
}

export interface RunRequest {
	readonly kind: RunKind;
	readonly firstLoad: FirstLoadPolicy;
	/** State of the run that `state.dryRun` names, as HealthSail tells it; absent = no such run. */
	readonly dryRunState?: string;
	/** Hours a change read reaches back behind the last one. */
	readonly overlapHours: number;
	/** RFC 3339. */
	readonly now: string;
}

export type RunDecision =
	| {
			readonly mode: RunMode;
			/** Start of a change read, overlap already taken off; null for whole-practice modes. */
			readonly since: string | null;
			/** Where to go on; null = from the beginning. */
			readonly cursor: string | null;
	  }
	| { readonly mode: 'awaitingConfirmation'; readonly runId: string };

/**
 * A compare that stopped half-way is taken up again only while its early pages are still fresh.
 * Compares run nightly: three days let the next two nights go on where the first one stopped.
 */
const compareStaleAfterHours = 72;

/** What a run that starts now has to do. */
export function decideMode(state: RunState, request: RunRequest): RunDecision {
	const { firstLoad } = state;
	if (firstLoad?.doneAt === undefined) {
		if (firstLoad === undefined && request.firstLoad === 'dryRunFirst') {
			const gate = dryRunGate(state, request.dryRunState);
			if (gate !== undefined) return gate;
		}
		return { mode: 'firstLoad', since: null, cursor: firstLoad?.cursor ?? null };
	}
	if (request.kind === 'compare') {
		const resumed = state.compare !== undefined && isFresh(state.compare.startedAt, request.now);
		return { mode: 'compare', since: null, cursor: (resumed && state.compare?.cursor) || null };
	}
	const done = state.changes?.since ?? firstLoad.startedAt;
	const since = inUtc(DateTime.fromISO(done).minus({ hours: request.overlapHours }));
	return { mode: 'changes', since, cursor: state.changes?.cursor ?? null };
}

/**
 * The state in which a decided run begins: it names the run, and a read that starts from its first
 * page forgets where an older one stopped.
 */
export function beginRun(
	state: RunState,
	run: {
		readonly id: string;
		readonly mode: RunMode;
		readonly since: string | null;
		readonly cursor: string | null;
	},
): RunState {
	const anew = run.mode === 'compare' && run.cursor === null;
	const kept: RunState = anew ? omit(state, 'compare') : state;
	return { ...kept, run: { id: run.id, mode: run.mode, since: run.since } };
}

export interface PageOutcome {
	/** Null = that was the last page. */
	readonly nextCursor: string | null;
	/** RFC 3339; when the read of this page began. */
	readonly readStartedAt: string;
}

/**
 * The state after a page's work is done. A cursor only goes on to the page after it; the end of the
 * first load sets where changes begin, and `changes.since` never goes back.
 */
export function afterPage(state: RunState, mode: RunMode, page: PageOutcome): RunState {
	const cursor = page.nextCursor ?? undefined;
	const readStartedAt = toUtc(page.readStartedAt);
	const done = cursor === undefined;
	switch (mode) {
		case 'dryRun':
			return state;
		case 'firstLoad': {
			// Pages that arrive after the end come from a run that lost its place; they change nothing.
			if (state.firstLoad?.doneAt !== undefined) return state;
			const startedAt = state.firstLoad?.startedAt ?? readStartedAt;
			if (!done) return { ...state, firstLoad: { startedAt, cursor } };
			return {
				...state,
				firstLoad: { startedAt, doneAt: readStartedAt },
				changes: { since: later(state.changes?.since, startedAt) },
			};
		}
		case 'changes': {
			const startedAt = state.changes?.startedAt ?? readStartedAt;
			const since = state.changes?.since ?? state.firstLoad?.startedAt ?? startedAt;
			return done
				? { ...state, changes: { since: later(since, startedAt) } }
				: { ...state, changes: { since, startedAt, cursor } };
		}
		case 'compare': {
			const startedAt = state.compare?.startedAt ?? readStartedAt;
			if (!done) return { ...state, compare: { startedAt, cursor } };
			return omit(state, 'compare');
		}
	}
}

/** The state after a run ended. A finished dry run waits for confirmation; a failed one is forgotten. */
export function afterRun(
	state: RunState,
	run: {
		readonly id: string;
		readonly mode: RunMode;
		readonly outcome: 'finished' | 'failed';
		/** Whether every patient was of another practice; such a first load loaded nothing. */
		readonly allFenced?: boolean;
	},
): RunState {
	const rest: RunState = omit(state, 'run');
	if (run.mode === 'firstLoad' && run.allFenced === true) {
		return omit(omit(rest, 'firstLoad'), 'changes');
	}
	if (run.mode !== 'dryRun' || rest.firstLoad !== undefined) return rest;
	if (run.outcome === 'finished') return { ...rest, dryRun: { runId: run.id } };
	return rest;
}

/** Whether a run of this mode reads the whole practice. */
export function readsWholePractice(mode: RunMode): boolean {
	return mode !== 'changes';
}

function dryRunGate(state: RunState, dryRunState: string | undefined): RunDecision | undefined {
	if (state.dryRun !== undefined && dryRunState === 'confirmed') return undefined;
	if (state.dryRun !== undefined && dryRunState === 'awaiting_confirmation') {
		return { mode: 'awaitingConfirmation', runId: state.dryRun.runId };
	}
	return { mode: 'dryRun', since: null, cursor: null };
}

function isFresh(startedAt: string, now: string): boolean {
	const age = DateTime.fromISO(now).diff(DateTime.fromISO(startedAt), 'hours').hours;
	return age < compareStaleAfterHours;
}

function later(left: string | undefined, right: string): string {
	return left !== undefined && DateTime.fromISO(left) > DateTime.fromISO(right) ? left : right;
}

function toUtc(time: string): string {
	return inUtc(DateTime.fromISO(time, { zone: 'utc' }));
}

function inUtc(time: DateTime): string {
	const text = time.toUTC().toISO({ suppressMilliseconds: true });
	if (text === null) throw new RangeError('A time of a run is not a time.');
	return text;
}
