import { careCloudDefaults } from '../../lib/profile/systems/careCloud';
import type { FhirSettings } from '../../lib/profile/systems/fhirSettings';
import { SafeError } from '../../lib/privacy/errors';
import type { FhirClient } from '../common/fhir/client';
import { openFhir } from '../common/fhir/client';
import type { FhirVendor } from '../common/fhir/vendor';
import type { PracticeScope } from '../common/practice/port';
import type { NodeContext } from '../common/transport/send';
import type { CareCloudAccess } from './credential';
import { refuseTalkEhr } from './credential';

/** CareCloud's FHIR interface, which only reads (sheet 1, 3, 4.6). */
export const careCloudFhir: FhirVendor = {
	system: 'carecloud',
	credentialType: 'careCloudFhirOAuth2Api',
	product: 'CareCloud',
	emptyAnswer: 'address',
	nextSteps: {
		signIn: 'Open the FHIR credential and connect it again.',
		scope:
			'Compare the scope in the credential with the one of the app at api-datamanager.carecloud.com, and connect it again.',
		address:
			'Compare the FHIR Base URL with CareCloud’s directory of addresses; it ends with the code of the practice.',
	},
};

export const fhirSettingsOf = ({ profile }: PracticeScope): FhirSettings =>
	profile.carecloud ?? careCloudDefaults;

/**
 * Opens the FHIR interface where the node has a credential for it (sheet 2). Throws SafeError
 * `configuration`; also when the address names no practice, since the practice is a part of it.
 */
export async function openCareCloudFhir(
	context: NodeContext,
	itemIndex: number,
	{ throttle, allowedHosts }: CareCloudAccess,
): Promise<FhirClient | undefined> {
	const rules = { sandboxSpeed: throttle.speed, allowedHosts };
	return await openFhir(context, itemIndex, careCloudFhir, rules, (stored) => {
		const { baseUrl = '' } = (stored ?? {}) as { readonly baseUrl?: string };
		refuseTalkEhr(baseUrl);
		if (/\/r4\/*$/i.test(baseUrl.trim())) throw namesNoPractice();
	});
}

function namesNoPractice(): SafeError {
	return new SafeError({
		kind: 'configuration',
		message: 'The FHIR Base URL of the credential names no practice.',
		nextStep:
			'Put the practice’s code behind /R4/. CareCloud’s directory of addresses shows it (https://api-datamanager.carecloud.com/fhirurl).',
		system: 'carecloud',
		fields: ['baseUrl'],
	});
}
