import type { FieldChange } from '../../../../lib/changes/field';
import type { RefusalCode } from '../../../../lib/changes/refusal';
import { comparePatient } from './comparison';
import type { ChangeOutcome, DirectEnd, WriteStop } from './directWrite';
import { updaterOf, writeDirect } from './directWrite';
import type { OpenChange, OpenPatientChange } from './openChange';
import { readPatient } from './readPatient';
import { recoverUpdate } from './recover';
import type { HandOver } from './staffHandOver';
import { handToStaff } from './staffHandOver';
import type { WriteLease } from './writeLease';
import { whileWriting } from './writeLease';

/** How the delivery of a request ended, with where the item goes. */
export interface DeliveryEnd {
	readonly output: 'done' | 'withStaff' | 'byHl7' | 'attention';
	readonly state: string;
}

const attention = (state: string): DeliveryEnd => ({ output: 'attention', state });

/** The item's way for each end of a hand-over. */
const handedOver: Readonly<Record<HandOver, DeliveryEnd>> = {
	landed: { output: 'withStaff', state: 'withStaff' },
	hl7: { output: 'byHl7', state: 'byHl7' },
	outcomeUnknown: attention('outcomeUnknown'),
	notSupported: attention('notSupported'),
};

export function endOfHandOver(end: HandOver): DeliveryEnd {
	return handedOver[end];
}

/** Ids of the changes that staff approved and that the practice does not show yet. */
export function openIds({ held }: OpenChange): ReadonlySet<string> {
	return new Set(
		held.now.changes
			.filter(({ decision, outcome }) => decision === 'approved' && outcome !== 'applied')
			.map(({ id }) => id),
	);
}

/**
 * Brings the approved changes of a patient to the practice: written directly where the profile and the
 * system allow it, what is left handed to staff. One run at a time works on a patient. Throws
 * SafeError where nothing was sent and the same may be tried again.
 */
export async function deliverChange(open: OpenPatientChange): Promise<DeliveryEnd> {
	const { session } = open.call;
	const leased = await whileWriting(
		session,
		[open.subject.patientId],
		async (lease) => await deliverHeld(open, lease),
	);
	return leased.state === 'busy' ? attention('busy') : leased.value;
}

async function deliverHeld(open: OpenPatientChange, lease: WriteLease): Promise<DeliveryEnd> {
	const { port } = open.call.session;
	const { channels } = port.scope.profile.changes;
	const updater = updaterOf(port.patients);
	let isIncident = false;
	if (lease.pending?.act === 'update' && updater !== undefined) {
		const recovery = await recoverUpdate(open, lease, updater, lease.pending);
		if (recovery.state === 'tooEarly') return attention('outcomeUnknown');
		({ isIncident } = recovery);
	}
	const { state, channel } = open.held.now.delivery;
	if (state === 'queued' && channel === 'notice') {
		// An earlier run ended while it was leaving the notice; staff may have it or not.
		await open.held.record({ state: 'outcome_unknown', lastErrorCode: 'noticeUnclear' });
		return attention('outcomeUnknown');
	}
	const wanted = openIds(open);
	const known = open.changes.filter(({ changeId }) => wanted.has(changeId));
	const before = earlierRefusals(open);
	let direct: DirectEnd = { outcomes: [], isIncident };
	if (updater !== undefined && channels.includes('direct')) {
		const toWrite = known.filter(({ changeId }) => !before.has(changeId));
		if (toWrite.length > 0) direct = await writeDirect(open, lease, updater, toWrite);
	}
	isIncident ||= direct.isIncident;
	if (direct.stop !== undefined) return await stopped(open, direct, direct.stop);
	const end = await finish(open, direct.outcomes, before);
	return isIncident ? attention('incident') : end;
}

/** About the patient and not the value: once it is clear who it is, the value may be written. */
const ofPatient: ReadonlySet<string> = new Set<RefusalCode>([
	'customerMerged',
	'keptOut',
	'patientUnclear',
]);

/** Changes whose value an earlier run could not write, with the reason. */
function earlierRefusals({ held }: OpenChange): ReadonlyMap<string, ChangeOutcome> {
	return new Map(
		held.now.changes.flatMap(({ id, outcome, outcomeCode }) =>
			outcome === 'refused' && outcomeCode && !ofPatient.has(outcomeCode)
				? [[id, { changeId: id, outcome, code: outcomeCode }] as const]
				: [],
		),
	);
}

/** The practice shows it all, or staff get what is left. */
async function finish(
	open: OpenPatientChange,
	outcomes: readonly ChangeOutcome[],
	before: ReadonlyMap<string, ChangeOutcome>,
): Promise<DeliveryEnd> {
	const { held, call } = open;
	const wanted = openIds(open);
	const byId = new Map([...before, ...outcomes.map((entry) => [entry.changeId, entry] as const)]);
	const left = [...wanted].filter((id) => byId.get(id)?.outcome !== 'applied');
	if (left.length === 0) {
		const confirmedAt = new Date().toISOString();
		const isTold = await held.recordFact({
			state: 'confirmed',
			confirmedAt,
			closedAs: 'accepted',
			...(outcomes.length > 0 && { outcomes }),
		});
		return isTold ? { output: 'done', state: 'accepted' } : attention('withdrawnAfterWrite');
	}
	const forStaff = left.map((id): ChangeOutcome => byId.get(id) ?? withStaff(open, id));
	const applied = outcomes.filter(({ outcome }) => outcome === 'applied');
	if (applied.length > 0 && !(await held.recordFact({ outcomes: applied }))) {
		return attention('withdrawnAfterWrite');
	}
	const changes = open.changes.filter(({ changeId }) => left.includes(changeId));
	const { channels } = call.session.port.scope.profile.changes;
	return endOfHandOver(await handToStaff(open, { changes, outcomes: forStaff }, channels));
}

function withStaff({ unknown }: OpenChange, changeId: string): ChangeOutcome {
	const code: RefusalCode = 'unsupportedField';
	return unknown.includes(changeId)
		? { changeId, outcome: 'refused', code }
		: { changeId, outcome: 'with_staff' };
}

/** Tells HealthSail how far it came. */
async function stopped(
	open: OpenPatientChange,
	{ outcomes }: DirectEnd,
	stop: WriteStop,
): Promise<DeliveryEnd> {
	const { held } = open;
	if (stop === 'outcomeUnknown') {
		const lastErrorCode = 'writeUnclear';
		await held.recordFact({ state: 'outcome_unknown', lastErrorCode, outcomes });
	} else if (stop === 'changedMeanwhile') {
		await held.recordFact({ state: 'failed', lastErrorCode: 'changedMeanwhile', outcomes });
		await askAgain(open, outcomes);
	} else if (outcomes.length > 0) await held.recordFact({ outcomes });
	return attention(stop);
}

/** Staff decide again about what the practice changed since, beside what it has now. */
async function askAgain(
	open: OpenPatientChange,
	outcomes: readonly ChangeOutcome[],
): Promise<void> {
	const moved = outcomes
		.filter(({ outcome }) => outcome === 'changed_meanwhile')
		.map(({ changeId }) => changeId);
	await open.held.reopen(moved);
	const patient = await readPatient(open.call.session, open.subject.patientId);
	const asked: FieldChange[] = open.changes.filter(({ changeId }) => moved.includes(changeId));
	await open.held.compare(comparePatient(open, patient, asked, []).body);
}
