import type { Encounter } from '../../lib/canonical/encounter';
import { textMembers } from '../../lib/values/xml';
import { mapBounded } from '../common/mapBounded';
import { parseWire } from '../common/parseWire';
import type { DateWindow, SourceRecord } from '../common/practice/records';
import { rowsOf } from './faults';
import { listFields } from './fields';
import { listCharges } from './ledger';
import { toEncounter } from './mapping/ledger';
import type { PatientReader } from './patients';
import { tebraConcurrency } from './throttle';
import type { TebraEncounter } from './wire/ledger';
import { encounterSchema } from './wire/ledger';

/**
 * The visits of a patient (sheet 4.7): Tebra lists none, so that they are found by their charges,
 * those not approved yet among them, and read one by one. Throws SafeError.
 */
export async function readEncounters(
	reader: PatientReader,
	patientId: string,
	window: DateWindow,
): Promise<Array<SourceRecord<Encounter>>> {
	const charges = await listCharges(reader, window, patientId, true);
	const ids = [...new Set(charges.flatMap(({ EncounterID }) => EncounterID ?? []))];
	const found = await mapBounded(ids, tebraConcurrency, async (id) => {
		const wire = await fetchEncounter(reader, id);
		// An encounter of another patient under this number would be another person's chart.
		if (wire === undefined || wire.PatientID !== patientId) return [];
		const own = charges.filter(({ EncounterID }) => EncounterID === id);
		return [toEncounter(wire, own, patientId, reader.scope)];
	});
	return found.flat();
}

/** GetEncounterDetails (sheet 4.7). Throws SafeError. */
async function fetchEncounter(
	{ scope, transport }: PatientReader,
	id: string,
): Promise<TebraEncounter | undefined> {
	const { result, facts } = await transport.call('GetEncounterDetails', {
		Fields: listFields(scope, 'GetEncounterDetails'),
		Filter: {
			EncounterID: id,
			Practice: { PracticeID: scope.practiceId, PracticeName: scope.practiceName },
		},
	});
	return rowsOf(result, 'EncounterDetailsData', 'EncounterID')
		.map((row) => parseWire(encounterSchema, textMembers(row), facts))
		.find(({ EncounterID }) => EncounterID === id);
}
