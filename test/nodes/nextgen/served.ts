import type { LocalServer, Reply, SeenRequest } from '../../support/localServer';
import { startServer } from '../../support/localServer';
import { personId } from './support';

/** A NextGen with one session whose other answers a test gives; all synthetic. */
export interface ServedNextGen {
	/** Base address of the API. */
	readonly base: string;
	/** Calls of the API whose path and query hold a text. */
	seen(part: string): readonly SeenRequest[];
	close(): Promise<void>;
}

export const json = (
	body: unknown,
	headers: Readonly<Record<string, string>> = {},
	status = 200,
): Reply => ({
	status,
	headers: { 'Content-Type': 'application/json', 'api-version': '6.0.0.767', ...headers },
	body: JSON.stringify(body),
});

/** What it answers to a path; undefined = as a NextGen without data does. */
export type Answer = (
	path: string,
	request: SeenRequest,
) => Reply | undefined | Promise<Reply | undefined>;

/** Starts it; a path that `answer` leaves open is an empty list. */
export async function serveNextGen(answer: Answer): Promise<ServedNextGen> {
	const server: LocalServer = await startServer(async (request) => {
		if (request.url.endsWith('/nge-oauth/token')) {
			return json({ access_token: 'synthetic', token_type: 'Bearer', expires_in: 3600 });
		}
		const path = request.url.replace(/^.*\/nge-api\/api/, '');
		const own = await answer(path, request);
		if (own !== undefined) return own;
		if (path === '/users/me/login-defaults') return json('OK', { 'X-NG-SessionId': 'one' });
		return json([]);
	});
	return {
		base: `${server.url}/nge/prod/nge-api/api`,
		seen: (part) => server.requests.filter(({ url }) => url.includes(part)),
		close: async () => await server.close(),
	};
}

/** Servers for one test after the other; `close` ends the one that runs. */
export function servedOneByOne() {
	let served: ServedNextGen | undefined;
	return {
		/** Starts one and gives the base address of its API. */
		async serve(answer: Answer): Promise<string> {
			served = await serveNextGen(answer);
			return served.base;
		},
		seen: (part: string): readonly SeenRequest[] => served?.seen(part) ?? [],
		async close(): Promise<void> {
			await served?.close();
			served = undefined;
		},
	};
}

/** A person in the list of changed persons. */
export const changedRow = (n: number, time = `2026-01-0${n}T10:00:00`) => ({
	personId: personId(n),
	practiceId: '0001',
	modifyTimestamp: time,
});

/** A row of a list as a test holds it: members by name. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/**
 * A page of a list by the OData options of a path, as sheet 5 describes them: conditions on times,
 * order, `$top` (25 without), `$skip`, and a next link that names a host inside of NextGen.
 */
export function pageOf(path: string, rows: readonly Row[]): Reply {
	const url = new URL(path, 'http://localhost');
	const query = url.searchParams;
	const conditions = [
		...(query.get('$filter') ?? '').matchAll(/(\w+) (ge|lt) datetime'([^']+)'/g),
	].map(([, member, operator, value]) => ({ member, operator, value }));
	const order = query.get('$orderby') ?? '';
	const found = rows
		.filter((row) =>
			conditions.every(({ member, operator, value }) =>
				operator === 'ge' ? String(row[member]) >= value : String(row[member]) < value,
			),
		)
		.sort((left, right) => (String(left[order]) < String(right[order]) ? -1 : 1));
	const [top, skip] = [Number(query.get('$top') ?? 25), Number(query.get('$skip') ?? 0)];
	const next = new URLSearchParams([...query].filter(([name]) => name !== '$skip'));
	next.set('$skip', String(skip + top));
	return json({
		items: found.slice(skip, skip + top),
		nextPageLink:
			skip + top < found.length
				? `http://127.0.0.1:889/site/NextGen.Api.Edge/6.0.0.1719/api${url.pathname}?${next.toString()}`
				: null,
		count: null,
	});
}
