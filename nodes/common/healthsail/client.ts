import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { SafeError } from '../../../lib/privacy/errors';
import { idempotencyKey } from '../../../lib/sync/idempotency';
import type { KeyedHasher } from '../../../lib/sync/keyedHash';
import { createKeyedHasher } from '../../../lib/sync/keyedHash';
import { sendWithRetry } from '../transport/retry';
import type { NodeContext, OutgoingRequest } from '../transport/send';
import { decryptOnce } from '../transport/send';
import { healthSailCredentialType } from './credentialFields';
import { jsonOrNothing, toHealthSailProblem, wireShapeError } from './errors';

/** The dated shape of the contract that this pack speaks (proposal 1.1). */
const contractVersion = '2026-11-01';

/** Why data is used, in HL7 words (proposal 1.2). */
export type PurposeOfUse = 'TREAT' | 'HPAYMT' | 'HOPERAT';

export type HealthSailQuery = Record<string, string | number | boolean | string[]>;

/** What makes a write the same write when it is sent again (proposal section 15). */
export interface IdempotencySource {
	readonly id: string;
	readonly version: string;
}

/** One call as data: no operation touches headers, tokens or retries. */
export interface HealthSailRequest {
	/** Safe name of the call for errors, e.g. `updateCustomer`. */
	readonly operation: string;
	readonly method: OutgoingRequest['method'];
	/** Path below the base URL, ids encoded, e.g. `/customers/cus_1`. */
	readonly path: string;
	readonly query?: HealthSailQuery;
	readonly body?: object;
	/** The version that was read; sent as If-Match. */
	readonly ifMatch?: string | number;
	readonly idempotencySource?: IdempotencySource;
	/** Field selection in the contract's syntax. */
	readonly fields?: string;
	readonly purpose?: PurposeOfUse;
	/** A call that may be repeated without a key: a look-up, or a write that sets the same again. */
	readonly isRepeatable?: boolean;
}

export interface HealthSailAnswer {
	readonly status: number;
	/** Parsed JSON; undefined for an empty answer. */
	readonly body: unknown;
	/** Version named by the ETag, without quotes. */
	readonly etag?: string;
}

export interface HealthSailClient {
	readonly baseUrl: string;
	/** Sent as HS-Correlation-Id with every call of this execution; opaque. */
	readonly correlationId: string;
	/** n8n's id of this execution, or an empty text outside of one. */
	readonly executionId: string;
	/** @throws SafeError (a HealthSailProblem for answers of 400 and above) */
	request(request: HealthSailRequest): Promise<HealthSailAnswer>;
	/** Like `request`, with the body checked against the contract's shape. */
	parsed<Schema extends z.ZodTypeAny>(
		request: HealthSailRequest,
		schema: Schema,
	): Promise<z.output<Schema>>;
	/** Pages of a list, following `page.nextCursor` until it ends (proposal 1.4). */
	list(
		path: string,
		query?: HealthSailQuery,
		purpose?: PurposeOfUse,
	): AsyncGenerator<readonly HealthSailRecord[], void, void>;
	/** HealthSail calls made through this client, repeats included. */
	calls(): number;
	/** HMAC-SHA256 hex with the credential's hash key. */
	readonly keyedHash: KeyedHasher;
	/**
	 * The secret that events are signed with.
	 * @throws SafeError of kind `configuration` when the credential holds none of 32 characters
	 */
	webhookSecret(): string;
}

/** A resource as HealthSail sends it; members beyond the id are checked where they are used. */
export type HealthSailRecord = Record<string, unknown>;

const pageSchema = z.object({
	data: z.array(z.record(z.unknown())),
	page: z.object({ nextCursor: z.string().nullish(), hasMore: z.boolean().optional() }).optional(),
});

const credentialSchema = z.object({
	baseUrl: z.string().min(1),
	hashKey: z.string(),
	webhookSecret: z.string().optional(),
	allowedHosts: z
		.string()
		.optional()
		.transform((text) => (text ?? '').split(/[\s,]+/).filter((host) => host !== '')),
});

/**
 * Opens a client for the credential that the node's `healthSailAuthentication` chooses.
 *
 * @param itemIndex item whose parameters choose the credential; ignored outside of `execute`
 * @throws SafeError of kind `configuration` when base URL or hash key is missing or short
 */
