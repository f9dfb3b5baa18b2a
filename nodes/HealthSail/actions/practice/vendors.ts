import type { INodeCredentialDescription, INodePropertyOptions } from 'n8n-workflow';

import type { PmSystem } from '../../../../lib/canonical/externalId';

/** Which credential holds the practice profile of a system; one row per vendor of this pack. */
export const profileCredentials = {
	tebra: { label: 'Tebra (Kareo)', credential: 'tebraSoapApi' },
} as const satisfies Partial<Record<PmSystem, { label: string; credential: string }>>;

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
	return entries.map(([system, { label, credential }]) => {
		const otherSystems = entries.map(([value]) => value).filter((value) => value !== system);
		return {
			displayName: `${label} Credential`,
			name: credential,
			required: true,
			displayOptions: {
				hide: {
					resource: [...otherResources],
					...(otherSystems.length > 0 && { system: otherSystems }),
				},
			},
		};
	});
}

export function isProfileSystem(system: string): system is ProfileSystem {
	return Object.hasOwn(profileCredentials, system);
}
