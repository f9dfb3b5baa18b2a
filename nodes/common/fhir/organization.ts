import type { FhirReference } from '../../../lib/fhir/parts';
import { referencedId } from '../../../lib/fhir/parts';
import type { FhirSettings } from '../../../lib/profile/systems/fhirSettings';
import { foldText } from '../../../lib/values/text';
import type { PracticeScope } from '../practice/port';

/**
 * Whether a record of the FHIR interface may be of this practice. The practice profile can name its
 * organizations; else the words beside the reference are held against the practice's name, because
 * ids of organizations are FHIR's own; a credential without a name then takes none that are named. A
 * record that names no organization is the practice's: the credential was given for one.
 */
export function isOfPractice(
	organization: FhirReference | null | undefined,
	{ practiceName }: Pick<PracticeScope, 'practiceName'>,
	{ fhirOrganizationIds }: FhirSettings,
): boolean {
	const id = referencedId(organization, 'Organization');
	const words = foldText(organization?.display ?? '');
	if (fhirOrganizationIds.length > 0) {
		return id === undefined ? words === '' : fhirOrganizationIds.includes(id);
	}
	return words === '' || words === foldText(practiceName ?? '');
}
