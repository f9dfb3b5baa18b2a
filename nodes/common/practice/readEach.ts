import { SafeError } from '../../../lib/privacy/errors';
import { mapBounded } from '../mapBounded';
import { outcomeOf } from '../outcome';
import type { FailedRecord } from './records';

/** Records in a row that may fail for outage before the page is given up. */
const outageLimit = 5;

/** How a vendor reads the records that a list of its own named. */
export interface EachRead<Row, Found> {
	/** Calls under way at the same time. */
	readonly concurrency: number;
	idOf(row: Row): string;
	/** What to hand on for a row that the list itself shows to be of another practice: it is not read. */
	fenced?(row: Row): Found | undefined;
	/** The whole record; undefined = the vendor shows none. Throws SafeError. */
	read(row: Row): Promise<Found | undefined>;
	/** What to say of a listed record that is not shown; left out = nothing. */
	notShown?(): SafeError;
	/** Trouble that every other record would meet as well; left out = a login, right or setting. */
	stopsAll?(error: unknown): boolean;
}

/**
 * Reads each listed record, in the order of the list; one that cannot be read does not stop the
 * others. Throws what a record was refused with when the trouble is not that record's alone: at
 * once where `stopsAll` says so, and behind five outages in a row.
 */
export async function readEach<Row, Found>(
	rows: readonly Row[],
	{ concurrency, idOf, fenced, read, notShown, stopsAll = isAboutAccess }: EachRead<Row, Found>,
): Promise<{ found: Found[]; failed: FailedRecord[] }> {
	let outages = 0;
	const results = await mapBounded(rows, concurrency, async (row) => {
		const elsewhere = fenced?.(row);
		if (elsewhere !== undefined) return { found: elsewhere };
		const outcome = await outcomeOf(async () => await read(row));
		if (outcome.ok) {
			outages = 0;
			if (outcome.value !== undefined) return { found: outcome.value };
			return notShown === undefined ? {} : { failed: { id: idOf(row), error: notShown() } };
		}
		if (isOutage(outcome.error)) outages += 1;
		if (stopsAll(outcome.error) || outages >= outageLimit) throw outcome.error;
		return { failed: { id: idOf(row), error: outcome.error } };
	});
	return {
		found: results.flatMap(({ found }) => (found === undefined ? [] : [found])),
		failed: results.flatMap(({ failed }) => (failed === undefined ? [] : [failed])),
	};
}

function isAboutAccess(error: unknown): boolean {
	return hasKind(error, 'authentication', 'permission', 'configuration');
}

function isOutage(error: unknown): boolean {
	return hasKind(error, 'unavailable', 'throttled');
}

function hasKind(error: unknown, ...kinds: ReadonlyArray<SafeError['kind']>): boolean {
	return error instanceof SafeError && kinds.includes(error.kind);
}
