import type { ICredentialDataDecryptedObject, ICredentialsDecrypted } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { outcomeOf } from '../common/outcome';
import type { NodeContext } from '../common/transport/send';
import { toTransportError } from '../common/transport/transportError';
import type { GreenwayAccess } from './credential';
import { fhirCredentialType } from './credential';
import { signInError } from './faults';
import { problemIn } from './signIn';

/** The access token of a run, shared with every other run by the credential (design 7). */
export interface TokenSession {
	/** Makes sure that there is a token with some time left. Throws SafeError. */
	ready(): Promise<void>;
	/** The server refused the token in use: gets another. Throws SafeError. */
	renew(): Promise<void>;
	/** The token in use. */
	token(): string;
}

/** Time a token must have left to begin a call with it. */
const marginMs = 15_000;
/** Longest random wait before the stored token is looked at again: another worker may be at it. */
const pauseMs = 1500;

/** Renewals under way in this process, by credential: who comes second waits for the first. */
const underWay = new Map<string, Promise<ICredentialDataDecryptedObject>>();

/**
 * Keeps the token in `decrypted`, from where the credential's `authenticate` takes it. A dead token
 * is looked up in the stored credential first; only when it is dead there too, n8n is made to sign in
 * by calling with an empty token.
 */
export function createTokenSession(
	context: NodeContext,
	access: GreenwayAccess,
	decrypted: ICredentialsDecrypted,
	itemIndex: number,
): TokenSession {
	const values = (decrypted.data ??= {});
	const facts = { system: access.system, operation: 'sign-in' } as const;
	const life = (stored: ICredentialDataDecryptedObject) =>
		Number(stored.signedInUntil ?? 0) - Date.now();
	// The clock of a sandbox that runs faster ends tokens earlier than they say.
	const margin = marginMs / (access.throttle.speed > 1 ? access.throttle.speed : 1);
	const isGood = (stored: ICredentialDataDecryptedObject, dead: unknown) =>
		typeof stored.accessToken === 'string' &&
		stored.accessToken !== '' &&
		stored.accessToken !== dead &&
		life(stored) > margin;

	async function stored(): Promise<ICredentialDataDecryptedObject> {
		return await ('getInputData' in context
			? context.getCredentials(fhirCredentialType, itemIndex)
			: context.getCredentials(fhirCredentialType));
	}

	async function another(dead: unknown): Promise<ICredentialDataDecryptedObject> {
		const first = await stored();
		if (isGood(first, dead)) return first;
		// Nobody has signed in yet, so there is no dead token that several workers meet at once.
		if (!first.accessToken) return await signInAnew(first);
		await sleep((Math.random() * pauseMs) / (access.throttle.speed || 60));
		const second = await stored();
		if (isGood(second, dead)) return second;
		return await signInAnew({ ...second, accessToken: '', signedInUntil: 0 });
	}

	async function signInAnew(
		data: ICredentialDataDecryptedObject,
	): Promise<ICredentialDataDecryptedObject> {
		const outcome = await outcomeOf(
			async () =>
				(await context.helpers.httpRequestWithAuthentication.call(
					context,
					fhirCredentialType,
					{
						method: 'GET',
						url: `${access.base}/metadata`,
						headers: { Accept: 'application/fhir+json' },
						returnFullResponse: true,
						ignoreHttpStatusErrors: true,
						disableFollowRedirect: true,
						timeout: 60_000,
					},
					{ credentialsDecrypted: { ...decrypted, data } },
				)) as unknown,
		);
		if (outcome.ok && data.accessToken) return data;
		const problem = outcome.ok ? 'refused' : problemIn(textsOf(outcome.error));
		if (problem !== undefined) throw signInError(problem, facts);
		throw toTransportError(
			{ ...facts, method: 'POST', url: access.base, repeatable: true },
			outcome.ok ? undefined : outcome.error,
		);
	}

	async function renew(): Promise<void> {
		const dead = values.accessToken;
		const key = `${decrypted.id}|${access.base}|${access.clientId}`;
		let renewal = underWay.get(key);
		if (renewal === undefined) {
			renewal = another(dead).finally(() => underWay.delete(key));
			underWay.set(key, renewal);
		}
		const { accessToken, signedInUntil } = await renewal;
		Object.assign(values, { accessToken, signedInUntil });
	}

	return {
		token: () => String(values.accessToken ?? ''),
		renew,
		async ready() {
			if (!isGood(values, undefined)) await renew();
		},
	};
}

/** The texts of an error and of what caused it; only our own code is looked for in them. */
function textsOf(error: unknown, depth = 0): string {
	if (typeof error !== 'object' || error === null || depth > 4) return '';
	const { message, messages, description, cause } = error as Record<string, unknown>;
	return [
		message,
		description,
		...(Array.isArray(messages) ? messages : []),
		textsOf(cause, depth + 1),
	]
		.filter((text): text is string => typeof text === 'string')
		.join('\n');
}
