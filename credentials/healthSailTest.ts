import type { ICredentialTestRequest } from 'n8n-workflow';

/**
 * What the test button of a HealthSail credential sends: a read that every flow has the right to, with
 * no patient in its answer (one run, its id and version). `words` tell what a person does where the
 * way to sign in makes the difference.
 */
export function healthSailTest(words: {
	readonly notAccepted: string;
	readonly missingScope: string;
}): ICredentialTestRequest {
	return {
		request: {
			baseURL: '={{$credentials.baseUrl}}',
			url: '/runs',
			qs: { limit: 1, fields: 'id' },
			headers: { 'HS-Purpose-Of-Use': 'HOPERAT' },
		},
		rules: [
			{ type: 'responseCode', properties: { value: 401, message: words.notAccepted } },
			{ type: 'responseCode', properties: { value: 403, message: words.missingScope } },
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'There is no HealthSail at this address. Compare the base URL with the one that HealthSail gave you, version included.',
				},
			},
		],
	};
}
