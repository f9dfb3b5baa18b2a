import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import { closedToHttpRequest } from './closedToHttpRequest';
import { fhirTest } from './fhirTest';

/**
 * NextGen Enterprise's FHIR interface by OAuth 2.0 (sheet 2, 3), a second credential beside that of
 * the Enterprise API. n8n fetches and renews the token, with a lock across its processes.
 */
export class NextGenFhirOAuth2Api implements ICredentialType {
	name = 'nextGenFhirOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'NextGen FHIR OAuth2 API';

	icon: Icon = { light: 'file:../icons/nextgen.svg', dark: 'file:../icons/nextgen.dark.svg' };

	documentationUrl =
		'https://github.com/healthsail/n8n-nodes-healthsail/blob/main/docs/vendors/nextgen.md';

	properties: INodeProperties[] = [
		closedToHttpRequest,
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'options',
			options: [
				{ name: 'Client Credentials', value: 'clientCredentials' },
				{ name: 'PKCE', value: 'pkce' },
			],
			default: 'clientCredentials',
			description: 'As the app is registered in the portal: a backend app, or a user’s sign-in',
		},
		{
			displayName: 'Site ID',
			name: 'siteId',
			type: 'string',
			displayOptions: { show: { grantType: ['clientCredentials'] } },
			default: '',
			required: true,
			placeholder: 'e.g. 3f0c2b1e-0000-4000-8000-00000000abcd',
			description: 'The same as in the NextGen credential: it chooses the database',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'string',
			displayOptions: { show: { grantType: ['pkce'] } },
			default: 'https://nativeapi.nextgen.com/nge/prod/nge-oauth/authorize',
			required: true,
			description: 'Where the user signs in',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'string',
			default: 'https://nativeapi.nextgen.com/nge/prod/nge-oauth/token',
			required: true,
			description:
				'Where NextGen gives out access tokens to apps of practices. The address under patient-oauth is for apps of patients.',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'string',
			default: 'user/*.*',
			description:
				'As the practice approved it in the portal. Scopes that begin with patient/ open one patient only.',
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
			type: 'hidden',
			default: 'body',
		},
		{
			displayName: 'Send Additional Body Properties',
			name: 'sendAdditionalBodyProperties',
			type: 'hidden',
			default: true,
		},
		{
			displayName: 'Additional Body Properties',
			name: 'additionalBodyProperties',
			type: 'hidden',
			default: '={{ JSON.stringify($self["siteId"] ? { site_id: $self["siteId"] } : {}) }}',
		},
		{
			displayName: 'FHIR Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://fhir.nextgen.com/nge/prod/fhir-api-r4/fhir/R4',
			required: true,
			description: 'Address of the FHIR server. Not for NextGen Office.',
		},
	];

	test: ICredentialTestRequest = fhirTest({
		refused:
			'The FHIR server refuses a search for patients. Set the FHIR Base URL back to its default, and compare the scope with what the practice approved in the portal.',
		notAccepted:
			'The FHIR server does not accept the access token. FHIR Base URL and Access Token URL have to be of the same NextGen; take the token address under nge-oauth, not the one under patient-oauth.',
		missingScope:
			'The client may not read patients. Compare the scope with what the practice approved in the portal.',
		noServer:
			'There is no FHIR server at this address. Set the FHIR Base URL back to its default; it ends with the version, R4.',
		noFhir:
			'The answer is not one of a FHIR server. If the FHIR Base URL is the default, the daily call quota of the app may be used up; else set it back to its default.',
	});
}
