import { SafeError } from '../../lib/privacy/errors';
import { shapeError } from './faults';
import type { CareCloudAnswer, CareCloudRequest, CareCloudTransport } from './transport';
import { rowsOf } from './unwrap';

/** Rows of a page as the sheet tells them (5). */
export const pageSizes = { appointments: 100, ledger: 50 } as const;

/** Pages of one list that are read at most: a list that never ends is a fault of the server. */
const mostPages = 1000;

/**
 * All rows of a paged list (sheet 5). Goes on while the Link header names a next page; where a list
 * sends no Link at all, while pages are full. Of a link only the page number is taken, so that no
 * token goes to another host. Throws SafeError; `wireShape` when pages repeat or never end.
 */
export async function readPages(
	transport: CareCloudTransport,
	request: CareCloudRequest,
	fullPage: number,
	...names: readonly string[]
): Promise<{ rows: unknown[]; last: CareCloudAnswer }> {
	const rows: unknown[] = [];
	const seen = new Set<string>();
	for (let page = 1; page <= mostPages; ) {
		const answer = await transport.call({ ...request, query: { ...request.query, page } });
		const own = rowsOf(answer, ...names);
		const first = own.length > 0 ? JSON.stringify(own[0]) : '';
		if (first !== '' && seen.has(first)) {
			// A ledger that does not know `page` sends its first page for ever (sheet 4.7): what follows
			// cannot be read, so the list is cut off and not at its end.
			throw shapeError(answer.facts, 'PageRepeated', 'CareCloud sent a page a second time.');
		}
		seen.add(first);
		rows.push(...own);
		const next = nextPage(answer.headers.link, page, own.length >= fullPage);
		if (next === undefined) return { rows, last: answer };
		if (next <= page) {
			throw shapeError(
				answer.facts,
				'PageRepeated',
				'CareCloud named an earlier page as the next.',
			);
		}
		page = next;
	}
	throw new SafeError({
		kind: 'wireShape',
		vendorCode: 'EndlessList',
		message: 'A list of CareCloud did not come to its end.',
		nextStep: 'Ask for a shorter span of days.',
		system: 'carecloud',
		operation: request.operation,
	});
}

function nextPage(link: string | undefined, page: number, isFull: boolean): number | undefined {
	if (link === undefined) return isFull ? page + 1 : undefined;
	for (const part of link.split(/,(?=\s*<)/)) {
		const match = /<[^>]*[?&]page=(\d+)[^>]*>[^,]*\brel="?next"?/i.exec(part);
		if (match !== null) return Number(match[1]);
	}
	return undefined;
}
