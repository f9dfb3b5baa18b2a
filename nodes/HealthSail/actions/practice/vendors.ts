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

/** The vendor credentials of the node; each is shown for its system in Practice: Get Profile. */
export const vendorCredentials: INodeCredentialDescription[] = entries.map(
	([system, { credential }]) => ({
		name: credential,
		required: true,
		displayOptions: { show: { resource: ['practice'], system: [system] } },
	}),
);

export function isProfileSystem(system: string): system is ProfileSystem {
	return Object.hasOwn(profileCredentials, system);
}
