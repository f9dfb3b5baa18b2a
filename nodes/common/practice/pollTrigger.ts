import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { DateTime } from 'luxon';

import { SafeError } from '../../../lib/privacy/errors';
import { offers } from '../../../lib/vendors';
import { outcomeOf } from '../outcome';
import { toNodeError } from '../toNodeError';
import type { OpenPort, Session } from './session';
import { closeSession, openSession } from './session';
import { appointmentChanged } from './trigger/appointmentChanged';
import type { Sighting, TriggerEvent } from './trigger/event';
import { patientChanged } from './trigger/patientChanged';
import { unsupportedBy } from './unsupported';

export { productTriggerProperties, triggerProperties } from './trigger/properties';

/** What a trigger keeps between polls. No patient values: records are known by keyed hash. */
interface TriggerState extends IDataObject {
	/** The event that the rest belongs to; absent = patients. */
	event?: string;
	/** When this trigger began to watch, RFC 3339 UTC. */
	watchingFrom?: string;
	/** Start of the last sweep that came to its end, RFC 3339 UTC. */
	since?: string;
	/** A sweep that ran out of time goes on here. */
	sweep?: { startedAt: string; cursor: string };
	/** Record hash → version, of the last sweep: the overlap brings the same records again. */
	seen?: Record<string, string>;
	/** The same of the sweep under way. */
	seenNow?: Record<string, string>;
	/** The first sweep of records without a time of change: it learns how they stand. */
	learning?: boolean;
}

/** Records per page: small, so that a poll can stop in time. */
const pageSize = 100;
/** Part of the poll's time after which no further page is begun. */
const budgetShare = 0.6;
/** How far the vendor's clock may be behind ours. */
const clockMarginMinutes = 10;
const defaultBudgetMs = 5 * 60_000;

/**
 * The `poll` of every vendor's trigger: what changed since the last sweep, each change once. The
 * first poll only marks the starting point; where records tell no time of change, the first sweep
 * begins with it, and learns how they stand instead of telling them. Fence, opt-outs, cohort and
 * audit are those of all operations. Throws the rebuilt error; the cursor then stays where it was.
 */
export async function pollPractice(
	context: IPollFunctions,
	openPort: OpenPort,
): Promise<INodeExecutionData[][] | null> {
	const opening = openSession(context, openPort);
	const outcome = await outcomeOf(async () => {
		const session = await opening;
		return context.getNodeParameter('event', patientChanged.name) === appointmentChanged.name
			? await pollEvent(context, session, requireAppointments(session))
			: await pollEvent(context, session, patientChanged);
	});
	await closeSession(opening);
	if (!outcome.ok) throw toNodeError(context.getNode(), outcome.error);
	return outcome.value.length === 0 ? null : [outcome.value];
}

function requireAppointments({ port: { scope } }: Session): typeof appointmentChanged {
	if (offers(scope.system, 'appointments.changed')) return appointmentChanged;
	throw unsupportedBy(scope.system, 'appointments.changed');
}

async function pollEvent<Row>(
	context: IPollFunctions,
	session: Session,
	event: TriggerEvent<Row>,
): Promise<INodeExecutionData[]> {
	return context.getMode() === 'manual'
		? await sample(context, session, event)
		: await sweep(context, session, event);
}

