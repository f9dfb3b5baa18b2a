import { appointmentTypes, type PracticeAppointment } from '../practice/schedule.mjs';
import { locations } from '../practice/directory.mjs';
import { builds, practiceId } from './account.mjs';
import { isGuid, numberOf, shown } from './ids.mjs';
import { resources } from './masters.mjs';
import { envelope, inOrder, meets, names, type Row } from './odata.mjs';
import { isAnswer, isListed, personOf } from './persons.mjs';
import { localDay, localText, midnight, stamps } from './times.mjs';
import { bad, missing, type Answer, type Call, type Route } from './types.mjs';
import { hasEncounter } from './visits.mjs';

const DAY = 86_400_000;
const hhmm = (start: string): string => start.slice(11, 16).replace(':', '');

/** `HHmm` some minutes later on the same day. */
function endTime({ start, minutes }: PracticeAppointment): string {
	const end = new Date(Date.parse(`${start}:00Z`) + minutes * 60_000).toISOString();
	return hhmm(end);
}

/** A list row (sheet 4.2). */
export function rowOf(call: Call, entry: PracticeAppointment): Row {
	const { account } = call;
	const own = account.own.get(entry.id) ?? {};
	const patient = entry.patientId === undefined ? undefined : account.store.get(entry.patientId);
	return {
		id: shown('appointment', entry.id),
		eventId: shown('event', entry.typeId),
		eventName: appointmentTypes.find(({ id }) => id === entry.typeId)?.name ?? null,
		appointmentDate: midnight(entry.start.slice(0, 10)),
		// A clock before ten loses its zero now and then (sheet 4.0).
		beginTime: entry.id % 5 === 0 ? hhmm(entry.start).replace(/^0/, '') : hhmm(entry.start),
		endTime: endTime(entry),
		duration: entry.minutes,
		isCancelled: entry.status === 'cancelled',
		isRescheduled: entry.status === 'rescheduled',
		rescheduledAppointmentId: shown('appointment', entry.rescheduledFromId),
		isDeleted: false,
		isKept: entry.status === 'arrived' || entry.status === 'completed',
		...(account.build === builds.current && { isNoShow: entry.status === 'no_show' }),
		appointmentConfirmed: entry.status === 'confirmed',
		encounterId: hasEncounter(account, entry) ? shown('encounter', entry.id) : null,
		locationId: shown('location', entry.locationId),
		practiceId: practiceId(entry.practiceId),
		renderingProviderId: shown('provider', entry.providerId),
		resourceIds: [shown('resource', entry.providerId)],
		workflowStatus: 'DONE',
		personId: shown('person', entry.patientId),
		firstName: patient?.person.firstName ?? null,
		lastName: patient?.person.lastName ?? null,
		details: own.Details ?? '',
		description: own.Description ?? entry.reason,
		...stamps('createTimestamp', entry.createdAt),
		...stamps('modifyTimestamp', entry.changedAt),
	};
}

/** Detail adds members that lists do not show (sheet 4.2). */
function detailOf(call: Call, entry: PracticeAppointment): Row {
	const own = call.account.own.get(entry.id) ?? {};
	const isTelehealth = appointmentTypes.find(({ id }) => id === entry.typeId)?.telehealth;
	return {
		...rowOf(call, entry),
		cancelReasonId: shown('reason', entry.cancelReasonId),
		virtualVisitLink: isTelehealth ? 'https://video.practice.example/room' : null,
		...Object.fromEntries(
			Array.from({ length: 8 }, (_, i) => [
				`userDefined${i + 1}`,
				own[`UserDefined${i + 1}`] ?? null,
			]),
		),
	};
}

/** Appointments of the session's practice, and of the other one those of persons that leak. */
function isShown(call: Call, entry: PracticeAppointment): boolean {
	if (entry.practiceId === call.practice) {
		return entry.patientId === undefined || call.account.store.has(entry.patientId);
	}
	return entry.patientId !== undefined && isListed(call.account, call.practice, entry.patientId);
}

