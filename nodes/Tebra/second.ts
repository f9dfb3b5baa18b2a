import type { ExternalId } from '../../lib/canonical/externalId';
import type { FhirPatient } from '../../lib/fhir/patient';
import { fhirPatientSchema, toPatient } from '../../lib/fhir/patient';
import { SafeError } from '../../lib/privacy/errors';
import { tebraDefaults } from '../../lib/profile/systems/tebra';
import type { PracticeScope, SourcePatient } from '../common/practice/port';
import type { SecondRecord } from '../common/practice/records';
import type { FhirQuery, TebraFhir } from './fhir';

/**
 * FHIR patients who may be the patient: of the same birth date with the family name, or with the
 * given name for a changed family name (sheet 4.10). Only looks; lib/identity decides (design 19).
 * Throws SafeError.
 */
export async function findSecond(
	fhir: TebraFhir | undefined,
	scope: PracticeScope,
	{ patient }: SourcePatient,
): Promise<SecondRecord[]> {
	if (fhir === undefined) throw needsCredential();
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
	return [...found.values()].map((one) => toSecond(one, scope));
}

function toSecond(wire: FhirPatient, scope: PracticeScope): SecondRecord {
	const { system, practiceId } = scope;
	const id: ExternalId = { system, practiceId, type: 'fhir', value: wire.id };
	const systems = scope.profile.tebra?.fhirPatientIdSystems ?? tebraDefaults.fhirPatientIdSystems;
	const patient = toPatient(wire, scope);
	return {
		id,
		patient: {
			...patient,
			externalIds: [
				id,
				// An identifier is Tebra's patient ID only where the practice has said so.
				...(wire.identifier ?? []).flatMap(({ system: issuer, value }) =>
					issuer && value && systems.includes(issuer)
						? [{ ...id, type: 'patient' as const, value }]
						: [],
				),
				...patient.externalIds.filter(({ type }) => type === 'chart'),
			],
		},
	};
}

function needsCredential(): SafeError {
	return new SafeError({
		kind: 'configuration',
		message: 'The node has no credential for Tebra’s FHIR interface.',
		nextStep: 'Choose a Tebra FHIR credential in the node.',
		system: 'tebra',
		fields: ['tebraFhirOAuth2Api'],
	});
}