async function sweep<Row>(
	context: IPollFunctions,
	session: Session,
	event: TriggerEvent<Row>,
): Promise<INodeExecutionData[]> {
	const state = context.getWorkflowStaticData('node') as TriggerState;
	forgetOtherEvent(state, event.name);
	if (state.since === undefined) {
		state.watchingFrom = now();
		state.since = state.watchingFrom;
		state.seen = {};
		if (!event.isUntimed(session)) return [];
		state.learning = true;
	}
	const budget = (context.getPollBudgetMs?.() ?? defaultBudgetMs) * budgetShare;
	const deadline = Date.now() + budget;
	const { overlapHours } = session.port.scope.profile.sync;
	const since = shift(state.since, { hours: -overlapHours });
	const includeRecord = context.getNodeParameter('includeRecord', false) === true;
	const items: INodeExecutionData[] = [];
	const startedAt = state.sweep?.startedAt ?? now();
	let cursor = state.sweep?.cursor;
	const seenNow: Record<string, string> = { ...(state.sweep && state.seenNow) };
	do {
		const request = { since, pageSize, ...(cursor !== undefined && { cursor }) };
		const listed = await outcomeOf(async () => await event.page(session, request));
		if (!listed.ok) {
			if (state.sweep === undefined || !isCursorRefused(listed.error)) throw listed.error;
			forgetSweep(state);
			throw placeLost(session.port.scope.system);
		}
		const page = listed.value;
		const outage = page.failed.find(({ error }) => isOutage(error));
		if (outage !== undefined) throw outage.error;
		// A record that cannot be read is as it was: the overlap brings it again, with its change.
		for (const { key } of page.failed) {
			const before = state.seen?.[key];
			if (before !== undefined) seenNow[key] ??= before;
		}
		const fresh = page.sightings.filter((one) => isNews(one, state, seenNow));
		if (fresh.length > 0 && state.learning !== true) {
			const told = await event.toItems(session, fresh, includeRecord);
			items.push(...told.items);
			for (const key of told.waiting) seenNow[key] = waitingVersion;
		}
		cursor = page.nextCursor;
	} while (cursor !== undefined && Date.now() < deadline);
	if (cursor === undefined) {
		state.since = startedAt;
		state.seen = seenNow;
		delete state.sweep;
		delete state.seenNow;
		delete state.learning;
	} else {
		state.sweep = { startedAt, cursor };
		state.seenNow = seenNow;
	}
	return items;
}

/** What the sweep has told stays told; the mark has not moved, so that the next one reads all again. */
function forgetSweep(state: TriggerState): void {
	state.seen = { ...state.seen, ...state.seenNow };
	delete state.sweep;
	delete state.seenNow;
}

/** Kept for what waits for its patient: no version is like it, so each sweep looks at it anew. */
const waitingVersion = 'waiting';

/** A trigger that was set to another event begins anew: cursor and hashes are those of one event. */
function forgetOtherEvent(state: TriggerState, event: string): void {
	if ((state.event ?? patientChanged.name) !== event) {
		for (const member of Object.keys(state)) delete state[member];
	}
	if (event !== patientChanged.name) state.event = event;
}

/**
 * Whether this version of the record was not told before. A record that no earlier sweep saw, and
 * that was last changed before this trigger began to watch, belongs to the overlap and is no news.
 */
function isNews(
	{ key, version, sourceAt }: Sighting<unknown>,
	{ watchingFrom, seen = {} }: TriggerState,
	seenNow: Record<string, string>,
): boolean {
	const before = seenNow[key] ?? seen[key];
	seenNow[key] = version;
	if (before !== undefined) return before !== version;
	if (!sourceAt || watchingFrom === undefined) return true;
	return sourceAt >= shift(watchingFrom, { minutes: -clockMarginMinutes });
}

/** A kept place that the read as it is set now cannot go on from. */
function isCursorRefused(error: unknown): boolean {
	return (
		error instanceof SafeError &&
		error.kind === 'validation' &&
		error.details.fields?.includes('cursor') === true
	);
}

function placeLost(system: string): SafeError {
	return new SafeError({
		kind: 'validation',
		message:
			'The place at which the last poll stopped does not fit how changes are read now, as after a change of the practice profile.',
		nextStep: 'Nothing has to be done: the next poll reads these changes from their start.',
		system,
		vendorCode: 'PlaceLost',
	});
}

/** Trouble of the system, not of one record: the poll has to be repeated as a whole. */
function isOutage(error: unknown): boolean {
	return error instanceof SafeError && (error.kind === 'unavailable' || error.kind === 'throttled');
}

async function sample<Row>(
	context: IPollFunctions,
	session: Session,
	event: TriggerEvent<Row>,
): Promise<INodeExecutionData[]> {
	const includeRecord = context.getNodeParameter('includeRecord', false) === true;
	const { items } = await event.toItems(session, await event.sample(session), includeRecord);
	if (items.length > 0) return items.slice(0, 1);
	throw new SafeError({
		kind: 'notFound',
		...event.nothingToShow,
		system: session.port.scope.system,
	});
}

function now(): string {
	return new Date().toISOString();
}

function shift(instant: string, by: { hours?: number; minutes?: number }): string {
	return DateTime.fromISO(instant).plus(by).toUTC().toISO() ?? instant;
}
