import type { INodeCredentialDescription, INodePropertyOptions } from 'n8n-workflow';

import type { PmSystem } from '../../../../lib/canonical/externalId';
import { ownCredential } from '../../../common/healthsail/credentialFields';

/** Which credential holds the practice profile of a system; one row per system of this pack. */
export const profileCredentials = {
	advancedmd: { label: 'AdvancedMD', credential: 'advancedMdApi' },
	carecloud: { label: 'CareCloud', credential: 'careCloudOAuth2Api' },
	greenway_intergy: { label: 'Greenway Intergy', credential: 'greenwayFhirApi' },
	greenway_prime_suite: { label: 'Greenway Prime Suite', credential: 'greenwayFhirApi' },
	nextgen: { label: 'NextGen', credential: 'nextGenOAuth2Api' },
	tebra: { label: 'Tebra (Kareo)', credential: 'tebraSoapApi' },
} as const satisfies Partial<Record<PmSystem, { label: string; credential: string }>>;

/** What the credentials are called in the panels of the vendors' nodes; Greenway's products share one. */
const credentialLabels: Readonly<Record<string, string>> = {
	advancedMdApi: 'AdvancedMD',
	careCloudOAuth2Api: 'CareCloud',
	greenwayFhirApi: 'Greenway FHIR',
	nextGenOAuth2Api: 'NextGen',
	tebraSoapApi: 'Tebra',
};

export type ProfileSystem = keyof typeof profileCredentials;

const entries = Object.entries(profileCredentials);

export const profileSystemOptions: INodePropertyOptions[] = entries.map(([value, { label }]) => ({
	name: label,
	value,
}));

/**
 * The vendor credentials of the node; each is shown for its system in Practice: Get Profile.
 * Told with `hide`, because the editor takes every parameter named under `show` for a choice of
 * sign-in and leaves it out of the panel, with the parameters that it depends on.
 */
export function vendorCredentials(otherResources: readonly string[]): INodeCredentialDescription[] {
	return [...new Set(entries.map(([, { credential }]) => credential))].map((credential) => {
		const otherSystems = entries
			.filter(([, entry]) => entry.credential !== credential)
			.map(([system]) => system);
		return {
			displayName: `${credentialLabels[credential]} Credential`,
			name: credential,
			required: true,
			displayOptions: {
				...ownCredential,
				hide: {
					resource: [...otherResources],
					...(otherSystems.length > 0 && { system: otherSystems }),
				},
			},
		};
	});
}

/** Whether the system has a vendor credential that holds a practice profile. */
export function isProfileSystem(system: string): system is ProfileSystem {
	return Object.hasOwn(profileCredentials, system);
}
