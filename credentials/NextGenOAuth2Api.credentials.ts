import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import { closedToHttpRequest } from './closedToHttpRequest';

/**
 * NextGen Enterprise by OAuth 2.0 client credentials with a site id in the form body (sheet 3). n8n
 * fetches and renews the token, with a lock across its processes. One credential serves one practice.
 */
export class NextGenOAuth2Api implements ICredentialType {
	name = 'nextGenOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'NextGen Enterprise OAuth2 API';

	icon: Icon = { light: 'file:../icons/nextgen.svg', dark: 'file:../icons/nextgen.dark.svg' };

	documentationUrl =
		'https://github.com/healthsail/n8n-nodes-healthsail/blob/main/docs/vendors/nextgen.md';

	properties: INodeProperties[] = [
		closedToHttpRequest,
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'clientCredentials' },
		{ displayName: 'Authorization URL', name: 'authUrl', type: 'hidden', default: '' },
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
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
			default: '={{ JSON.stringify({ site_id: $self["siteId"] }) }}',
		},
		{
			displayName: 'Site ID',
			name: 'siteId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 3f0c2b1e-0000-4000-8000-00000000abcd',
			description:
				'From the developer portal, once the practice has approved the app. A test database and the live one have different site IDs.',
		},
		{
			displayName: 'Enterprise ID',
			name: 'enterpriseId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 00001',
			description: 'Five digits with the zeros in front',
		},
		{
			displayName: 'Practice ID',
			name: 'practiceId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 0001',
			description:
				'Four digits with the zeros in front. Patients of other practices of the enterprise never leave the node.',
		},
		{
			displayName: 'Practice Name',
			name: 'practiceName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Oak Clinic',
			description: 'For people who read this credential; NextGen is asked by ID',
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. America/Chicago',
			description:
				'IANA time zone of the NextGen server and the practice. Leave empty to use the one in the practice profile.',
		},
		{
			displayName: 'Practice Profile',
			name: 'practiceProfile',
			type: 'string',
			typeOptions: { rows: 6 },
			default: '',
			hint: 'Keep the profile as a file, and set it with: npx healthsail-n8n profile set FILE',
			description:
				'Settings of the practice as JSON: cohort, flags, codes, limits. Leave empty for the defaults.',
		},
		{
			displayName: 'Share of the Limit',
			name: 'limitShare',
			type: 'number',
			typeOptions: { minValue: 0.05, maxValue: 1, numberPrecision: 2 },
			default: 1,
			description:
				'Part of the calls under way at the same time, and of the calls per execution, that this integration may use',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://nativeapi.nextgen.com/nge/prod/nge-api/api',
			required: true,
			description: 'Address of the Enterprise API. Change it for a sandbox only.',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'string',
			default: 'https://nativeapi.nextgen.com/nge/prod/nge-oauth/token',
			required: true,
			description: 'Where NextGen gives out access tokens. Change it for a sandbox only.',
		},
		{
			displayName: 'Session ID',
			name: 'sessionId',
			type: 'string',
			default: '',
			description:
				'A fixed x-ng-sessionid, if NextGen gave you one for this practice. Leave empty and the node asks for it.',
		},
		{
			displayName: 'Extra Headers',
			name: 'extraHeaders',
			type: 'string',
			default: '',
			placeholder: 'e.g. X-Partner: healthsail; X-Tier: 2',
			description:
				'Further headers for every call as name: value, separated by semicolons. Known clients need none.',
		},
		{
			displayName: 'Allowed Hosts',
			name: 'allowedHosts',
			type: 'string',
			default: '',
			placeholder: 'e.g. nextgen-proxy.practice.example',
			description:
				'Further host names that the addresses may point at, separated by commas. Leave empty for NextGen’s own.',
		},
		{
			displayName: 'Sandbox Speed',
			name: 'sandboxSpeed',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 1,
			description:
				'How much faster the clock of a sandbox on this machine runs; 0 for a sandbox without limits. Leave it at 1 for the real NextGen.',
		},
	];

	// Token, site, enterprise and practice in one call that changes nothing in the practice (sheet 3).
	test: ICredentialTestRequest = {
		request: {
			method: 'PUT',
			baseURL: '={{$credentials.baseUrl}}',
			url: '/users/me/login-defaults',
			headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
			body: {
				enterpriseId: '={{$credentials.enterpriseId}}',
				practiceId: '={{$credentials.practiceId}}',
			},
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 400,
					message:
						'NextGen does not know this practice. Enterprise ID has five digits and practice ID four, with the zeros in front. The site ID chooses the database: in another one the practice may not be.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'NextGen does not accept the access token that it gave out. Base URL and Access Token URL have to be of the same NextGen; set both back to their defaults.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'The app may not open this practice. In the developer portal, ask for the route PUT /users/me/login-defaults and see that the practice has approved the app.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'There is no Enterprise API at this address. Set the Base URL back to its default; NextGen Office is another product and has none.',
				},
			},
		],
	};
}
