import { randomUUID } from 'crypto';

import { z } from 'zod';

import { fhirBundleSchema, nextLink, resourcesOf } from '../../lib/fhir/bundle';
import type { ErrorKind } from '../../lib/privacy/errors';
import { SafeError } from '../../lib/privacy/errors';
import { checkBaseUrl } from '../../lib/privacy/hosts';
import { parseWire } from '../common/parseWire';
import { sendWithRetry } from '../common/transport/retry';
import type { Answer, NodeContext } from '../common/transport/send';
import { decryptOnce } from '../common/transport/send';

/** Name of the FHIR credential, which a node may have beside the SOAP one (sheet 3.2). */
export const tebraFhirCredentialType = 'tebraFhirOAuth2Api';

/** Pages of one search; more than that is no list about one patient. */
const mostPages = 40;
const pageSize = 50;

export type FhirQuery = Readonly<Record<string, string | readonly string[]>>;

/** Reads of Tebra's FHIR interface (sheet 4.10). */
export interface TebraFhir {
	/** All resources of a search, page by page. Throws SafeError. */
	search<Schema extends z.ZodTypeAny>(
		type: string,
		query: FhirQuery,
		schema: Schema,
	): Promise<Array<z.output<Schema>>>;
	/** HTTP calls made, repeats included. */
	calls(): number;
}

const credentialSchema = z.object({ baseUrl: z.string().trim().min(1) });

/**
 * Opens the FHIR interface where the node has a credential for it; undefined where it has none.
 * Throws SafeError `configuration`.
 *
 * @param sandboxSpeed of the SOAP credential: a sandbox is for both or for none
 */
export async function openTebraFhir(
	context: NodeContext,
	itemIndex: number,
	sandboxSpeed: number,
): Promise<TebraFhir | undefined> {
	if (context.getNode().credentials?.[tebraFhirCredentialType] === undefined) return undefined;
	const { data } = await decryptOnce(context, tebraFhirCredentialType, itemIndex);
	const credential = credentialSchema.safeParse(data);
	if (!credential.success) {
		throw new SafeError({
			kind: 'configuration',
			message: 'The Tebra FHIR credential is not complete.',
			nextStep: 'Open the credential and fill FHIR Base URL.',
			system: 'tebra',
			fields: ['baseUrl'],
		});
	}
	const base = checkBaseUrl(credential.data.baseUrl.replace(/\/+$/, ''), {
		system: 'tebra',
		sandboxSpeed,
	});
	return createTebraFhir(context, base);
}

function createTebraFhir(context: NodeContext, base: URL): TebraFhir {
	let calls = 0;

	async function read(url: string, type: string) {
		const facts = { system: 'tebra', operation: `FHIR ${type}`, correlationId: randomUUID() };
		const answer = await sendWithRetry(
			context,
			tebraFhirCredentialType,
			{
				...facts,
				method: 'GET',
				url,
				headers: { Accept: 'application/fhir+json' },
				repeatable: true,
				allowedHosts: [base.hostname],
			},
			{ onAttempt: () => (calls += 1) },
		);
		const refused = refusalOf(answer, facts);
		if (refused !== undefined) throw refused;
		return { bundle: parseWire(fhirBundleSchema, answer.json(), facts), facts };
	}

	return {
		calls: () => calls,
		async search(type, query, schema) {
			const found: Array<z.output<typeof schema>> = [];
			let url: string | undefined = searchUrl(base, type, query);
			for (let page = 0; url !== undefined; page++) {
				if (page >= mostPages) throw tooMany(type);
				const { bundle, facts } = await read(url, type);
				for (const resource of resourcesOf(bundle, type)) {
					found.push(parseWire(schema, resource, facts));
				}
				const next = nextLink(bundle);
				url = next === undefined ? undefined : ownUrl(base, next);
			}
			return found;
		},
	};
}

function searchUrl(base: URL, type: string, query: FhirQuery): string {
	const url = new URL(`${base.href.replace(/\/+$/, '')}/${type}`);
	for (const [name, value] of Object.entries(query)) {
		for (const entry of typeof value === 'string' ? [value] : value) {
			url.searchParams.append(name, entry);
		}
	}
	url.searchParams.set('_count', String(pageSize));
	return url.href;
}

/** A link of the answer is followed on the credential's own host and path only. */
function ownUrl(base: URL, link: string): string {
	const url = new URL(link, base);
	const isBelow = url.pathname === base.pathname || url.pathname.startsWith(`${base.pathname}/`);
	const own = new URL(base.href);
	if (isBelow) own.pathname = url.pathname;
	own.search = url.search;
	return own.href;
}

interface CallFacts {
	readonly system: string;
	readonly operation: string;
	readonly correlationId: string;
}

const meanings: Readonly<Record<number, readonly [ErrorKind, string, string]>> = {
	401: [
		'authentication',
		'Tebra’s FHIR interface did not accept the credential.',
		'Test the FHIR credential. A new client works only when Customer Care has switched it on for the practice.',
	],
	403: [
		'permission',
		'The FHIR client may not read this.',
		'Compare the scope in the credential with the one that was registered in appSphere.',
	],
	404: [
		'configuration',
		'Tebra’s FHIR interface does not know this address.',
		'Set the FHIR Base URL in the credential back to its default.',
	],
	429: [
		'throttled',
		'Tebra’s FHIR interface refused the call because too many came.',
		'Let the flow run less often.',
	],
};

/** 200 without a body is the answer to a wrong path (sheet 2, 6). */
function refusalOf({ status, text }: Answer, facts: CallFacts): SafeError | undefined {
	if (status < 300 && text.trim() !== '') return undefined;
	if (status < 300) {
		return new SafeError({
			...facts,
			kind: 'configuration',
			message: 'Tebra’s FHIR interface answered nothing: the address is not that of the server.',
			nextStep: 'Set the FHIR Base URL in the credential back to its default; the hyphen matters.',
			vendorCode: 'EmptyAnswer',
		});
	}
	const [kind, message, nextStep] =
		meanings[status] ??
		(status >= 500
			? (['unavailable', 'Tebra’s FHIR interface is not available.', 'Try again later.'] as const)
			: ([
					'validation',
					'Tebra’s FHIR interface refused the search.',
					'Update the node pack; if it is the newest, report the operation.',
				] as const));
	return new SafeError({ ...facts, kind, message, nextStep, vendorCode: String(status) });
}

function tooMany(type: string): SafeError {
	return new SafeError({
		kind: 'unavailable',
		message: 'A FHIR search about one patient did not come to its end.',
		nextStep: 'Run it again. If it stays, report the operation and this code.',
		system: 'tebra',
		operation: `FHIR ${type}`,
		vendorCode: 'TooManyPages',
	});
}
