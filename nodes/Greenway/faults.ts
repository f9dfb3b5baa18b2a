import { z } from 'zod';

import type { ErrorKind, SafeErrorDetails } from '../../lib/privacy/errors';
import { SafeError } from '../../lib/privacy/errors';
import { safely } from '../common/outcome';
import { retryAfterMs } from '../common/transport/retry';
import type { GreenwaySystem } from './products';
import type { SignInProblem } from './signIn';

/** Which call an error speaks of. */
export interface CallFacts {
	readonly system: GreenwaySystem;
	/** A name without ids, such as `Patient read`. */
	readonly operation: string;
	readonly correlationId?: string;
}

interface Meaning {
	readonly kind: ErrorKind;
	readonly message: string;
	readonly nextStep: string;
	readonly fields?: readonly string[];
}

const signInMeanings: Readonly<Record<SignInProblem, Meaning>> = {
	invalid_client: {
		kind: 'authentication',
		message: 'Greenway did not accept the signature of this client.',
		nextStep:
			'Check in the credential the client ID and the key ID, that the public key of this private key is served at the JWKS address which Greenway has, and that the clock of this machine is right.',
	},
	invalid_scope: {
		kind: 'permission',
		message: 'The credential asks for more scopes than Greenway granted to this client.',
		nextStep: 'List in the credential only the scopes that the application was approved for.',
	},
	invalid_grant: {
		kind: 'authentication',
		message: 'Greenway did not accept the signed assertion.',
		nextStep: 'Check that the clock of this machine is right, and the token address.',
	},
	invalid_request: {
		kind: 'authentication',
		message: 'Greenway calls the sign-in request incomplete.',
		nextStep: 'Check client ID, key ID, scopes and token address in the credential.',
	},
	unauthorized_client: {
		kind: 'permission',
		message: 'This client may not sign in as a back-end service.',
		nextStep: 'Check at Greenway’s developer portal that the application is of this launch type.',
	},
	key_unreadable: {
		kind: 'configuration',
		message: 'The private key in the credential cannot be read, or is of another kind.',
		nextStep:
			'Paste the whole private key file, first and last line included. ES384 needs an EC key P-384; make one with: healthsail-n8n keys create',
	},
	address_refused: {
		kind: 'configuration',
		message: 'The token address is not one of Greenway’s, so nothing was sent there.',
		nextStep:
			'Correct the token address, or add its host to the allowed hosts if you are sure of it.',
	},
	unknown_site: {
		kind: 'configuration',
		message: 'The server knows no site under the tenant ID of the credential.',
		nextStep: 'Correct the tenant ID in the credential.',
		fields: ['tenantId'],
	},
	refused: {
		kind: 'authentication',
		message: 'Greenway gave no access token.',
		nextStep: 'Check client ID, key ID and token address in the credential.',
	},
	busy: {
		kind: 'unavailable',
		message: 'The sign-in server of Greenway is busy or out of order.',
		nextStep: 'Try again later.',
	},
};

/** Why no token came, in words for practice IT (sheet 3.1, 6). */
export function signInError(problem: SignInProblem, facts: CallFacts): SafeError {
	return new SafeError({ ...facts, ...signInMeanings[problem], vendorCode: problem });
}

/** Codes of OperationOutcome that an error may name. */
const knownIssues = new Set([
	'forbidden',
	'not-found',
	'login',
	'expired',
	'not-supported',
	'required',
	'invalid',
	'too-costly',
	'throttled',
	'transient',
	'processing',
	'exception',
]);

const outcomeSchema = z.object({
	resourceType: z.literal('OperationOutcome'),
	issue: z.array(z.object({ code: z.string() })).min(1),
});

/** What an answer with another status than the expected one means (sheet 6). */
export function fhirError(
	answer: {
		readonly status: number;
		readonly text: string;
		readonly headers: Readonly<Record<string, string>>;
	},
	facts: CallFacts,
): SafeError {
	const wait = retryAfterMs(answer.headers, Date.now());
	const details: SafeErrorDetails = {
		...facts,
		...meaningOf(answer.status, facts.operation),
		vendorCode: issueOf(answer.text) ?? String(answer.status),
		...(wait !== undefined && { retryAfterMs: wait }),
	};
	return new SafeError(details);
}

function meaningOf(status: number, operation: string): Meaning {
	if (status === 401) {
		return {
			kind: 'authentication',
			message: `Greenway did not accept the access token for ${operation}.`,
			nextStep: 'Test the credential. If that is green, ask Greenway whether the site is enabled.',
		};
	}
	if (status === 403) {
		return {
			kind: 'permission',
			message: `Greenway refused ${operation}: a scope is missing, or the site is not enabled for this client.`,
			nextStep:
				'Compare the scopes in the credential with those of the application, and ask Greenway whether the site was provisioned.',
		};
	}
	if (status === 404 || status === 410) {
		return {
			kind: 'notFound',
			message: `Greenway found nothing for ${operation}.`,
			nextStep: 'Check the ID, and the tenant ID in the credential.',
		};
	}
	if (status === 429) {
		return {
			kind: 'throttled',
			message: `Greenway asks to wait before ${operation}.`,
			nextStep: 'Lower the share of the limit in the credential, or the calls per minute.',
		};
	}
	if (status === 405 || status === 422) {
		return {
			kind: 'unsupported',
			message: `Greenway’s FHIR server does not do ${operation}.`,
			nextStep: 'Look in the documentation of this node which channel serves it.',
		};
	}
	if (status >= 500 || status === 408) {
		return {
			kind: 'unavailable',
			message: `Greenway’s FHIR server is busy or out of order (${operation}).`,
			nextStep: 'Try again later.',
		};
	}
	return {
		kind: 'validation',
		message: `Greenway refused the request of ${operation}.`,
		nextStep: 'Report the operation and this code.',
	};
}

function issueOf(text: string): string | undefined {
	if (!text.startsWith('{')) return undefined;
	const parsed = safely(() => JSON.parse(text) as unknown);
	const result = outcomeSchema.safeParse(parsed.ok ? parsed.value : undefined);
	const code = result.success ? result.data.issue[0].code : undefined;
	return code !== undefined && knownIssues.has(code) ? code : undefined;
}
