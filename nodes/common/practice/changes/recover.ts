import type { FieldChange } from '../../../../lib/changes/field';
import { outcomeOf } from '../../outcome';
import { toDetails } from '../../toNodeError';
import { closedState } from './changeItem';
import type { Updater } from './directWrite';
import { raise } from './incident';
import type { OpenPatientChange } from './openChange';
import { isOfPatient, openRequest } from './openChange';
import { admitPatient } from './readPatient';
import type { UpdateAhead } from './writeAhead';
import { changedSince } from './writeAhead';
import { standingOfChange } from './writeEnd';
import type { WriteLease } from './writeLease';

/** After this long, a write whose answer was lost does not come through any more. */
const settledAfterMs = 60_000;

/** Whether a note is old enough for what it tells of to have come through, or not at all. */
export function isSettled({ at }: { readonly at: string }): boolean {
	return Date.now() - Date.parse(at) >= settledAfterMs;
}

export interface Recovery {
	/** `tooEarly`: the write may still come through. */
	readonly state: 'judged' | 'tooEarly';
	readonly isIncident: boolean;
}

/**
 * Looks at what became of a write whose run told no end: the record is compared with the note that was
 * made before. Which fields arrived is then seen by the next look at them; what is seen here is
 * whether the write changed anything else. Throws SafeError.
 */
export async function recoverUpdate(
	open: OpenPatientChange,
	lease: WriteLease,
	updater: Updater,
	note: UpdateAhead,
): Promise<Recovery> {
	const { session } = open.call;
	const { keyedHash } = session.client;
	const { patientId } = open.subject;
	const noted = await requestOf(open, note.requestId);
	const image = await updater.image(patientId);
	const changes = noted?.changes.filter(({ changeId }) => note.changes.includes(changeId)) ?? [];
	const isTold = noted === undefined || isToldAlready(noted, note);
	if (isTold || image === undefined || changes.length === 0) {
		await lease.clear();
		return { state: 'judged', isIncident: false };
	}
	await admitPatient(session, image.source);
	const standing = changes.map((change) => ({ change, ...standingOfChange(image, change) }));
	const isMissing = standing.some((entry) => entry.standing !== 'there');
	if (isMissing && !isSettled(note)) return { state: 'tooEarly', isIncident: false };
	const plan = await updater.planUpdate(
		image,
		standing.map(({ change, now }) => ({ ...change, from: now ?? null }) as FieldChange),
	);
	const unexpected = changedSince(note, keyedHash, image.members, (member) => plan.touches(member));
	const isIncident = await raise(
		session,
		{ patientId, requestId: note.requestId, attempt: noted.held.now.delivery.attempts },
		{ unexpected, mismatched: [] },
	);
	await lease.clear();
	return { state: 'judged', isIncident };
}

/**
 * Whether the run told the end and could not take the note away any more: the practice has gone on with
 * the record since, and a comparison with the note would make damage of that.
 */
function isToldAlready(noted: OpenPatientChange, note: UpdateAhead): boolean {
	const { changes } = noted.held.now;
	const isApplied = (changeId: string) =>
		changes.some(({ id, outcome }) => id === changeId && outcome === 'applied');
	return closedState(noted) !== undefined || note.changes.every(isApplied);
}

/** The request that the note is of: the one at hand, or another one about the same patient. */
async function requestOf(
	open: OpenPatientChange,
	requestId: string,
): Promise<OpenPatientChange | undefined> {
	if (requestId === open.held.now.id) return open;
	const other = await outcomeOf(async () => await openRequest(open.call, requestId));
	if (!other.ok) {
		if (['notFound', 'permission'].includes(toDetails(other.error).kind)) return undefined;
		throw other.error;
	}
	return isOfPatient(other.value) ? other.value : undefined;
}
