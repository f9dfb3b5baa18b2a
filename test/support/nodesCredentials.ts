import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeCredentialsDetails,
	INodeProperties,
	IWorkflowExecuteAdditionalData,
	Workflow,
	INode,
} from 'n8n-workflow';
import { ICredentialsHelper } from 'n8n-workflow';

import { HealthSailApi } from '../../credentials/HealthSailApi.credentials';
import { HealthSailOAuth2Api } from '../../credentials/HealthSailOAuth2Api.credentials';
import { TebraFhirOAuth2Api } from '../../credentials/TebraFhirOAuth2Api.credentials';
import { TebraSoapApi } from '../../credentials/TebraSoapApi.credentials';

const types: Readonly<Record<string, ICredentialType>> = Object.fromEntries(
	[
		new TebraSoapApi(),
		new TebraFhirOAuth2Api(),
		new HealthSailApi(),
		new HealthSailOAuth2Api(),
	].map((type) => [type.name, type as ICredentialType]),
);

/** n8n's credential helper over values in memory: same rules for authenticate, no encryption. */
export class TestCredentials extends ICredentialsHelper {
	constructor(private readonly stored: Record<string, ICredentialDataDecryptedObject>) {
		super();
	}

	getParentTypes(name: string): string[] {
		return types[name]?.extends ?? [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		request: IHttpRequestOptions,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const authenticate = types[typeName]?.authenticate;
		if (authenticate === undefined) return request;
		if (typeof authenticate === 'function') {
			return await authenticate.call(types[typeName], credentials, request);
		}
		const headers = { ...request.headers };
		for (const [name, value] of Object.entries(authenticate.properties.headers ?? {})) {
			headers[name] =
				workflow && node
					? String(
							workflow.expression.getSimpleParameterValue(node, String(value), 'internal', {
								$credentials: credentials,
							}),
						)
					: value;
		}
		return { ...request, headers };
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		return (await types[typeName]?.preAuthentication?.call(helpers, credentials)) as
			| ICredentialDataDecryptedObject
			| undefined;
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async getCredentials(): Promise<never> {
		throw new Error('The test harness keeps no encrypted credentials.');
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		_details: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		return structuredClone(this.stored[type]);
	}

	async updateCredentials(
		_details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.stored[type] = data;
	}

	async updateCredentialsOauthTokenData(
		_details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.stored[type] = data;
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return types[type]?.properties ?? [];
	}
}
