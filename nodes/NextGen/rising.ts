import type { z } from 'zod';

import { nextGenError } from './faults';
import { allOf, timeLiteral } from './odata';
import type { Reader } from './read';
import { parseWire } from '../common/parseWire';

/**
 * A place in a list that rises by time of change. A count of rows would shift whenever a record is
 * changed while the list is read; a time does not.
 */
export interface Position {
	/** Local text of the server's clock; rows from here on. */
	readonly from: string;
	/** Rows of exactly that time that were taken already, and the last of them. */
	readonly skip: number;
	readonly last?: string;
}

/** What a row of such a list has to tell. */
export interface RisingRow {
	readonly key: string;
	readonly time: string | null | undefined;
}

export interface RisingRequest<Schema extends z.ZodTypeAny> {
	readonly route: string;
	readonly schema: Schema;
	readonly query?: Readonly<Record<string, string | boolean>>;
	/** Further condition beside that of the time. */
	readonly condition?: string;
	readonly at: Position;
	readonly limit: number;
	rowOf(row: z.output<Schema>): RisingRow;
}

/**
 * At most `limit` rows from a position on, and the position behind them; none = the list is at its
 * end (sheet 5). Throws SafeError, `wireShape` when NextGen does not keep the order.
 */
export async function readRising<Schema extends z.ZodTypeAny>(
	reader: Reader,
	request: RisingRequest<Schema>,
): Promise<{ rows: Array<z.output<Schema>>; next?: Position }> {
	const { at, limit, rowOf } = request;
	const rows: Array<z.output<Schema>> = [];
	let known: Array<z.output<Schema>> = [];
	let skipping = at.skip > 0;
	for await (const row of risingRows(reader, request)) {
		const { key, time = null } = rowOf(row);
		if (skipping && (time ?? at.from) === at.from && known.length < at.skip) {
			known.push(row);
			if (known.length < at.skip) continue;
			// The rows before are no longer the same: all of that time are read again, which is harmless.
			if (key !== at.last) rows.push(...known);
			skipping = false;
			if (key !== at.last) known = [];
			continue;
		}
		if (skipping) {
			rows.push(...known);
			known = [];
			skipping = false;
		}
		rows.push(row);
		if (rows.length > limit) return { rows: rows.slice(0, limit), next: behind() };
	}
	if (skipping) rows.push(...known);
	return rows.length > limit ? { rows: rows.slice(0, limit), next: behind() } : { rows };

	function behind(): Position {
		const taken = rows.slice(0, limit);
		const last = rowOf(taken[taken.length - 1]);
		const from = last.time ?? at.from;
		const same = taken.filter((row) => (rowOf(row).time ?? from) === from).length;
		return { from, skip: same + (from === at.from ? known.length : 0), last: last.key };
	}
}

/**
 * The rows of such a list one by one, each once. A next link counts rows: when a record that was read
 * already is changed, it moves to the end, all others move up by one, and the link would pass one
 * over. So the list is asked for anew from the last time that was met; links are followed only inside
 * of one time, where nothing can move away unless it is met again at the end.
 */
async function* risingRows<Schema extends z.ZodTypeAny>(
	{ transport, settings }: Reader,
	{ at, route, query, condition, schema, rowOf }: RisingRequest<Schema>,
): AsyncGenerator<z.output<Schema>, void, void> {
	let from = at.from;
	let time = '';
	/** The rows of `time` that were handed on: an id may come once for each practice (sheet 9.15). */
	let met = new Set<string>();
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
		let isEnd = true;
		for await (const { items, facts, isLast } of pages) {
			for (const item of items) {
				const row = parseWire(schema, item, facts) as z.output<Schema>;
				const told = rowOf(row).time ?? time;
				if (told < time) throw notInOrder(facts);
				if (told > time) met = new Set();
				time = told;
				const text = JSON.stringify(row);
				if (met.has(text)) continue;
				met.add(text);
				yield row;
			}
			isEnd = isLast;
			if (time > start) break;
		}
		if (isEnd) return;
		from = time;
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
