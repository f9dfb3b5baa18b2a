import { randomUUID } from 'crypto';

import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { fieldTitles } from '../common/fieldTitles';
import { outcomeOf } from '../common/outcome';
import { toDetails } from '../common/toNodeError';
import { toTransportError } from '../common/transport/transportError';
import { checkCustomer, checkPractice, listPractices, readPractices } from './connection';
import type { TebraAccess } from './credential';
import { readTestedCredential } from './credential';
import type { RequestValues } from './envelope';
import { buildEnvelope, insertLogin, soapAction } from './envelope';
import type { TebraOperation } from './members';
import { readAnswer } from './readAnswer';

interface TestAnswer {
	readonly statusCode: number;
	readonly body: unknown;
}

/**
 * Tests a Tebra credential: first the login (GetCustomerIdFromKey), then that it sees the practice
 * which the credential names (GetPractices). Answers in words for practice IT; once the login is
 * proven, a wrong or missing practice is answered with those the login sees (sheet 3.1, 4.6).
 */
export async function tebraConnectionTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	// The only way to the network that n8n gives a credential test.
	const { helpers } = this;
	let seen = '';
	const outcome = await outcomeOf(async () => {
		const access = readTestedCredential(credential.data);
		const customer = await call(helpers, access, 'GetCustomerIdFromKey', {});
		const login = await outcomeOf(async () => checkCustomer(customer.result, customer.facts));
		// A refused login says there whether it is the key, the password or a right that is wrong.
		const practices = await call(helpers, access, 'GetPractices', { Fields: {}, Filter: {} });
		if (!login.ok) throw login.error;
		const list = readPractices(practices.result, practices.facts);
		seen = ` ${listPractices(list)}`;
		return checkPractice(list, access.scope);
	});
	if (outcome.ok) return { status: 'OK', message: 'Login and practice are right.' };
	const { message, nextStep, fields } = toDetails(outcome.error);
	const named = fieldTitles(fields);
	return { status: 'Error', message: `${message}${named} ${nextStep}${seen}` };
}

async function call(
	helpers: ICredentialTestFunctions['helpers'],
	access: TebraAccess,
	operation: TebraOperation,
	values: RequestValues,
) {
	const facts = {
		system: 'tebra',
		operation,
		effect: 'read',
		correlationId: randomUUID(),
	} as const;
	const answer = await outcomeOf(
		async () =>
			(await helpers.request({
				method: 'POST',
				uri: access.endpoint,
				headers: {
					'Content-Type': 'text/xml; charset=utf-8',
					SOAPAction: soapAction(operation),
					'X-Correlation-Id': facts.correlationId,
				},
				body: insertLogin(buildEnvelope(operation, values), access.login),
				simple: false,
				resolveWithFullResponse: true,
				followRedirect: false,
				timeout: 30_000,
			})) as TestAnswer,
	);
	if (!answer.ok) {
		throw toTransportError(
			{ system: 'tebra', operation, method: 'POST', url: access.endpoint, repeatable: true },
			answer.error,
		);
	}
	const { statusCode, body } = answer.value;
	const text = typeof body === 'string' ? body : '';
	const read = readAnswer(facts, { status: statusCode, text });
	if (read.error !== undefined) throw read.error;
	return { result: read.result, facts };
}
