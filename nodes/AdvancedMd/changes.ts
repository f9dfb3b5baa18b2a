import { z } from 'zod';

import { SafeError } from '../../lib/privacy/errors';
import { parseInstant } from '../../lib/values/civilDate';
import { readCursor } from '../common/practice/cursor';
import type { ListedPatient } from './demographic';
import type { AdvancedMdReader } from './reader';
import { serverStamp } from './times';
import type { ChangedRow } from './wire/patient';
import { readChanged } from './wire/patient';

/** Where a change read stands: patients up to this time of change, and up to this id at it, are done. */
const cursorSchema = z
	.object({ changedTo: z.string().datetime(), afterId: z.string().regex(/^\d{1,18}$/) })
	.strict();
type ChangeCursor = z.output<typeof cursorSchema>;

/** What one page of a change read lists. */
export interface ListedPage {
	readonly listed: readonly ListedPatient[];
	readonly nextCursor?: string;
}

interface DatedRow extends ChangedRow {
	/** RFC 3339 UTC; the start of the read where the row does not tell. */
	readonly changedOn: string;
	/** Whether the row tells its time of change. */
	readonly isDated: boolean;
}

/**
 * Patients that changed since a time, in order of their changes (getupdatedpatients, sheet 4.1, 5).
 * The call has a lower bound only, so that a page goes on from the last change of the one before. An
 * answer with so many rows that it may be cut off is taken only when it is in order of change: its
 * first part is then whole, and the rest comes with later pages. A row without a readable time of
 * change has no place in that order, so that the read must end with its page. Throws SafeError
 * `unavailable` when it does not.
 */
export async function listChanged(
	reader: AdvancedMdReader,
	since: string | undefined,
	cursor: string | undefined,
	pageSize: number,
): Promise<ListedPage> {
	const { settings } = reader;
	const from = cursor ? readCursor(cursorSchema, cursor, reader.scope.system) : undefined;
	const begin = from?.changedTo ?? requireSince(since);
	const overlap = from === undefined ? settings.changeOverlapMinutes : secondAsMinutes;
	const { rows, wholeTo } = await readRows(reader, begin, overlap);
	const due = rows
		.filter((row) => from === undefined || isAfter(row, from))
		.sort((left, right) => compare(left, right));
	const page = due.slice(0, pageSize);
	if (page.length === 0) {
		if (wholeTo === undefined) return { listed: [] };
		if (wholeTo <= begin) throw cutOff();
		return { listed: [], nextCursor: JSON.stringify({ changedTo: wholeTo, afterId: '0' }) };
	}
	const last = page[page.length - 1];
	const isMore = due.length > page.length || wholeTo !== undefined;
	if (isMore && due.some(({ isDated }) => !isDated)) throw cutOff();
	return {
		listed: page
			.filter(({ updatestatus }) => updatestatus !== 'D')
			.map(({ id, changedat }) => {
				const sourceAt = parseInstant(changedat, settings.serverTimeZone);
				return { id, ...(sourceAt !== undefined && { sourceAt }) };
			}),
		...(isMore && {
			nextCursor: JSON.stringify({ changedTo: last.changedOn, afterId: last.id }),
		}),
	};
}

/** Later pages reach back a second, since it is not known whether the bound itself is included. */
const secondAsMinutes = 1 / 60;

/** `wholeTo`: the answer may be cut off, and holds everything that changed before this time. */
async function readRows(
	{ transport, settings }: AdvancedMdReader,
	begin: string,
	overlapMinutes: number,
): Promise<{ rows: DatedRow[]; wholeTo?: string }> {
	const { serverTimeZone, changeRows } = settings;
	const answer = await transport.message('getupdatedpatients', {
		'@datechanged': serverStamp(begin, serverTimeZone, overlapMinutes) ?? '',
		// What is not asked for does not come; id and state of the change always do (sheet 4.1).
		patient: { '@changedat': 'ChangedAt' },
	});
	const rows = answer === undefined ? [] : readChanged(answer.results, answer.facts);
	const dated = rows.map((row) => {
		const changedOn = parseInstant(row.changedat, serverTimeZone);
		return { ...row, changedOn: changedOn ?? begin, isDated: changedOn !== undefined };
	});
	const byId = [...new Map(dated.map((row) => [row.id, row])).values()];
	if (rows.length < changeRows) return { rows: byId };
	const isInOrder = dated.every(
		({ isDated, changedOn }, index) =>
			isDated && (index === 0 || dated[index - 1].changedOn <= changedOn),
	);
	if (!isInOrder) throw cutOff();
	const wholeTo = dated[dated.length - 1].changedOn;
	return { rows: byId.filter(({ changedOn }) => changedOn < wholeTo), wholeTo };
}

function isAfter(row: DatedRow, { changedTo, afterId }: ChangeCursor): boolean {
	if (!row.isDated) return true;
	if (row.changedOn !== changedTo) return row.changedOn > changedTo;
	return BigInt(row.id) > BigInt(afterId);
}

function compare(left: DatedRow, right: DatedRow): number {
	if (left.changedOn !== right.changedOn) return left.changedOn < right.changedOn ? -1 : 1;
	return BigInt(left.id) < BigInt(right.id) ? -1 : 1;
}

function requireSince(since: string | undefined): string {
	const time = Date.parse(since ?? '');
	if (!Number.isNaN(time)) return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
	throw new SafeError({
		kind: 'validation',
		message: 'Changed Since is not a time.',
		nextStep: 'Give a time such as 2026-01-31T08:00:00Z.',
		system: 'advancedmd',
		fields: ['since'],
	});
}

function cutOff(): SafeError {
	return new SafeError({
		kind: 'unavailable',
		message: 'The list of changes looks cut off, and it cannot be told what is missing.',
		nextStep:
			'Let the nightly compare read the whole practice, and run the change read more often so that its lists are short.',
		system: 'advancedmd',
		operation: 'getupdatedpatients',
		vendorCode: 'ListCutOff',
	});
}
