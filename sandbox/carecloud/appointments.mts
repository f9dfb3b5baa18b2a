import {
	appointmentTypes,
	cancelReasons,
	type PracticeAppointment,
} from '../practice/schedule.mjs';
import { appointmentForm, bookable, isOff, statuses } from './appointmentForm.mjs';
import {
	appointmentGuid,
	appointmentNumber,
	locationNumber,
	patientNumber,
	providerNumber,
	resourceNumber,
	visitReasonId,
	visitReasonNumber,
	resourceId,
} from './ids.mjs';
import { paged } from './paging.mjs';
import { visiblePatient } from './patients.mjs';
import { isDate, localMoment, localTime, minutesBetween, today, wallClock } from './time.mjs';
import {
	type Answer,
	type Call,
	notFound,
	read,
	type Route,
	servedPractice,
	unprocessable,
} from './types.mjs';

const PAGE = 100;
/** Longest span that the sandbox lists at once (sheet 4.2: not published). */
const LONGEST_SPAN_DAYS = 31;

/** Blocked time is no appointment here, and a stray comes only with a patient who is one. */
export function isVisible(appointment: PracticeAppointment, { store }: Pick<Call, 'store'>) {
	const { patientId, practiceId } = appointment;
	if (patientId === undefined) return false;
	return practiceId === servedPractice || store.leaks(patientId);
}

const list = (text: string | undefined) => text?.split(',').filter((entry) => entry !== '');

function listAppointments(call: Call): Answer {
	const { query, schedule, store, written, now } = call;
	// Without dates it is today, and nothing says so (sheet 4.2).
	const from = query.start_date ?? today(now);
	const to = query.end_date ?? from;
	if (!isDate(from) || !isDate(to) || to < from) return unprocessable('dates');
	const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
	if (days > LONGEST_SPAN_DAYS) return unprocessable('date range too long');
	const patients = list(query.patient_ids)?.map(patientNumber);
	const reasons = list(query.visit_reason_ids)?.map(visitReasonNumber);
	const rows = schedule
		.between(from, to)
		.filter((entry) => isVisible(entry, call))
		.filter(
			(entry) =>
				(patients === undefined || patients.includes(entry.patientId)) &&
				(reasons === undefined || reasons.includes(entry.typeId)) &&
				(query.location_id === undefined ||
					locationNumber(query.location_id) === entry.locationId) &&
				(query.resource_id === undefined || resourceNumber(query.resource_id) === entry.providerId),
		);
	return paged(call, '/appointments', rows, PAGE, (entry) => ({
		appointment: appointmentForm(entry, store, written),
	}));
}

function find(call: Call): PracticeAppointment | undefined {
	const id = appointmentNumber(call.params.guid);
	const found = id === undefined ? undefined : call.schedule.get(id);
	return found && isVisible(found, call) ? found : undefined;
}

function show(call: Call): Answer {
	const found = find(call);
	if (found === undefined) return notFound();
	return read({ appointment: appointmentForm(found, call.store, call.written, true) });
}

function create({ body, store, schedule, now }: Call): Answer {
	const { appointment } = (body ?? {}) as { appointment?: Record<string, unknown> };
	if (appointment === undefined) return unprocessable('appointment');
	const { patient, start_time: startText, end_time: endText } = appointment;
	const patientId = patientNumber(String((patient as { id?: unknown } | undefined)?.id));
	const type = appointmentTypes.find(
		({ id }) => visitReasonId(id) === Number(appointment.visit_reason_id),
	);
	const start = wallClock(startText);
	const provider = bookable.find(({ id }) => resourceId(id) === Number(appointment.resource_id));
	const locationId = locationNumber(appointment.location_id);
	if (patientId === undefined || !visiblePatient(store, String((patient as { id: string }).id))) {
		return unprocessable('patient');
	}
	if (!type || start === undefined || !provider || ![1, 2].includes(locationId)) {
		return unprocessable('visit_reason_id, start_time, resource_id or location_id');
	}
	if (providerNumber(appointment.provider_id) !== provider.id) return unprocessable('provider_id');
	const end = endText === undefined ? undefined : wallClock(endText);
	const minutes = end === undefined ? type.minutes : minutesBetween(start, end);
	if (minutes <= 0) return unprocessable('end_time');
	if (schedule.isTaken(provider.id, start, minutes)) return unprocessable('slot');
	const added = schedule.add({
		patientId,
		practiceId: servedPractice,
		providerId: provider.id,
		locationId,
		typeId: type.id,
		start,
		minutes,
		status: 'booked',
		reason: String(appointment.chief_complaint ?? ''),
		...(typeof appointment.comments === 'string' && { comment: appointment.comments }),
		createdAt: now.getTime(),
		changedAt: now.getTime(),
	});
	return { status: 201, body: { appointment: appointmentGuid(added.id) }, effect: 'write' };
}

function cancel(call: Call): Answer {
	const found = find(call);
	if (found === undefined) return notFound();
	const { appointment_cancellation_reason_id: reason, cancellation_comments: comments } =
		(call.body ?? {}) as Record<string, unknown>;
	const reasonId = Number(reason);
	if (!cancelReasons.some(({ id }) => id === reasonId)) return unprocessable('reason');
	if (isOff(found) || found.status === 'completed') return unprocessable('status blocks it');
	const status = reasonId === 3 ? 'no_show' : 'cancelled';
	const done = call.schedule.change(found.id, { status, cancelReasonId: reasonId }, call.now);
	if (typeof comments === 'string') call.written.cancelComments.set(found.id, comments);
	return {
		status: 200,
		body: {
			appointment_id: appointmentGuid(found.id),
			start_time: localTime(found.start),
			appointment_cancellation_request_id: 880_000 + found.id,
			cancellation_details: cancelReasons.find(({ id }) => id === reasonId)?.name,
			cancellation_comments: comments ?? null,
			updated_at: localMoment(done.changedAt),
		},
		effect: 'write',
	};
}

function listReasons(): Answer {
	return read(
		cancelReasons.map(({ id, name }) => ({
			appointment_cancellation_reason: {
				id,
				code: `R${id}`,
				name,
				description: name,
				is_default: id === 1,
				sort_code: id,
				business_entity_id: servedPractice,
			},
		})),
	);
}

export const appointmentRoutes: readonly Route[] = [
	{ operation: 'listAppointments', method: 'GET', path: '/appointments', run: listAppointments },
	{ operation: 'getAppointment', method: 'GET', path: '/appointments/:guid', run: show },
	{ operation: 'createAppointment', method: 'POST', path: '/appointments', run: create },
	{
		operation: 'cancelAppointment',
		method: 'PUT',
		path: '/appointments/:guid/cancel',
		run: cancel,
	},
	{
		operation: 'listStatuses',
		method: 'GET',
		path: '/appointment_statuses',
		run: () => read(Object.values(statuses).map((status) => ({ appointment_status: status }))),
	},
	{
		operation: 'listCancellationReasons',
		method: 'GET',
		path: '/appointment_cancellation_reasons',
		run: listReasons,
	},
];
