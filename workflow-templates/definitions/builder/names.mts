import type { CredentialNeed } from './types.mjs';

/**
 * The documented credential names, one per credential type. They are part of the product: the
 * importer creates credentials under these names and n8n binds by type and name.
 */
export const credentialNames = {
	healthSailApi: 'HealthSail account',
	tebraSoapApi: 'Tebra account',
	advancedMdApi: 'AdvancedMD account',
	careCloudOAuth2Api: 'CareCloud account',
	nextGenOAuth2Api: 'NextGen account',
	greenwayFhirApi: 'Greenway FHIR account',
	hl7EngineApi: 'Interface engine account',
	staffReviewersApi: 'Staff reviewers account',
} as const;

export type CredentialType = keyof typeof credentialNames;

const purposes: Readonly<Record<CredentialType, string>> = {
	healthSailApi: 'HealthSail API key and the hash key for keyed hashes',
	tebraSoapApi: 'Tebra web-service login and the practice profile of one practice',
	advancedMdApi: 'AdvancedMD login of one office key, and its practice profile',
	careCloudOAuth2Api: 'CareCloud sign-in of one practice, and its practice profile',
	nextGenOAuth2Api: 'NextGen client of one practice, and its practice profile',
	greenwayFhirApi: 'Greenway FHIR client and key of one site, and its practice profile',
	hl7EngineApi: 'Address and login of the practice’s interface engine',
	staffReviewersApi: 'Who may decide in the review inbox, and the key that signs its pages',
};

/** What a template says it needs, for its manifest. */
export function credentialNeeds(types: readonly CredentialType[]): CredentialNeed[] {
	return types.map((type) => ({ type, name: credentialNames[type], purpose: purposes[type] }));
}
