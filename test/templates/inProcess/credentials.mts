import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	ICredentialType,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';
import type * as WorkflowPackage from 'n8n-workflow';

/**
 * n8n's credential helper over values in memory: same rules for authenticate, no encryption.
 *
 * @param stored values by credential name, the way the importer binds them
 */
export function createCredentialsHelper(
	{ ICredentialsHelper: Base }: typeof WorkflowPackage,
	typeOf: (name: string) => ICredentialType,
	stored: Readonly<Record<string, ICredentialDataDecryptedObject>>,
): ICredentialsHelper {
	class MemoryCredentials extends Base {
		getParentTypes(name: string): string[] {
			return typeOf(name).extends ?? [];
		}

		isCredentialUsableByNode(): boolean {
			return true;
		}

		async authenticate(
			credentials: ICredentialDataDecryptedObject,
			typeName: string,
			request: IHttpRequestOptions,
			workflow: Workflow,
			node: INode,
		): Promise<IHttpRequestOptions> {
			const { authenticate } = typeOf(typeName);
			if (authenticate === undefined) return request;
			if (typeof authenticate === 'function') return authenticate(credentials, request);
			const headers = Object.entries(authenticate.properties.headers ?? {}).map(
				([name, value]) =>
					[
						name,
						workflow.expression.getSimpleParameterValue(node, String(value), 'internal', {
							$credentials: credentials,
						}),
					] as const,
			);
			return { ...request, headers: { ...request.headers, ...Object.fromEntries(headers) } };
		}

		async getDecrypted(
			_additionalData: IWorkflowExecuteAdditionalData,
			{ name }: INodeCredentialsDetails,
		): Promise<ICredentialDataDecryptedObject> {
			const values = stored[name];
			if (values === undefined) throw new Error(`No credential is called "${name}".`);
			return structuredClone(values);
		}

		async preAuthentication(): Promise<undefined> {
			return undefined;
		}

		async runPreAuthentication(): Promise<undefined> {
			return undefined;
		}

		async getCredentials(): Promise<never> {
			throw new Error('Credentials are kept in memory only.');
		}

		async updateCredentials(): Promise<void> {
			throw new Error('No credential of these flows changes while they run.');
		}

		async updateCredentialsOauthTokenData(): Promise<void> {
			throw new Error('No credential of these flows changes while they run.');
		}

		getCredentialsProperties(name: string) {
			return typeOf(name).properties;
		}
	}
	return new MemoryCredentials();
}
