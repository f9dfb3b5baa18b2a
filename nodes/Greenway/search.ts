import { fhirPatientSchema } from '../../lib/fhir/patient';
import { SafeError } from '../../lib/privacy/errors';
import { parseWire } from '../common/parseWire';
import type { PatientSearch, SourcePatient } from '../common/practice/port';
import type { PatientReader } from './patients';
import { withCoverages } from './patients';
import { patientPractice } from './practice';

/**
 * Finds patients by names, birth date or the practice's own number (sheet 4.1). Patients of other
 * practices of the tenant do not count towards `limit`. Throws SafeError `validation` without a
 * criterion that FHIR knows.
 */
export async function searchPatients(
	reader: PatientReader,
	query: PatientSearch,
	limit: number,
): Promise<SourcePatient[]> {
	const { transport } = reader;
	const { access } = transport;
	const { patientNumberSystem } = access.settings.fhir;
	const criteria = {
		...(query.familyName && { family: query.familyName }),
		...(query.givenName && { given: query.givenName }),
		...(query.birthDate && { birthdate: query.birthDate }),
		...(query.chartNumber && {
			identifier: patientNumberSystem
				? `${patientNumberSystem}|${query.chartNumber}`
				: query.chartNumber,
		}),
	};
	if (query.externalId || Object.keys(criteria).length === 0) {
		throw new SafeError({
			kind: 'validation',
			message: query.externalId
				? 'Greenway keeps no ID of ours, so nobody can be found by one.'
				: 'The search has nothing to search for.',
			nextStep: 'Fill at least one of family name, given name and birth date.',
			system: access.system,
			operation: 'Patient search',
			fields: ['familyName', 'givenName', 'birthDate', 'externalId'],
		});
	}
	const found: SourcePatient[] = [];
	for await (const page of transport.search('Patient', criteria)) {
		for (const resource of page) {
			const wire = parseWire(fhirPatientSchema, resource, {
				system: access.system,
				operation: 'Patient search',
			});
			if (patientPractice(wire, access) !== access.scope.practiceId) continue;
			found.push(await withCoverages(reader, wire));
			if (found.length >= limit) return found;
		}
	}
	return found;
}
