import type { EligibilityResult } from '../../../lib/canonical/eligibility';
import { dropAbsent } from '../../../lib/fhir/parts';
import { meaningOf } from '../../../lib/profile/codes';
import { parseMoney } from '../../../lib/values/money';
import { cleanText } from '../../../lib/values/text';
import { startOf } from './appointments';
import { searchWindow } from './find';
import type { RowReader } from './rows';
import { allRows } from './rows';
import type { PrimeAppointment } from './wire';
import { foldedKeys } from './wire';

/**
 * What Prime Suite stored of payers' answers: a text at the insurance of an appointment (sheet 4.2,
 * 8). It is read from the day lists around today, one result per insurance, that of the latest
 * appointment first. When the payer answered is not told, and the number of the insurance need not be
 * the ID of a Coverage in FHIR, so both are left out. Throws SafeError.
 *
 * @param gapiNumber the patient's number in the GAPI, safely linked
 */
export async function lastEligibility(
	reader: RowReader,
	patientId: string,
	gapiNumber: number,
	now: Date,
): Promise<EligibilityResult[]> {
	const found: Array<{ at: string; insurance: Insurance }> = [];
	for await (const rows of allRows(reader, searchWindow(reader, now))) {
		for (const row of rows) {
			const { Patient, Insurance } = row;
			if (Patient?.PatientID !== String(gapiNumber) || !Insurance) continue;
			if (!cleanText(Insurance.EligibilityStatus)) continue;
			found.push({ at: startOf(row, reader.scope.timeZone) ?? '', insurance: Insurance });
		}
	}
	const newestFirst = found.sort((left, right) => (left.at < right.at ? 1 : -1));
	const results = new Map<string, EligibilityResult>();
	for (const { insurance } of newestFirst) {
		const key = insurance.InsuranceID ?? '';
		if (!results.has(key)) results.set(key, toResult(insurance, patientId, reader));
	}
	return [...results.values()];
}

type Insurance = NonNullable<PrimeAppointment['Insurance']>;

function toResult(
	{ EligibilityStatus, InsDocVisitCoPay }: Insurance,
	patientId: string,
	{ scope, settings }: RowReader,
): EligibilityResult {
	const copay = parseMoney(InsDocVisitCoPay);
	return dropAbsent<EligibilityResult>({
		system: scope.system,
		practiceId: scope.practiceId,
		patientId,
		status: meaningOf(foldedKeys(settings.eligibilityWords), EligibilityStatus) ?? 'unknown',
		statusText: cleanText(EligibilityStatus),
		// 0 may stand for none entered, so only an amount above it is told.
		copay: copay ? { amount: copay, currency: 'USD' } : undefined,
	});
}
