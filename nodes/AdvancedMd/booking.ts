import { SafeError } from '../../lib/privacy/errors';
import { outcomeOf } from '../common/outcome';
import type { AppointmentBooking, Written } from '../common/practice/records';
import { stands } from '../common/practice/visitStatus';
import { fetchAppointment } from './appointments';
import { findBooked, isAtStart, referenceTag } from './booked';
import { fetchEpisode } from './episodes';
import type { CallFacts } from './faults';
import { advancedMdError, statusError, unknownOutcome } from './faults';
import type { AdvancedMdReader } from './reader';
import type { Setup } from './schedule';
import { findColumns } from './schedule';
import { wallClock } from './times';
import { isJson, rowsOf, wireId } from './wire/members';
import type { Column } from './wire/schedule';

/** Books once (sheet 4.6). Throws SafeError `conflict` when the time is taken, `outcomeUnknown`. */
export async function book(
	reader: AdvancedMdReader,
	setup: Setup,
	booking: AppointmentBooking,
): Promise<Written> {
	const { scope, settings, transport } = reader;
	const { columns } = await setup();
	const column = requireColumn(findColumns(await setup(), booking), columns.length > 0);
	if (booking.typeId === undefined) throw missing('The appointment type is missing.', 'typeId');
	const startdatetime = wallClock(booking.startsAt, scope.timeZone);
	if (startdatetime === undefined) throw missing('The start is not a time.', 'startsAt');
	const episodeid = settings.episode === 'one' ? 1 : await fetchEpisode(reader, booking.patientId);
	const { status, body, facts } = await transport.rest('bookAppointment', {
		path: 'Appointments',
		body: {
			patientid: Number(booking.patientId),
			columnid: Number(column.id),
			profileid: Number(column.profile ?? booking.providerId),
			startdatetime,
			duration: booking.durationMinutes,
			type: [{ id: Number(booking.typeId) }],
			...(episodeid !== undefined && { episodeid }),
			...(column.facility && { facilityid: Number(column.facility) }),
			comments: commentsOf(booking),
		},
	});
	refuse(facts, status, body);
	// "Accepted" without an appointment was seen (sheet 6): nobody can tell what it means.
	const id = wireId.safeParse(isJson(body) ? body.id : undefined);
	if (!id.success) throw unknownOutcome(facts, String(status));
	return { id: id.data, place: 'scheduler' };
}

/** The tag first: wherever AdvancedMD cuts the text, the booking is found by it again. */
function commentsOf({ reference, reason }: AppointmentBooking): string {
	return `${referenceTag(reference)} ${(reason ?? '').replace(/\s+/g, ' ')}`.trim();
}

/**
 * Cancels; no reason is sent, since a reason id ended in a server error (sheet 4.6). It is done when
 * the answer shows the appointment as cancelled. Throws SafeError, `outcomeUnknown` for any other.
 */
export async function cancel(reader: AdvancedMdReader, id: string): Promise<void> {
	const { status, body, facts } = await reader.transport.rest('cancelAppointment', {
		path: `appointments/${id}/cancel`,
		body: { id: Number(id) },
	});
	refuse(facts, status, body);
	const [row] = rowsOf(body);
	const shown = wireId.safeParse(row?.id);
	const meaning = reader.settings.appointmentStatuses[String(row?.status ?? '').trim()];
	if (shown.success && shown.data === id && meaning === 'cancelled') return;
	throw unknownOutcome(facts, 'NotCancelled');
}

/**
 * No call moves an appointment (sheet 4.6): the new one is booked, then the old one cancelled. Run
 * again after a failure in between, it finds the new one, which stands at the asked time with the
 * reference of this move, and only cancels. Throws SafeError; `conflict` when the new one was called
 * off meanwhile: then nothing is booked and the old one is left alone.
 */
export async function reschedule(
	reader: AdvancedMdReader,
	setup: Setup,
	id: string,
	booking: AppointmentBooking,
): Promise<Written> {
	const before = await findBooked(reader, setup, booking);
	const isThere = before !== undefined && isAtStart(before, booking);
	if (isThere && before.record.id !== id && !stands(before.record)) throw moveCalledOff();
	const written =
		isThere && stands(before.record)
			? { id: before.record.id, place: 'scheduler' }
			: await book(reader, setup, booking);
	if (written.id === id) return written;
	const cancelled = await outcomeOf(async () => {
		const old = await fetchAppointment(reader, id);
		if (old !== undefined && old.record.status !== 'cancelled') await cancel(reader, id);
	});
	if (cancelled.ok) return written;
	throw new SafeError({
		kind: 'outcomeUnknown',
		message: 'The new appointment is booked, but the old one could not be cancelled.',
		nextStep:
			'Run it again: it finds the new one and cancels the old one. Or cancel it in AdvancedMD.',
		system: 'advancedmd',
		operation: 'cancelAppointment',
		vendorCode: 'OldStillStands',
	});
}

function moveCalledOff(): SafeError {
	return new SafeError({
		kind: 'conflict',
		message:
			'The appointment was moved by this reference before, and the new one was cancelled since.',
		nextStep: 'Look at the patient in AdvancedMD. For another move, give a reference of its own.',
		system: 'advancedmd',
		operation: 'bookAppointment',
		vendorCode: 'CalledOff',
		fields: ['reference'],
	});
}

/** The scheduler's own refusals (sheet 6); its texts may hold values and are left behind. */
function refuse(facts: CallFacts, status: number, body: unknown): void {
	const code = isJson(body) ? String(body.errorcode ?? '') : '';
	if (status === 409 || code === '4101' || code === '4186') {
		throw advancedMdError(
			facts,
			{
				kind: 'conflict',
				message: 'The time is taken in AdvancedMD.',
				nextStep: 'Read the open slots again and choose another one.',
			},
			/^\d{4}$/.test(code) ? code : '409',
		);
	}
	const error = statusError(facts, status);
	if (error !== undefined) throw error;
}

function requireColumn(found: readonly Column[], hasColumns: boolean): Column {
	const [column, ...more] = found;
	if (column !== undefined && more.length === 0) return column;
	throw new SafeError({
		kind: 'validation',
		message:
			column === undefined
				? hasColumns
					? 'No column of the scheduler fits provider, location and resource.'
					: 'AdvancedMD shows no column of the scheduler.'
				: 'Several columns of the scheduler fit provider and location.',
		nextStep: 'Name the column as resource: each open slot carries it.',
		system: 'advancedmd',
		fields: ['resourceId'],
	});
}

function missing(message: string, field: string): SafeError {
	return new SafeError({
		kind: 'validation',
		message,
		nextStep: 'Fill it; AdvancedMD books nothing without it.',
		system: 'advancedmd',
		fields: [field],
	});
}
