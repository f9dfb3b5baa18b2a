import type { FhirPatient } from '../../lib/fhir/patient';
import type { FhirReference } from '../../lib/fhir/parts';
import { referencedId } from '../../lib/fhir/parts';
import type { GreenwayAccess } from './credential';

/** FHIR ids of the organizations that are this practice. */
export function ownOrganizations({ scope, settings }: GreenwayAccess): readonly string[] {
	const { organizationIds } = settings.fhir;
	return organizationIds.length > 0 ? organizationIds : [scope.practiceId];
}

/**
 * The practice that a reference to an organization tells: the credential's own, another one's id, or
 * undefined when there is none. An identifier in place of the reference may be another practice's and
 * gives a word that is no practice's id. A bulk export covers the whole tenant (sheet 3.1, quirk 12).
 */
export function practiceOf(
	reference: FhirReference | null | undefined,
	access: GreenwayAccess,
): string | undefined {
	const id = referencedId(reference, 'Organization');
	if (id === undefined) return reference?.identifier ? 'organization' : undefined;
	if (ownOrganizations(access).includes(id)) return access.scope.practiceId;
	// An organization that is none of ours must not pass for us by bearing our number.
	return id === access.scope.practiceId ? `organization ${id}` : id;
}

/** The same for a patient; one that tells none is ours only where the profile says so. */
export function patientPractice(
	wire: Pick<FhirPatient, 'managingOrganization'>,
	access: GreenwayAccess,
): string | undefined {
	const told = practiceOf(wire.managingOrganization, access);
	if (told !== undefined) return told;
	return access.settings.fhir.untoldPractice === 'own' ? access.scope.practiceId : undefined;
}
