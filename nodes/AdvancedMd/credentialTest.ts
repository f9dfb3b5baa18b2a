import { randomUUID } from 'crypto';

import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { SafeError } from '../../lib/privacy/errors';
import { fieldTitles } from '../common/fieldTitles';
import { outcomeOf } from '../common/outcome';
import { toDetails } from '../common/toNodeError';
import { toTransportError } from '../common/transport/transportError';
import { readPpmd } from './answer';
import { readAdvancedMdCredential } from './credential';
import type { CallFacts } from './faults';
import { faultError, statusError, unreadableError } from './faults';
import type { PostJson } from './login';
import { logIn, messageUrl } from './login';
import { messageTime } from './times';

/** Titles in the credential's form that are AdvancedMD's own words. */
const fieldsCalledOtherwise = {
	practiceId: 'Office Key',
	appName: 'Application Name',
	loginUrl: 'Login Address',
};

/**
 * Tests an AdvancedMD credential: the two-step login, then the set-up of the scheduler, which shows
 * that the session works under the application name (sheet 3.1, 4.5). Answers in words for practice
 * IT. AdvancedMD takes about one login a minute, so a test right after another one is told to wait.
 */
export async function advancedMdConnectionTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	// The only way to the network that n8n gives a credential test.
	const { helpers } = this;
	const poster =
		(operation: string): PostJson =>
		async (url, body) => {
			const answer = await outcomeOf(
				async () =>
					(await helpers.request({
						method: 'POST',
						uri: url,
						headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
						body,
						simple: false,
						resolveWithFullResponse: true,
						followRedirect: false,
						timeout: 30_000,
					})) as { statusCode: number; body: unknown },
			);
			if (!answer.ok) {
				throw toTransportError(
					{ system: 'advancedmd', operation, method: 'POST', url, repeatable: true },
					answer.error,
				);
			}
			const { statusCode, body: text } = answer.value;
			return { status: statusCode, text: typeof text === 'string' ? text : JSON.stringify(text) };
		};
	const outcome = await outcomeOf(async () => {
		const { login, scope } = readAdvancedMdCredential(credential.data);
		const session = await logIn(login, poster('login'), new Date(), randomUUID());
		const facts: CallFacts = {
			system: 'advancedmd',
			operation: 'getschedulersetup',
			effect: 'read',
			correlationId: randomUUID(),
		};
		const ppmdmsg = {
			'@action': 'getschedulersetup',
			'@class': 'masterfiles',
			'@msgtime': messageTime(new Date(), scope.timeZone),
			'@nocookie': '1',
			usercontext: session.sessionToken,
		};
		const { status, text } = await poster('getschedulersetup')(
			messageUrl(session.webServer),
			JSON.stringify({ ppmdmsg }),
		);
		const answer = readPpmd(text);
		if (answer === undefined) throw statusError(facts, status) ?? unreadableError(facts);
		if (answer.fault !== undefined) throw faultError(facts, answer.fault);
		const refused = statusError(facts, status);
		if (refused !== undefined) throw refused;
		return session.officeName;
	});
	if (outcome.ok) {
		const office = outcome.value === '' ? '' : ` The office is ${outcome.value.slice(0, 80)}.`;
		return { status: 'OK', message: `The login works.${office}` };
	}
	const details = toDetails(outcome.error);
	const isTooEarly = outcome.error instanceof SafeError && outcome.error.kind === 'throttled';
	const { message, nextStep, fields } = isTooEarly
		? {
				message: 'AdvancedMD takes about one login a minute, and there was one just now.',
				nextStep: 'Wait a minute, then test again.',
				fields: undefined,
			}
		: details;
	const named = fieldTitles(fields, fieldsCalledOtherwise);
	return { status: 'Error', message: `${message}${named} ${nextStep}` };
}
