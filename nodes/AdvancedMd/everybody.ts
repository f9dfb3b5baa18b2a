import { z } from 'zod';

import { cursorValue, wrongCursor } from '../common/practice/cursor';
import type { PatientPageRequest, Unreached } from '../common/practice/port';
import type { ListedPage } from './changes';
import { listChanged } from './changes';
import type { ListedPatient } from './demographic';
import { brokenOff, lookUp } from './lookup';
import type { AdvancedMdReader } from './reader';

/** Where the read stands: a begin of names, a page of its list, and rows of that page that are done. */
const cursorSchema = z
	.object({
		initial: z.number().int().min(0),
		page: z.number().int().min(1),
		skip: z.number().int().min(0),
		/** Rows of this initial on the pages before, to compare with the count that is told. */
		seen: z.number().int().min(0),
	})
	.strict();
type LookupCursor = z.output<typeof cursorSchema>;

/** Time for the lists of a page: well inside a lease of 15 minutes. */
const listBudgetMs = 4 * 60_000;
/** Long before the product: the list of changes from here on is everybody it can tell. */
const beginOfTime = '1990-01-01T00:00:00Z';

/**
 * One page of all patients. No call lists them (sheet 4.1): they are looked up by begin of the name,
 * or, if the profile says so, taken from the list of changes from an early date. Throws SafeError.
 */
export async function listEverybody(
	reader: AdvancedMdReader,
	{ cursor }: PatientPageRequest,
	pageSize: number,
): Promise<ListedPage & { readonly unreached: readonly Unreached[] }> {
	const { by } = reader.settings.allPatients;
	if (by === 'changes') {
		const page = await listChanged(reader, beginOfTime, cursor, pageSize);
		return { ...page, unreached: [{ code: 'neverChanged', count: null }] };
	}
	const page = await listByInitial(reader, cursor, pageSize);
	return { ...page, unreached: [{ code: 'otherInitial', count: null }] };
}

async function listByInitial(
	reader: AdvancedMdReader,
	cursor: string | undefined,
	pageSize: number,
): Promise<ListedPage> {
	const { initials } = reader.settings.allPatients;
	const listed = new Map<string, ListedPatient>();
	let at: LookupCursor | undefined = cursor
		? parseCursor(cursor, reader.scope.system)
		: { initial: 0, page: 1, skip: 0, seen: 0 };
	let calls = reader.transport.callsWithin('lookuppatient', listBudgetMs);
	while (at !== undefined && at.initial < initials.length) {
		if (listed.size >= pageSize || calls-- <= 0) {
			return { listed: [...listed.values()], nextCursor: JSON.stringify(at) };
		}
		const { rows, next } = await lookUpPage(reader, at);
		const due = rows.slice(at.skip, at.skip + pageSize - listed.size);
		for (const { id } of due) listed.set(id, { id });
		const isWhole: boolean = at.skip + due.length >= rows.length;
		at = isWhole ? next : { ...at, skip: at.skip + due.length };
	}
	return { listed: [...listed.values()] };
}

/**
 * One page of a lookup, and where the next one is. Throws SafeError `unavailable` when the list ends
 * before the number of patients that it told: nobody may be taken as gone because of it.
 */
async function lookUpPage(reader: AdvancedMdReader, at: LookupCursor) {
	const name = reader.settings.allPatients.initials[at.initial];
	const { rows, itemCount, pageCount } = await lookUp(reader, { name }, at.page);
	const seen = at.seen + rows.length;
	const isLast = at.page >= pageCount;
	if ((isLast && seen < itemCount) || (!isLast && rows.length === 0)) throw brokenOff();
	const next: LookupCursor = isLast
		? { initial: at.initial + 1, page: 1, skip: 0, seen: 0 }
		: { ...at, page: at.page + 1, skip: 0, seen };
	return { rows, next };
}

/** Ids of everybody the lookups tell, page by page. Throws SafeError. */
export async function* listIds(reader: AdvancedMdReader): AsyncGenerator<string[], void, void> {
	const { by, initials } = reader.settings.allPatients;
	if (by === 'changes') {
		let cursor: string | undefined;
		do {
			const page: ListedPage = await listChanged(reader, beginOfTime, cursor, 1000);
			yield page.listed.map(({ id }) => id);
			cursor = page.nextCursor;
		} while (cursor !== undefined);
		return;
	}
	let at: LookupCursor = { initial: 0, page: 1, skip: 0, seen: 0 };
	while (at.initial < initials.length) {
		const { rows, next } = await lookUpPage(reader, at);
		yield rows.map(({ id }) => id);
		at = next;
	}
}

function parseCursor(text: string, system: string): LookupCursor {
	const value = cursorValue(text);
	const result = cursorSchema.safeParse(value);
	if (result.success) return result.data;
	// A cursor of the other way of reading begins anew: reading twice is harmless.
	if (typeof value === 'object' && value !== null && 'changedTo' in value) {
		return { initial: 0, page: 1, skip: 0, seen: 0 };
	}
	throw wrongCursor(system);
}
