import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { SafeError } from '../../lib/privacy/errors';
import { checkBaseUrl, parseHostList } from '../../lib/privacy/hosts';
import { fieldTitles } from '../common/fieldTitles';
import type { Outcome } from '../common/outcome';
import { outcomeOf } from '../common/outcome';
import { toDetails } from '../common/toNodeError';
import type { RetryDecision } from '../common/transport/retry';
import { withRetry } from '../common/transport/retry';
import type { Answer } from '../common/transport/send';
import { toTransportError } from '../common/transport/transportError';
import { readFhirCredential } from './credential';
import { fhirError, signInError } from './faults';
import { readGapi } from './gapi';
import { checkService } from './gapiCredential';
import { insertIntergyLogin } from './intergy/login';
import { readIntergyAnswer } from './intergy/session';
import { ownOrganizations } from './practice';
import { insertPrimeSuiteLogin } from './primeSuite/login';
import type { GreenwaySystem } from './products';
import { SignInFailed, problemIn, signIn } from './signIn';

type Helpers = ICredentialTestFunctions['helpers'];

/**
 * Tests a Greenway FHIR credential: signs in, then reads the practice's own organizations at the site.
 * Answers in words for practice IT (sheet 3.1, 4.1).
 */
export async function greenwayFhirTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { helpers } = this;
	return await report('Sign-in and practice are right.', async () => {
		const stored = credential.data ?? {};
		const access = readFhirCredential(stored);
		const facts = { system: access.system, operation: 'sign-in' } as const;
		const signedIn = await outcomeOf(async () => await signIn(asHelper(helpers), stored));
		if (!signedIn.ok) {
			const { error } = signedIn;
			const problem = error instanceof SignInFailed ? problemIn(error.message) : undefined;
			if (problem !== undefined) throw signInError(problem, facts);
			throw toTransportError(
				{ ...facts, method: 'POST', url: access.base, repeatable: true },
				error,
			);
		}
		for (const id of ownOrganizations(access)) {
			const answer = await ask(helpers, access.system, 'Organization read', {
				method: 'GET',
				url: `${access.base}/Organization/${encodeURIComponent(id)}`,
				headers: {
					Accept: 'application/fhir+json',
					Authorization: `Bearer ${signedIn.value.accessToken}`,
				},
			});
			if (answer.status !== 200) {
				throw fhirError(answer, { system: access.system, operation: 'Organization read' });
			}
		}
	});
}

/** Tests a Prime Suite credential by the day list of a day long ago: it holds no patient (sheet 4.2). */
export async function greenwayPrimeSuiteTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { helpers } = this;
	return await report('Key and login are right.', async () => {
		const system = 'greenway_prime_suite';
		const values = credential.data ?? {};
		const answer = await ask(
			helpers,
			system,
			'PatientListGet',
			insertPrimeSuiteLogin(values, {
				method: 'POST',
				url: `${baseOf(values, system)}/User/PatientListGet`,
				body: {
					AppointmentTypeIDs: [0],
					CareProviderIDs: [0],
					ServiceLocationIDs: [0],
					VisitTypeIDs: [0],
					DefaultFilterID: 0,
					FromDate: '/Date(0+0000)/',
					ToDate: '/Date(86399999+0000)/',
					PageStart: 0,
					PageSize: 1,
				},
			}),
		);
		readGapi(answer, { system, operation: 'PatientListGet', effect: 'read' });
	});
}

