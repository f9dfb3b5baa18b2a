import { randomUUID } from 'crypto';

import { z } from 'zod';

import { fhirBundleSchema, nextLink, resourcesOf } from '../../../lib/fhir/bundle';
import { SafeError } from '../../../lib/privacy/errors';
import { outcomeOf } from '../outcome';
import { parseWire } from '../parseWire';
import { sendWithRetry } from '../transport/retry';
import type { NodeContext } from '../transport/send';
import { decryptOnce } from '../transport/send';
import type { FhirCredentialRules } from './credential';
import { readFhirCredential } from './credential';
import { refusalOf, tooMany } from './refusal';
import type { FhirVendor } from './vendor';

/** Pages of one search; more than that is no list about one patient. */
const mostPages = 40;
const pageSize = 50;

export type FhirQuery = Readonly<Record<string, string | readonly string[]>>;

/** Reads of a vendor's FHIR interface, which stands beside its main one (design 19). */
export interface FhirClient {
	readonly vendor: FhirVendor;
	/** All resources of a search, page by page. Throws SafeError. */
	search<Schema extends z.ZodTypeAny>(
		type: string,
		query: FhirQuery,
		schema: Schema,
	): Promise<Array<z.output<Schema>>>;
	/**
	 * The types that the server says it has, read once; undefined where it keeps no such list. Throws
	 * SafeError.
	 */
	types(): Promise<ReadonlySet<string> | undefined>;
	/** HTTP calls made, repeats included. */
	calls(): number;
}

const capabilitySchema = z.object({
	resourceType: z.literal('CapabilityStatement'),
	rest: z
		.array(z.object({ resource: z.array(z.object({ type: z.string() })).nullish() }))
		.nullish(),
});

/**
 * Opens the FHIR interface where the node has a credential for it; undefined where it has none.
 * `check` is given the stored values first. Throws SafeError `configuration`.
 */
export async function openFhir(
	context: NodeContext,
	itemIndex: number,
	vendor: FhirVendor,
	rules: FhirCredentialRules,
	check?: (stored: unknown) => void,
): Promise<FhirClient | undefined> {
	if (context.getNode().credentials?.[vendor.credentialType] === undefined) return undefined;
	const { data } = await decryptOnce(context, vendor.credentialType, itemIndex);
	check?.(data);
	return createFhirClient(context, vendor, readFhirCredential(data, vendor, rules));
}

function createFhirClient(context: NodeContext, vendor: FhirVendor, base: URL): FhirClient {
	let calls = 0;
	let listed: Promise<ReadonlySet<string> | undefined> | undefined;

	async function read<Schema extends z.ZodTypeAny>(url: string, type: string, schema: Schema) {
		const { system, credentialType } = vendor;
		const facts = { system, operation: `FHIR ${type}`, correlationId: randomUUID() };
		const answer = await sendWithRetry(
			context,
			credentialType,
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
		const refused = refusalOf(answer, vendor, facts);
		if (refused !== undefined) throw refused;
		return { wire: parseWire(schema, answer.json(), facts), facts };
	}

	async function readTypes(): Promise<ReadonlySet<string> | undefined> {
		const outcome = await outcomeOf(
			async () => await read(`${rootOf(base)}/metadata`, 'metadata', capabilitySchema),
		);
		if (outcome.ok) {
			const { rest } = outcome.value.wire;
			const told = (rest ?? []).flatMap(({ resource }) => (resource ?? []).map(typeOf));
			return told.length === 0 ? undefined : new Set(told);
		}
		const { error } = outcome;
		const kind = error instanceof SafeError ? error.kind : undefined;
		if (kind === 'configuration' || kind === 'wireShape') return undefined;
		throw error;
	}

	return {
		vendor,
		calls: () => calls,
		types: async () => await (listed ??= readTypes()),
		async search(type, query, schema) {
			const found: Array<z.output<typeof schema>> = [];
			let url: string | undefined = searchUrl(base, type, query);
			for (let page = 0; url !== undefined; page++) {
				if (page >= mostPages) throw tooMany(vendor, type);
				const { wire, facts } = await read(url, type, fhirBundleSchema);
				for (const resource of resourcesOf(wire, type)) {
					found.push(parseWire(schema, resource, facts));
				}
				const next = nextLink(wire);
				url = next === undefined ? undefined : ownUrl(base, next);
			}
			return found;
		},
	};
}

const typeOf = ({ type }: { readonly type: string }) => type;

const rootOf = ({ href }: URL) => href.replace(/\/+$/, '');

function searchUrl(base: URL, type: string, query: FhirQuery): string {
	const url = new URL(`${rootOf(base)}/${type}`);
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
