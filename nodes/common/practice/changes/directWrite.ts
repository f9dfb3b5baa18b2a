import type { Patient } from '../../../../lib/canonical/patient';
import type { FieldChange } from '../../../../lib/changes/field';
import { readField } from '../../../../lib/changes/readField';
import type { RefusalCode } from '../../../../lib/changes/refusal';
import { reportEach, reportFailures } from '../../healthsail/audit';
import type { ChangeDelivery } from '../../healthsail/changeRequests';
import type { Outcome } from '../../outcome';
import { outcomeOf } from '../../outcome';
import { toDetails } from '../../toNodeError';
import type { PatientImage, PracticeSystem, UpdatePlan } from '../port';
import { writeReport } from './auditWrite';
import { isStopped, raise } from './incident';
import type { OpenPatientChange } from './openChange';
import { admitPatient, readImage } from './readPatient';
import { updateAhead } from './writeAhead';
import type { WriteEnd } from './writeEnd';
import { readBack, refusalCodeOf, sendingOf, standingOfChange } from './writeEnd';
import type { WriteLease } from './writeLease';

type Patients = PracticeSystem['patients'];
/** What a system needs for a direct write. */
export type Updater = Required<Pick<Patients, 'image' | 'planUpdate'>>;

export type ChangeOutcome = NonNullable<ChangeDelivery['outcomes']>[number];

/**
 * Why the writing ended before every change was settled: an incident stops it (`stopped`: one of
 * before, `incident`: one of this write), the practice changed a field since staff looked, or it cannot
 * be told what became of the write.
 */
export type WriteStop = 'stopped' | 'incident' | 'changedMeanwhile' | 'outcomeUnknown';

export interface DirectEnd {
	readonly outcomes: readonly ChangeOutcome[];
	/** A write changed what it should not have, or something else than it should have. */
	readonly isIncident: boolean;
	readonly stop?: WriteStop;
}

/** What became of one attempt; `retry`: changes to be tried one by one. */
interface Attempt {
	readonly outcomes: readonly ChangeOutcome[];
	readonly isIncident?: boolean;
	readonly stop?: WriteStop;
	readonly retry?: readonly FieldChange[];
}

/** The updater of a system that has one. */
export function updaterOf({ image, planUpdate }: Patients): Updater | undefined {
	return image && planUpdate && { image, planUpdate };
}

/**
 * Writes approved changes to the practice, each only where the practice still has what staff saw. One
 * write for all; where the system refuses it as a whole, one write for each. Nothing is sent twice
 * without a look at the record between. Throws SafeError where nothing was sent.
 */
export async function writeDirect(
	open: OpenPatientChange,
	lease: WriteLease,
	updater: Updater,
	wanted: readonly FieldChange[],
): Promise<DirectEnd> {
	const outcomes = new Map<string, ChangeOutcome>();
	let isRaised = false;
	const batches: Array<readonly FieldChange[]> = [wanted];
	for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
		const attempt = await attemptWrite(open, lease, updater, batch);
		for (const outcome of attempt.outcomes) outcomes.set(outcome.changeId, outcome);
		isRaised ||= attempt.isIncident === true;
		batches.push(...(attempt.retry ?? []).map((change) => [change]));
		const stop = attempt.stop ?? (isRaised && batches.length > 0 ? 'incident' : undefined);
		if (stop !== undefined) return { outcomes: [...outcomes.values()], isIncident: isRaised, stop };
	}
	return { outcomes: [...outcomes.values()], isIncident: isRaised };
}

async function attemptWrite(
	open: OpenPatientChange,
	lease: WriteLease,
	updater: Updater,
	batch: readonly FieldChange[],
): Promise<Attempt> {
	const { session } = open.call;
	const image = await readImage(session, updater.image, open.subject.patientId);
	const told = await admitPatient(session, image.source);
	const { outcomes, isMoved, writable } = sortChanges(image, told, batch);
	if (isMoved) return { outcomes, stop: 'changedMeanwhile' };
	if (writable.length === 0) return { outcomes };
	const plan = await updater.planUpdate(image, writable);
	const settled = [
		...outcomes,
		...plan.refused.map(({ changeId, code }) => refused(changeId, code)),
	];
	if (plan.changes.length === 0) return { outcomes: settled };
	if (await isStopped(session)) return { outcomes: settled, stop: 'stopped' };
	const attempt = await sendPlan(open, lease, updater, { image, plan });
	return { ...attempt, outcomes: [...settled, ...attempt.outcomes] };
}

