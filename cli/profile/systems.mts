import type { PmSystem } from '../../lib/canonical/externalId.js';

/** What the data of a credential say; secrets are n8n's blanks. */
type CredentialData = Readonly<Record<string, unknown>>;

interface ProfileCredential {
	/** The plain (non-secret) member that holds the profile. */
	readonly member: string;
	/** The system that the credential opens. */
	systemOf(data: CredentialData): PmSystem;
}

const one = (system: PmSystem): ProfileCredential => ({
	member: 'practiceProfile',
	systemOf: () => system,
});

/** The credential types that hold a practice profile. The vendor nodes read the same member. */
export const profileCredentials: Readonly<Record<string, ProfileCredential>> = {
	tebraSoapApi: one('tebra'),
	advancedMdApi: one('advancedmd'),
	careCloudOAuth2Api: one('carecloud'),
	nextGenOAuth2Api: one('nextgen'),
	greenwayFhirApi: {
		member: 'practiceProfile',
		systemOf: ({ product }) =>
			product === 'primeSuite' ? 'greenway_prime_suite' : 'greenway_intergy',
	},
};

/** Whether credentials of this n8n type hold a practice profile. */
export function isProfileCredential(type: string): boolean {
	return Object.hasOwn(profileCredentials, type);
}
