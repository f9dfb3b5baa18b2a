import type { Charge } from '../../../lib/canonical/ledger';
import { SafeError } from '../../../lib/privacy/errors';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { parseMoney } from '../../../lib/values/money';
import { cleanDetail } from '../../../lib/values/text';
import type { PracticeScope } from '../../common/practice/port';
import type { DateWindow, SourceRecord } from '../../common/practice/records';
import { msDateIn } from '../msDate';
import type { PatientLinks } from './link';
import { notLinked } from './link';
import type { RowReader } from './rows';
import { allRows } from './rows';
import type { PrimeAppointment, PrimeServiceDetail } from './wire';
import { toPerson } from './wire';

/**
 * Charge lines of the visits in the day lists of a window (sheet 4.2). Whether a line was voided is
 * not told. Throws SafeError: `notFound` when a patient with charges cannot be told for sure, since a
 * list of money that silently lacks some is worse than none.
 */
export async function readCharges(
	reader: RowReader,
	links: PatientLinks,
	window: DateWindow,
	patientId: string | undefined,
): Promise<Array<SourceRecord<Charge>>> {
	const charges: Array<SourceRecord<Charge>> = [];
	for await (const rows of allRows(reader, window)) {
		for (const row of rows) {
			const lines = row.Visit?.ServiceDetail ?? [];
			if (lines.length === 0 || !row.Patient) continue;
			const person = toPerson(row.Patient, reader.settings);
			const id = person && (await links.toFhir(person));
			if (id === undefined && patientId === undefined) throw notLinked();
			if (id === undefined || (patientId !== undefined && id !== patientId)) continue;
			for (const line of lines) {
				charges.push({
					record: toCharge(line, row, id, reader.scope),
					recordPracticeId: undefined,
				});
			}
		}
	}
	return charges;
}

function toCharge(
	line: PrimeServiceDetail,
	{ AppointmentID, Visit }: PrimeAppointment,
	patientId: string,
	{ system, practiceId, timeZone }: PracticeScope,
): Charge {
	const amount = parseMoney(line.ChargeAmount);
	const id = line.ServiceDetailID ?? line.ChargeID;
	if (amount === undefined || id === undefined) throw unreadable(amount === undefined);
	const units = Number(line.NumberOfDaysOrUnits);
	const diagnoses = [line.ICD10Diag1, line.ICD10Diag2, line.ICD10Diag3, line.ICD10Diag4];
	return dropAbsent<Charge>({
		system,
		practiceId,
		id,
		patientId,
		encounterId: Visit?.VisitID ?? null,
		appointmentId: AppointmentID ?? null,
		serviceDate: msDateIn(line.FromDate, timeZone),
		postedOn: msDateIn(line.PostingDate, timeZone),
		procedureCode: cleanDetail(line.ProcedureCode) ?? null,
		diagnosisCodes: diagnoses.flatMap((code) => cleanDetail(code) ?? []),
		units: Number.isFinite(units) && units > 0 ? units : null,
		amount: { amount, currency: 'USD' },
		isVoided: false,
	});
}

function unreadable(isAmount: boolean): SafeError {
	return new SafeError({
		kind: 'wireShape',
		message: 'A charge line of Prime Suite has no number or no readable amount.',
		nextStep: 'Report the operation and the member name.',
		system: 'greenway_prime_suite',
		operation: 'PatientListGet',
		fields: [isAmount ? 'Visit.ServiceDetail.ChargeAmount' : 'Visit.ServiceDetail.ServiceDetailID'],
	});
}
