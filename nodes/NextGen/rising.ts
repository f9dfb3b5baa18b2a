import type { z } from 'zod';

import { nextGenError } from './faults';
import { allOf, timeLiteral } from './odata';
import type { Reader } from './read';
import { parseWire } from '../common/parseWire';

/**
 * A place in a list that rises by time of change. A count of rows would shift whenever a record is
 * changed while the list is read; a time and a key do not.
 */
export interface Position {
	/** Local text of the server's clock; rows from here on. */
	readonly from: string;
	/** Rows of exactly that time up to this key were taken already; absent = none of them. */
	readonly after?: string;
}

/** What a row of such a list has to tell. */
export interface RisingRow {
	/** The same in every read; of several rows of one time and one key the first is enough. */
	readonly key: string;
	readonly time: string | null | undefined;
}

export interface RisingList<Schema extends z.ZodTypeAny> {
	readonly route: string;
	readonly schema: Schema;
	readonly query?: Readonly<Record<string, string | boolean>>;
	/** Further condition beside that of the time. */
	readonly condition?: string;
	rowOf(row: z.output<Schema>): RisingRow;
}

export interface RisingRequest<Schema extends z.ZodTypeAny> extends RisingList<Schema> {
	readonly at: Position;
	readonly limit: number;
}

/**
 * At most `limit` rows from a position on, and the position behind them; none = the list is at its
 * end (sheet 5). The order inside of one time is nowhere promised, so a time within which a page ends
 * is listed whole and put in the order of its keys. A row that is changed leaves that time and moves
 * no other one: a large block of one time, as a conversion leaves it, comes to its end while staff
 * work. Throws SafeError, `wireShape` when NextGen does not keep the order.
 */
export async function readRising<Schema extends z.ZodTypeAny>(
	reader: Reader,
	request: RisingRequest<Schema>,
): Promise<{ rows: Array<z.output<Schema>>; next?: Position }> {
	const { at, limit, rowOf } = request;
	type Listed = Required<Position> & { readonly row: z.output<Schema> };
	const listed: Listed[] = [];
	/** Where the rows of the time under way begin. */
	let begin = 0;
	let from = at.from;
	for await (const row of risingRows(reader, request)) {
		const { key, time } = rowOf(row);
		if (time && time !== from) {
			sortLast();
			if (listed.length >= limit) return cut(true);
			[begin, from] = [listed.length, time];
		}
		if (from === at.from && at.after !== undefined && key <= at.after) continue;
		listed.push({ from, after: key, row });
	}
	sortLast();
	return cut(false);

	function sortLast(): void {
		const last = listed.splice(begin);
		listed.push(...last.sort((left, right) => (left.after < right.after ? -1 : 1)));
	}

	function cut(hasMore: boolean): { rows: Array<z.output<Schema>>; next?: Position } {
		const taken = listed.slice(0, limit);
		const rows = taken.map(({ row }) => row);
		if (!hasMore && listed.length <= limit) return { rows };
		const last = taken[taken.length - 1];
		return { rows, next: { from: last.from, after: last.after } };
	}
}

/**
 * The rows of such a list one by one from a time on, each once. A next link counts rows: when a record that was read
 * already is changed, it moves to the end, all others move up by one, and the link passes one over,
 * which need not have changed itself. So the list is asked for anew from the last time that was met.
 * Links are followed only where one time fills more than a page, only rows of that time are taken from
 * behind them, and it is asked for again until a pass tells nothing new. Throws SafeError as `readRising` does.
 */
export async function* risingRows<Schema extends z.ZodTypeAny>(
	{ transport, settings }: Reader,
	{ at, route, query, condition, schema, rowOf }: Omit<RisingRequest<Schema>, 'limit'>,
): AsyncGenerator<z.output<Schema>, void, void> {
	let from = at.from;
	let time = '';
	/** The rows of `time` that were handed on: an id may come once for each practice (sheet 9.15). */
	let met = new Set<string>();
	/** The time the last pass by links found behind `from`; empty = the end of the list. */
	let passed: string | undefined;
	for (;;) {
		const start: string = from;
		const pages = transport.pages({
			route,
			operation: route,
			query: {
				...query,
				// A time far back stands for "from the beginning": without it a week is told (sheet 5).
				$filter: allOf(`modifyTimestamp ge ${timeLiteral(start)}`, condition),
				$orderby: 'modifyTimestamp',
				$top: settings.top,
			},
		});
		let read = 0;
		let isEnd = true;
		let isNew = false;
		let behind = '';
		for await (const { items, facts, isLast } of pages) {
			read += 1;
			for (const item of items) {
				const row = parseWire(schema, item, facts) as z.output<Schema>;
				const told = rowOf(row).time ?? time;
				if (told < time) throw notInOrder(facts);
				if (read > 1 && told > start) {
					behind = told;
					break;
				}
				if (told > time) met = new Set();
				time = told;
				const text = JSON.stringify(row);
				if (met.has(text)) continue;
				met.add(text);
				isNew = true;
				yield row;
			}
			isEnd = isLast;
			if (time > start || behind !== '') break;
		}
		if (read > 1 && (isNew || behind !== passed)) {
			passed = behind;
			continue;
		}
		const next: string = read > 1 ? behind : isEnd ? '' : time;
		if (next === '') return;
		from = next;
		passed = undefined;
	}
}

function notInOrder(facts: Parameters<typeof nextGenError>[0]) {
	return nextGenError(facts, {
		kind: 'wireShape',
		vendorCode: 'NotInOrder',
		message: 'NextGen did not keep the order in which the list was asked for.',
		nextStep: 'Run it again. If it stays, report the operation and this code.',
	});
}
