import type { IDataObject } from 'n8n-workflow';

import type { Appointment } from '../../lib/canonical/appointment';
import { patientSchema, type Patient } from '../../lib/canonical/patient';
import { ackContextOf } from '../../lib/hl7/acknowledgement';
import { toAppointment } from '../../lib/hl7/mapping/appointment';
import type { Hl7Context } from '../../lib/hl7/mapping/context';
import { toMerge } from '../../lib/hl7/mapping/merge';
import { toPatient, visitDate } from '../../lib/hl7/mapping/patient';
import { flagsOf, practiceOf } from '../../lib/hl7/mapping/practice';
import { messageIdentity } from '../../lib/hl7/messageKey';
import type { Received } from '../../lib/hl7/receive';
import { kindOf } from '../../lib/hl7/receive';
import { SafeError } from '../../lib/privacy/errors';
import { applyRecordScope, recordFields } from '../../lib/privacy/recordScopes';
import { hashPatient, isEcho } from '../../lib/sync/customerHash';
import { civilDateAt } from '../../lib/values/civilDate';
import { reportPage } from '../common/healthsail/audit';
import type { HealthSailClient } from '../common/healthsail/client';
import { auditSubject } from '../common/practice/auditSubject';
import type { PracticeSystem, SourcePatient } from '../common/practice/port';
import { preparePage, type DecidedPage } from '../common/practice/preparePage';
import type { Session } from '../common/practice/session';
import type { EngineAccess } from './credential';

/** Why a message that was understood starts no flow. */
type DropReason = 'otherPractice' | 'excluded' | 'older' | 'unchanged';

export type Prepared =
	| { readonly verdict: 'item'; readonly item: IDataObject }
	| { readonly verdict: 'dropped' };

/** What a message is worked on with. */
export interface Reception {
	readonly access: EngineAccess;
	readonly client: HealthSailClient;
	/** Name of the flow, for the audit record. */
	readonly flow: string;
	/** RFC 3339 UTC. */
	readonly now: string;
}

/**
 * The only way from a message to an item (design 10): practice fence, what HealthSail says of the
 * patient, opt-outs, flags and cohort, field allow-list, one audit record. A message of another
 * practice, of a patient who is kept out, or with nothing newer than HealthSail holds is dropped.
 *
 * @param bytes the message as it came: with its header they make the key by which it is known again
 * @throws Hl7Refusal for a message that cannot be worked with; SafeError when look-up or audit failed
 */
export async function prepareMessage(
	received: Received,
	bytes: Uint8Array,
	reception: Reception,
): Promise<Prepared> {
	const { access, client } = reception;
	const { header, message } = received;
	const kind = kindOf(received, access.settings);
	const context = contextOf(reception);
	// preparePage asks the port for nothing but its scope: a message has no system to read from.
	const port = { scope: access.scope } as PracticeSystem;
	const session: Session = { port, client, flow: reception.flow };
	const facts = {
		eventId: client.keyedHash(messageIdentity(header, bytes)),
		kind,
		event: `${header.type ?? ''}^${header.event ?? ''}`,
		hl7: ackContextOf(received) as unknown as IDataObject,
	};
	if (kind === 'merge') {
		const merge = toMerge(message, context);
		const isOwn = practiceOf(message, context) === context.practiceId;
		await reportPage(client, {
			action: 'read',
			subjects: isOwn
				? [merge.survivorId, merge.loserId].map((id) => auditSubject(session, id))
				: [],
			fields: ['id'],
			purpose: 'HOPERAT',
			flow: reception.flow,
			workflowStep: isOwn ? 'hl7.merge' : stepOf('otherPractice'),
		});
		if (!isOwn) return { verdict: 'dropped' };
		const { system, practiceId } = context;
		return item({ ...facts, hasPatient: false, merge: { system, practiceId, ...merge } });
	}
	const appointment =
		kind === 'appointment'
			? scopedAppointment(toAppointment(message, header.event ?? '', context))
			: undefined;
	const patient = toPatient(message, context);
	let dropped: DropReason | undefined;
	const { items } = await preparePage(session, [sourceOf(received, patient, context)], {
		dataScope: 'demographics',
		flow: reception.flow,
		// PV1-44 is the visit that the message is about, not the patient's last one.
		visitsNotTold: true,
		alsoAudited: (page) => {
			dropped = dropReason(page, patient, appointment, reception);
			return {
				...(appointment && { fields: recordFields('appointment') }),
				...(dropped && { workflowStep: stepOf(dropped) }),
			};
		},
	});
	const [prepared] = items;
	if (dropped !== undefined || prepared === undefined) return { verdict: 'dropped' };
	if (appointment === undefined || isLeaving(prepared)) {
		return item({ ...prepared, ...facts, ...matching(access), hasPatient: true });
	}
	// Of a patient whom HealthSail knows, the appointment alone goes on; a new one comes with it.
	const isNew = prepared.healthsail === null;
	return item({
		...(isNew && { ...prepared, ...matching(access) }),
		...facts,
		hasPatient: isNew,
		appointment,
	});
}

