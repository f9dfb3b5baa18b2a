import type { FhirReference } from '../../../lib/fhir/parts';
import { referencedId } from '../../../lib/fhir/parts';
import type { FhirSettings } from '../../../lib/profile/systems/fhirSettings';
import { foldText } from '../../../lib/values/text';
import type { PracticeScope } from '../practice/port';

/**
 * Whether a record of the FHIR interface is of this practice. The practice profile can name its
 * organizations (`fhirOrganizationIds`); else the words beside the reference are held against the
 * practice's name, because ids of organizations are FHIR's own. A reference without words tells
 * nothing then and is not taken, also where the server is said to hold one practice: a number that is
 * not known may be the one thing that tells another practice apart (design 10). So may an identifier in
 * place of the reference. A record that names no organization is the practice's only where the server
 * holds it alone (`fhirTenantIsPractice`).
 */
export function isOfPractice(
	organization: FhirReference | null | undefined,
	{ practiceName }: Pick<PracticeScope, 'practiceName'>,
	{
		fhirOrganizationIds,
		fhirTenantIsPractice,
	}: Pick<FhirSettings, 'fhirOrganizationIds' | 'fhirTenantIsPractice'>,
): boolean {
	const id = referencedId(organization, 'Organization');
	const words = foldText(organization?.display ?? '');
	const isNamed = Boolean(organization?.reference?.trim() || organization?.identifier);
	if (!isNamed && words === '') return fhirTenantIsPractice;
	if (fhirOrganizationIds.length > 0) return id !== undefined && fhirOrganizationIds.includes(id);
	return words !== '' && words === foldText(practiceName ?? '');
}
