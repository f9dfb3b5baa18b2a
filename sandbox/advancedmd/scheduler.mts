import { locations, providers } from '../practice/directory.mjs';
import {
	appointmentTypes,
	type PracticeAppointment,
	type Schedule,
} from '../practice/schedule.mjs';
import type { PatientStore } from '../practice/store.mjs';
import type { Effect } from '../core/callLog.mjs';
import {
	appointmentIdOf,
	bareNumber,
	patientIdOf,
	recordOfAppointment,
	recordOfPatient,
} from './account.mjs';
import { schedulerColumns, type SchedulerColumn } from './messages/schedule.mjs';
import { isHidden, statusCode } from './statuses.mjs';
import { upper, type Node } from './wire.mjs';

export interface RestAnswer {
	status: number;
	body: unknown;
	effect: Effect;
}

export interface RestContext {
	store: PatientStore;
	schedule: Schedule;
	/** Time of records. */
	now: Date;
}

export interface RestCall {
	operation: string;
	path: string;
	query: Readonly<Record<string, string | undefined>>;
	body: unknown;
}

const refused = (status: number, body: unknown): RestAnswer => ({ status, body, effect: 'none' });
const read = (body: unknown): RestAnswer => ({ status: 200, body, effect: 'read' });

const columnOf = ({ providerId, locationId }: PracticeAppointment): SchedulerColumn | undefined =>
	schedulerColumns.find(
		(column) => column.providerId === providerId && column.locationId === locationId,
	);

/** An appointment with what stands beside it; names are padded (sheet 4.0, 4.6). */
function appointmentRow(entry: PracticeAppointment, { store }: RestContext): Node {
	const patient = entry.patientId === undefined ? undefined : store.get(entry.patientId);
	const type = appointmentTypes.find(({ id }) => id === entry.typeId);
	const isDone = entry.status === 'completed';
	return {
		id: appointmentIdOf(entry.id),
		startdatetime: `${entry.start}:00`,
		status: statusCode(entry),
		confirmdate: entry.status === 'confirmed' ? `${entry.start.slice(0, 10)}T00:00:00` : null,
		columnid: columnOf(entry)?.id ?? 0,
		profileid: entry.providerId,
		provider: upper(providers.find(({ id }) => id === entry.providerId)?.lastName).padEnd(10),
		facilityid: entry.locationId,
		facility: upper(locations.find(({ id }) => id === entry.locationId)?.name),
		patientid: patient === undefined ? 0 : Number(patientIdOf(patient.id)),
		firstname: upper(patient?.person.firstName).padEnd(12),
		lastname: upper(patient?.person.lastName).padEnd(12),
		dob: patient?.person.birthDate ?? null,
		istelemedicine: type?.telehealth ?? false,
		duration: entry.minutes,
		comments: entry.comment ?? ' ',
		visitposted: isDone,
		chargesposted: false,
		homephone: patient?.person.homePhone?.number ?? ' ',
		appointmenttypeids: [entry.typeId],
		appointmenttype: [{ id: entry.typeId, name: upper(type?.name) }],
	};
}

/** Days that a view shows: one, or the month of it. */
function inView(date: string, view: string, start: string): boolean {
	return view === 'month' ? date.slice(0, 7) === start.slice(0, 7) : date === start;
}

function listAppointments({ query }: RestCall, context: RestContext): RestAnswer {
	const wanted = new Set((query.columnId ?? '').split('-').filter(Boolean).map(Number));
	if (wanted.size === 0) return refused(400, { columnId: ['The columnId field is required.'] });
	const rows = context.schedule
		.all()
		.filter((entry) => entry.practiceId === 1 && entry.patientId !== undefined)
		.filter((entry) => wanted.has(columnOf(entry)?.id ?? 0) && !isHidden(entry))
		.filter(({ start }) => inView(start.slice(0, 10), query.forView ?? '', query.startDate ?? ''))
		.map((entry) => appointmentRow(entry, context));
	// One row comes as an object (sheet 4.6).
	return read(rows.length === 1 ? rows[0] : rows);
}

function listHolds({ query }: RestCall, { schedule }: RestContext): RestAnswer {
	const rows = schedule
		.all()
		.filter((entry) => entry.practiceId === 1 && entry.patientId === undefined)
		.filter((entry) => columnOf(entry)?.id === Number(query.columnId))
		.filter(({ start }) => inView(start.slice(0, 10), query.forView ?? '', query.startDate ?? ''))
		.map((entry) => ({
			id: appointmentIdOf(entry.id),
			startdatetime: `${entry.start}:00`,
			enddatetime: `${later(entry.start, entry.minutes)}:00`,
			// Not in minutes: only the end is to be trusted (sheet 4.5).
			duration: 1,
			columnid: Number(query.columnId),
			note: upper(entry.reason),
		}));
	return read(rows);
}

