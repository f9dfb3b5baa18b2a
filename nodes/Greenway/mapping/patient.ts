import type { FhirCoverage } from '../../../lib/fhir/coverage';
import { toCoverages } from '../../../lib/fhir/coverage';
import { confidentialityOf } from '../../../lib/fhir/parts';
import type { FhirPatient } from '../../../lib/fhir/patient';
import { toPatient } from '../../../lib/fhir/patient';
import { cleanText } from '../../../lib/values/text';
import { fencedPatient } from '../../common/practice/fencedPatient';
import type { SourcePatient } from '../../common/practice/port';
import type { GreenwayAccess } from '../credential';
import { patientPractice } from '../practice';

/**
 * A Patient (sheet 4.1) with what fence and flags look at. `coverages` undefined = not read. FHIR
 * tells no last visit.
 */
export function toSourcePatient(
	wire: FhirPatient,
	coverages: readonly FhirCoverage[] | undefined,
	access: GreenwayAccess,
	today: string,
): SourcePatient {
	const { scope, settings } = access;
	const patient = toPatient(wire, scope, settings.fhir.patientNumberSystem);
	return {
		patient: {
			...patient,
			...(coverages && {
				coverages: toCoverages(coverages, { scope, codes: scope.profile.codes, today }),
			}),
		},
		recordPracticeId: patientPractice(wire, access),
		recordPracticeName: undefined,
		flags: { Confidentiality: confidentialityOf(wire.meta), Security: labelsOf(wire) },
		lastVisitOn: undefined,
	};
}

/** A Patient of another practice. */
export function toFencedPatient(wire: FhirPatient, access: GreenwayAccess): SourcePatient {
	return fencedPatient(access.scope, wire.id, { practiceId: patientPractice(wire, access) });
}

/** Every code and word of the security labels, for rules of a practice's own. */
function labelsOf({ meta }: FhirPatient): string | undefined {
	const words = (meta?.security ?? []).flatMap(({ code, display }) => [code, display]);
	return cleanText(words.filter(Boolean).join(' ')) ?? undefined;
}
