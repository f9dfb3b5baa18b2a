/**
 * The credential types that hold a practice profile, and the plain (non-secret) member that holds
 * it. The vendor nodes read the same member.
 */
export const profileCredentials = {
	tebraSoapApi: { system: 'tebra', member: 'practiceProfile' },
	advancedMdApi: { system: 'advancedmd', member: 'practiceProfile' },
	careCloudOAuth2Api: { system: 'carecloud', member: 'practiceProfile' },
	nextGenOAuth2Api: { system: 'nextgen', member: 'practiceProfile' },
} as const;

export type ProfileCredentialType = keyof typeof profileCredentials;

export function isProfileCredential(type: string): type is ProfileCredentialType {
	return Object.hasOwn(profileCredentials, type);
}