function list(call: Call): Answer {
	const { account, query, route } = call;
	const today = localDay(call.now.getTime());
	const nextWeek = localDay(call.now.getTime() + 7 * DAY);
	// Without a condition on the day, the next seven days only (sheet 4.2, 5).
	const inWindow = ({ start }: PracticeAppointment) =>
		names(query, 'appointmentDate') ||
		(start.slice(0, 10) >= today && start.slice(0, 10) <= nextWeek);
	const rows = account.schedule
		.all()
		.filter((entry) => isShown(call, entry) && inWindow(entry))
		.map((entry) => rowOf(call, entry))
		.filter((row) => meets(row, query));
	return { body: envelope(inOrder(rows, query), query, route, account.build) };
}

function listOfPerson(call: Call): Answer {
	const patient = personOf(call);
	if (isAnswer(patient)) return patient;
	const rows = call.account.schedule
		.all()
		.filter(({ patientId }) => patientId === patient.id)
		.map((entry) => ({
			appointmentId: shown('appointment', entry.id),
			eventId: shown('event', entry.typeId),
			appointmentDate: midnight(entry.start.slice(0, 10)),
			isCancelled: entry.status === 'cancelled',
			isRescheduled: entry.status === 'rescheduled',
			isDeleted: false,
			isKept: entry.status === 'arrived' || entry.status === 'completed',
			modifyTimestamp: localText(entry.changedAt),
		}));
	return { body: envelope(rows, call.query, call.route, call.account.build) };
}

function found(call: Call): PracticeAppointment | Answer {
	const { id } = call.params;
	if (!isGuid(id)) return bad(`The value '${id}' is not valid for Guid.`);
	const n = numberOf('appointment', id);
	const entry = n === undefined ? undefined : call.account.schedule.get(n);
	return entry === undefined || !isShown(call, entry) ? missing : entry;
}

const isEntry = (value: PracticeAppointment | Answer): value is PracticeAppointment =>
	'start' in value;

interface Wanted {
	typeId: number;
	locationId: number;
	providerId: number;
	start: string;
	minutes: number;
}

const overrides = [
	'AllowDoubleBooking',
	'AllowCategoryConflictOverride',
	'ConflictOverrideOnLogin',
	'AllowEventLocationOverride',
] as const;

/** Time and place of a booking; an answer when something is missing, unknown or taken. */
function wanted(call: Call, body: Row, besides?: number): Wanted | Answer {
	if (overrides.some((name) => typeof body[name] !== 'boolean')) {
		return bad('The override flags are required.');
	}
	const resourceIds = Array.isArray(body.ResourceIds) ? (body.ResourceIds as string[]) : [];
	const typeId = numberOf('event', String(body.EventId));
	const locationId = numberOf('location', String(body.LocationId));
	const providerId = numberOf('resource', resourceIds[0] ?? '');
	const start = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}):\d{2}$/.exec(String(body.AppointmentDate))?.[1];
	const minutes = Number(body.DurationMinutes);
	const place = locations.find(({ id }) => id === locationId);
	const resource = resources.find(({ id, active }) => id === providerId && active);
	if (typeId === undefined || place === undefined || resource === undefined) {
		return bad('The event, location or resource is not valid.');
	}
	if (start === undefined || !(minutes > 0)) return bad('The appointment date is not valid.');
	if (place.practiceId !== call.practice || resource.practiceId !== call.practice) {
		return { status: 403 };
	}
	if (call.account.schedule.isTaken(resource.id, start, minutes, besides)) {
		return bad('There is an existing appointment at this time.');
	}
	return { typeId, locationId: place.id, providerId: resource.id, start, minutes };
}

