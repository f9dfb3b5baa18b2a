import type {
	ICredentialDataDecryptedObject,
	Icon,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { gapiConnectionFields } from '../nodes/Greenway/gapiFields';
import { insertPrimeSuiteLogin } from '../nodes/Greenway/primeSuite/login';

/** Prime Suite's GAPI (sheet 3.2), a second credential beside the FHIR one. */
export class GreenwayPrimeSuiteApi implements ICredentialType {
	name = 'greenwayPrimeSuiteApi';

	displayName = 'Greenway Prime Suite API';

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
			displayName: 'Site ID',
			name: 'siteId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 990001',
			description: 'Number of the Prime Suite site',
		},
		{
			displayName: 'User Name',
			name: 'userName',
			type: 'string',
			default: '',
			required: true,
			description: 'A Prime Suite user made for this integration',
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
			displayName: 'User ID',
			name: 'userId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 77',
			description: 'Number of that user in Prime Suite',
		},
		{
			displayName: 'User Alias',
			name: 'userAlias',
			type: 'string',
			default: '',
			description: 'Only where Greenway gave one; most sites leave it empty',
		},
		{
			displayName: 'Vendor Login',
			name: 'vendorLogin',
			type: 'string',
			default: '',
			description: 'Partner login from Greenway. Some sites do without it.',
		},
		{
			displayName: 'Vendor Password',
			name: 'vendorPassword',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Password of the partner login',
		},
		{
			displayName: 'Source Site ID',
			name: 'sourceSiteId',
			type: 'string',
			default: '',
			description: 'Only where Greenway asks for it: empty, or the site ID again',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.greenwayhealth.com/Integration/RESTv1.0/PrimeSuiteAPIService',
			required: true,
			description:
				'Address of the service. No public document tells the production address: compare it with the one Greenway gave you.',
		},
		...gapiConnectionFields(),
	];

	/** The envelope carries the login (sheet 3.2), so it is put in here and nowhere else. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return insertPrimeSuiteLogin(credentials, requestOptions);
	}
}
