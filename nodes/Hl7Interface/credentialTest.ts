import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { fieldTitles } from '../common/fieldTitles';
import { outcomeOf } from '../common/outcome';
import { toDetails } from '../common/toNodeError';
import { toTransportError } from '../common/transport/transportError';
import { readEngineCredential } from './credential';
import { withEngineLogin } from './login';

/**
 * Tests an interface engine credential: that it is whole, and, when it names a listener, that the
 * listener can be reached and does not refuse the login. It asks with GET: no message is sent.
 */
export async function hl7ConnectionTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	// The only way to the network that n8n gives a credential test.
	const { helpers } = this;
	const outcome = await outcomeOf(async () => {
		const { url } = readEngineCredential(credential.data);
		if (url === undefined) return 'The credential is complete. It names no listener to send to.';
		const { headers, agentOptions } = withEngineLogin(credential.data ?? {}, { url });
		const answer = await outcomeOf(
			async () =>
				(await helpers.request({
					method: 'GET',
					uri: url,
					headers,
					agentOptions,
					simple: false,
					resolveWithFullResponse: true,
					followRedirect: false,
					timeout: 30_000,
				})) as { statusCode: number },
		);
		if (!answer.ok) {
			const operation = 'the listener';
			throw toTransportError(
				{ system: 'hl7', operation, method: 'GET', url, repeatable: true },
				answer.error,
			);
		}
		const { statusCode } = answer.value;
		return statusCode === 401 || statusCode === 403
			? undefined
			: `The listener answers (HTTP ${statusCode}) and does not refuse the login.`;
	});
	if (outcome.ok && outcome.value !== undefined) return { status: 'OK', message: outcome.value };
	if (outcome.ok) {
		return {
			status: 'Error',
			message:
				'The listener refuses the login. Check user and password, token or client certificate with those of the engine’s channel.',
		};
	}
	const { message, nextStep, fields } = toDetails(outcome.error);
	return { status: 'Error', message: `${message}${named(fields)} ${nextStep}` };
}

/** Titles in the credential's form that are not made of the field's name. */
const fieldsCalledOtherwise = {
	pmSystem: 'Practice System',
	url: 'Listener URL',
	clientPrivateKey: 'Client Key',
	clientKeyPassphrase: 'Passphrase of the Client Key',
};

/** The settings are one field of the form; what follows is their own member. */
function named([field, ...members]: readonly string[] = []): string {
	if (field === 'interfaceSettings') return ` (Interface Settings: ${members.join(', ')})`;
	return fieldTitles(field === undefined ? [] : [field, ...members], fieldsCalledOtherwise);
}
