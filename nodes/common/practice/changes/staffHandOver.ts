import { untoldInMessage } from '../../../../lib/changes/applyChanges';
import type { FieldChange } from '../../../../lib/changes/field';
import { noticeOf } from '../../../../lib/changes/describe';
import type { DeliveryChannel } from '../../../../lib/profile/changes';
import { civilDateAt } from '../../../../lib/values/civilDate';
import { audited } from '../../healthsail/audit';
import type { StoredChangeRequest } from '../../healthsail/changeRequests';
import { outcomeOf } from '../../outcome';
import { toDetails } from '../../toNodeError';
import type { StaffNotice, Written } from '../records';
import { writeReport } from './auditWrite';
import type { ChangeOutcome } from './directWrite';
import type { OpenChange, OpenPatientChange } from './openChange';
import { isOfPatient } from './openChange';
import { sendingOf } from './writeEnd';

/** What is left for people, and how each change came to them. */
export interface StaffWork {
	readonly changes: readonly FieldChange[];
	readonly outcomes: readonly ChangeOutcome[];
}

/**
 * Where the work went: `landed` with staff, `hl7`: a message is to be sent, `outcomeUnknown`: it cannot
 * be told whether staff have it, `notSupported`: the profile names no channel that can take it.
 */
export type HandOver = 'landed' | 'hl7' | 'outcomeUnknown' | 'notSupported';

/** The other side refused the message for what it says: it would refuse it again. */
const refusedByEngine = 'refusedByEngine';

/**
 * What the practice finds a delivery by. Each has one of its own, of at most 20 characters (MSH-10):
 * some systems take one notice per reference, and engines one message per number.
 */
export function messageReference({ shortRef, delivery }: StoredChangeRequest): string {
	return `${shortRef}-${delivery.attempts}`;
}

/** Hands changes to staff, by the first channel of the profile that takes them. Throws SafeError. */
export async function handToStaff(
	open: OpenChange,
	work: StaffWork,
	channels: readonly DeliveryChannel[],
): Promise<HandOver> {
	for (const channel of channels) {
		const end = await handOver[channel](open, work);
		if (end !== undefined) return end;
	}
	await open.held.recordFact({ state: 'not_supported', outcomes: work.outcomes });
	return 'notSupported';
}

type Channel = (open: OpenChange, work: StaffWork) => Promise<HandOver | undefined>;

const handOver: Readonly<Record<DeliveryChannel, Channel>> = {
	async direct() {
		return await Promise.resolve(undefined);
	},
	async notice(open, work) {
		const notify = open.call.session.port.staff?.notice;
		if (notify === undefined || !isOfPatient(open) || work.changes.length === 0) return undefined;
		return await leaveNotice(open, work, notify);
	},
	async hl7(open, { changes, outcomes }) {
		const { attempts, lastErrorCode } = open.held.now.delivery;
		const isTold = changes.some((change) => untoldInMessage(change) === undefined);
		if (!isOfPatient(open) || !isTold || lastErrorCode === refusedByEngine) return undefined;
		await open.held.record({
			state: 'queued',
			channel: 'hl7',
			attempts: attempts + 1,
			outcomes: outcomes.map((outcome) => asUntold(outcome, changes)),
		});
		return 'hl7';
	},
	async manual({ held }, { outcomes }) {
		await held.record({
			state: 'landed',
			channel: 'manual',
			landedAt: new Date().toISOString(),
			outcomes,
		});
		return 'landed';
	},
};

/** What a message is silent about, staff bring in by hand. */
function asUntold(outcome: ChangeOutcome, changes: readonly FieldChange[]): ChangeOutcome {
	const { changeId } = outcome;
	const change = changes.find((entry) => entry.changeId === changeId);
	const code = change && untoldInMessage(change);
	return code === undefined ? outcome : { changeId, outcome: 'refused', code };
}

type Notify = (notice: StaffNotice) => Promise<Written>;

/** Undefined when the system refuses it, so that the next channel takes it. */
async function leaveNotice(
	open: OpenPatientChange,
	{ changes, outcomes }: StaffWork,
	notify: Notify,
): Promise<HandOver | undefined> {
	const { held } = open;
	const attempts = held.now.delivery.attempts + 1;
	// A run that finds this and did not come further knows that staff may have the notice already.
	await held.record({ state: 'queued', channel: 'notice', attempts, outcomes });
	const sent = await outcomeOf(async () => await sendNotice(open, changes, notify));
	if (sent.ok) {
		const { id, place } = sent.value;
		const pmRefs = [
			...held.now.delivery.pmRefs,
			...(id === null ? [] : [{ type: place.slice(0, 40), id: id.slice(0, 100) }]),
		];
		await held.recordFact({ state: 'landed', landedAt: new Date().toISOString(), pmRefs });
		return 'landed';
	}
	const { kind } = toDetails(sent.error);
	// Nobody is named who would read it, or the interface for it is not set up.
	if (kind === 'configuration') return undefined;
	switch (sendingOf(sent)) {
		case 'refused':
			return undefined;
		case 'notSent':
			await held.recordFact({ state: 'failed', lastErrorCode: kind });
			throw sent.error;
		default:
			await held.recordFact({ state: 'outcome_unknown', lastErrorCode: 'noticeUnclear' });
			return 'outcomeUnknown';
	}
}

/** Leaves a notice about these changes, in the place that the system has for it. Throws SafeError. */
export async function sendNotice(
	open: OpenPatientChange,
	changes: readonly FieldChange[],
	notify: Notify,
	isReminder = false,
): Promise<Written> {
	const { call, held, subject } = open;
	const { kind, shortRef, submittedAt, review, delivery } = held.now;
	const { client, port } = call.session;
	const first = delivery.attempts > 1 ? messageReference(held.now) : shortRef;
	const reference = isReminder ? `${shortRef}-R` : first;
	const text = noticeOf({
		changes,
		shortRef: reference,
		askedOn: civilDateAt(submittedAt, port.scope.timeZone) ?? submittedAt.slice(0, 10),
		approvedBy: review.reviewer?.name ?? 'staff',
		kind,
		isReminder,
	});
	const report = writeReport(open, {
		action: 'create',
		fields: ['staffNotice', ...changes.map(({ field }) => field)],
		step: isReminder ? 'demographicChange.followUp' : 'demographicChange.deliver',
	});
	return await audited(
		client,
		[report],
		async () => await notify({ patientId: subject.patientId, reference, ...text }),
	);
}
