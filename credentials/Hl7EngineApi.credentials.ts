import type {
	ICredentialDataDecryptedObject,
	Icon,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { pmSystems, pmSystemTitles } from '../lib/vendors';
import { withEngineLogin } from '../nodes/Hl7Interface/login';

/** HL7 v2 over HTTP(S) with a practice's interface engine; one credential serves one practice. */
export class Hl7EngineApi implements ICredentialType {
	name = 'hl7EngineApi';

	displayName = 'HL7 Interface Engine API';

	icon: Icon = { light: 'file:../icons/hl7.svg', dark: 'file:../icons/hl7.dark.svg' };

	documentationUrl = 'https://github.com/healthsail/n8n-nodes-healthsail/blob/main/docs/hl7.md';

	// The login opens patient data: no other node, HTTP Request included, may use it.
	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Practice System',
			name: 'pmSystem',
			type: 'options',
			options: pmSystems.map((value) => ({ name: pmSystemTitles[value], value })),
			default: 'greenway_intergy',
			description: 'The practice-management system whose messages the engine passes on',
		},
		{
			displayName: 'Practice ID',
			name: 'practiceId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 1',
			description:
				'ID of the practice, the same as in the credential of the practice system. Messages of other practices never leave the node.',
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. America/Chicago',
			description:
				'IANA time zone of the practice, for times without an offset. Leave empty to use the one in the practice profile.',
		},
		{
			displayName: 'Practice Profile',
			name: 'practiceProfile',
			type: 'string',
			typeOptions: { rows: 6 },
			default: '',
			description:
				'The practice profile of the practice system as JSON: cohort, flags, codes. Leave empty for the defaults.',
		},
		{
			displayName: 'Interface Settings',
			name: 'interfaceSettings',
			type: 'string',
			typeOptions: { rows: 6 },
			default: '',
			placeholder: 'e.g. {"practice":{"codes":["OAK"]}}',
			description:
				'What the two ends agreed on, as JSON: how messages name the practice, which number of PID-3 is the patient’s, status words. Leave empty for the defaults.',
		},
		{
			displayName: 'Incoming Authentication',
			name: 'incomingAuthentication',
			type: 'options',
			options: [
				{ name: 'Basic', value: 'basic' },
				{ name: 'Bearer Token', value: 'bearer' },
				{ name: 'None (Sender on This Machine Only)', value: 'none' },
			],
			default: 'basic',
			description: 'How the engine signs in when it sends messages to n8n',
		},
		{
			displayName: 'Incoming User',
			name: 'incomingUser',
			type: 'string',
			default: '',
			displayOptions: { show: { incomingAuthentication: ['basic'] } },
			description: 'User name that the engine sends',
		},
		{
			displayName: 'Incoming Password',
			name: 'incomingPassword',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: { show: { incomingAuthentication: ['basic'] } },
			description: 'Password that the engine sends, at least 16 characters',
		},
		{
			displayName: 'Incoming Token',
			name: 'incomingToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: { show: { incomingAuthentication: ['bearer'] } },
			description: 'Token that the engine sends, at least 16 characters',
		},
		{
			displayName: 'Listener URL',
			name: 'url',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://engine.practice.example:8443/hl7',
			description:
				'Address of the engine’s HTTP listener. Leave empty when the practice only sends messages to n8n.',
		},
		{
			displayName: 'Outgoing Authentication',
			name: 'outgoingAuthentication',
			type: 'options',
			options: [
				{ name: 'Basic', value: 'basic' },
				{ name: 'Bearer Token', value: 'bearer' },
				{ name: 'Client Certificate Only', value: 'none' },
			],
			default: 'basic',
			description: 'How n8n signs in at the engine’s listener',
		},
		{
			displayName: 'Outgoing User',
			name: 'outgoingUser',
			type: 'string',
			default: '',
			displayOptions: { show: { outgoingAuthentication: ['basic'] } },
		},
		{
			displayName: 'Outgoing Password',
			name: 'outgoingPassword',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: { show: { outgoingAuthentication: ['basic'] } },
		},
		{
			displayName: 'Outgoing Token',
			name: 'outgoingToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: { show: { outgoingAuthentication: ['bearer'] } },
		},
		{
			displayName: 'Client Certificate',
			name: 'clientCertificate',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: '-----BEGIN CERTIFICATE-----',
			description:
				'Certificate in PEM form with which n8n proves who it is. Leave empty when the engine asks for none.',
		},
		{
			displayName: 'Client Key',
			name: 'clientPrivateKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: '-----BEGIN PRIVATE KEY-----',
			description: 'Private key of the client certificate, in PEM form',
		},
		{
			displayName: 'Passphrase of the Client Key',
			name: 'clientKeyPassphrase',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Only when the private key is encrypted',
		},
		{
			displayName: 'Certificate Authority',
			name: 'certificateAuthority',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: '-----BEGIN CERTIFICATE-----',
			description:
				'Certificate in PEM form that signed the engine’s own. Leave empty when a public authority signed it.',
		},
		{
			displayName: 'Allowed Hosts',
			name: 'allowedHosts',
			type: 'string',
			default: '',
			placeholder: 'e.g. engine.practice.example',
			description:
				'Host names that the listener URL may point at, separated by commas. Leave empty to allow the one of the URL.',
		},
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return withEngineLogin(credentials, requestOptions);
	}
}
