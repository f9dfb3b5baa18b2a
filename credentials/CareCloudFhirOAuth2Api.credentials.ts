import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/**
 * CareCloud's FHIR interface by a user's sign-in (SMART standalone launch, sheet 3), a second
 * credential beside that of the REST interface. n8n keeps the tokens and renews them, with a lock
 * across its processes.
 */
export class CareCloudFhirOAuth2Api implements ICredentialType {
	name = 'careCloudFhirOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'CareCloud FHIR OAuth2 API';

	icon: Icon = { light: 'file:../icons/carecloud.svg', dark: 'file:../icons/carecloud.dark.svg' };

	documentationUrl =
		'https://github.com/healthsail/n8n-nodes-healthsail/blob/main/docs/vendors/carecloud.md';

	// The grant opens patient data: no other node, HTTP Request included, may use it.
	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{
			displayName: 'FHIR Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://api-datamanager.carecloud.com:8081/api/fhir/R4/DCM',
			description:
				'Address of the FHIR server with the code of your practice at its end. CareCloud lists the addresses at https://api-datamanager.carecloud.com/fhirurl.',
		},
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'options',
			options: [
				{ name: 'Authorization Code', value: 'authorizationCode' },
				{ name: 'PKCE', value: 'pkce' },
			],
			default: 'pkce',
			description:
				'How a user signs in. Take Authorization Code when the sign-in page refuses a code challenge.',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'string',
			default: '',
			required: true,
			description:
				'Where the user signs in: authorization_endpoint in the answer of the FHIR Base URL with /.well-known/smart-configuration behind it',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'string',
			default: '',
			required: true,
			description: 'Where access tokens are given out: token_endpoint in the same answer',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'string',
			default: 'openid fhirUser offline_access user/*.read',
			description:
				'As the app is registered. Without offline_access the sign-in ends after an hour or so; with launch/patient it would open one patient only.',
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			// SMART wants to know which server the token is for.
			default: '={{ "aud=" + encodeURIComponent($self["baseUrl"]) }}',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{ name: 'Body', value: 'body' },
				{ name: 'Header', value: 'header' },
			],
			default: 'header',
			description: 'Where client ID and secret are sent. Try Body when the token is refused.',
		},
	];
}
