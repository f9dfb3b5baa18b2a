import type {
	ICredentialDataDecryptedObject,
	Icon,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import type { StoredSession } from '../nodes/AdvancedMd/authenticate';
import { preAuthenticate, signRequest } from '../nodes/AdvancedMd/authenticate';

/** AdvancedMD's message and REST interfaces (sheet 3.1). One credential serves one office key. */
export class AdvancedMdApi implements ICredentialType {
	name = 'advancedMdApi';

	displayName = 'AdvancedMD API';

	icon: Icon = { light: 'file:../icons/advancedmd.svg', dark: 'file:../icons/advancedmd.dark.svg' };

	documentationUrl =
		'https://github.com/healthsail/n8n-nodes-healthsail/blob/main/docs/vendors/advancedmd.md';

	// The login opens patient data: no other node, HTTP Request included, may use it.
	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Web Server',
			name: 'webServer',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Office Name',
			name: 'officeName',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Session Owner',
			name: 'sessionOwner',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'User',
			name: 'user',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. HSAPI',
			description:
				'An AdvancedMD user made for this integration, without two-factor sign-in by email',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Password of that user. A change of the password in AdvancedMD must be repeated here.',
		},
		{
			displayName: 'Office Key',
			name: 'practiceId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 990001',
			description:
				'Number under which AdvancedMD keeps the practice. It is the practice ID in all flows.',
		},
		{
			displayName: 'Application Name',
			name: 'appName',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. HEALTHSAIL',
			description:
				'Name of the integration as the API agreement with AdvancedMD has it, enabled for this office key',
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
				'Part of the call limit of the office key that this integration may use. Lower it when other programs call AdvancedMD too.',
		},
		{
			displayName: 'Login Address',
			name: 'loginUrl',
			type: 'string',
			default: 'https://partnerlogin.advancedmd.com/practicemanager/xmlrpc/processrequest.aspx',
			description:
				'Address of the login. AdvancedMD answers it with the server of the office key. Change it for a sandbox only.',
		},
		{
			displayName: 'Allowed Hosts',
			name: 'allowedHosts',
			type: 'string',
			default: '',
			placeholder: 'e.g. amd-proxy.practice.example',
			description:
				'Further host names that the login and its answer may point at, separated by commas. Leave empty for AdvancedMD’s own.',
		},
		{
			displayName: 'Session Place',
			name: 'sessionPlace',
			type: 'options',
			options: [
				{ name: 'Body', value: 'body' },
				{ name: 'Cookie', value: 'cookie' },
			],
			default: 'cookie',
			description: 'Where messages carry the session. Change it only when AdvancedMD asks for it.',
		},
		{
			displayName: 'Sandbox Speed',
			name: 'sandboxSpeed',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 1,
			description:
				'How much faster the clock of a sandbox on this machine runs; 0 for a sandbox without limits. Leave it at 1 for the real AdvancedMD.',
		},
	];

	/** Called by n8n when there is no session token; what it returns is stored. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<StoredSession> {
		return await preAuthenticate(this, credentials);
	}

	/** Token and server of the session (sheet 2, 3.2) are put in here and nowhere else. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return signRequest(credentials, requestOptions);
	}
}
