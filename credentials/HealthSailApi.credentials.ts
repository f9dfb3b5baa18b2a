import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { healthSailTest } from './healthSailTest';

/** HealthSail by API key (contract 1.1, mode B). One credential serves one HealthSail tenant. */
export class HealthSailApi implements ICredentialType {
	name = 'healthSailApi';

	displayName = 'HealthSail API';

	icon: Icon = { light: 'file:../icons/healthsail.svg', dark: 'file:../icons/healthsail.dark.svg' };

	documentationUrl =
		'https://github.com/healthsail/n8n-nodes-healthsail/blob/main/docs/healthsail.md';

	// The keys open patient data: no other node, HTTP Request included, may use them.
	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://api.healthsail.example/v1',
			description: 'Address of the HealthSail API with its version, as HealthSail gave it to you',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The key starts with hs_live_ or, for tests, hs_test_',
		},
		{
			displayName: 'Hash Key',
			name: 'hashKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'Make one with: openssl rand -hex 32',
			description:
				'A long random secret of your own that turns patient IDs and contents into codes nobody can guess back. Use the same one in every HealthSail credential of the practice and keep a copy: with another key every patient counts as changed.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'Make one with: openssl rand -hex 32',
			description:
				'Needed by the HealthSail Trigger only. HealthSail signs its events with it; at least 32 characters.',
		},
		{
			displayName: 'Allowed Hosts',
			name: 'allowedHosts',
			type: 'string',
			default: '',
			placeholder: 'e.g. api.healthsail.example, *.healthsail.example',
			description:
				'Host names that the base URL may point at, separated by commas. Leave empty to allow any host over HTTPS.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey}}' } },
	};

	test: ICredentialTestRequest = healthSailTest({
		notAccepted:
			'HealthSail does not accept the API key. Copy the whole key again; it may have been replaced or be one of another tenant.',
		missingScope: 'The API key lacks the scope runs:read. Ask HealthSail to grant it.',
	});
}
