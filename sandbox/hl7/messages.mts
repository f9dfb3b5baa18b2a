import { appointmentTypes, type PracticeAppointment } from '../practice/schedule.mjs';
import type { PracticePatient } from '../practice/records.mjs';
import {
	components,
	compactDate,
	escaped,
	identifier,
	in1,
	nk1,
	pd1,
	pid,
	pv1,
	segment,
} from './segments.mjs';

/** What a message says of itself. */
export interface Head {
	/** MSH-10. */
	readonly controlId: string;
	/** MSH-7: when it is sent. */
	readonly at: Date;
	/** MSH-4: the practice; empty for records of which nobody can tell. */
	readonly facility: string;
}

/** Facility codes of the two practices. */
export const facilities: Readonly<Record<number, string>> = { 1: 'OAK', 2: 'ELM' };

/** A moment as HL7 writes it, in UTC with its offset. */
export function stamp(at: Date): string {
	return `${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}+0000`;
}

function head(type: string, { controlId, at, facility }: Head): string {
	const ends = ['PMAPP', facility, 'HEALTHSAIL', ''];
	const rest = ['', '', '', '', '', 'UNICODE UTF-8'];
	return segment('MSH|^~\\&', ...ends, stamp(at), '', type, controlId, 'P', '2.5.1', ...rest);
}

const closed = (segments: readonly string[]) => segments.map((line) => `${line}\r`).join('');

/** ADT A04, A08, A28 or A31 of a patient as the practice has it now. */
export function patientMessage(event: string, patient: PracticePatient, about: Head): string {
	return closed([
		head(`ADT^${event}^ADT_A01`, about),
		segment('EVN', event, stamp(new Date(patient.lastModifiedAt))),
		pid(patient),
		pd1(patient),
		...nk1(patient),
		pv1(patient),
		...in1(patient),
		'ZPM|1|segment of the vendor|a^b&c~d',
	]);
}

/** ADT A40: the second patient was merged into the first. */
export function mergeMessage(survivor: PracticePatient, loserId: number, about: Head): string {
	const { lastName, firstName } = survivor.person;
	return closed([
		head('ADT^A40^ADT_A39', about),
		segment('EVN', 'A40', stamp(about.at)),
		segment('PID', '1', '', identifier(survivor.id), '', components(lastName, firstName)),
		segment('MRG', identifier(loserId)),
	]);
}

const fillerStatuses: Readonly<Record<PracticeAppointment['status'], string>> = {
	booked: 'Booked',
	confirmed: 'Confirmed',
	arrived: 'Arrived',
	completed: 'Complete',
	cancelled: 'Cancelled',
	no_show: 'Noshow',
	rescheduled: 'Rescheduled',
};

/** SIU of an appointment; its time stands on the practice's clock, without an offset. */
export function appointmentMessage(
	event: string,
	appointment: PracticeAppointment,
	patient: PracticePatient,
	about: Head,
): string {
	const { id, start, minutes, status, typeId, providerId, locationId, reason } = appointment;
	const kind = appointmentTypes.find((entry) => entry.id === typeId);
	const type = components(String(typeId), kind?.name);
	const begin = `${compactDate(start.slice(0, 10))}${start.slice(11).replace(':', '')}00`;
	const sch = Array.from({ length: 25 }, () => '');
	sch[0] = `PL${id}`;
	sch[1] = components(String(id), 'OAKPM');
	sch[6] = components('', reason);
	sch[7] = type;
	sch[8] = String(minutes);
	sch[9] = 'MIN';
	sch[24] = fillerStatuses[status];
	return closed([
		head(`SIU^${event}^SIU_S12`, about),
		segment('SCH', ...sch),
		pid(patient),
		pd1(patient),
		'RGS|1',
		segment('AIS', '1', '', type, begin, '', '', String(minutes), 'MIN'),
		segment('AIL', '1', '', components('', '', '', String(locationId))),
		segment('AIP', '1', '', escaped(String(providerId))),
	]);
}

/** The event that fits an appointment as it stands. */
export function eventOf({ status, rescheduledFromId }: PracticeAppointment): string {
	if (status === 'cancelled') return 'S15';
	if (status === 'no_show') return 'S26';
	if (status === 'rescheduled') return 'S13';
	return status === 'booked' && rescheduledFromId === undefined ? 'S12' : 'S14';
}