/** Which changes may be written, and what is settled without a write. */
function sortChanges(image: PatientImage, told: Patient, batch: readonly FieldChange[]) {
	const outcomes: ChangeOutcome[] = [];
	const writable: FieldChange[] = [];
	let isMoved = false;
	for (const change of batch) {
		const { changeId } = change;
		const { standing, now } = standingOfChange(image, change);
		// What the practice keeps from HealthSail, staff did not see: it is not for us to write.
		if (readField(told, change.field) === undefined)
			outcomes.push(refused(changeId, 'unsupportedField'));
		else if (standing === 'there') outcomes.push({ changeId, outcome: 'applied' });
		else if (standing === 'moved') {
			isMoved = true;
			outcomes.push({ changeId, outcome: 'changed_meanwhile' });
		} else {
			// What stands there now may tell more than staff saw, such as the id of a policy.
			writable.push({ ...change, from: now } as FieldChange);
		}
	}
	return { outcomes, isMoved, writable };
}

function codeOf(sent: Outcome<unknown>): RefusalCode {
	return (sent.ok ? undefined : refusalCodeOf(sent.error)) ?? 'refusedByVendor';
}

async function sendPlan(
	open: OpenPatientChange,
	lease: WriteLease,
	updater: Updater,
	{ image, plan }: { image: PatientImage; plan: UpdatePlan },
): Promise<Attempt> {
	const { call, held, subject } = open;
	const { client } = call.session;
	const report = writeReport(open, {
		action: 'update',
		fields: plan.changes.map(({ field }) => field),
		step: 'demographicChange.deliver',
	});
	await reportEach(client, [report]);
	const noted = await outcomeOf(async () => await noteWrite(open, lease, { image, plan }));
	if (!noted.ok) {
		await lease.clear();
		await reportFailures(client, [report]);
		throw noted.error;
	}
	const sent = await outcomeOf(async () => await plan.send());
	const sending = sendingOf(sent);
	if (sending === 'refused' || sending === 'notSent') {
		await lease.clear();
		await reportFailures(client, [report]);
		if (sending === 'notSent' && !sent.ok) {
			const lastErrorCode = toDetails(sent.error).kind;
			await held.recordFact({ state: 'failed', lastErrorCode });
			throw sent.error;
		}
		const [only, ...others] = plan.changes;
		return others.length > 0
			? { outcomes: [], retry: plan.changes }
			: { outcomes: [refused(only.changeId, codeOf(sent))] };
	}
	const end = await readBack(async () => await updater.image(subject.patientId), image, plan);
	return await judge(open, lease, sending, end);
}

/** Tells HealthSail what is about to be written; a request that was withdrawn stops it here. */
async function noteWrite(
	{ call, held }: OpenPatientChange,
	lease: WriteLease,
	{ image, plan }: { image: PatientImage; plan: UpdatePlan },
): Promise<void> {
	const { keyedHash } = call.session.client;
	const { members } = image;
	const touches = (member: string) => plan.touches(member);
	await lease.keep(updateAhead(keyedHash, held.now.id, plan.changes, { members, touches }));
	await held.record({
		state: 'queued',
		channel: 'direct_write',
		attempts: held.now.delivery.attempts + 1,
		lastErrorCode: null,
	});
}

async function judge(
	{ call, held, subject }: OpenPatientChange,
	lease: WriteLease,
	sending: 'done' | 'unclear',
	end: WriteEnd | undefined,
): Promise<Attempt> {
	if (end === undefined) return { outcomes: [], stop: 'outcomeUnknown' };
	const { applied, unwritten, mangled, unexpected } = end;
	const isIncident = await raise(
		call.session,
		{
			patientId: subject.patientId,
			requestId: held.now.id,
			attempt: held.now.delivery.attempts,
		},
		{ unexpected, mismatched: mangled.map(({ field }) => field) },
	);
	const outcomes: ChangeOutcome[] = [
		...applied.map(({ changeId }) => ({ changeId, outcome: 'applied' as const })),
		...mangled.map(({ changeId }) => refused(changeId, 'notStored')),
	];
	if (sending === 'unclear' && unwritten.length > 0) {
		return { outcomes, isIncident, stop: 'outcomeUnknown' };
	}
	outcomes.push(...unwritten.map(({ changeId }) => refused(changeId, 'notStored')));
	// Told before the note goes: a run that dies between judges the same again.
	await held.recordFact({ outcomes });
	await lease.clear();
	return { outcomes, isIncident };
}

function refused(changeId: string, code: RefusalCode): ChangeOutcome {
	return { changeId, outcome: 'refused', code };
}