/**
 * Why a message starts no flow; undefined = it does. That HealthSail holds just this is known from the
 * hash that it was given when all of the patient had been written.
 */
function dropReason(
	{ counts, items: [prepared], known }: DecidedPage,
	patient: Patient,
	appointment: IDataObject | undefined,
	{ access: { settings }, client }: Reception,
): DropReason | undefined {
	if (counts.fenced > 0) return 'otherPractice';
	if (prepared === undefined) return 'excluded';
	const row = known.get(patient.id);
	if (appointment !== undefined || isLeaving(prepared) || row?.customerId === undefined) {
		return undefined;
	}
	const { sourceAt: applied } = row;
	if (applied !== undefined && patient.sourceAt != null) {
		if (Date.parse(patient.sourceAt) < Date.parse(applied)) return 'older';
	}
	if (settings.unchangedPatients === 'handOver') return undefined;
	const content = patientSchema.safeParse(prepared);
	const isSame =
		content.success && isEcho(row, hashPatient(content.data, client.keyedHash).contentHash);
	return isSame ? 'unchanged' : undefined;
}

function isLeaving(prepared: IDataObject): boolean {
	return prepared.syncState !== 'included';
}

/** How the audit trail counts messages that start no flow. */
function stepOf(reason: DropReason): string {
	return `hl7.dropped.${reason}`;
}

/** Throws SafeError `wireShape`. */
function scopedAppointment(appointment: Appointment): IDataObject {
	const scoped = applyRecordScope('appointment', appointment);
	if (!scoped.ok) throw notCanonical(scoped.fields);
	return scoped.record as unknown as IDataObject;
}

function contextOf({ access: { scope, settings }, now }: Reception): Hl7Context {
	return {
		settings,
		system: scope.system,
		practiceId: scope.practiceId,
		timeZone: scope.timeZone,
		today: civilDateAt(now, scope.timeZone) ?? now.slice(0, 10),
		codes: scope.profile.codes,
	};
}

function sourceOf({ message }: Received, patient: Patient, context: Hl7Context): SourcePatient {
	return {
		patient,
		recordPracticeId: practiceOf(message, context),
		recordPracticeName: undefined,
		flags: flagsOf(
			message,
			context.settings.flags.map(({ field }) => field),
		),
		lastVisitOn: visitDate(message, context),
	};
}

/** How the practice wants patients matched, for the flow: no node of it reads this credential. */
function matching({ scope }: EngineAccess): IDataObject {
	return { identity: scope.profile.identity as unknown as IDataObject };
}

function item(json: IDataObject): Prepared {
	return { verdict: 'item', item: json };
}

function notCanonical(fields: readonly string[]): SafeError {
	return new SafeError({
		kind: 'wireShape',
		message: 'An appointment could not be brought into the form that all systems share.',
		nextStep: 'Update the node pack; if it is the newest, report the names of the members.',
		system: 'hl7',
		fields,
	});
}
