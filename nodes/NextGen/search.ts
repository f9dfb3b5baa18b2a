import { SafeError } from '../../lib/privacy/errors';
import { foldText } from '../../lib/values/text';
import type { PatientSearch, SourcePatient } from '../common/practice/port';
import { nextGenSystem } from './credential';
import { fetchEach } from './persons';
import type { Reader } from './read';
import { readArray } from './read';
import { lookupRowSchema } from './wire/person';

/** Records that a search reads at most before it gives up finding enough that fit. */
const searchReads = 500;

/**
 * Finds patients by names and birth date, by chart number or by our external id, with
 * /persons/lookup (sheet 4.1). Rows of other practices, and records that do not fit, do not count
 * towards `limit`. Throws SafeError `validation` without a criterion, and when too few of too many
 * found patients fit.
 */
export async function searchPatients(
	reader: Reader,
	query: PatientSearch,
	limit: number,
	externalSystemId: () => Promise<string | undefined>,
): Promise<SourcePatient[]> {
	const criteria = await criteriaOf(query, externalSystemId);
	if (criteria === undefined) return [];
	const rows = await readArray(reader, lookupRowSchema, {
		route: '/persons/lookup',
		operation: '/persons/lookup',
		query: { ...criteria, searchPatientsOnly: true },
	});
	const ids = [...new Set(rows.map(({ id }) => id))];
	const fitting: SourcePatient[] = [];
	let read = 0;
	while (read < ids.length && fitting.length < limit) {
		if (read >= searchReads) throw tooWide();
		const part = ids.slice(read, Math.min(read + limit - fitting.length, searchReads));
		const { patients, failed } = await fetchEach(
			reader,
			part.map((id) => ({ id })),
		);
		if (failed.length > 0) throw failed[0].error;
		read += part.length;
		fitting.push(...patients.filter((found) => fits(found, query, reader.scope.practiceId)));
	}
	return fitting;
}

/** Undefined = our ids are not kept in this NextGen, so nobody has one. */
async function criteriaOf(
	query: PatientSearch,
	externalSystemId: () => Promise<string | undefined>,
): Promise<Record<string, string> | undefined> {
	if (query.externalId) {
		const systemId = await externalSystemId();
		if (systemId === undefined) return undefined;
		return { externalId: query.externalId, externalSystemId: systemId };
	}
	// With a quick search NextGen leaves the other criteria aside: they are compared here.
	if (query.chartNumber) {
		return { quickSearchId: 'MedicalRecordNumber', quickSearchInput: query.chartNumber };
	}
	if (!query.familyName && !query.givenName && !query.birthDate) {
		throw new SafeError({
			kind: 'validation',
			message: 'The search has nothing to search for.',
			nextStep:
				'Fill at least one of family name, given name, birth date, chart number and external ID.',
			system: nextGenSystem,
			operation: 'GET /persons/lookup',
			fields: ['familyName', 'givenName', 'birthDate', 'externalId'],
		});
	}
	return {
		...(query.familyName && { lastName: query.familyName }),
		...(query.givenName && { firstName: query.givenName }),
		...(query.birthDate && { dateOfBirth: query.birthDate }),
	};
}

/** Compares again: the look-up may leave a criterion aside, and finds the whole enterprise. */
function fits(
	{ patient, recordPracticeId }: SourcePatient,
	query: PatientSearch,
	practiceId: string,
): boolean {
	const begins = (value: string | null | undefined, wanted: string | undefined) =>
		!wanted || foldText(value ?? '').startsWith(foldText(wanted));
	// Not every build shows the number with the record; one that shows another is another patient.
	const charts = patient.externalIds.filter(({ type }) => type === 'chart');
	const hasChart = (wanted: string) =>
		charts.length === 0 || charts.some(({ value }) => value === wanted);
	return (
		recordPracticeId === practiceId &&
		(!query.birthDate || patient.birthDate === query.birthDate) &&
		(!query.chartNumber || hasChart(query.chartNumber)) &&
		begins(patient.familyName, query.familyName) &&
		begins(patient.givenName, query.givenName)
	);
}

function tooWide(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: `NextGen finds more than ${searchReads} patients for this search, and too few of them fit.`,
		nextStep: 'Search for more of the name, or add the birth date.',
		system: nextGenSystem,
		operation: 'GET /persons/lookup',
		fields: ['familyName', 'givenName', 'birthDate'],
	});
}
