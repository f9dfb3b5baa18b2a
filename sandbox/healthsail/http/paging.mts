import { createHmac } from 'node:crypto';
import {
	compareKeys,
	sortBy,
	sortKey,
	type Collection,
	type SortKey,
} from '../store/collection.mjs';
import type { Resource } from '../store/types.mjs';
import { matcher } from './filters.mjs';
import { Problem } from './problem.mjs';

export interface Page<T> {
	data: T[];
	page: { nextCursor: string | null; hasMore: boolean };
}

export type Query = Readonly<Record<string, string>>;

const CURSOR_MS = 24 * 3600 * 1000;
const DEFAULT_LIMIT = 50;
// It only tells a real cursor from a typed one; it protects nothing.
const CURSOR_SEAL = 'sandbox cursor';

interface Cursor {
	sort: string;
	key: SortKey;
	filters: string;
	at: number;
}

const seal = (text: string) =>
	createHmac('sha256', CURSOR_SEAL).update(text).digest('base64url').slice(0, 12);

function writeCursor(cursor: Cursor): string {
	const text = Buffer.from(JSON.stringify(cursor)).toString('base64url');
	return `${text}.${seal(text)}`;
}

function readCursor(text: string, now: number, sort: string, filters: string): SortKey {
	const [body = '', check] = text.split('.');
	const refuse = (why: string) => new Problem('cursor_invalid', why);
	if (seal(body) !== check) throw refuse('This cursor was not given by this system.');
	const cursor = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Cursor;
	if (cursor.at < now - CURSOR_MS) throw refuse('This cursor is older than 24 hours.');
	if (cursor.sort !== sort || cursor.filters !== filters) {
		throw refuse('This cursor belongs to another sort order or filter.');
	}
	return cursor.key;
}

const notFilters = new Set(['limit', 'cursor', 'sort', 'fields']);

export interface ListOptions<T> {
	/** Sort used when the query names none. */
	defaultSort?: string;
	/** Query parameters that `where` handles itself. */
	handled?: readonly string[];
	where?: (item: T) => boolean;
	/** Rows to read instead of the whole collection, when an index finds them. */
	among?: readonly T[];
}

/**
 * One page of a collection: filters, sort, limit and a cursor that is keyed on (sort field, id),
 * so that rows are neither lost nor doubled while data changes.
 */
export function listPage<T extends Resource>(
	collection: Collection<T>,
	query: Query,
	now: number,
	options: ListOptions<T> = {},
): Page<T> {
	const sort = query.sort ?? options.defaultSort ?? '-updatedAt';
	const limit = Number(query.limit ?? DEFAULT_LIMIT);
	const descending = sort.startsWith('-');
	const field = descending ? sort.slice(1) : sort;
	const names = Object.keys(query).filter((name) => !notFilters.has(name));
	const filters = createHmac('sha256', CURSOR_SEAL)
		.update(JSON.stringify(names.sort().map((name) => [name, query[name]])))
		.digest('base64url')
		.slice(0, 10);
	const from = query.cursor ? readCursor(query.cursor, now, sort, filters) : undefined;
	const own = names.filter((name) => !options.handled?.includes(name));
	const matches = matcher(Object.fromEntries(own.map((name) => [name, query[name]])));
	const rows = options.among ? sortBy(options.among, field) : collection.sorted(field);
	const data: T[] = [];
	const step = descending ? -1 : 1;
	let index = startIndex(rows, field, from, descending);
	let hasMore = false;
	for (; index >= 0 && index < rows.length; index += step) {
		const row = rows[index];
		if (!matches(row) || (options.where && !options.where(row))) continue;
		if (data.length === limit) {
			hasMore = true;
			break;
		}
		data.push(row);
	}
	const last = data.at(-1);
	const nextCursor =
		hasMore && last ? writeCursor({ sort, key: sortKey(last, field), filters, at: now }) : null;
	return { data, page: { nextCursor, hasMore } };
}

/** Index of the first row beyond the cursor's key, found by halving. */
function startIndex<T extends Resource>(
	rows: readonly T[],
	field: string,
	from: SortKey | undefined,
	descending: boolean,
): number {
	if (!from) return descending ? rows.length - 1 : 0;
	let low = 0;
	let high = rows.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		const order = compareKeys(sortKey(rows[middle], field), from);
		if (descending ? order < 0 : order <= 0) low = middle + 1;
		else high = middle;
	}
	return descending ? low - 1 : low;
}
