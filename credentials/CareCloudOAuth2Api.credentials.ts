import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/**
 * CareCloud Central's REST interface by OAuth 2.0 with a practice administrator's consent (sheet 3).
 * n8n keeps the tokens, renews them on a 401 and holds a lock over its processes for that. One grant
 * names one practice.
 */
export class CareCloudOAuth2Api implements ICredentialType {
	name = 'careCloudOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'CareCloud OAuth2 API';

	icon: Icon = { light: 'file:../icons/carecloud.svg', dark: 'file:../icons/carecloud.dark.svg' };

	documentationUrl =
		'https://github.com/healthsail/n8n-nodes-healthsail/blob/main/docs/vendors/carecloud.md';

	// The grant opens patient data: no other node, HTTP Request included, may use it.
	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'authorizationCode',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'string',
			default: 'https://api.carecloud.com/oauth2/authorize',
			required: true,
			description:
				'Where a practice administrator signs in and agrees. Some apps are given https://platform.carecloud.com/oauth2/authorize instead.',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'string',
			default: 'https://api.carecloud.com/oauth2/access_token',
			required: true,
			description: 'Where CareCloud gives out access tokens',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'header',
		},
		{
			displayName: 'API Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.carecloud.com',
			required: true,
			description: 'Address of the API of CareCloud Central, without a version. Not for talkEHR.',
		},
		{
			displayName: 'Practice Name',
			name: 'practiceName',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Oak Clinic',
			description:
				'Name of the practice exactly as CareCloud shows it. Patients of other practices never leave the node.',
		},
		{
			displayName: 'Practice ID',
			name: 'practiceId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 99999999-8888-4777-8666-555555555555',
			description:
				'ID of the business entity, without which no node reads. If you do not know it, leave it empty: the first run of a node names the practice that the credential is connected to.',
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. America/Chicago',
			description:
				'IANA time zone of the practice. Leave empty to use the one in the practice profile.',
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
				'Part of the calls per second that this integration may use. Lower it when other programs call CareCloud too.',
		},
		{
			displayName: 'Allowed Hosts',
			name: 'allowedHosts',
			type: 'string',
			default: '',
			placeholder: 'e.g. carecloud-proxy.practice.example',
			description:
				'Further host names that the addresses may point at, separated by commas. Leave empty for CareCloud’s own.',
		},
		{
			displayName: 'Sandbox Speed',
			name: 'sandboxSpeed',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 1,
			description:
				'How much faster the clock of a sandbox on this machine runs; 0 for a sandbox without limits. Leave it at 1 for the real CareCloud.',
		},
	];
}
