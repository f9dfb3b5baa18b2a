import type { PmSystem } from '../../../../lib/canonical/externalId';
import { SafeError } from '../../../../lib/privacy/errors';
import type { AuditReport } from '../../healthsail/audit';
import { audited } from '../../healthsail/audit';
import { requireNoIncident } from '../../healthsail/incidents';
import { auditSubject } from '../auditSubject';
import { outcomeOf } from '../../outcome';
import { toDetails } from '../../toNodeError';
import type { PracticeCall } from '../operation';
import type { AppointmentBooking } from '../records';
import type { StandingCustomer } from '../standing';
import { toInstant } from '../times';
import { idOf, optionalIdOf } from './readOptions';

/** Short enough for the smallest field that a vendor has for it. */
const referencePattern = /^[A-Za-z0-9-]{1,20}$/;

/** Our short reference. Throws SafeError `validation`. */
export function referenceOf(call: PracticeCall): string {
	const reference = idOf(call, 'reference');
	if (referencePattern.test(reference)) return reference;
	throw new SafeError({
		kind: 'validation',
		message: 'Reference must be 1 to 20 letters, digits and hyphens.',
		nextStep: 'Give the same short reference on each try, without patient data.',
		fields: ['reference'],
	});
}

/** The reference was given to another visit, so that it cannot tell whether this one was sent. */
export function referenceTaken(system: PmSystem): SafeError {
	return new SafeError({
		kind: 'conflict',
		message: 'Another booking or move carries this reference. Nothing was booked.',
		nextStep: 'Give each booking and each move a reference of its own.',
		system,
		fields: ['reference'],
	});
}

/** The visit to be booked, from the parameters. Throws SafeError `validation`. */
export function readBooking(call: PracticeCall, patientId: string): AppointmentBooking {
	const durationMinutes = call.param<number>('durationMinutes', 30);
	if (!Number.isInteger(durationMinutes) || durationMinutes < 1 || durationMinutes > 1440) {
		throw new SafeError({
			kind: 'validation',
			message: 'Duration (Minutes) must be a whole number from 1 to 1440.',
			nextStep: 'Correct the Duration (Minutes) parameter.',
			fields: ['durationMinutes'],
		});
	}
	const providerId = optionalIdOf(call, 'providerId');
	const locationId = optionalIdOf(call, 'locationId');
	const resourceId = optionalIdOf(call, 'resourceId');
	const typeId = optionalIdOf(call, 'typeId');
	const reason = optionalIdOf(call, 'reason');
	return {
		patientId,
		startsAt: toInstant(call.param('startsAt', ''), call.session.port.scope.timeZone, {
			label: 'Start',
			field: 'startsAt',
		}),
		durationMinutes,
		reference: referenceOf(call),
		...(providerId !== undefined && { providerId }),
		...(locationId !== undefined && { locationId }),
		...(resourceId !== undefined && { resourceId }),
		...(typeId !== undefined && { typeId }),
		...(reason !== undefined && { reason }),
	};
}

/** What an audit record says about a write to the practice system. */
export interface WriteWords {
	readonly action: 'create' | 'update' | 'transmit' | 'read';
	readonly fields: readonly string[];
	readonly step: string;
	readonly purpose?: AuditReport['purpose'];
	/** It adds something to read and changes no record, so that an open incident does not stop it. */
	readonly changesNoRecord?: true;
}

/**
 * Reports a write about a patient, then does it: what HealthSail does not know of must not exist.
 * Throws SafeError; when the report is not taken, or while an incident stops the writes to the
 * practice, nothing is written.
 */
export async function writeAudited<T>(
	{ session }: PracticeCall,
	patientId: string,
	{ customerId }: StandingCustomer,
	words: WriteWords,
	act: () => Promise<T>,
): Promise<T> {
	if (words.changesNoRecord !== true) await requireNoIncident(session.client, session.port.scope);
	const report: AuditReport = {
		action: words.action,
		subjects: [auditSubject(session, patientId)],
		fields: words.fields,
		purpose: words.purpose ?? 'HOPERAT',
		flow: session.flow,
		customerId,
		workflowStep: words.step,
	};
	return await audited(session.client, [report], act);
}

/**
 * Sends a write once. When it cannot be told whether it took effect, it is looked for and never sent
 * again; what is not found stays unknown. Throws SafeError.
 */
export async function sendOnce<T>(
	send: () => Promise<T>,
	find: () => Promise<T | undefined>,
): Promise<T> {
	const sent = await outcomeOf(send);
	if (sent.ok) return sent.value;
	if (toDetails(sent.error).kind !== 'outcomeUnknown') throw sent.error;
	const found = await outcomeOf(find);
	if (!found.ok || found.value === undefined) throw sent.error;
	return found.value;
}

/** The item that a write about a patient gives. */
export function writtenItem(
	{ session }: PracticeCall,
	patientId: string,
	customer: StandingCustomer,
	more: object,
): object {
	const { system, practiceId } = session.port.scope;
	return { system, practiceId, patientId, ...more, healthsail: { ...customer } };
}
