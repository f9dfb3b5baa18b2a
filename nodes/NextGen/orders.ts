import type { Encounter } from '../../lib/canonical/encounter';
import type { FhirClient } from '../common/fhir/client';
import type { FhirVisit, VisitPart } from '../common/fhir/encounters';
import { readFhirEncounters } from '../common/fhir/encounters';
import { closeRestricted, joinEncounters } from '../common/fhir/joinEncounters';
import { overlap, possibleDays } from '../common/fhir/visitDays';
import type { PracticeScope } from '../common/practice/port';
import type { DateWindow, SourceRecord } from '../common/practice/records';
import { dayOf, isKeptBack, listEncounters, readEncounterRows } from './encounters';
import { fhirSettingsOf } from './fhir';
import type { Reader } from './read';
import type { EncounterRow } from './wire/chart';

type Visit = SourceRecord<Encounter>;

/** All else of a visit the Enterprise API tells better (sheet 1.3, 4.4). */
const visitParts: readonly VisitPart[] = ['ServiceRequest'];

/**
 * The encounters of a person with the orders of each, which stand in FHIR alone (ServiceRequest,
 * sheet 1.3). FHIR knows nothing of what the practice keeps back, so that its visits of such a day
 * are left out; and a visit of FHIR that is not sure to be one of the encounters comes along only for
 * its orders. Throws SafeError.
 */
export async function listEncountersWithOrders(
	reader: Reader,
	fhir: FhirClient,
	patientId: string,
	window: DateWindow,
	fhirId: string,
): Promise<readonly Visit[]> {
	const { scope } = reader;
	const rows = await readEncounterRows(reader, patientId);
	const main = await listEncounters(reader, patientId, window, rows);
	const read = { patientId, fhirId, window, parts: visitParts };
	const found = await readFhirEncounters(fhir, scope, fhirSettingsOf(reader), read);
	return withOrders(main, found, rows, scope);
}

/**
 * Encounters with what FHIR tells beside them. `rows` are all of the person's, those included that the
 * practice keeps back: when one of them tells no day, nothing of FHIR is sure to be another one. What
 * FHIR marks restricted closes the encounters that it may be in any case.
 */
export function withOrders(
	main: readonly Visit[],
	found: readonly FhirVisit[],
	rows: readonly EncounterRow[],
	{ timeZone }: Pick<PracticeScope, 'timeZone'>,
): Visit[] {
	const own = closeRestricted(main, found, { timeZone });
	const closedDays = rows.filter(isKeptBack).map((row) => dayOf(row, timeZone));
	if (closedDays.includes(undefined)) return own;
	const visits = found.filter(({ record, closesOnly }) => {
		const days = possibleDays(record, timeZone);
		return !closesOnly && !closedDays.some((day) => overlap(days, { from: day, to: day }));
	});
	const bare = new Set(
		visits.filter(({ record }) => !record.recommendations?.length).map(({ record }) => record),
	);
	return joinEncounters(own, visits, { timeZone }).filter(({ record }) => !bare.has(record));
}
