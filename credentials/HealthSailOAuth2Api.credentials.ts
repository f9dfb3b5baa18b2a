import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import { closedToHttpRequest } from './closedToHttpRequest';
import { healthSailTest } from './healthSailTest';

/**
 * HealthSail by OAuth 2.0 client credentials (contract 1.1, mode A). n8n fetches and renews the
 * token, with a lock across its processes.
 */
export class HealthSailOAuth2Api implements ICredentialType {
	name = 'healthSailOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'HealthSail OAuth2 API';

	icon: Icon = { light: 'file:../icons/healthsail.svg', dark: 'file:../icons/healthsail.dark.svg' };

	documentationUrl =
		'https://github.com/healthsail/n8n-nodes-healthsail/blob/main/docs/healthsail.md';

	properties: INodeProperties[] = [
		closedToHttpRequest,
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'clientCredentials',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://api.healthsail.example/oauth/token',
			description: 'Where HealthSail gives out access tokens',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'string',
			default:
				'customers:read customers:create customers:update coverages:create coverages:update leases:create leases:update runs:read runs:create runs:update audit:create webhooks:read webhooks:create webhooks:update webhooks:delete',
			description:
				'Rights to ask for, separated by spaces. Ask only for what your flows use; HealthSail refuses what the client does not have.',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'header',
		},
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

	test: ICredentialTestRequest = healthSailTest({
		notAccepted:
			'HealthSail does not accept the access token. Base URL and Access Token URL have to be of the same HealthSail tenant; compare both with what HealthSail gave you.',
		missingScope:
			'The access token lacks the scope runs:read. Add it to Scope; if it stands there, ask HealthSail to grant it to the client.',
	});
}
