import type {
	ICredentialDataDecryptedObject,
	Icon,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { signIn } from '../nodes/Greenway/signIn';

/**
 * A site's FHIR server by SMART Backend Services (sheet 3.1): no secret, but a key that signs. One
 * credential serves one practice.
 */
export class GreenwayFhirApi implements ICredentialType {
	name = 'greenwayFhirApi';

	displayName = 'Greenway FHIR API';

	icon: Icon = { light: 'file:../icons/greenway.svg', dark: 'file:../icons/greenway.dark.svg' };

	documentationUrl =
		'https://github.com/healthsail/n8n-nodes-healthsail/blob/main/docs/vendors/greenway.md';

	// The key opens patient data: no other node, HTTP Request included, may use it.
	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Signed In Until',
			name: 'signedInUntil',
			type: 'hidden',
			default: 0,
		},
		{
			displayName: 'Product',
			name: 'product',
			type: 'options',
			options: [
				{ name: 'Intergy', value: 'intergy' },
				{ name: 'Prime Suite', value: 'primeSuite' },
			],
			default: 'intergy',
			description:
				'The product that the practice runs. A node that is set to the other one refuses this credential.',
		},
		{
			displayName: 'Practice ID',
			name: 'practiceId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 1001',
			description:
				'FHIR ID of the Organization that is the practice. Patients of other practices of the site never leave the node.',
		},
		{
			displayName: 'Practice Name',
			name: 'practiceName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Oak Clinic',
			description: 'Name of the practice, for people who look after the flows',
		},
		{
			displayName: 'Tenant ID',
			name: 'tenantId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 2.16.840.1.113883.3.0000.1',
			description:
				'Number (OID) of the site at the end of its FHIR address, as in Greenway’s list of FHIR base URLs',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description: 'As Greenway’s developer portal shows it for the back-end application',
		},
		{
			displayName: 'Key ID',
			name: 'keyId',
			type: 'string',
			default: '',
			required: true,
			description: 'The kid of the public key at the JWKS address that Greenway has',
		},
		{
			displayName: 'Private Key',
			name: 'privateKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. -----BEGIN PRIVATE KEY-----',
			description:
				'The whole text of the private key file that healthsail-n8n keys create made, first and last line included',
		},
		{
			displayName: 'Algorithm',
			name: 'algorithm',
			type: 'options',
			options: [
				{ name: 'ES384', value: 'ES384' },
				{ name: 'RS384', value: 'RS384' },
			],
			default: 'ES384',
			description: 'How the key signs. Greenway asks for ES384.',
		},
		{
			displayName: 'Scopes',
			name: 'scopes',
			type: 'string',
			default:
				'system/Patient.read system/Coverage.read system/Encounter.read system/Condition.read system/Procedure.read system/CarePlan.read system/ServiceRequest.read system/Practitioner.read system/PractitionerRole.read system/Location.read system/Organization.read system/Group.read',
			required: true,
			description:
				'Rights to ask for, separated by spaces. One that the application was not granted makes the sign-in fail.',
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
				'Part of the calls per minute that this integration may use. Lower it when other programs use the same client.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://fhir-api.fhirprod.aws.greenwayhealth.com/fhir/R4',
			description:
				'Address of the FHIR server without the tenant ID. Change it for a sandbox only.',
		},
		{
			displayName: 'Token URL',
			name: 'tokenUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://auth-api.login.greenwayhealth.com/oauth2/as/token.oauth2',
			description: 'Where access tokens are given out. Leave empty to ask the site for it.',
		},
		{
			displayName: 'Allowed Hosts',
			name: 'allowedHosts',
			type: 'string',
			default: '',
			placeholder: 'e.g. greenway-proxy.practice.example',
			description:
				'Further host names that the addresses may point at, separated by commas. Leave empty for Greenway’s own.',
		},
		{
			displayName: 'Sandbox Speed',
			name: 'sandboxSpeed',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 1,
			description:
				'How much faster the clock of a sandbox on this machine runs; 0 for a sandbox without limits. Leave it at 1 for the real Greenway.',
		},
	];

	/** Called by n8n when the token is empty; n8n stores what it answers. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<ICredentialDataDecryptedObject> {
		return (await signIn(this, credentials)) as unknown as ICredentialDataDecryptedObject;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return {
			...requestOptions,
			headers: {
				...requestOptions.headers,
				Authorization: `Bearer ${String(credentials.accessToken ?? '')}`,
			},
		};
	}
}
