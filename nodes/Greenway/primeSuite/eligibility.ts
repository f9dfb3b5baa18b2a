import type { EligibilityResult } from '../../../lib/canonical/eligibility';
import { meaningOf } from '../../../lib/profile/codes';
import { civilDateAt } from '../../../lib/values/civilDate';
import { dropAbsent } from '../../../lib/values/dropAbsent';
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
 * 8). It is read from the day lists around today, one result per insurance: that of the latest
 * appointment up to today, else of the nearest ahead, for an answer stored for a visit far off need not
 * hold today. Of insurances without a number nobody can tell which is which, so each text is told. When the payer answered is not told, and the number of the insurance need not be
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
	const zone = reader.scope.timeZone;
	const today = civilDateAt(now.toISOString(), zone) ?? '';
	const found: Found[] = [];
	for await (const rows of allRows(reader, searchWindow(reader, now))) {
		for (const row of rows) {
			const { Patient, Insurance } = row;
			if (Patient?.PatientID !== String(gapiNumber) || !Insurance) continue;
			if (!cleanText(Insurance.EligibilityStatus)) continue;
			const at = startOf(row, zone);
			const day = at === undefined ? undefined : civilDateAt(at, zone);
			found.push({ at, isAhead: day === undefined || day > today, insurance: Insurance });
		}
	}
	const results = new Map<string, EligibilityResult>();
	for (const { insurance } of found.sort(byUse)) {
		const result = toResult(insurance, patientId, reader);
		const key = JSON.stringify(insurance.InsuranceID ?? result);
		if (!results.has(key)) results.set(key, result);
	}
	return [...results.values()];
}

type Insurance = NonNullable<PrimeAppointment['Insurance']>;

interface Found {
	/** Start of the appointment; absent = it cannot be read. */
	readonly at: string | undefined;
	/** On a day after today, or on one that nobody can tell. */
	readonly isAhead: boolean;
	readonly insurance: Insurance;
}

/** Up to today the latest first, then what is ahead from the nearest on, then what has no time. */
function byUse(left: Found, right: Found): number {
	if (left.isAhead !== right.isAhead) return left.isAhead ? 1 : -1;
	const [one, other] = [left, right].map(({ at }) =>
		at === undefined ? Infinity : Date.parse(at),
	);
	if (one === other) return 0;
	return one < other === left.isAhead ? -1 : 1;
}

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
