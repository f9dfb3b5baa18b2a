// What the identity tests of the sandbox share. All people are synthetic.
import assert from 'node:assert/strict';
import type { Reply, TestSandbox } from './healthsailSupport.mjs';
import { synthetic, tebraId } from './healthsailSupport.mjs';

/** Loosely typed: tests look at what came. */
export type Loose = ReturnType<typeof JSON.parse>;

/** Calls of the identity tests; each asserts nothing by itself but `create` and `review`. */
export function identityCalls(sandbox: () => TestSandbox) {
	const post = (path: string, body?: unknown, ifMatch?: number, key?: string) =>
		sandbox().call('POST', path, { body, ifMatch, key });
	const get = (path: string) => sandbox().call('GET', path);
	return {
		post,
		get,
		/** A customer that carries this Tebra id, or none when the value begins with `shopper`. */
		create: async (value: string, more: Record<string, unknown> = {}): Promise<Loose> => {
			const { externalIds, ...rest } = synthetic(value, more);
			const body = value.startsWith('shopper')
				? { ...rest, source: 'portal' }
				: { ...rest, externalIds };
			const made = await post('/customers', body);
			assert.equal(made.status, 201);
			return made.json;
		},
		read: async (id: string): Promise<Loose> => (await get(`/customers/${id}`)).json,
		/** An open match review of a Tebra id and a customer. */
		review: async (value: string, customerId: string, more: object = {}): Promise<Loose> => {
			const body = { pair: pairOf(value, customerId), reasons: ['familyNameEqual'], ...more };
			const made = await post('/match-reviews', body);
			assert.equal(made.status, 201);
			return made.json;
		},
		exclude: async (value: string, customerId: string): Promise<Loose> => {
			const body = { ...pairOf(value, customerId), by: 'Staff Person', reason: 'told apart' };
			const made = await post('/match-exclusions', body);
			assert.equal(made.status, 201);
			return made.json;
		},
		decide: (review: Loose, decision: string, more: object = {}): Promise<Reply> =>
			post(
				`/match-reviews/${review.id}/decide`,
				{ decision, by: 'Staff Person', ...more },
				review.version,
			),
		reopen: (review: Loose): Promise<Reply> =>
			post(`/match-reviews/${review.id}/reopen`, undefined, review.version),
		/** Asks for candidates of one patient. */
		candidates: async (
			keys: ReadonlyArray<readonly [string, string]>,
			ids: readonly string[] = [],
		): Promise<Loose> => {
			const item = {
				ref: 'r',
				externalIds: ids.map((value) => tebraId(value)),
				keys: keys.map(([type, value]) => ({ type, value })),
			};
			return (await post('/customers/candidates', { items: [item] })).json.data[0].customers;
		},
		/** Tells that two Tebra patients were merged. */
		merge: (loser: string, survivor: string, more: object = {}): Promise<Reply> =>
			post('/patient-merges', { system: 'tebra', practiceId: '1', survivor, loser, ...more }),
		undo: (merge: Loose): Promise<Reply> =>
			post(`/patient-merges/${merge.id}/undo`, undefined, merge.version),
		/** The customer that an id is looked up as. */
		ownerOf: async (value: string): Promise<string | undefined> => {
			const { json } = await post('/customers/lookup', { externalIds: [tebraId(value)] });
			return json.data[0].customerId;
		},
		/** What the tenant holds, without versions and times of storing, and without some ids. */
		dump: async (without: readonly string[] = []): Promise<Loose> => {
			const state = await (
				await fetch(`${sandbox().statusOrigin}/control/healthsail/state`)
			).json();
			const kinds = [
				'customers',
				'coverages',
				'matchReviews',
				'matchExclusions',
				'demographicChangeRequests',
			];
			return kinds.map((kind) => [
				kind,
				(state as Loose)[kind]
					.filter(({ id }: Loose) => !without.includes(id))
					.map(({ version: _v, updatedAt: _u, ...rest }: Loose) => rest),
			]);
		},
	};
}

/** The pair of a Tebra id and a customer. */
export function pairOf(value: string, customerId: string) {
	return { externalId: tebraId(value), customerId };
}

/** Value and verification of a customer's links, in order. */
export function linksOf(customer: Loose): string[] {
	return customer.externalIds.map(({ value, verification }: Loose) => `${value} ${verification}`);
}
