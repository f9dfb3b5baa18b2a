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

const types: Record<string, ICredentialType> = Object.fromEntries(
	[
		new TebraSoapApi(),
		new TebraFhirOAuth2Api(),
		new HealthSailApi(),
		new HealthSailOAuth2Api(),
	].map((type) => [type.name, type as ICredentialType]),
);

/** Makes further credential types known, before a test uses them. */
export function registerCredentials(...more: readonly ICredentialType[]): void {
	for (const type of more) types[type.name] = type;
}

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

	/** As n8n's own helper does it: only when the expirable property is empty or expired, and stored. */
	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = types[typeName];
		const expirable = type?.properties.find(
			({ type: kind, typeOptions }) => kind === 'hidden' && typeOptions?.expirable === true,
		)?.name;
		if (expirable === undefined || type.preAuthentication === undefined) return undefined;
		if (credentials[expirable] !== '' && !credentialsExpired) return undefined;
		const output = (await type.preAuthentication.call(
			helpers,
			credentials,
		)) as ICredentialDataDecryptedObject;
		if (output[expirable] === undefined || node.credentials === undefined) return undefined;
		const merged = Object.assign(credentials, output);
		await this.updateCredentials(node.credentials[typeName], typeName, merged);
		return merged;
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
