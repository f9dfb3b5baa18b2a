import type {
	ICredentialDataDecryptedObject,
	Icon,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { insertLogin } from '../nodes/Tebra/envelope';

/** Tebra's web services (SOAP 2.1, sheet 3.1). One credential serves one practice of the account. */
export class TebraSoapApi implements ICredentialType {
	name = 'tebraSoapApi';

	displayName = 'Tebra SOAP API';

	icon: Icon = { light: 'file:../icons/tebra.svg', dark: 'file:../icons/tebra.dark.svg' };

	documentationUrl =
		'https://github.com/healthsail/n8n-nodes-healthsail/blob/main/docs/vendors/tebra.md';

	// The login opens patient data: no other node, HTTP Request included, may use it.
	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Customer Key',
			name: 'customerKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'In Tebra under Help > Get Customer Key; the same for every user of the account',
		},
		{
			displayName: 'User',
			name: 'user',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. api@practice.example',
			description: 'A Tebra user made for this integration, with the role System Admin',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Password of that user. A change of the password in Tebra must be repeated here.',
		},
		{
			displayName: 'Practice Name',
			name: 'practiceName',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Oak Clinic',
			description:
				'Name of the practice exactly as Tebra shows it. Patients of other practices of the account never leave the node.',
		},
		{
			displayName: 'Practice ID',
			name: 'practiceId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1',
			description:
				'Number of the practice, without which no node runs. If you do not know it, leave it empty and save: the test of the credential lists number and name of the practices this user sees.',
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
				'Part of the account’s call limit that this integration may use. Lower it when other programs call Tebra too.',
		},
		{
			displayName: 'Endpoint',
			name: 'endpoint',
			type: 'string',
			default: 'https://webservice.kareo.com/services/soap/2.1/KareoServices.svc',
			description: 'Address of the web services. Change it for a sandbox only.',
		},
		{
			displayName: 'Allowed Hosts',
			name: 'allowedHosts',
			type: 'string',
			default: '',
			placeholder: 'e.g. tebra-proxy.practice.example',
			description:
				'Further host names that the endpoint may point at, separated by commas. Leave empty for Tebra’s own.',
		},
		{
			displayName: 'Client Version',
			name: 'clientVersion',
			type: 'string',
			default: 'n8n-nodes-healthsail',
			description: 'Name under which the calls appear at Tebra',
		},
		{
			displayName: 'Sandbox Speed',
			name: 'sandboxSpeed',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 1,
			description:
				'How much faster the clock of a sandbox on this machine runs; 0 for a sandbox without limits. Leave it at 1 for the real Tebra.',
		},
	];

	/** SOAP carries the login inside the body (sheet 3.1), so it is put in here and nowhere else. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		if (typeof requestOptions.body !== 'string') return requestOptions;
		return {
			...requestOptions,
			body: insertLogin(requestOptions.body, {
				customerKey: String(credentials.customerKey ?? '').trim(),
				password: String(credentials.password ?? ''),
				user: String(credentials.user ?? '').trim(),
				clientVersion: String(credentials.clientVersion ?? '').trim(),
			}),
		};
	}
}
