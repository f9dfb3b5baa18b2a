import { SafeError } from '../../lib/privacy/errors';
import { addDays } from '../../lib/values/civilDate';
import { foldText } from '../../lib/values/text';
import type { PatientSearch, SourcePatient } from '../common/practice/port';
import type { PatientReader } from './patients';
import { fetchEach, fetchPatient, isElsewhere, listPatients } from './patients';
import type { TebraPatientRow } from './wire/patient';

/** Records that a search reads at most before it gives up finding enough that fit. */
const searchReads = 1000;

/**
 * Finds patients by names and birth date, or by our external id. GetPatients has no filter for
 * phone, e-mail or chart number (sheet 4.1). Rows of other practices, and records that do not fit,
 * do not count towards `limit`. Throws SafeError `validation` without a criterion, and when too few
 * of too many listed patients fit.
 */
export async function searchPatients(
	reader: PatientReader,
	query: PatientSearch,
	limit: number,
	externalVendorId: () => Promise<string | undefined>,
): Promise<SourcePatient[]> {
	if (query.externalId) {
		const vendorId = await externalVendorId();
		if (vendorId === undefined) return [];
		const found = await fetchPatient(reader, {
			ExternalID: query.externalId,
			ExternalVendorID: vendorId,
		});
		return found && matchesQuery(found, query) ? [found] : [];
	}
	if (!query.familyName && !query.givenName && !query.birthDate) {
		throw new SafeError({
			kind: 'validation',
			message: 'The search has nothing to search for.',
			nextStep: 'Fill at least one of family name, given name, birth date and external ID.',
			system: 'tebra',
			operation: 'GetPatients',
			fields: ['familyName', 'givenName', 'birthDate', 'externalId'],
		});
	}
	const rows = await listPatients(reader, {
		...(query.givenName && { FirstName: query.givenName }),
		...(query.familyName && { LastName: query.familyName }),
		// "To" of the birth date is exclusive (sheet 4.1).
		...(query.birthDate && {
			FromDateOfBirth: query.birthDate,
			ToDateOfBirth: addDays(query.birthDate, 1),
		}),
	});
	const own = rows.filter((row) => !isElsewhere(row, reader.scope));
	return await fetchFitting(reader, own, query, limit);
}

/** Reads listed patients until `limit` of them fit the search. */
async function fetchFitting(
	reader: PatientReader,
	rows: readonly TebraPatientRow[],
	query: PatientSearch,
	limit: number,
): Promise<SourcePatient[]> {
	const fitting: SourcePatient[] = [];
	let read = 0;
	while (read < rows.length && fitting.length < limit) {
		if (read >= searchReads) throw tooWide();
		const part = rows.slice(read, Math.min(read + limit - fitting.length, searchReads));
		const { patients, failed } = await fetchEach(reader, part);
		if (failed.length > 0) throw failed[0].error;
		read += part.length;
		fitting.push(
			...patients.filter(
				(found) =>
					(found.recordPracticeId ?? reader.scope.practiceId) === reader.scope.practiceId &&
					matchesQuery(found, query),
			),
		);
	}
	return fitting;
}

function tooWide(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: `Tebra lists more than ${searchReads} patients for this search, and too few of them fit.`,
		nextStep: 'Search for more of the name, or add the birth date.',
		system: 'tebra',
		operation: 'GetPatients',
		fields: ['familyName', 'givenName', 'birthDate'],
	});
}

/** Filters again, since Tebra may drop a filter without a word (sheet 3.3 rule 1). */
function matchesQuery({ patient }: SourcePatient, query: PatientSearch): boolean {
	const begins = (value: string | null | undefined, wanted: string | undefined) =>
		!wanted || foldText(value ?? '').startsWith(foldText(wanted));
	return (
		(!query.birthDate || patient.birthDate === query.birthDate) &&
		begins(patient.familyName, query.familyName) &&
		begins(patient.givenName, query.givenName)
	);
}
