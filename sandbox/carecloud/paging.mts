import { type Answer, type Call, read, unprocessable } from './types.mjs';

/** The vendor's own host, whatever host was asked: clients take the page number only (sheet 5). */
const LINK_BASE = 'https://api.carecloud.com/v2';

/** One page of a list with its Link header (RFC 5988); `page` counts from 1. */
export function paged<Row>(
	{ query }: Call,
	path: string,
	rows: readonly Row[],
	size: number,
	form: (row: Row) => object,
): Answer {
	const page = Number(query.page ?? '1');
	if (!Number.isInteger(page) || page < 1) return unprocessable('page must be 1 or more');
	const last = Math.max(1, Math.ceil(rows.length / size));
	const link = (number: number, rel: string) => {
		const params = new URLSearchParams({ ...query, page: String(number) } as Record<
			string,
			string
		>);
		return `<${LINK_BASE}${path}?${params.toString()}>; rel="${rel}"`;
	};
	const links = [
		link(1, 'first'),
		...(page > 1 ? [link(page - 1, 'previous')] : []),
		...(page < last ? [link(page + 1, 'next')] : []),
		link(last, 'last'),
	];
	return read(rows.slice((page - 1) * size, page * size).map(form), { Link: links.join(', ') });
}
