import type { ICredentialTestRequest, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

import { closedToHttpRequest } from './closedToHttpRequest';
import { fhirTest } from './fhirTest';

/**
 * Tebra's FHIR interface by OAuth 2.0 (sheet 3.2), a second credential beside the SOAP one. n8n
 * fetches and renews the token, with a lock across its processes.
 */
export class TebraFhirOAuth2Api implements ICredentialType {
	name = 'tebraFhirOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Tebra FHIR OAuth2 API';

	icon: Icon = { light: 'file:../icons/tebra.svg', dark: 'file:../icons/tebra.dark.svg' };

	documentationUrl =
		'https://github.com/healthsail/n8n-nodes-healthsail/blob/main/docs/vendors/tebra.md';

	properties: INodeProperties[] = [
		closedToHttpRequest,
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'options',
			options: [
				{ name: 'Authorization Code', value: 'authorizationCode' },
				{ name: 'Client Credentials', value: 'clientCredentials' },
			],
			default: 'clientCredentials',
			description:
				'As the client is registered in appSphere: a backend client, or a user’s sign-in',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'string',
			displayOptions: { show: { grantType: ['authorizationCode'] } },
			default: 'https://fhir.prd.cloud.tebra.com/smartauth/oauth/authorize',
			required: true,
			description: 'Where the user signs in',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'string',
			default: 'https://fhir.prd.cloud.tebra.com/smartauth/oauth/token',
			required: true,
			description: 'Where Tebra gives out access tokens',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'string',
			default: 'system/*.read',
			description:
				'Rights to ask for, separated by spaces, as they were registered. Some registrations hold patient/*.read instead.',
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'string',
			displayOptions: { show: { grantType: ['authorizationCode'] } },
			default: 'aud=https://fhir.prd.cloud.tebra.com/fhir-request',
			description:
				'Added to the sign-in address; SMART wants to know which server the token is for',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{ name: 'Body', value: 'body' },
				{ name: 'Header', value: 'header' },
			],
			default: 'body',
			description: 'Where client ID and secret are sent. Try Header when the token is refused.',
		},
		{
			displayName: 'FHIR Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://fhir.prd.cloud.tebra.com/fhir-request',
			required: true,
			description: 'Address of the FHIR server. The hyphen matters: another path answers nothing.',
		},
	];

	test: ICredentialTestRequest = fhirTest({
		refused:
			'The FHIR server refuses a search for patients. Set the FHIR Base URL back to its default, and compare the scope with the one that was registered in appSphere.',
		notAccepted:
			'The FHIR server does not accept the access token. Set FHIR Base URL and Access Token URL back to their defaults. A new client works only when Customer Care has switched it on for the practice.',
		missingScope:
			'The client may not read patients. Compare the scope with the one that was registered in appSphere.',
		noServer:
			'There is no FHIR server at this address. Set the FHIR Base URL back to its default; the hyphen matters.',
		noFhir:
			'The answer is not one of a FHIR server. Set the FHIR Base URL back to its default; the hyphen matters.',
	});
}
