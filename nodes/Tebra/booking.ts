import type { Appointment } from '../../lib/canonical/appointment';
import { SafeError } from '../../lib/privacy/errors';
import { tebraDefaults } from '../../lib/profile/systems/tebra';
import { addDays, civilDateAt } from '../../lib/values/civilDate';
import { child, textOf } from '../../lib/values/xml';
import { DateTime } from 'luxon';
import type { AppointmentBooking, SourceRecord, Written } from '../common/practice/records';
import { stands } from '../common/practice/visitStatus';
import {
	fetchAppointment,
	getAppointment,
	isOf,
	listBusy,
	listDays,
	listMade,
} from './appointments';
import type { RequestValues } from './envelope';
import { rowToAppointment } from './mapping/appointment';
import type { PatientReader } from './patients';
import type { TebraAppointment, TebraAppointmentRow } from './wire/appointment';

const writeFacts = { system: 'tebra', operation: 'CreateAppointment' } as const;

/** How our reference stands in the notes: the only field that can carry it (sheet 7). */
function tagOf(reference: string): string {
	return `[HealthSail ${reference}]`;
}

/** Days back in which the booking was made that is looked for: what one list shows safely (sheet 5). */
const madeWithinDays = 30;

/**
 * The appointment of the patient whose notes carry the reference (sheet 7): on the asked day, else
 * among those made in the last weeks, since staff may have moved it to any day. The standing one, else
 * the one that was cancelled, since that too was booked. Throws SafeError.
 */
export async function findBooked(
	reader: PatientReader,
	{ patientId, startsAt, reference }: AppointmentBooking,
): Promise<SourceRecord<Appointment> | undefined> {
	const { timeZone } = reader.scope;
	const patient = { PatientID: patientId };
	const ours = (rows: readonly TebraAppointmentRow[]) =>
		rows
			.filter((row) => isOf(row, patientId) && (row.Notes ?? '').includes(tagOf(reference)))
			.map((row) => rowToAppointment(row, reader.scope) ?? unreadable());
	const day = civilDateAt(startsAt, timeZone) ?? '';
	const onDay = ours(await listDays(reader, { from: day, to: day }, patient));
	const standing = onDay.find(({ record }) => stands(record));
	if (standing !== undefined) return standing;
	const today = civilDateAt(reader.now().toISOString(), timeZone) ?? '';
	const made = { from: addDays(today, -madeWithinDays), to: addDays(today, 1) };
	const moved = ours(await listMade(reader, made, patient));
	return moved.find(({ record }) => stands(record)) ?? onDay.at(0) ?? moved.at(0);
}

/** A row that carries our reference was booked by us: it must not be passed over and booked again. */
function unreadable(): never {
	throw new SafeError({
		kind: 'wireShape',
		message: 'Tebra shows the appointment of this reference without a time that can be read.',
		nextStep: 'Look the appointment up in Tebra and correct its time, then run it again.',
		system: 'tebra',
		operation: 'GetAppointments',
		vendorCode: 'NoTime',
	});
}

/**
 * CreateAppointment (sheet 4.5), sent once. Tebra does not refuse a double booking (sheet 7), so that
 * the provider's day is looked at first. Throws SafeError `conflict`, `validation`, `outcomeUnknown`.
 */
export async function book(reader: PatientReader, booking: AppointmentBooking): Promise<Written> {
	const { scope, transport } = reader;
	const { providerId, locationId, typeId } = requirePlace(booking);
	await requireFree(reader, booking, providerId);
	const { result } = await transport.call('CreateAppointment', {
		Appointment: {
			AppointmentName: booking.reason ?? 'Booked by HealthSail',
			AppointmentReasonId: typeId,
			AppointmentStatus: 'Scheduled',
			AppointmentType: 'P',
			...times(reader, booking),
			IsRecurring: false,
			MaxAttendees: 1,
			Notes: notesOf(booking.reason, booking.reference),
			PatientSummary: { PatientId: booking.patientId, PracticeId: scope.practiceId },
			PracticeId: scope.practiceId,
			ProviderId: providerId,
			ServiceLocationId: locationId,
			WasCreatedOnline: true,
		},
	});
	const element = child(result, 'Appointment');
	const id = (element && textOf(element, 'AppointmentId')?.trim()) ?? '';
	return { id: /^\d{1,18}$/.test(id) && id !== '0' ? id : null, place: 'calendar' };
}

/**
 * Cancels by an update that carries everything else back (sheet 4.5), and reads it back: a member
 * that Tebra dropped without a word would leave the visit standing. Throws SafeError.
 */
export async function cancel(
	reader: PatientReader,
	id: string,
	reason: string,
	reference: string,
): Promise<void> {
	const before = await requireAppointment(reader, id);
	await update(reader, before, {
		AppointmentStatus: 'Cancelled',
		Notes: joinNotes(before.Notes, notesOf(reason, reference)),
	});
	const after = await getAppointment(reader, id);
	if (after?.record.status !== 'cancelled') throw notStored();
}

/** Moves a visit by an update that carries everything else back (sheet 4.5). Throws SafeError. */
export async function reschedule(
	reader: PatientReader,
	id: string,
	booking: AppointmentBooking,
): Promise<Written> {
	const before = await requireAppointment(reader, id);
	const providerId = booking.providerId ?? before.ProviderId ?? undefined;
	if (providerId !== undefined) await requireFree(reader, booking, providerId, id);
	const isOther = providerId !== undefined && providerId !== before.ProviderId;
	await update(reader, before, {
		AppointmentStatus: 'Scheduled',
		...times(reader, booking),
		Notes: joinNotes(before.Notes, notesOf(booking.reason, booking.reference)),
		...(booking.typeId !== undefined && { AppointmentReasonId: booking.typeId }),
		...(booking.locationId !== undefined && { ServiceLocationId: booking.locationId }),
		// The things that were booked with the other provider are that provider's.
		...(isOther && { ProviderId: providerId, ResourceId: undefined, ResourceIds: undefined }),
	});
	const after = await getAppointment(reader, id);
	if (after?.record.startsAt !== booking.startsAt) throw notStored();
	return { id, place: 'calendar' };
}