export async function createHealthSailClient(
	context: NodeContext,
	itemIndex: number,
): Promise<HealthSailClient> {
	const credentialType = chosenCredentialType(context, itemIndex);
	const { data, decrypted } = await decryptOnce(context, credentialType, itemIndex);
	const credential = credentialSchema.safeParse(data);
	if (!credential.success) {
		throw new SafeError({
			kind: 'configuration',
			message: 'The HealthSail credential is not complete',
			nextStep: 'Open the credential and fill Base URL and Hash Key.',
			system: 'healthsail',
			fields: credential.error.issues.map((issue) => issue.path.join('.')),
		});
	}
	const { hashKey, allowedHosts, webhookSecret } = credential.data;
	const baseUrl = credential.data.baseUrl.replace(/\/+$/, '');
	const keyedHash = createKeyedHasher(hashKey);
	const executionId = executionIdOf(context);
	const correlationId = keyedHash(`execution|${executionId}`).slice(0, 32);
	let calls = 0;

	async function request(call: HealthSailRequest): Promise<HealthSailAnswer> {
		const outgoing = toOutgoing(call, baseUrl, correlationId, keyedHash);
		const answer = await sendWithRetry(
			context,
			credentialType,
			allowedHosts.length > 0 ? { ...outgoing, allowedHosts } : outgoing,
			{ decrypted, onAttempt: () => (calls += 1) },
		);
		if (answer.status >= 400) throw toHealthSailProblem(answer, call.operation, correlationId);
		const etag = answer.headers.etag?.replace(/^(W\/)?"?|"$/g, '');
		const body = answer.text.trim() === '' ? undefined : jsonOrNothing(answer.text);
		if (body === undefined && answer.text.trim() !== '') {
			throw wireShapeError(call.operation, undefined, correlationId);
		}
		return { status: answer.status, body, ...(etag !== undefined && { etag }) };
	}

	async function parsed<Schema extends z.ZodTypeAny>(call: HealthSailRequest, schema: Schema) {
		const { body } = await request(call);
		const result = schema.safeParse(body);
		if (!result.success) throw wireShapeError(call.operation, result.error, correlationId);
		return result.data as z.output<Schema>;
	}

	async function* list(path: string, query: HealthSailQuery = {}, purpose?: PurposeOfUse) {
		const operation = `list ${path.replace(/\/[a-z]{2,4}_[^/]*/g, '/{id}')}`;
		let cursor: string | undefined;
		do {
			const call: HealthSailRequest = {
				operation,
				method: 'GET',
				path,
				query: { ...query, ...(cursor !== undefined && { cursor }) },
				purpose,
			};
			const page = await parsed(call, pageSchema);
			yield page.data;
			cursor = page.page?.nextCursor ?? undefined;
		} while (cursor !== undefined);
	}

	return {
		baseUrl,
		correlationId,
		executionId,
		request,
		parsed,
		list,
		calls: () => calls,
		keyedHash,
		webhookSecret: () => requireWebhookSecret(webhookSecret),
	};
}

function requireWebhookSecret(secret: string | undefined): string {
	if (secret !== undefined && secret.length >= 32) return secret;
	throw new SafeError({
		kind: 'configuration',
		message: 'The HealthSail credential holds no webhook secret of at least 32 characters',
		nextStep: 'Open the credential, fill Webhook Secret, and save it.',
		system: 'healthsail',
		fields: ['webhookSecret'],
	});
}

/** Builds the wire request: headers of proposal 1.2, If-Match of 1.5, Idempotency-Key of 15. */
function toOutgoing(
	call: HealthSailRequest,
	baseUrl: string,
	correlationId: string,
	keyedHash: KeyedHasher,
): OutgoingRequest {
	const { idempotencySource: source } = call;
	const headers: Record<string, string> = {
		Accept: 'application/json, application/problem+json',
		'HS-Purpose-Of-Use': call.purpose ?? 'HOPERAT',
		'HS-Correlation-Id': correlationId,
		'HS-Version': contractVersion,
	};
	if (call.body !== undefined) headers['Content-Type'] = 'application/json';
	if (call.ifMatch !== undefined) headers['If-Match'] = `"${call.ifMatch}"`;
	if (source) {
		headers['Idempotency-Key'] = idempotencyKey(
			keyedHash,
			call.operation,
			source.id,
			source.version,
		);
	}
	const query = { ...call.query, ...(call.fields !== undefined && { fields: call.fields }) };
	return {
		system: 'healthsail',
		operation: call.operation,
		method: call.method,
		url: `${baseUrl}${call.path}`,
		headers,
		...(Object.keys(query).length > 0 && { query }),
		...(call.body !== undefined && { body: JSON.stringify(call.body) }),
		repeatable: call.method === 'GET' || call.isRepeatable === true || source !== undefined,
		correlationId,
	};
}

function chosenCredentialType(context: NodeContext, itemIndex: number): string {
	// Only `execute` reads parameters by item; elsewhere the second argument is the fallback.
	const chosen = isExecuteContext(context)
		? context.getNodeParameter('healthSailAuthentication', itemIndex, 'apiKey')
		: readWithFallback(context, 'healthSailAuthentication', 'apiKey');
	return healthSailCredentialType(chosen);
}

function isExecuteContext(context: NodeContext): context is IExecuteFunctions {
	return 'getInputData' in context;
}

function readWithFallback(context: NodeContext, name: string, fallback: string): unknown {
	const reader = context as { getNodeParameter(name: string, fallback: string): unknown };
	return reader.getNodeParameter(name, fallback);
}

function executionIdOf(context: NodeContext): string {
	const reader = context as { getExecutionId?: () => string | undefined };
	return reader.getExecutionId?.() ?? '';
}
