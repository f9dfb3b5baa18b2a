import type {
	ICredentialsDisplayOptions,
	INodeCredentialDescription,
	INodeProperties,
} from 'n8n-workflow';

/** The credential type that serves a choice of `healthSailAuthentication`. */
export function healthSailCredentialType(choice: unknown): string {
	return choice === 'oAuth2' ? 'healthSailOAuth2Api' : 'healthSailApi';
}

/** The selector between the two ways to sign in to HealthSail; same name in every node. */
export const healthSailAuthenticationField: INodeProperties = {
	displayName: 'HealthSail Authentication',
	name: 'healthSailAuthentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'API Key', value: 'apiKey' },
		{ name: 'OAuth2 (Client Credentials)', value: 'oAuth2' },
	],
	default: 'apiKey',
	description: 'How to sign in to HealthSail',
};

/**
 * For every credential that stands beside HealthSail's. Where a credential has no "show" of its own,
 * n8n's editor offers those of the node's way to sign in, which are HealthSail's, in its place; a
 * parameter named under "show" would vanish from the panel, so the version of the node is named.
 */
export const ownCredential = {
	show: { '@version': [1] },
} satisfies ICredentialsDisplayOptions;

/** The HealthSail credential entries of a node's description; one of the two is shown. */
export const healthSailCredentials: INodeCredentialDescription[] = [
	{
		displayName: 'HealthSail Credential',
		name: 'healthSailApi',
		required: true,
		displayOptions: { show: { healthSailAuthentication: ['apiKey'] } },
	},
	{
		displayName: 'HealthSail Credential',
		name: 'healthSailOAuth2Api',
		required: true,
		displayOptions: { show: { healthSailAuthentication: ['oAuth2'] } },
	},
];
