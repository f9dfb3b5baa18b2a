import { locations } from '../../practice/directory.mjs';
import { DAY } from '../../people/dates.mjs';
import { fullName } from '../../practice/records.mjs';
import type { PracticeAppointment } from '../../practice/schedule.mjs';
import { collection } from '../answers.mjs';
import {
	appointmentElement,
	appointmentRow,
	providerName,
	typeLetter,
} from '../appointmentRow.mjs';
import { clinicWall, shownMillis } from '../clinicTime.mjs';
import { appointmentColumns } from '../columns/appointments.mjs';
import type { Read } from '../deserialize.mjs';
import type { Desk } from '../desk.mjs';
import { dateWindow, filterText, practiceTest, RefusedFilter } from '../filters.mjs';
import { readDate } from '../format.mjs';
import { statusShown } from '../words.mjs';
import { numberOf, part, wantedColumns, type Operation } from './types.mjs';

interface Window {
	from: number;
	to: number;
}

const has = (window: Window | undefined, time: number) =>
	!window || (time >= window.from && time < window.to);

function dateOf(filter: Read, name: string): number | undefined {
	const text = filterText(filter, name);
	if (text === undefined) return undefined;
	const time = readDate(text);
	if (time === undefined) {
		throw new RefusedFilter('String was not recognized as a valid DateTime.');
	}
	return time;
}

/**
 * The window of starts. A missing end is seven days after the start, a missing start seven days
 * before the end, and without both it is the last three days; nothing is filled in when a pair of
 * created or modified dates is given (sheet 4.5). Undefined = every start.
 */
function startWindow(filter: Read, now: number, hasOtherPair: boolean): Window | undefined {
	const from = dateOf(filter, 'StartDate');
	const to = dateOf(filter, 'EndDate');
	if (from !== undefined && to !== undefined) return { from, to };
	if (hasOtherPair) {
		if (from === undefined && to === undefined) return undefined;
		return { from: from ?? -Infinity, to: to ?? Infinity };
	}
	if (from !== undefined) return { from, to: from + 7 * DAY };
	if (to !== undefined) return { from: to - 7 * DAY, to };
	return { from: now - 3 * DAY, to: now };
}

/** Hours from GMT in which times are asked for; undefined = the clinic's own clock. */
function offsetOf(filter: Read): number | undefined {
	const text = filterText(filter, 'TimeZoneOffsetFromGMT');
	if (text === undefined) return undefined;
	const hours = Number(text);
	if (!Number.isFinite(hours) || Math.abs(hours) > 14) {
		throw new RefusedFilter('Input string was not in a correct format.');
	}
	return hours;
}

/** Words for the types in the filter: the guide's letters, and what clients send (sheet 4.5). */
const typeWords: Readonly<Record<'P' | 'O', readonly string[]>> = {
	P: ['p', 'patient'],
	O: ['o', 'other'],
};

/** The text filters and what each compares with; letter case does not matter. */
const compared: Readonly<
	Record<string, (base: PracticeAppointment, desk: Desk) => ReadonlyArray<string | undefined>>
> = {
	AppointmentReason: ({ typeId }, desk) => [desk.reason(typeId)?.name],
	ConfirmationStatus: (base, desk) => [statusShown[desk.detailOf(base).word]],
	PatientCasePayerScenario: (base, desk) => [
		desk.caseOf(base.patientId, desk.detailOf(base).caseId)?.payerScenario,
	],
	PatientFullName: ({ patientId }, desk) => [
		patientId === undefined ? undefined : fullName(desk.patients.get(patientId).person),
	],
	PatientID: ({ patientId }) => [patientId === undefined ? undefined : String(patientId)],
	ResourceName: ({ providerId }) => [providerName(providerId)],
	ServiceLocationName: ({ locationId }) => [locations.find(({ id }) => id === locationId)?.name],
	Type: (base) => typeWords[typeLetter(base)],
};

function textsPass(filter: Read, base: PracticeAppointment, desk: Desk): boolean {
	return Object.entries(compared).every(([name, values]) => {
		const wanted = filterText(filter, name)?.toLowerCase();
		return (
			wanted === undefined || values(base, desk).some((value) => value?.toLowerCase() === wanted)
		);
	});
}

/** Appointments that start in a window; wide windows make the server fall over (sheet 5). */
export const getAppointments: Operation = {
	dataElement: 'Appointments',
	run(request, { desk, store, now }) {
		const filter = part(request, 'Filter');
		if (!filter) return { nullReference: true };
		const created = dateWindow(filter, 'CreatedDate');
		const modified = dateWindow(filter, 'LastModifiedDate');
		const offsetHours = offsetOf(filter);
		const wallNow = shownMillis(clinicWall(now.getTime()), offsetHours);
		const starts = startWindow(filter, wallNow, (created ?? modified) !== undefined);
		if (starts && isTooWide(starts, desk.widestWindowDays)) return { internalFault: true };
		const practice = practiceTest(filter, store);
		const wanted = wantedColumns(request);
		const rows = desk
			.appointments()
			.filter(
				(base) =>
					has(created, base.createdAt) &&
					has(modified, base.changedAt) &&
					has(starts, shownMillis(base.start, offsetHours)) &&
					practice(base.practiceId, base.patientId) &&
					textsPass(filter, base, desk),
			)
			.map((base) => appointmentRow(desk, base, { offsetHours, wanted }));
		return { data: collection('Appointments', 'AppointmentData', appointmentColumns, rows) };
	},
};

function isTooWide({ from, to }: Window, days: number): boolean {
	return Number.isFinite(to - from) && to - from > days * DAY;
}

/** One appointment of whatever practice, in full; nil when there is none. */
export const getAppointment: Operation = {
	dataElement: 'Appointment',
	run(request, { desk }) {
		const asked = part(request, 'Appointment');
		if (!asked) return { nullReference: true };
		const found = desk.appointment(numberOf(asked, 'AppointmentId') ?? 0);
		return { data: found ? appointmentElement(found) : '<Appointment i:nil="true"/>' };
	},
};
