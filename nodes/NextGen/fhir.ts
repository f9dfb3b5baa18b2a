import { z } from 'zod';

import type { FhirSettings } from '../../lib/profile/systems/fhirSettings';
import { SafeError } from '../../lib/privacy/errors';
import type { FhirClient } from '../common/fhir/client';
import { openFhir } from '../common/fhir/client';
import type { FhirVendor } from '../common/fhir/vendor';
import type { NodeContext } from '../common/transport/send';
import type { NextGenAccess } from './credential';
import { nextGenSystem, refuseOffice } from './credential';

/** NextGen's FHIR interface, which only reads (sheet 1.3, 2, 3). */
export const nextGenFhir: FhirVendor = {
	system: nextGenSystem,
	credentialType: 'nextGenFhirOAuth2Api',
	product: 'NextGen',
	emptyAnswer: 'quota',
	nextSteps: {
		signIn:
			'Compare client ID, secret and site ID with the developer portal; with a user’s sign-in, connect the FHIR credential again.',
		scope: 'Compare the scope in the credential with what the practice approved in the portal.',
		address: 'Set the FHIR Base URL in the credential back to its default.',
	},
};

export const fhirSettingsOf = ({ settings }: Pick<NextGenAccess, 'settings'>): FhirSettings =>
	settings;

const storedSchema = z.object({
	baseUrl: z.string().default(''),
	siteId: z.string().trim().toLowerCase().default(''),
	grantType: z.string().default('clientCredentials'),
});

/**
 * Opens the FHIR interface where the node has a credential for it. No path names a practice: the site
 * ID chooses the database (sheet 2), so it must be the main credential's. Throws SafeError
 * `configuration`, and `unsupported` for NextGen Office.
 */
export async function openNextGenFhir(
	context: NodeContext,
	itemIndex: number,
	access: NextGenAccess,
): Promise<FhirClient | undefined> {
	return await openFhir(context, itemIndex, nextGenFhir, access, (stored) => {
		const values = storedSchema.safeParse(stored);
		if (!values.success) throw otherSite();
		const { baseUrl, siteId, grantType } = values.data;
		refuseOffice(baseUrl);
		if (grantType === 'clientCredentials' && siteId !== access.siteId) throw otherSite();
	});
}

function otherSite(): SafeError {
	return new SafeError({
		kind: 'configuration',
		message: 'The NextGen FHIR credential has another site ID than the NextGen credential.',
		nextStep:
			'Write the same site ID into both: a test database and the live one have different ones.',
		system: nextGenSystem,
		vendorCode: 'OtherSite',
		fields: ['siteId'],
	});
}
