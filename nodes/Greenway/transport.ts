import { randomUUID } from 'crypto';

import type { ICredentialsDecrypted } from 'n8n-workflow';

import { SafeError } from '../../lib/privacy/errors';
import { isSameOrigin } from '../../lib/privacy/hosts';
import { fhirBundleSchema, nextLink, resourcesOf } from '../../lib/fhir/bundle';
import type { Outcome } from '../common/outcome';
import { parseWire } from '../common/parseWire';
import type { Line } from '../common/transport/lines';
import { openLines } from '../common/transport/lines';
import type { RetryDecision } from '../common/transport/retry';
import { withRetry } from '../common/transport/retry';
import type { Answer, NodeContext, OutgoingRequest } from '../common/transport/send';
import { send } from '../common/transport/send';
import { createThrottle } from '../common/transport/throttle';
import type { GreenwayAccess } from './credential';
import { fhirCredentialType } from './credential';
import type { CallFacts } from './faults';
import { fhirError } from './faults';
import { createTokenSession } from './session';

export type FhirQuery = Readonly<Record<string, string | number>>;

/** The one way to a site's FHIR server (sheet 3.1, 4.1, 5). All of it throws SafeError. */
export interface FhirTransport {
	readonly access: GreenwayAccess;
	/** HTTP calls made, repeats included. */
	calls(): number;
	/** Milliseconds between two calls under the credential's share (sheet 5). */
	intervalMs(): number;
	/** GET of a path behind the base, or of a whole address on the same server. */
	get(operation: string, path: string, query?: FhirQuery, headers?: Headers): Promise<Answer>;
	/** How far an export is (200 or 202); `gone` when the server does not know it any more. */
	status(url: string): Promise<Answer | 'gone'>;
	/** One resource as JSON; undefined when the server has none of this id. */
	read(resourceType: string, id: string): Promise<unknown>;
	/** Every resource that a search finds, page by page. */
	search(resourceType: string, query: FhirQuery): AsyncIterable<unknown[]>;
	/** A file of an export from a byte on; `gone` when it has expired. */
	lines(url: string, fromByte: number): Promise<AsyncIterable<Line> | 'gone'>;
	/** Tells the server that an export is not needed any more. */
	remove(operation: string, url: string): Promise<void>;
}

type Headers = Readonly<Record<string, string>>;

const attempts = 5;
/** A file of an export may take long. */
const fileTimeoutMs = 10 * 60_000;
const patience = 120_000;