/** Tests an Intergy credential: logs on, looks for the practice, logs off (sheet 3.3). */
export async function greenwayIntergyTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { helpers } = this;
	return await report('Login and practice are right.', async () => {
		const system = 'greenway_intergy';
		const values = credential.data ?? {};
		const once = async (operation: string, body: IDataObject) =>
			readIntergyAnswer(
				readGapi(
					await ask(
						helpers,
						system,
						operation,
						insertIntergyLogin(values, {
							method: 'POST',
							url: `${baseOf(values, system)}/${operation}`,
							body,
						}),
					),
					{ system, operation, effect: 'read' },
					['ErrorCode', 'ErrorMessage'],
				),
				operation,
				'10',
			);
		// Five calls in a row may be more than the gateway lets pass in a second.
		const call = async (operation: string, body: IDataObject) =>
			await withRetry(async () => await once(operation, body), waitWhenThrottled, {
				attempts: 3,
				baseMs: 1000,
				maxMs: 5000,
			});
		const login = { UserName: '', UserPassword: '' };
		const { SessionID, UserID, AuditTrailID } = await call('AuthenticateUser', login);
		const Credential = { SessionID } as IDataObject;
		const entered = await outcomeOf(async () => {
			const list = await call('AuthorizedPracticeListGet', { UserID, Credential } as IDataObject);
			const own = practiceIn(list.UserPracticeList, String(values.practiceNumber ?? '').trim());
			await call('LogonUserToPractice', { UserID, PracticeID: own, Credential } as IDataObject);
		});
		await call('LogoffUser', { ...login, Credential, AuditTrailID } as IDataObject);
		if (!entered.ok) throw entered.error;
	});
}

async function report(good: string, work: () => Promise<void>): Promise<INodeCredentialTestResult> {
	const outcome = await outcomeOf(work);
	if (outcome.ok) return { status: 'OK', message: good };
	const { message, nextStep, fields } = toDetails(outcome.error);
	const named = fieldTitles(fields);
	return { status: 'Error', message: `${message}${named} ${nextStep}` };
}

function baseOf(values: IDataObject, system: GreenwaySystem): string {
	const base = String(values.baseUrl ?? '')
		.trim()
		.replace(/\/+$/, '');
	checkBaseUrl(base, {
		system,
		extraHosts: parseHostList(String(values.allowedHosts ?? '')),
		sandboxSpeed: Number(values.sandboxSpeed ?? 1),
	});
	checkService(base, system);
	return base;
}

function waitWhenThrottled(outcome: Outcome<unknown>): RetryDecision {
	if (outcome.ok || !(outcome.error instanceof SafeError)) return { again: false };
	const { kind, retryAfterMs } = outcome.error.details;
	return { again: kind === 'throttled', ...(retryAfterMs && { waitMs: retryAfterMs }) };
}

/** The practice as Intergy writes its number; the name as typed when it is not listed: refused there. */
function practiceIn(list: unknown, wanted: string): unknown {
	const rows = Array.isArray(list) ? (list as Array<{ PracticeID?: unknown }>) : [];
	return rows.find(({ PracticeID }) => String(PracticeID) === wanted)?.PracticeID ?? wanted;
}

/** The only way to the network that n8n gives a credential test. */
async function ask(
	helpers: Helpers,
	system: GreenwaySystem,
	operation: string,
	options: IHttpRequestOptions,
): Promise<Answer> {
	const outcome = await outcomeOf(async () => await legacyRequest(helpers, options));
	if (!outcome.ok) {
		throw toTransportError(
			{ system, operation, method: 'GET', url: options.url, repeatable: true },
			outcome.error,
		);
	}
	const { statusCode, headers, body } = outcome.value;
	const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
	return {
		status: statusCode,
		headers: Object.fromEntries(
			Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
		),
		text,
		json: () => JSON.parse(text) as unknown,
	};
}

async function legacyRequest(helpers: Helpers, options: IHttpRequestOptions) {
	const { url, method, headers, body, qs } = options;
	const isForm = typeof body === 'string';
	return (await helpers.request({
		uri: url,
		method: method ?? 'GET',
		headers: {
			...headers,
			...(body !== undefined && !isForm && { 'Content-Type': 'application/json' }),
		},
		...(qs && { qs }),
		...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
		simple: false,
		resolveWithFullResponse: true,
		followRedirect: false,
		timeout: 60_000,
	})) as { statusCode: number; headers: Record<string, unknown>; body: unknown };
}

/** The sign-in wants the helper that credentials get. */
function asHelper(helpers: Helpers): IHttpRequestHelper {
	return {
		helpers: {
			httpRequest: async (options: IHttpRequestOptions) => await legacyRequest(helpers, options),
		},
	} as unknown as IHttpRequestHelper;
}
