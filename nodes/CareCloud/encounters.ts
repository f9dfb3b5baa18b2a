import type { Encounter } from '../../lib/canonical/encounter';
import { SafeError } from '../../lib/privacy/errors';
import type { FhirClient } from '../common/fhir/client';
import type { VisitPart } from '../common/fhir/encounters';
import { readFhirEncounters } from '../common/fhir/encounters';
import { needsCredential } from '../common/fhir/refusal';
import type { PracticeScope } from '../common/practice/port';
import type { DateWindow, SourceRecord } from '../common/practice/records';
import { careCloudFhir, fhirSettingsOf } from './fhir';

/** What US Core has of a visit (sheet 4.6). */
const visitParts: readonly VisitPart[] = ['Condition', 'Procedure', 'CarePlan'];

/**
 * The visits of a patient, which CareCloud's REST interface does not tell (sheet 4.6): by FHIR alone,
 * and only through a linked id. What the server does not list at /metadata is not asked for, and so
 * stays untold. Throws SafeError.
 */
export async function listEncounters(
	fhir: FhirClient | undefined,
	scope: PracticeScope,
	patientId: string,
	window: DateWindow,
	fhirId: string | undefined,
): Promise<ReadonlyArray<SourceRecord<Encounter>>> {
	if (fhir === undefined) throw needsCredential(careCloudFhir);
	if (fhirId === undefined) throw notLinked();
	const types = await fhir.types();
	const has = (type: string) => types === undefined || types.has(type);
	if (!has('Encounter')) throw notServed();
	const parts = visitParts.filter(has);
	const read = { patientId, fhirId, window, parts };
	const found = await readFhirEncounters(fhir, scope, fhirSettingsOf(scope), read);
	// There is no main interface whose visits the others could close.
	return found.filter(({ closesOnly }) => !closesOnly);
}

function notLinked(): SafeError {
	return new SafeError({
		kind: 'notFound',
		message: 'HealthSail holds no verified FHIR ID for this patient, so no encounters are read.',
		nextStep:
			'Link the patient first: Find Second, Patient Match, HealthSail: External ID, Add. Encounters stand in CareCloud’s FHIR interface only.',
		system: 'carecloud',
		vendorCode: 'NotLinked',
		fields: ['fhirId'],
	});
}

function notServed(): SafeError {
	return new SafeError({
		kind: 'unsupported',
		message: 'CareCloud’s FHIR interface of this practice has no encounters.',
		nextStep: 'Ask CareCloud whether the practice has Charts, which holds the encounters.',
		system: 'carecloud',
		operation: 'FHIR metadata',
		vendorCode: 'NoEncounter',
	});
}