/** @param decrypted the credential as n8n decrypted it once for this run; it holds the token */
export function createFhirTransport(
	context: NodeContext,
	access: GreenwayAccess,
	decrypted: ICredentialsDecrypted,
	itemIndex: number,
): FhirTransport {
	const { base, system, settings } = access;
	const session = createTokenSession(context, access, decrypted, itemIndex);
	const throttle = createThrottle(
		`${base}|${access.clientId}`,
		{ intervals: {}, defaultMs: 60_000 / settings.fhir.requestsPerMinute, marginMs: 0 },
		access.throttle,
	);
	const haste = access.throttle.speed || 60;
	let calls = 0;
	// An unknown tenant answers 404 as an unknown id does (sheet 6): told apart once.
	let tenantIsKnown = false;

	function outgoing(
		operation: string,
		url: string,
		more: Partial<OutgoingRequest>,
	): OutgoingRequest {
		return {
			system,
			operation,
			method: 'GET',
			url,
			repeatable: true,
			allowedHosts: access.allowedHosts,
			correlationId: randomUUID(),
			...more,
		};
	}

	/** One call with a live token; a token that the server refuses is renewed once. */
	async function withToken<T extends { readonly status: number }>(
		call: () => Promise<T>,
	): Promise<T> {
		await session.ready();
		await throttle.ready('fhir');
		calls += 1;
		const answer = await call();
		if (answer.status !== 401) return answer;
		await session.renew();
		calls += 1;
		return await call();
	}

	async function exchange<T extends { status: number; text: string; headers: Headers }>(
		facts: CallFacts,
		expected: readonly number[],
		call: () => Promise<T>,
	): Promise<T> {
		return await withRetry(
			async () => {
				const answer = await withToken(call);
				if (expected.includes(answer.status)) return answer;
				throw fhirError(answer, facts);
			},
			(outcome) => judge(outcome, haste, (waitMs) => throttle.holdOff('fhir', waitMs)),
			{ attempts, baseMs: 500 / haste, maxMs: patience },
		);
	}

	async function ask(
		operation: string,
		path: string,
		query: FhirQuery | undefined,
		headers: Headers,
		expected: readonly number[],
	): Promise<Answer> {
		const url = /^https?:/.test(path) ? path : `${base}/${path}`;
		requireOwn(url, { system, operation }, base);
		const request = outgoing(operation, url, {
			headers: { Accept: 'application/fhir+json', ...headers },
			...(query && { query }),
		});
		return await exchange(
			{ system, operation, correlationId: request.correlationId },
			expected,
			async () => await send(context, fhirCredentialType, request, decrypted),
		);
	}

	async function checkTenant(): Promise<void> {
		if (tenantIsKnown) return;
		const answer = await ask('metadata', 'metadata', undefined, {}, [200, 404]);
		if (answer.status === 200) {
			tenantIsKnown = true;
			return;
		}
		throw new SafeError({
			kind: 'configuration',
			message: 'Greenway knows no site under the tenant ID of the credential.',
			nextStep:
				'Correct the tenant ID (an OID) in the credential; Greenway’s list of FHIR base URLs has it.',
			system,
			operation: 'metadata',
			fields: ['tenantId'],
		});
	}

	return {
		access,
		calls: () => calls,
		intervalMs: () => throttle.intervalMs('fhir'),
		async get(operation, path, query, headers = {}) {
			return await ask(operation, path, query, headers, [200, 202]);
		},
		async status(url) {
			const answer = await ask('export status', url, undefined, {}, [200, 202, 404, 410]);
			return answer.status === 404 || answer.status === 410 ? 'gone' : answer;
		},
		async read(resourceType, id) {
			const path = `${resourceType}/${encodeURIComponent(id)}`;
			const answer = await ask(`${resourceType} read`, path, undefined, {}, [200, 404, 410]);
			if (answer.status === 200) return answer.json();
			await checkTenant();
			return undefined;
		},
		async *search(resourceType, query) {
			const operation = `${resourceType} search`;
			const seen = new Set<string>();
			let next: string | undefined;
			do {
				const answer: Answer =
					next === undefined
						? await ask(operation, resourceType, { ...query, _count: settings.fhir.count }, {}, [
								200,
							])
						: await ask(operation, next, undefined, {}, [200]);
				const bundle = parseWire(fhirBundleSchema, answer.json(), { system, operation });
				yield resourcesOf(bundle, resourceType);
				next = nextLink(bundle);
				if (next !== undefined && seen.has(next)) throw goesRound({ system, operation });
				if (next !== undefined) seen.add(next);
			} while (next !== undefined);
		},
		async lines(url, fromByte) {
			const operation = 'export file';
			requireOwn(url, { system, operation }, base);
			const request = outgoing(operation, url, {
				headers: { Accept: 'application/fhir+ndjson' },
				timeoutMs: fileTimeoutMs,
			});
			const answer = await exchange(
				{ system, operation, correlationId: request.correlationId },
				[200, 206, 404, 410, 416],
				async () => await openLines(context, fhirCredentialType, request, fromByte, decrypted),
			);
			return answer.status === 404 || answer.status === 410 ? 'gone' : answer.lines;
		},
		async remove(operation, url) {
			requireOwn(url, { system, operation }, base);
			const request = outgoing(operation, url, { method: 'DELETE' });
			await exchange(
				{ system, operation, correlationId: request.correlationId },
				[200, 202, 204, 404, 410],
				async () => await send(context, fhirCredentialType, request, decrypted),
			);
		},
	};
}

/** The token goes to the site's own server only (sheet 5). */
function requireOwn(url: string, facts: CallFacts, base: string): void {
	if (isSameOrigin(url, base)) return;
	throw new SafeError({
		...facts,
		kind: 'wireShape',
		message: 'Greenway pointed at an address on another server, which was not followed.',
		nextStep: 'Report the operation and this code.',
		vendorCode: 'OtherHost',
	});
}

function judge<T>(
	outcome: Outcome<T>,
	haste: number,
	holdOff: (waitMs: number) => void,
): RetryDecision {
	if (outcome.ok || !(outcome.error instanceof SafeError)) return { again: false };
	const { kind, retryAfterMs } = outcome.error.details;
	if (kind !== 'throttled' && kind !== 'unavailable') return { again: false };
	if (retryAfterMs === undefined) return { again: true };
	holdOff(retryAfterMs);
	return { again: true, waitMs: retryAfterMs / haste };
}

function goesRound(facts: CallFacts): SafeError {
	return new SafeError({
		...facts,
		kind: 'wireShape',
		message: 'Greenway led the search back to a page that was read already.',
		nextStep: 'Run it again. If it stays, report the operation and this code.',
		vendorCode: 'PageRepeated',
	});
}
