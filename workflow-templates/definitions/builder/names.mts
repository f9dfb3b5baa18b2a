import type { CredentialNeed } from './types.mjs';

/**
 * The documented credential names, one per credential type. They are part of the product: the
 * importer creates credentials under these names and n8n binds by type and name.
 */
export const credentialNames = {
	healthSailApi: 'HealthSail account',
	tebraSoapApi: 'Tebra account',
} as const;

export type CredentialType = keyof typeof credentialNames;

const purposes: Readonly<Record<CredentialType, string>> = {
	healthSailApi: 'HealthSail API key and the hash key for keyed hashes',
	tebraSoapApi: 'Tebra web-service login and the practice profile of one practice',
};

/** What a template says it needs, for its manifest. */
export function credentialNeeds(types: readonly CredentialType[]): CredentialNeed[] {
	return types.map((type) => ({ type, name: credentialNames[type], purpose: purposes[type] }));
}