function later(start: string, minutes: number): string {
	return new Date(Date.parse(`${start}:00Z`) + minutes * 60_000).toISOString().slice(0, 16);
}

function find(path: string, { schedule }: RestContext): PracticeAppointment | undefined {
	const id = Number(/\/(\d+)(?:\/|$)/.exec(path)?.[1]);
	const entry = schedule.get(recordOfAppointment(id));
	return entry?.practiceId === 1 ? entry : undefined;
}

function getAppointment({ path }: RestCall, context: RestContext): RestAnswer {
	const entry = find(path, context);
	return entry ? read(appointmentRow(entry, context)) : refused(404, notFound);
}

const notFound = { title: 'Not Found', status: 404 };

function cancelAppointment({ path, body }: RestCall, context: RestContext): RestAnswer {
	const entry = find(path, context);
	if (entry === undefined) return refused(404, notFound);
	// A reason id ended in a server error at a live practice (sheet 4.6).
	if (body !== null && typeof body === 'object' && 'noshowreasonid' in body) {
		return refused(500, { title: 'Server Error', status: 500 });
	}
	const after = context.schedule.change(entry.id, { status: 'cancelled' }, context.now);
	return { status: 200, body: appointmentRow(after, context), effect: 'write' };
}

const required = ['patientid', 'columnid', 'startdatetime', 'duration', 'profileid', 'type'];

/** Overlap is refused with 4101, one too many at the same start with 4186 (sheet 4.5, 6). */
function bookAppointment({ body }: RestCall, context: RestContext): RestAnswer {
	const wanted = (body ?? {}) as Node;
	const lacking = required.find((name) => wanted[name] === undefined || wanted[name] === null);
	if (lacking) return refused(400, { [lacking]: [`The ${lacking} field is required.`] });
	const column = schedulerColumns.find(({ id }) => id === wanted.columnid);
	const record = recordOfPatient(String(wanted.patientid));
	const [type] = wanted.type as Node[];
	const known = appointmentTypes.some(({ id }) => id === bareNumber(type?.id));
	const isOwn = context.store.has(record) && context.store.practiceId(record) === 1;
	if (!column || !known || !isOwn || column.providerId !== wanted.profileid) {
		return refused(500, { type: 'error', title: 'Server Error', status: 500, detail: 'FK' });
	}
	// A `Z` behind the time is ignored (sheet 4.0).
	const start = String(wanted.startdatetime).slice(0, 16);
	const minutes = Number(wanted.duration);
	const standing = context.schedule
		.all()
		.filter((entry) => columnOf(entry)?.id === column.id && !isHidden(entry))
		.filter(({ status }) => status !== 'no_show');
	const end = later(start, minutes);
	const isTaken = standing.some(
		(entry) =>
			entry.start !== start && entry.start < end && start < later(entry.start, entry.minutes),
	);
	if (isTaken) {
		const title = 'Requested appointment overlaps with existing appointment.';
		return refused(409, { title, errorcode: 4101 });
	}
	const atSameStart = standing.filter((entry) => entry.start === start).length;
	if (atSameStart >= Math.max(1, column.mostPerSlot)) {
		return refused(409, { title: 'Too many appointments at this start.', errorcode: 4186 });
	}
	const made = context.schedule.add({
		patientId: record,
		practiceId: 1,
		providerId: column.providerId,
		locationId: column.locationId,
		typeId: bareNumber(type.id),
		start,
		minutes,
		status: 'booked',
		reason: '',
		// Stored in capitals like every text (sheet 4.0).
		comment: upper(String(wanted.comments ?? '')),
		createdAt: context.now.getTime(),
		changedAt: context.now.getTime(),
	});
	return { status: 201, body: appointmentRow(made, context), effect: 'write' };
}

const calls: readonly {
	operation: string;
	method: string;
	path: RegExp;
	run(call: RestCall, context: RestContext): RestAnswer;
}[] = [
	{ operation: 'listAppointments', method: 'GET', path: /^appointments$/i, run: listAppointments },
	{ operation: 'getAppointment', method: 'GET', path: /^appointments\/\d+$/i, run: getAppointment },
	{ operation: 'listBlockHolds', method: 'GET', path: /^blockholds$/i, run: listHolds },
	{ operation: 'bookAppointment', method: 'POST', path: /^appointments$/i, run: bookAppointment },
	{
		operation: 'cancelAppointment',
		method: 'PUT',
		path: /^appointments\/\d+\/cancel$/i,
		run: cancelAppointment,
	},
];

/** Names of the REST calls, for rights and faults. */
export const restOperations: readonly string[] = calls.map(({ operation }) => operation);

/** The call that a method and a path behind `/scheduler/` mean; undefined = none. */
export function restCallOf(method: string, path: string) {
	return calls.find((call) => call.method === method && call.path.test(path));
}
