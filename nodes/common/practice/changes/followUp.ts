import type { Patient } from '../../../../lib/canonical/patient';
import type { FieldChange } from '../../../../lib/changes/field';
import { readField } from '../../../../lib/changes/readField';
import { sameAsKeyedIn, sameValue } from '../../../../lib/changes/sameValue';
import { outcomeOf } from '../../outcome';
import { openIds } from './deliverChange';
import type { ChangeOutcome } from './directWrite';
import type { OpenChange } from './openChange';
import { isOfPatient } from './openChange';
import { readPatient } from './readPatient';
import { sendNotice } from './staffHandOver';

const dayMs = 24 * 60 * 60 * 1000;

export interface FollowUpEnd {
	readonly isClosed: boolean;
	readonly state: string;
}

const closed = (state: string): FollowUpEnd => ({ isClosed: true, state });
const waiting = (state: string): FollowUpEnd => ({ isClosed: false, state });

/**
 * Looks whether staff did what they were asked to: the practice shows the approved value, or another
 * one than both, or still the old one, of which they are reminded once. Throws SafeError.
 */
export async function followUp(open: OpenChange): Promise<FollowUpEnd> {
	const { held, subject, call } = open;
	const { state, channel } = held.now.delivery;
	const isWithStaff =
		state === 'landed' || (state === 'outcome_unknown' && channel !== 'direct_write');
	if (!isWithStaff) return waiting('notLanded');
	const patientId = 'patientId' in subject ? subject.patientId : undefined;
	const patient = patientId === undefined ? undefined : await readPatient(call.session, patientId);
	if (patient === undefined) return await ageOf(open, []);
	const wanted = openIds(open);
	const asked = open.changes.filter(({ changeId }) => wanted.has(changeId));
	const { applied, moved, untouched } = sortByNow(patient, asked);
	const isUnreadable = open.unknown.some((id) => wanted.has(id));
	if (untouched.length > 0 || isUnreadable) {
		if (applied.length > 0) await held.recordFact({ outcomes: applied.map(asApplied) });
		return await ageOf(open, untouched);
	}
	const outcomes = [
		...applied.map(asApplied),
		...moved.map(({ changeId }): ChangeOutcome => ({ changeId, outcome: 'changed_meanwhile' })),
	];
	const told = outcomes.length > 0 && { outcomes };
	if (moved.length > 0) {
		await held.recordFact({ ...told, closedAs: 'superseded' });
		return closed('superseded');
	}
	const confirmedAt = new Date().toISOString();
	await held.recordFact({ ...told, state: 'confirmed', confirmedAt, closedAs: 'accepted' });
	return closed('accepted');
}

const asApplied = ({ changeId }: FieldChange): ChangeOutcome => ({ changeId, outcome: 'applied' });

function sortByNow(patient: Patient, asked: readonly FieldChange[]) {
	const applied: FieldChange[] = [];
	const moved: FieldChange[] = [];
	const untouched: FieldChange[] = [];
	for (const change of asked) {
		const now = readField(patient, change.field);
		if (now === undefined) untouched.push(change);
		else if (sameValue(change.field, now, change.from)) untouched.push(change);
		else if (sameAsKeyedIn(change.field, now, change.to)) applied.push(change);
		else moved.push(change);
	}
	return { applied, moved, untouched };
}

/** Reminds or gives up by the days of the profile, counted from when it reached staff. */
async function ageOf(open: OpenChange, untouched: readonly FieldChange[]): Promise<FollowUpEnd> {
	const { held, call } = open;
	const { remindAfterDays, unansweredAfterDays } = call.session.port.scope.profile.changes;
	const { landedAt, remindedAt } = held.now.delivery;
	const since = landedAt ?? held.now.updatedAt ?? held.now.submittedAt;
	const days = (Date.now() - Date.parse(since)) / dayMs;
	if (days >= unansweredAfterDays) {
		await held.recordFact({ closedAs: 'unanswered' });
		return closed('unanswered');
	}
	if (days < remindAfterDays || remindedAt) return waiting('waiting');
	await remind(open, untouched);
	return waiting('reminded');
}

/**
 * One more notice, once: it is recorded before it is sent, since a reminder that was lost harms less
 * than one each day. Where the system has no notices, the review inbox shows that it is overdue.
 */
async function remind(open: OpenChange, untouched: readonly FieldChange[]): Promise<void> {
	const { held, call } = open;
	await held.record({ remindedAt: new Date().toISOString() });
	const { staff, scope } = call.session.port;
	const notify = staff?.notice;
	const isNoticed = scope.profile.changes.channels.includes('notice');
	if (notify === undefined || !isNoticed || !isOfPatient(open) || untouched.length === 0) return;
	await outcomeOf(async () => await sendNotice(open, untouched, notify, true));
}