function book(call: Call): Answer {
	const body = (call.body ?? {}) as Row;
	const patientId = numberOf('person', String(body.PersonId));
	if (patientId === undefined || !call.account.store.has(patientId)) return missing;
	const place = wanted(call, body);
	if (!('start' in place)) return place;
	const now = call.now.getTime();
	const added = call.account.schedule.add({
		patientId,
		practiceId: call.practice,
		...place,
		status: 'booked',
		reason: '',
		createdAt: now,
		changedAt: now,
	});
	keep(call, added.id, body);
	return created(added.id);
}

const textMembers = /^(Details|Description|UserDefined[1-8])$/;

function keep(call: Call, id: number, body: Row): boolean {
	const texts = Object.entries(body).filter(
		([name, value]) => textMembers.test(name) && typeof value === 'string',
	);
	call.account.own.set(id, {
		...call.account.own.get(id),
		...(Object.fromEntries(texts) as Record<string, string>),
	});
	return texts.length > 0;
}

/** 201 without a body; Location shows an inner host, of which only the tail counts (sheet 9.7). */
function created(id: number): Answer {
	return {
		status: 201,
		effect: 'write',
		headers: {
			Location: `http://127.0.0.1:889/3f0c2b1e/NextGen.Api.Edge/api/appointments/${shown('appointment', id)}`,
		},
	};
}

const standing = (entry: PracticeAppointment) => ['booked', 'confirmed'].includes(entry.status);

function cancel(call: Call): Answer {
	const entry = found(call);
	if (!isEntry(entry)) return entry;
	const { CancelReasonId } = (call.body ?? {}) as Row;
	const cancelReasonId = numberOf('reason', String(CancelReasonId));
	if (cancelReasonId === undefined) return bad('The cancel reason is not valid.');
	if (!standing(entry)) return bad('The appointment cannot be cancelled.');
	call.account.schedule.change(entry.id, { status: 'cancelled', cancelReasonId }, call.now);
	return { body: {}, effect: 'write' };
}

function reschedule(call: Call): Answer {
	const entry = found(call);
	if (!isEntry(entry)) return entry;
	const body = (call.body ?? {}) as Row;
	if (numberOf('reason', String(body.RescheduleReasonId)) === undefined) {
		return bad('The reschedule reason is not valid.');
	}
	if (!standing(entry)) return bad('The appointment cannot be rescheduled.');
	const place = wanted(call, body, entry.id);
	if (!('start' in place)) return place;
	call.account.schedule.change(entry.id, { status: 'rescheduled' }, call.now);
	const now = call.now.getTime();
	const added = call.account.schedule.add({
		...entry,
		...place,
		status: 'booked',
		rescheduledFromId: entry.id,
		createdAt: now,
		changedAt: now,
	});
	// Some builds answer the new id nowhere: it is found by the old one (sheet 4.2).
	return call.account.build === builds.current
		? created(added.id)
		: { status: 204, effect: 'write' };
}

function patch(call: Call): Answer {
	const entry = found(call);
	if (!isEntry(entry)) return entry;
	if (!keep(call, entry.id, (call.body ?? {}) as Row)) return bad('There is nothing to change.');
	call.account.schedule.change(entry.id, {}, call.now);
	return { body: {}, effect: 'write' };
}

export const appointmentRoutes: readonly Route[] = [
	{ method: 'GET', path: '/appointments', name: 'appointments.list', run: list },
	{
		method: 'GET',
		path: '/appointments/:id',
		name: 'appointments.get',
		run: (call) => {
			const entry = found(call);
			return isEntry(entry) ? { body: detailOf(call, entry) } : entry;
		},
	},
	{
		method: 'GET',
		path: '/persons/:id/appointments',
		name: 'personAppointments.list',
		run: listOfPerson,
	},
	{ method: 'POST', path: '/appointments', name: 'appointments.book', run: book },
	{ method: 'PATCH', path: '/appointments/:id', name: 'appointments.patch', run: patch },
	{ method: 'POST', path: '/appointments/:id/cancel', name: 'appointments.cancel', run: cancel },
	{
		method: 'POST',
		path: '/appointments/:id/reschedule',
		name: 'appointments.reschedule',
		run: reschedule,
	},
];
