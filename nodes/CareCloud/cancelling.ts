import { SafeError } from '../../lib/privacy/errors';
import { foldText } from '../../lib/values/text';
import { outcomeOf } from '../common/outcome';
import { parseWire } from '../common/parseWire';
import type { AppointmentBooking, Written } from '../common/practice/records';
import { stands } from '../common/practice/visitStatus';
import { fetchAppointment } from './appointments';
import { findBooked, marker } from './booked';
import { book } from './booking';
import { pathId } from './ids';
import { settingsOf } from './mapping/context';
import type { CareCloudReader } from './patients';
import type { Columns } from './resources';
import { rowsOf } from './unwrap';
import { cancelReasonSchema } from './wire/practice';

/**
 * Cancels an appointment (sheet 4.2) with the practice's reason of that name, else the one of the
 * profile, else the default one; our reference goes into the comments. One that is cancelled already
 * counts as done. Throws SafeError: `conflict` when its status blocks it, `outcomeUnknown`.
 */
export async function cancel(
	reader: CareCloudReader,
	id: string,
	reason: string,
	reference: string,
): Promise<void> {
	const path = `/appointments/${pathId(id, 'appointmentId')}/cancel`;
	const reasonId = await reasonIdFor(reader, reason);
	const sent = await outcomeOf(
		async () =>
			await reader.transport.call({
				operation: 'cancelAppointment',
				path,
				body: {
					appointment_cancellation_reason_id: reasonId,
					cancellation_comments: `${marker(reference)} ${reason}`.trim(),
				},
			}),
	);
	if (sent.ok) return;
	const kind = sent.error instanceof SafeError ? sent.error.kind : undefined;
	if (kind !== 'validation' && kind !== 'outcomeUnknown') throw sent.error;
	const standing = await outcomeOf(async () => await fetchAppointment(reader, id));
	const status = standing.ok ? standing.value?.record.status : undefined;
	if (status === 'cancelled' || status === 'no_show') return;
	throw kind === 'validation' && status !== undefined ? blocked() : sent.error;
}

async function reasonIdFor({ transport, scope }: CareCloudReader, reason: string): Promise<string> {
	const answer = await transport.call({
		operation: 'listCancellationReasons',
		path: '/appointment_cancellation_reasons',
	});
	const reasons = rowsOf(
		answer,
		'appointment_cancellation_reasons',
		'appointment_cancellation_reason',
	).map((row) => parseWire(cancelReasonSchema, row, answer.facts));
	const named = reasons.find(({ name }) => foldText(name ?? '') === foldText(reason));
	const usual = reasons.find(({ is_default: isDefault }) => isDefault === true);
	const id = named?.id ?? settingsOf(scope).cancelReasonId ?? usual?.id;
	if (id !== undefined) return id;
	throw new SafeError({
		kind: 'configuration',
		message: 'CareCloud wants a reason for a cancellation, and the practice has no default one.',
		nextStep: 'Set carecloud.cancelReasonId in the practice profile to the ID of a reason.',
		system: 'carecloud',
		operation: 'cancelAppointment',
		fields: ['cancelReasonId'],
	});
}

function blocked(): SafeError {
	return new SafeError({
		kind: 'conflict',
		vendorCode: '422',
		message: 'CareCloud does not cancel an appointment in this state.',
		nextStep: 'Look at the appointment in CareCloud: the patient may have been there already.',
		system: 'carecloud',
		operation: 'cancelAppointment',
	});
}

function calledOff(): SafeError {
	return new SafeError({
		kind: 'conflict',
		vendorCode: 'CalledOff',
		message:
			'The appointment was moved by this reference before, and the new one was cancelled since.',
		nextStep: 'Look at the patient in CareCloud. For another move, give a reference of its own.',
		system: 'carecloud',
		operation: 'createAppointment',
		fields: ['reference'],
	});
}

/**
 * Moves a visit: the new one is booked first, so that no failure loses the visit, and then the old
 * one cancelled (sheet 4.2). Run again after a failure in between, it finds the new one and only
 * cancels. Throws SafeError; `conflict` when both stand now.
 */
export async function reschedule(
	reader: CareCloudReader,
	columns: Columns,
	id: string,
	booking: AppointmentBooking,
): Promise<Written> {
	pathId(id, 'appointmentId');
	const found = (await findBooked(reader, booking))?.record;
	const isThere =
		found !== undefined &&
		found.id.toLowerCase() !== id.toLowerCase() &&
		Date.parse(found.startsAt) === Date.parse(booking.startsAt);
	if (isThere && !stands(found)) throw calledOff();
	const booked: Written = isThere
		? { id: found.id, place: 'appointment' }
		: await book(reader, columns, booking);
	const cancelled = await outcomeOf(
		async () => await cancel(reader, id, 'Rescheduled', booking.reference),
	);
	if (cancelled.ok) return booked;
	throw new SafeError({
		kind: 'conflict',
		vendorCode: 'BothStand',
		message: 'The new appointment is booked, but the old one could not be cancelled.',
		nextStep:
			'Run it again: it finds the new one and cancels the old one. Or cancel it in CareCloud.',
		system: 'carecloud',
		operation: 'cancelAppointment',
	});
}
