import type {
	IDataObject,
	INodeExecutionData,
	INodeProperties,
	IPollFunctions,
} from 'n8n-workflow';
import { DateTime } from 'luxon';

import type { Patient } from '../../../lib/canonical/patient';
import { SafeError } from '../../../lib/privacy/errors';
import { hashPatient } from '../../../lib/sync/customerHash';
import { healthSailAuthenticationField } from '../healthsail/credentialFields';
import { outcomeOf } from '../outcome';
import { toNodeError } from '../toNodeError';
import type { SourcePatient } from './port';
import { preparePage } from './preparePage';
import type { OpenPort, Session } from './session';
import { openSession } from './session';

/** What a trigger keeps between polls. No patient values: records are known by keyed hash. */
interface TriggerState extends IDataObject {
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
}

/** Patients per page: small, so that a poll can stop in time. */
const pageSize = 100;
/** Part of the poll's time after which no further page is begun. */
const budgetShare = 0.6;
/** How far the vendor's clock may be behind ours. */
const clockMarginMinutes = 10;
const defaultBudgetMs = 5 * 60_000;

/** The parameters of every vendor's trigger. */
export const practiceTriggerProperties: INodeProperties[] = [
	healthSailAuthenticationField,
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Patient Changed',
				value: 'patientChanged',
				description: 'A patient was added, or demographics or insurance changed',
			},
		],
		default: 'patientChanged',
	},
	{
		displayName: 'Include Record',
		name: 'includeRecord',
		type: 'boolean',
		default: false,
		description:
			'Whether each item holds the whole patient and not only its ID, kind, version and time',
		hint: 'N8n stores what a trigger emits, in clear, with the execution. Leave this off and read the patient in the flow.',
	},
];

/**
 * The `poll` of every vendor's trigger: what changed since the last sweep, each change once. The
 * first poll only marks the starting point. Fence, opt-outs, cohort and audit are those of all
 * patient operations. Throws the rebuilt error; the cursor then stays where it was.
 */
export async function pollPractice(
	context: IPollFunctions,
	openPort: OpenPort,
): Promise<INodeExecutionData[][] | null> {
	const outcome = await outcomeOf(async () => {
		const session = await openSession(context, openPort);
		return context.getMode() === 'manual'
			? await sample(context, session)
			: await sweep(context, session);
	});
	if (!outcome.ok) throw toNodeError(context.getNode(), outcome.error);
	return outcome.value.length === 0 ? null : [outcome.value];
}

async function sweep(context: IPollFunctions, session: Session): Promise<INodeExecutionData[]> {
	const state = context.getWorkflowStaticData('node') as TriggerState;
	if (state.since === undefined) {
		state.watchingFrom = now();
		state.since = state.watchingFrom;
		state.seen = {};
		return [];
	}
	const budget = (context.getPollBudgetMs?.() ?? defaultBudgetMs) * budgetShare;
	const deadline = Date.now() + budget;
	const { overlapHours } = session.port.scope.profile.sync;
	const since = shift(state.since, { hours: -overlapHours });
	const items: INodeExecutionData[] = [];
	const startedAt = state.sweep?.startedAt ?? now();
	let cursor = state.sweep?.cursor;
	const seenNow: Record<string, string> = { ...(state.sweep && state.seenNow) };
	do {
		const page = await session.port.patients.page({
			read: 'changed',
			since,
			pageSize,
			...(cursor !== undefined && { cursor }),
		});
		const outage = page.failed.find(({ error }) => isOutage(error));
		if (outage !== undefined) throw outage.error;
		// A record that cannot be read is not marked as seen: the overlap brings it again.
		const fresh = page.patients.filter((source) => isNews(session, source, state, seenNow));
		if (fresh.length > 0) items.push(...(await toTriggerItems(context, session, fresh)));
		cursor = page.nextCursor;
	} while (cursor !== undefined && Date.now() < deadline);
	if (cursor === undefined) {
		state.since = startedAt;
		state.seen = seenNow;
		delete state.sweep;
		delete state.seenNow;
	} else {
		state.sweep = { startedAt, cursor };
		state.seenNow = seenNow;
	}
	return items;
}

/**
 * Whether this version of the record was not told before. A record that no earlier sweep saw, and
 * that was last changed before this trigger began to watch, belongs to the overlap and is no news.
 */
function isNews(
	session: Session,
	{ patient }: SourcePatient,
	{ watchingFrom, seen = {} }: TriggerState,
	seenNow: Record<string, string>,
): boolean {
	const key = recordKey(session, patient);
	const version = versionOf(session, patient);
	const before = seenNow[key] ?? seen[key];
	seenNow[key] = version;
	if (before !== undefined) return before !== version;
	if (!patient.sourceAt || watchingFrom === undefined) return true;
	return patient.sourceAt >= shift(watchingFrom, { minutes: -clockMarginMinutes });
}

/** Trouble of the system, not of one record: the poll has to be repeated as a whole. */
function isOutage(error: unknown): boolean {
	return error instanceof SafeError && (error.kind === 'unavailable' || error.kind === 'throttled');
}

async function sample(context: IPollFunctions, session: Session): Promise<INodeExecutionData[]> {
	const page = await session.port.patients.page({ read: 'all', pageSize: 5 });
	const items = await toTriggerItems(context, session, page.patients);
	if (items.length > 0) return items.slice(0, 1);
	throw new SafeError({
		kind: 'notFound',
		message: 'There is no patient to show as an example.',
		nextStep:
			'Check practice and cohort in the credential; activate the workflow to wait for changes.',
		system: session.port.scope.system,
	});
}

/** Fence, opt-outs, cohort and audit first; then only what the trigger is to tell. */
async function toTriggerItems(
	context: IPollFunctions,
	session: Session,
	patients: readonly SourcePatient[],
): Promise<INodeExecutionData[]> {
	const includeRecord = context.getNodeParameter('includeRecord', false) === true;
	const { items } = await preparePage(session, patients, {
		dataScope: includeRecord ? 'demographics' : 'recordIds',
	});
	const byId = new Map(patients.map(({ patient }) => [patient.id, patient]));
	return items.map((item) => {
		const patient = byId.get(String(item.id));
		return {
			json: {
				recordId: item.id,
				kind: 'patient',
				version: patient === undefined ? null : versionOf(session, patient),
				at: patient?.sourceAt ?? null,
				syncState: item.syncState,
				...(includeRecord && { record: item }),
			} as IDataObject,
		};
	});
}

function recordKey({ client, port: { scope } }: Session, patient: Patient): string {
	return client
		.keyedHash(['trigger', scope.system, scope.practiceId, patient.id].join('|'))
		.slice(0, 20);
}

/** A keyed hash of the content: an edit that does not move the last-modified time is seen too. */
function versionOf({ client }: Session, patient: Patient): string {
	return hashPatient(patient, (text) => client.keyedHash(text)).contentHash.slice(0, 20);
}

function now(): string {
	return new Date().toISOString();
}

function shift(instant: string, by: { hours?: number; minutes?: number }): string {
	return DateTime.fromISO(instant).plus(by).toUTC().toISO() ?? instant;
}
