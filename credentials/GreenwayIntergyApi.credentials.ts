import type {
	ICredentialDataDecryptedObject,
	Icon,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { gapiConnectionFields } from '../nodes/Greenway/gapiFields';
import { insertIntergyLogin } from '../nodes/Greenway/intergy/login';

/** Intergy's GAPI (sheet 3.3), a second credential beside the FHIR one; each run has its session. */
export class GreenwayIntergyApi implements ICredentialType {
	name = 'greenwayIntergyApi';

	displayName = 'Greenway Intergy API';

	icon: Icon = { light: 'file:../icons/greenway.svg', dark: 'file:../icons/greenway.dark.svg' };

	documentationUrl =
		'https://github.com/healthsail/n8n-nodes-healthsail/blob/main/docs/vendors/greenway.md';

	// The login opens patient data: no other node, HTTP Request included, may use it.
	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The key that Greenway’s GAPI portal gave out',
		},
		{
			displayName: 'Licence ID',
			name: 'licenseId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. EX12345',
			description: 'Licence of the Intergy site',
		},
		{
			displayName: 'User Logon',
			name: 'userLogon',
			type: 'string',
			default: '',
			required: true,
			description:
				'An Intergy user made for this integration only: another logon of the same user ends its session',
		},
		{
			displayName: 'User Password',
			name: 'userPassword',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Password of that user',
		},
		{
			displayName: 'Application Name',
			name: 'applicationName',
			type: 'string',
			default: 'HealthSail Sync',
			required: true,
			description: 'Name under which the application is registered at Greenway',
		},
		{
			displayName: 'Practice Number',
			name: 'practiceNumber',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 1',
			description: 'Number of the practice in Intergy, to which each session is bound',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.greenwayhealth.com/Integration/RESTv1.0/IntergyAPIService',
			required: true,
			description:
				'Address of the service. No public document tells the production address: compare it with the one Greenway gave you.',
		},
		...gapiConnectionFields(),
	];

	/** Licence, name and password stand in the body (sheet 3.3), so they are put in here alone. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return insertIntergyLogin(credentials, requestOptions);
	}
}
