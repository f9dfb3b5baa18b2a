// What the tests of demographic change requests share. All people are synthetic.
import assert from 'node:assert/strict';
import type { Reply, TestSandbox } from './healthsailSupport.mjs';
import { identityCalls, type Loose } from './identitySupport.mjs';

export const reviewer = { id: 'usr_22', name: 'Alex Example', method: 'password' };

/** A proposed change, of the e-mail address unless told otherwise. */
export const change = (to: unknown, at = '/demographics/email') => ({ path: at, from: null, to });

/** A proposed change of the first name. */
export const nameChange = (to: string) => change(to, '/demographics/givenName');

/** The body of a new request to practice 1. */
export const bodyOf = (customerId: string | undefined, changes: object[], more: object = {}) => ({
	...(customerId === undefined ? {} : { customerId }),
	pmSystem: 'tebra',
	practiceId: '1',
	direction: 'to_pm',
	origin: 'patient',
	reviewMode: 'in_healthsail',
	changes,
	...more,
});

/** Calls about demographic change requests. A request is named as it was last read. */
export function changeRequestCalls(sandbox: () => TestSandbox) {
	const path = '/demographic-change-requests';
	const { post, get, create, ...more } = identityCalls(sandbox);
	let keys = 0;
	const nextKey = () => {
		keys += 1;
		return `key-${keys}`;
	};
	const ask = async (customerId: string, changes: object[], rest: object = {}): Promise<Loose> => {
		const made = await post(path, bodyOf(customerId, changes, rest), undefined, nextKey());
		assert.equal(made.status, 201);
		return made.json;
	};
	const act = (action: string) => (request: Loose, body?: unknown) =>
		post(`${path}/${request.id}/${action}`, body, request.version, nextKey());
	const decide = (
		request: Loose,
		words: Array<'approved' | 'rejected' | null>,
		seen?: unknown,
	): Promise<Reply> =>
		act('decisions')(request, {
			decisions: words.flatMap((decision, index) =>
				decision === null
					? []
					: [
							{
								changeId: request.changes[index].id,
								decision,
								...(seen === undefined ? {} : { valueSeen: seen }),
							},
						],
			),
			reviewer,
		});
	return {
		...more,
		post,
		get,
		create,
		path,
		nextKey,
		ask,
		/** A new customer with a request of these changes. */
		asked: async (value: string, changes: object[], rest: object = {}): Promise<Loose> =>
			await ask((await create(value)).id, changes, rest),
		/** A new customer with a request that staff approved, change by change. */
		approved: async (value: string, changes: object[], seen?: unknown): Promise<Loose> => {
			const request = await ask((await create(value)).id, changes);
			return (
				await decide(
					request,
					changes.map(() => 'approved' as const),
					seen,
				)
			).json;
		},
		read: async (id: string): Promise<Loose> => (await get(`${path}/${id}`)).json,
		/** One word per change; null leaves it out. */
		decide,
		/** What the practice has now, per change: value and verdict; null leaves it out. */
		compare: (
			request: Loose,
			found: Array<[unknown, string] | null>,
			rest: object = {},
		): Promise<Reply> =>
			act('comparison')(request, {
				readAt: '2026-03-04T16:00:00Z',
				changes: found.flatMap((one, index) =>
					one === null
						? []
						: [{ changeId: request.changes[index].id, value: one[0], verdict: one[1] }],
				),
				...rest,
			}),
		act,
		reopen: act('reopen'),
		cancel: act('cancel'),
		deliver: (request: Loose, body: object): Promise<Reply> =>
			sandbox().call('PATCH', `${path}/${request.id}/delivery`, {
				body,
				ifMatch: request.version,
			}),
		/** The types of the events about a request, the oldest first. */
		eventsOf: async (id: string): Promise<string[]> =>
			(await get('/events?type=demographic_change.*&limit=200')).json.data
				.filter((event: Loose) => event.data.id === id)
				.map(({ type }: Loose) => type.replace('demographic_change.', '')),
	};
}
