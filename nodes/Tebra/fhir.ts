import { tebraDefaults } from '../../lib/profile/systems/tebra';
import type { FhirSettings } from '../../lib/profile/systems/fhirSettings';
import type { VisitPart } from '../common/fhir/encounters';
import type { FhirVendor } from '../common/fhir/vendor';
import type { PracticeScope } from '../common/practice/port';

/** Tebra's FHIR interface, which a node may have beside SOAP (sheet 3.2, 4.10, 6). */
export const tebraFhir: FhirVendor = {
	system: 'tebra',
	credentialType: 'tebraFhirOAuth2Api',
	product: 'Tebra',
	emptyAnswer: 'address',
	nextSteps: {
		signIn:
			'Compare client ID, secret and scope in the FHIR credential, save it, then run Patient: Find Second. A new client works only when Customer Care has switched it on for the practice.',
		scope: 'Compare the scope in the credential with the one that was registered in appSphere.',
		address: 'Set the FHIR Base URL in the credential back to its default; the hyphen matters.',
	},
};

/** What Tebra's FHIR tells of a visit (sheet 4.7, 4.10). */
export const tebraVisitParts: readonly VisitPart[] = ['Condition', 'Procedure', 'CarePlan'];

export const fhirSettingsOf = ({ profile }: PracticeScope): FhirSettings =>
	profile.tebra ?? tebraDefaults;
