import type { ExternalId } from '../../../lib/canonical/externalId';
import type { FhirPatient } from '../../../lib/fhir/patient';
import { fhirPatientSchema, toPatient } from '../../../lib/fhir/patient';
import type { FhirSettings } from '../../../lib/profile/systems/fhirSettings';
import type { PracticeScope, SourcePatient } from '../practice/port';
import type { SecondRecord } from '../practice/records';
import type { FhirClient, FhirQuery } from './client';
import { isOfPractice } from './organization';

/**
 * FHIR patients of the practice who may be the patient: of the same birth date with the family name,
 * or with the given name for a changed family name. Only looks; lib/identity decides (design 19).
 * Throws SafeError.
 */
export async function findSecond(
	fhir: FhirClient,
	scope: PracticeScope,
	settings: FhirSettings,
	{ patient }: SourcePatient,
): Promise<SecondRecord[]> {
	const { birthDate, familyName, givenName } = patient;
	if (!birthDate) return [];
	const found = new Map<string, FhirPatient>();
	for (const name of [familyName, givenName]) {
		if (!name) continue;
		const query: FhirQuery = { name, birthdate: birthDate };
		const patients: FhirPatient[] = await fhir.search('Patient', query, fhirPatientSchema);
		for (const one of patients) {
			// Filters again: a parameter that the server does not take is dropped without a word.
			if (one.birthDate === birthDate) found.set(one.id, one);
		}
	}
	return [...found.values()]
		.filter((one) => isOfPractice(one.managingOrganization, scope, settings))
		.map((one) => toSecond(one, scope, settings));
}

function toSecond(
	wire: FhirPatient,
	scope: PracticeScope,
	{ fhirPatientIdSystems }: FhirSettings,
): SecondRecord {
	const { system, practiceId } = scope;
	const id: ExternalId = { system, practiceId, type: 'fhir', value: wire.id };
	const patient = toPatient(wire, scope);
	return {
		id,
		patient: {
			...patient,
			externalIds: [
				id,
				// An identifier is the practice system's patient ID only where the practice has said so.
				...(wire.identifier ?? []).flatMap(({ system: issuer, value }) =>
					issuer && value && fhirPatientIdSystems.includes(issuer)
						? [{ ...id, type: 'patient' as const, value }]
						: [],
				),
				...patient.externalIds.filter(({ type }) => type === 'chart'),
			],
		},
	};
}
