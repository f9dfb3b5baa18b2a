import { createHash } from 'crypto';

import { z } from 'zod';

import { SafeError } from '../../lib/privacy/errors';
import { checkBaseUrl, isLoopback } from '../../lib/privacy/hosts';
import { readPpmd } from './answer';
import type { AdvancedMdLogin } from './credential';
import type { CallFacts } from './faults';
import { advancedMdError, statusError, throttledError, unreadableError } from './faults';
import { messageTime } from './times';
import type { Json } from './wire/members';
import { isJson, wireText } from './wire/members';

/** What a login gives: the token, and the address that serves this office key (sheet 2, 3.1). */
export interface LoginSession {
	readonly sessionToken: string;
	readonly webServer: string;
	readonly officeName: string;
}

/**
 * Whose session it is, kept beside the token: after a change of office key, user or application the
 * old session would still open the old office.
 */
export function sessionOwner({ loginUrl, officeKey, appName, user }: AdvancedMdLogin): string {
	return createHash('sha256')
		.update(JSON.stringify([loginUrl, officeKey, appName, user]))
		.digest('hex');
}

/** Posts JSON to an address; answers any HTTP status. Throws SafeError when there is no answer. */
export type PostJson = (url: string, body: string) => Promise<{ status: number; text: string }>;

/** Code of the normal first answer: the login goes to another server (sheet 3.1). */
const redirectCode = '-2147220476';

const usercontextSchema = z.object({
	webserver: wireText,
	officecode: wireText,
	officename: wireText,
	text: wireText,
});

/**
 * The two-step login (sheet 3.1): partnerlogin tells the server of the office key, which then takes
 * the same message. A refused login is never repeated here. Throws SafeError: `authentication` when
 * it is refused, `throttled` when it came too early (about one a minute), `configuration` when the
 * address that comes back is not AdvancedMD's.
 */
export async function logIn(
	login: AdvancedMdLogin,
	post: PostJson,
	now: Date,
	correlationId: string,
): Promise<LoginSession> {
	const facts: CallFacts = {
		system: 'advancedmd',
		operation: 'login',
		effect: 'read',
		correlationId,
	};
	const body = JSON.stringify({ ppmdmsg: loginMessage(login, now) });
	const first = await ask(post, login.loginUrl, body, facts);
	if (first.fault === undefined) return toSession(first.results, login, facts);
	if (first.fault.code !== redirectCode) throw refused(facts, first.fault.code);
	const webServer = checkServer(contextOf(first.results, facts).webserver ?? '', login);
	const second = await ask(post, messageUrl(webServer), body, facts);
	if (second.fault !== undefined) throw refused(facts, second.fault.code);
	return toSession(second.results, login, facts, webServer);
}

/** Address of the message interface under a returned server (sheet 2). */
export function messageUrl(webServer: string): string {
	return `${webServer}/xmlrpc/processrequest.aspx`;
}

/** Address of the PM REST interface under a returned server (sheet 2). */
export function restUrl(webServer: string): string {
	return webServer.replace('/processrequest/', '/api/');
}

/**
 * The server of a login answer without a slash at its end. Credentials are posted there, so it must
 * be AdvancedMD's own or allowed (sheet 3.1). Throws SafeError `configuration`.
 */
export function checkServer(
	text: string,
	{ loginUrl, allowedHosts }: Pick<AdvancedMdLogin, 'loginUrl' | 'allowedHosts'>,
): string {
	const url = checkBaseUrl(text, { system: 'advancedmd', extraHosts: allowedHosts });
	const isStrange = isLoopback(url.hostname) && !isLoopback(new URL(loginUrl).hostname);
	if (isStrange || !url.pathname.includes('/processrequest/')) {
		throw new SafeError({
			kind: 'configuration',
			message: 'AdvancedMD named a server with an address that this node does not know.',
			nextStep: 'Check the login address in the credential; if it is right, update the node pack.',
			system: 'advancedmd',
			operation: 'login',
		});
	}
	return text.trim().replace(/\/+$/, '');
}

function loginMessage({ user, password, officeKey, appName }: AdvancedMdLogin, now: Date): Json {
	return {
		'@action': 'login',
		'@class': 'login',
		'@msgtime': messageTime(now, 'utc'),
		'@username': user,
		'@psw': password,
		'@officecode': officeKey,
		'@appname': appName,
	};
}

async function ask(post: PostJson, url: string, body: string, facts: CallFacts) {
	const { status, text } = await post(url, body);
	if (status === 429) throw throttledError(facts);
	const answer = readPpmd(text);
	if (answer !== undefined) return answer;
	throw statusError(facts, status) ?? unreadableError(facts);
}

function contextOf(results: Json, facts: CallFacts) {
	const context = usercontextSchema.safeParse(
		isJson(results.usercontext) ? results.usercontext : { text: results.usercontext },
	);
	if (!context.success) throw unreadableError(facts);
	return context.data;
}

function toSession(
	results: Json,
	login: AdvancedMdLogin,
	facts: CallFacts,
	server?: string,
): LoginSession {
	const { text, webserver, officecode, officename } = contextOf(results, facts);
	if (!text) throw unreadableError(facts);
	if (officecode && officecode !== login.officeKey) {
		throw new SafeError({
			kind: 'configuration',
			message: 'AdvancedMD opened another office than the one that the credential names.',
			nextStep: 'Correct the office key in the credential.',
			system: 'advancedmd',
			operation: 'login',
			fields: ['practiceId'],
		});
	}
	return {
		sessionToken: text,
		webServer: webserver ? checkServer(webserver, login) : (server ?? ''),
		officeName: officename ?? '',
	};
}

function refused(facts: CallFacts, code: string): SafeError {
	return advancedMdError(
		facts,
		{
			kind: 'authentication',
			message: 'AdvancedMD did not accept the login.',
			nextStep:
				'Compare user, password, office key and application name with what AdvancedMD gave you. Do not try often: repeated wrong logins can lock the user.',
		},
		/^-?\d{1,12}$/.test(code) ? code : 'Refused',
	);
}
