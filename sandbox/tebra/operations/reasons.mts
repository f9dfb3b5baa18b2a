import { practices } from '../../practice/directory.mjs';
import { collection, row } from '../answers.mjs';
import type { Reason } from '../desk.mjs';
import { numberOf, part, textOf, type Operation } from './types.mjs';

const reasonColumns = [
	'AppointmentReasonId',
	'DefaultColorCode',
	'DefaultDurationMinutes',
	'Name',
	'PracticeId',
] as const;

function reasonRow(name: string, reason: Reason, practiceId: number): string {
	return row(name, reasonColumns, {
		AppointmentReasonId: String(reason.id),
		DefaultColorCode: String(reason.color),
		DefaultDurationMinutes: String(reason.minutes),
		Name: reason.name,
		PracticeId: String(practiceId),
	});
}

/** The reasons of a practice, which are its appointment types; no Fields, no Filter (sheet 4.5). */
export const getAppointmentReasons: Operation = {
	dataElement: 'AppointmentReasons',
	run(request, { desk }) {
		const practiceId = numberOf(request, 'PracticeId') ?? 0;
		const known = practices.some(({ id }) => id === practiceId);
		const rows = desk.reasons
			.filter((reason) => known && (reason.practiceId ?? practiceId) === practiceId)
			.map((reason) => reasonRow('AppointmentReasonData', reason, practiceId));
		return {
			data: collection('AppointmentReasons', 'AppointmentReasonData', reasonColumns, rows),
		};
	},
};

/** Adds a reason to a practice. */
export const createAppointmentReason: Operation = {
	dataElement: 'AppointmentReason',
	run(request, { desk }) {
		const asked = part(request, 'AppointmentReason');
		if (!asked) return { nullReference: true };
		const name = textOf(asked, 'Name');
		const practiceId = numberOf(asked, 'PracticeId') ?? 0;
		if (name === undefined) return { error: 'Name is required.' };
		if (!practices.some(({ id }) => id === practiceId))
			return { error: 'PracticeId is not valid.' };
		const reason: Reason = {
			id: desk.reasons.length + 1,
			practiceId,
			name,
			minutes: numberOf(asked, 'DefaultDurationMinutes') ?? 15,
			color: numberOf(asked, 'DefaultColorCode') ?? 0,
			telehealth: false,
		};
		desk.reasons.push(reason);
		return { data: reasonRow('AppointmentReason', reason, practiceId), effect: 'write' };
	},
};
