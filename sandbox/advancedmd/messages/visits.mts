import { visitOf } from '../../practice/visits.mjs';
import { appointmentIdOf, bareNumber, patientIdOf, SERVER_ZONE } from '../account.mjs';
import { ownRecord, unknownRecord, type Message } from '../context.mjs';
import { statusCode } from '../statuses.mjs';
import { collapsed } from '../wire.mjs';
import { civilOf, readUsStamp, usDate, usStamp } from '../zones.mjs';

/** Columns of visits that are known to work (sheet 4.7). */
const changeColumns = new Set([
	...['ColumnHeading', 'Duration', 'Color', 'ApptStatus', 'Profile', 'ProfileId'],
	...['ProviderId', 'Provider', 'Reason'],
]);
const patientColumns = new Set([
	...['ApptStatus', 'Duration', 'Color', 'ColumnHeading', 'AppointmentType'],
	...['AppointmentTypeID', 'VisitStartDateTime'],
]);

function columnsOf(node: unknown, known: ReadonlySet<string>): [string, string][] | undefined {
	if (typeof node !== 'object' || node === null) return undefined;
	const asked = Object.entries(node).map(([name, column]): [string, string] => [
		name,
		String(column),
	]);
	return asked.every(([, column]) => known.has(column)) ? asked : undefined;
}

export const getUpdatedVisits: Message = (message, { schedule, now }) => {
	const since = readUsStamp(String(message['@datechanged'] ?? ''), SERVER_ZONE);
	const asked = columnsOf(message.visit, changeColumns);
	if (since === undefined || asked === undefined) return { badRequest: 'Invalid column name' };
	const rows = schedule
		.all()
		.filter((entry) => entry.practiceId === 1 && entry.patientId && entry.changedAt >= since)
		.map((entry) => ({
			'@id': `vst${appointmentIdOf(entry.id)}`,
			'@updatestatus': 'U',
			'@date': usDate(entry.start),
			...Object.fromEntries(
				asked.map(([name, column]) => [
					name,
					column === 'ApptStatus' ? String(statusCode(entry)) : '',
				]),
			),
		}));
	return {
		results: {
			'@servertime': usStamp(now, SERVER_ZONE),
			visitlist: rows.length === 0 ? null : collapsed('visit', rows),
		},
	};
};

export const getPatientVisits: Message = (message, context) => {
	const record = ownRecord(String(bareNumber(message['@patientid'])), context);
	if (record === undefined) return unknownRecord;
	const asked = columnsOf(message.visit, patientColumns);
	if (asked === undefined) return { badRequest: 'Invalid column name' };
	const rows = context.schedule
		.all()
		.filter(({ patientId }) => patientId === record)
		.map((entry) => {
			const values: Record<string, string> = {
				ApptStatus: String(statusCode(entry)),
				Duration: String(entry.minutes),
				VisitStartDateTime: entry.start.replace('T', ' ') + ':00',
			};
			return {
				'@id': `vst${appointmentIdOf(entry.id)}`,
				...Object.fromEntries(asked.map(([name, column]) => [name, values[column] ?? ''])),
			};
		});
	return {
		results: { '@visitcount': String(rows.length), visitlist: collapsed('visit', rows) },
	};
};

/** The one template of the office; its field PLAN holds what the provider recommends. */
export const noteTemplate = '701';

export const getEhrNotes: Message = (message, context) => {
	const record = ownRecord(String(bareNumber(message['@patientid'])), context);
	if (record === undefined) return unknownRecord;
	if (message['@templateid'] !== noteTemplate) return { results: { patientnotelist: '' } };
	const from = civilOf(String(message['@notedatefrom'] ?? '')) ?? '0000-00-00';
	const to = civilOf(String(message['@notedateto'] ?? '')) ?? '9999-99-99';
	const visits = context.schedule
		.between(from, to)
		.filter(({ patientId }) => patientId === record)
		.flatMap((entry) => visitOf(entry, context.seed) ?? []);
	const notes = visits.map((visit) => ({
		'@id': String(800_000 + visit.id),
		'@templatename': 'VISIT NOTE',
		'@notedatetime': visit.appointment.start.replace('T', ' ') + ':00',
		'@username': 'ASAMPLE',
		'@signedbyuser': visit.signed ? 'ASAMPLE' : '',
		'@patientid': patientIdOf(record),
		'@profileid': `prof${visit.appointment.providerId}`,
		'@changedat': usStamp(visit.appointment.changedAt, SERVER_ZONE),
		'@icd': visit.diagnoses.map(({ code }) => code).join(', '),
		pagelist: {
			page: {
				'@pagename': 'PAGE 1',
				fieldlist: collapsed('field', [
					{ '@ordinal': '1', '@name': 'PLAN', '@value': visit.plan },
					{ '@ordinal': '2', '@name': 'RETURN BY', '@value': usDate(visit.returnBy) },
				]),
			},
		},
	}));
	return {
		results: { patientnotelist: notes.length === 0 ? '' : collapsed('patientnote', notes) },
	};
};