/** UpdateAppointment replaces: members that are told are sent back, with the changes over them. */
async function update(
	{ transport }: PatientReader,
	before: TebraAppointment,
	changes: RequestValues,
): Promise<void> {
	const kept: RequestValues = {
		AppointmentId: before.AppointmentId,
		AppointmentMode: told(before.AppointmentMode),
		// The guide demands name and most attendees, also where the appointment has none.
		AppointmentName: told(before.AppointmentName) ?? 'Appointment',
		AppointmentReasonId: told(before.AppointmentReasonId),
		AppointmentStatus: told(before.AppointmentStatus),
		EndTime: told(before.EndTime),
		InsurancePolicyAuthorizationId: told(before.InsurancePolicyAuthorizationId),
		IsGroupAppointment: told(before.IsGroupAppointment),
		IsRecurring: told(before.IsRecurring),
		MaxAttendees: told(before.MaxAttendees) ?? '1',
		Notes: told(before.Notes),
		OccurrenceId: told(before.OccurrenceId),
		PatientCaseId: told(before.PatientCaseId),
		PatientId: told(before.patientId),
		ProviderId: told(before.ProviderId),
		ResourceId: told(before.ResourceId),
		...(before.resourceIds.length > 0 && { ResourceIds: before.resourceIds }),
		ServiceLocationId: told(before.ServiceLocationId),
		StartTime: told(before.StartTime),
	};
	await transport.call('UpdateAppointment', { Appointment: { ...kept, ...changes } });
}

function told(text: string | null | undefined): string | undefined {
	return text === null || text === '' ? undefined : text;
}

async function requireAppointment(reader: PatientReader, id: string): Promise<TebraAppointment> {
	const found = await fetchAppointment(reader, id);
	if (found !== undefined && (found.PracticeId ?? '') === reader.scope.practiceId) return found;
	throw new SafeError({
		kind: 'notFound',
		message: 'This practice has no appointment with this ID.',
		nextStep: 'Check the appointment ID.',
		system: 'tebra',
		operation: 'GetAppointment',
		fields: ['appointmentId'],
	});
}

/** Throws `conflict` when another standing appointment, or blocked time, takes the provider's time. */
async function requireFree(
	reader: PatientReader,
	{ startsAt, durationMinutes }: AppointmentBooking,
	providerId: string,
	besidesId?: string,
): Promise<void> {
	const { scope } = reader;
	const day = civilDateAt(startsAt, scope.timeZone) ?? '';
	const endsAt = endOf(startsAt, durationMinutes);
	const lastDay = civilDateAt(endsAt, scope.timeZone) ?? day;
	const busy = await listBusy(reader, { from: day, to: lastDay });
	const isTaken = busy.some(({ row, time }) => {
		if (row.ID === besidesId) return false;
		if (row.namesResources && !row.providerIds.includes(providerId)) return false;
		return time.startsAt < endsAt && startsAt < time.endsAt;
	});
	if (!isTaken) return;
	throw new SafeError({
		...writeFacts,
		kind: 'conflict',
		message: 'The provider has another appointment or blocked time then. Nothing was booked.',
		nextStep: 'Choose another time from Slot: Get Many.',
		vendorCode: 'TimeTaken',
		fields: ['startsAt'],
	});
}

function requirePlace(booking: AppointmentBooking) {
	const { providerId, locationId, typeId } = booking;
	if (providerId !== undefined && locationId !== undefined && typeId !== undefined) {
		return { providerId, locationId, typeId };
	}
	throw new SafeError({
		...writeFacts,
		kind: 'validation',
		message: 'Tebra books an appointment with a provider, a location and an appointment type.',
		nextStep: 'Fill Provider ID, Location ID and Appointment Type ID.',
		fields: ['providerId', 'locationId', 'typeId'],
	});
}

/** UTC with a Z, or the clinic's wall clock where the account wants that (sheet 4.5, 11). */
function times({ scope }: PatientReader, { startsAt, durationMinutes }: AppointmentBooking) {
	const mode = scope.profile.tebra?.appointmentWriteTimes ?? tebraDefaults.appointmentWriteTimes;
	const form = (instant: string) =>
		mode === 'utc'
			? instant
			: DateTime.fromISO(instant, { zone: scope.timeZone }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
	return { StartTime: form(startsAt), EndTime: form(endOf(startsAt, durationMinutes)) };
}

function endOf(startsAt: string, minutes: number): string {
	const end = DateTime.fromISO(startsAt, { zone: 'utc' }).plus({ minutes });
	return end.toISO({ suppressMilliseconds: true }) ?? startsAt;
}

function notesOf(reason: string | undefined, reference: string): string {
	return [reason?.trim(), tagOf(reference)].filter((part) => part).join(' ');
}

function joinNotes(before: string | null | undefined, more: string): string {
	const text = before?.trim() ?? '';
	if (text.includes(more)) return text;
	return text === '' ? more : `${text}\n${more}`;
}

function notStored(): SafeError {
	return new SafeError({
		kind: 'outcomeUnknown',
		message: 'Tebra answered the change without an error, but the appointment does not show it.',
		nextStep: 'Look the appointment up in Tebra before you send the change again.',
		system: 'tebra',
		operation: 'UpdateAppointment',
		vendorCode: 'NotStored',
	});
}
