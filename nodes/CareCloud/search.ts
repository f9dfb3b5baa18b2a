import { SafeError } from '../../lib/privacy/errors';
import { civilDateMember } from '../../lib/values/civilDate';
import { foldText } from '../../lib/values/text';
import { parseWire } from '../common/parseWire';
import type { PatientSearch, SourcePatient } from '../common/practice/port';
import { recordPracticeId, settingsOf } from './mapping/context';
import type { CareCloudReader } from './patients';
import { fetchMembers, withInsurance } from './patients';
import { rowsOf } from './unwrap';
import type { CareCloudPatient } from './wire/patient';
import { hitSchema } from './wire/patient';

/**
 * Finds patients by names and birth date, by chart number or by our id (sheet 4.1, 7). The server is
 * not relied on: each hit is read and compared again. By our id alone a patient is only found where
 * the server's search looks at it, which is not published. Throws SafeError `validation` without a
 * criterion, and when the hits are cut off and too few of them fit.
 */
export async function searchPatients(
	reader: CareCloudReader,
	query: PatientSearch,
	limit: number,
): Promise<SourcePatient[]> {
	const { search } = settingsOf(reader.scope);
	const answer = await reader.transport.call({
		operation: 'searchPatients',
		path: '/patients/search',
		body: { ...criteriaOf(reader, query), limit: search.limit },
	});
	const hits = rowsOf(answer, 'patients', 'patient').map((row) =>
		parseWire(hitSchema, row, answer.facts),
	);
	const fitting: SourcePatient[] = [];
	for (const id of new Set(hits.map((hit) => hit.id))) {
		if (fitting.length >= limit) return fitting;
		const wire = await fetchMembers(reader, id);
		if (wire !== undefined && isOwn(reader, wire) && matchesQuery(wire, query)) {
			fitting.push(await withInsurance(reader, wire));
		}
	}
	if (hits.length >= search.limit && fitting.length < limit) throw tooWide(search.limit, query);
	return fitting;
}

/** Either terms or fields (sheet 4.1). */
function criteriaOf({ scope }: CareCloudReader, query: PatientSearch) {
	const { birthDateMember } = settingsOf(scope).search;
	const fields = {
		...(query.givenName && { first_name: query.givenName }),
		...(query.familyName && { last_name: query.familyName }),
		...(query.birthDate && {
			[birthDateMember]: birthDateMember === 'dob' ? usDate(query.birthDate) : query.birthDate,
		}),
	};
	if (query.chartNumber) return { terms: [query.chartNumber] };
	if (Object.keys(fields).length > 0) return { fields };
	if (query.externalId) return { terms: [query.externalId] };
	throw new SafeError({
		kind: 'validation',
		message: 'The search has nothing to search for.',
		nextStep:
			'Fill at least one of family name, given name, birth date, chart number and external ID.',
		system: 'carecloud',
		operation: 'searchPatients',
		fields: ['familyName', 'givenName', 'birthDate', 'chartNumber', 'externalId'],
	});
}

/** `dob` takes month, day and year, and not ISO (sheet 4.1). */
function usDate(date: string): string {
	const [year, month, day] = date.split('-');
	return `${month}/${day}/${year}`;
}

function isOwn({ scope }: CareCloudReader, wire: CareCloudPatient): boolean {
	return (
		(recordPracticeId(wire.business_entity_id, scope) ?? scope.practiceId) === scope.practiceId
	);
}

function matchesQuery(wire: CareCloudPatient, query: PatientSearch): boolean {
	const begins = (value: string | null | undefined, wanted: string | undefined) =>
		!wanted || foldText(value ?? '').startsWith(foldText(wanted));
	const same = (value: string | null | undefined, wanted: string | undefined) =>
		!wanted || foldText(value ?? '') === foldText(wanted);
	return (
		(!query.birthDate || civilDateMember(wire.dob ?? wire.date_of_birth) === query.birthDate) &&
		begins(wire.last_name, query.familyName) &&
		begins(wire.first_name, query.givenName) &&
		same(wire.chart_number, query.chartNumber) &&
		same(wire.legacy_patient_id, query.externalId)
	);
}

function tooWide(most: number, { chartNumber }: PatientSearch): SafeError {
	return new SafeError({
		kind: 'validation',
		message: `CareCloud found ${most} patients or more for this search, and too few of the first ones fit.`,
		// CareCloud looks for a number among names and other numbers too; a name is not sent with it.
		nextStep: chartNumber
			? 'Search for this patient by name and birth date, without the chart number.'
			: 'Search for more of the name, or add the birth date.',
		system: 'carecloud',
		operation: 'searchPatients',
		fields: chartNumber ? ['chartNumber'] : ['familyName', 'givenName', 'birthDate'],
	});
}
