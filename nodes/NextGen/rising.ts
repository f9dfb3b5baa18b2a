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
	{ transport, settings }: Reader,
	request: RisingRequest<Schema>,
): Promise<{ rows: Array<z.output<Schema>>; next?: Position }> {
	const { at, limit, rowOf, route } = request;
	const pages = transport.pages({
		route,
		operation: route,
		query: {
			...request.query,
			// A time far back stands for "from the beginning": without it a week is told (sheet 5).
			$filter: allOf(`modifyTimestamp ge ${timeLiteral(at.from)}`, request.condition),
			$orderby: 'modifyTimestamp',
			$top: settings.top,
		},
	});
	const rows: Array<z.output<Schema>> = [];
	let known: Array<z.output<Schema>> = [];
	let skipping = at.skip > 0;
	let time = '';
	for await (const { items, facts } of pages) {
		for (const item of items) {
			const row = parseWire(request.schema, item, facts) as z.output<Schema>;
			const { key, time: told } = rowOf(row);
			if ((told ?? time) < time) throw notInOrder(facts);
			time = told ?? time;
			if (skipping && time === at.from && known.length < at.skip) {
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

function notInOrder(facts: Parameters<typeof nextGenError>[0]) {
	return nextGenError(facts, {
		kind: 'wireShape',
		vendorCode: 'NotInOrder',
		message: 'NextGen did not keep the order in which the list was asked for.',
		nextStep: 'Run it again. If it stays, report the operation and this code.',
	});
}
