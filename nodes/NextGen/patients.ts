import { SafeError } from '../../lib/privacy/errors';
import { outcomeOf } from '../common/outcome';
import type { PatientPage, PatientPageRequest } from '../common/practice/port';
import { nextGenSystem } from './credential';
import type { PatientCursor } from './cursor';
import { cursorAt, readPatientCursor } from './cursor';
import { listByLookup, readFallbackPage } from './fallback';
import { isRouteMissing } from './faults';
import { beginningOfTime, toWatermark } from './odata';
import type { ListedPerson } from './persons';
import { fetchEach } from './persons';
import type { Reader } from './read';
import type { Position, RisingList } from './rising';
import { readRising, risingRows } from './rising';
import { payerRowSchema, personRowSchema } from './wire/person';

/**
 * One page of the whole practice or of what changed (sheet 4.1, 5): GET /persons tells ids only, so
 * each is read on its own, and a change read also asks which policies changed (/persons/payers). An
 * old build without GET /persons is read by look-up and appointments (sheet 9.19). Throws SafeError.
 */
export async function readPage(reader: Reader, request: PatientPageRequest): Promise<PatientPage> {
	const readStartedAt = reader.now().toISOString();
	const cursor: PatientCursor = request.cursor
		? readPatientCursor(request.cursor)
		: { list: 'persons', from: startOf(reader, request) };
	if (cursor.list === 'lookup') {
		return { ...(await fallbackPage(reader, request, cursor.after)), readStartedAt };
	}
	const listed = await outcomeOf(async () => await listPage(reader, request, cursor));
	if (!listed.ok) {
		if (!isRouteMissing(listed.error)) throw listed.error;
		return { ...(await fallbackPage(reader, request, '')), readStartedAt };
	}
	const { persons, nextCursor } = listed.value;
	const read = await fetchEach(reader, persons);
	return { ...read, readStartedAt, ...(nextCursor !== undefined && { nextCursor }) };
}

async function fallbackPage(reader: Reader, request: PatientPageRequest, after: string) {
	const since = request.read === 'changed' ? startOf(reader, request) : undefined;
	const { pageSize } = request;
	return await readFallbackPage(reader, { after, pageSize, ...(since !== undefined && { since }) });
}

/** From when on, on the server's clock. Throws SafeError `validation` for what is no time. */
function startOf({ scope }: Reader, request: PatientPageRequest): string {
	if (request.read === 'all') return beginningOfTime;
	const watermark = toWatermark(request.since ?? '', scope.timeZone);
	if (watermark !== undefined) return watermark;
	throw new SafeError({
		kind: 'validation',
		message: 'Changed Since is not a time.',
		nextStep: 'Give a time such as 2026-01-31T08:00:00Z.',
		system: nextGenSystem,
		fields: ['since'],
	});
}

interface ListedPage {
	readonly persons: readonly ListedPerson[];
	readonly nextCursor?: string;
}

/** Fills a page from the list of persons, and what room is left from that of changed policies. */
async function listPage(
	reader: Reader,
	request: PatientPageRequest,
	cursor: Exclude<PatientCursor, { list: 'lookup' }>,
): Promise<ListedPage> {
	const found = new Map<string, ListedPerson>();
	let at: Position = cursor;
	let room = request.pageSize;
	if (cursor.list === 'persons') {
		const { rows, next } = await listPersons(reader, at, room);
		for (const person of rows) keep(found, person, reader.scope.practiceId);
		if (next !== undefined)
			return { persons: [...found.values()], nextCursor: cursorAt('persons', next) };
		room -= rows.length;
		at = { from: startOf(reader, request) };
	}
	const wantsPayers = request.read === 'changed' && reader.settings.readChangedPayers;
	if (!wantsPayers) return { persons: [...found.values()] };
	if (room === 0) return { persons: [...found.values()], nextCursor: cursorAt('payers', at) };
	const { rows, next } = await listPayers(reader, at, room);
	for (const person of rows) if (!found.has(person.id)) found.set(person.id, person);
	return {
		persons: [...found.values()],
		...(next !== undefined && { nextCursor: cursorAt('payers', next) }),
	};
}

/** A person with charts in several practices comes once for each: ours decides (sheet 9.15). */
function keep(found: Map<string, ListedPerson>, person: ListedPerson, own: string): void {
	if (found.get(person.id)?.practiceId !== own) found.set(person.id, person);
}

const personList: RisingList<typeof personRowSchema> = {
	route: '/persons',
	schema: personRowSchema,
	query: { patientsOnly: true },
	// A person comes once for each practice (sheet 9.15), and either row can be the one that counts.
	rowOf: ({ personId, practiceId, modifyTimestamp }) => ({
		key: `${personId} ${practiceId ?? ''}`,
		time: modifyTimestamp,
	}),
};

async function listPersons(reader: Reader, at: Position, limit: number) {
	const { rows, next } = await readRising(reader, { ...personList, at, limit });
	return {
		rows: rows.map(({ personId, practiceId }) => ({
			id: personId,
			...(practiceId !== undefined && { practiceId: practiceId?.trim() || null }),
		})),
		next,
	};
}

/** A build that has no list of changed policies has none to tell: the nightly compare finds them. */
async function listPayers(reader: Reader, at: Position, limit: number) {
	const outcome = await outcomeOf(
		async () =>
			await readRising(reader, {
				route: '/persons/payers',
				schema: payerRowSchema,
				at,
				limit,
				rowOf: ({ personId, modifyTimestamp }) => ({ key: personId, time: modifyTimestamp }),
			}),
	);
	if (!outcome.ok) {
		if (isRouteMissing(outcome.error)) return { rows: [], next: undefined };
		throw outcome.error;
	}
	const { rows, next } = outcome.value;
	return { rows: rows.map(({ personId }): ListedPerson => ({ id: personId })), next };
}

/** Ids handed on at once when only ids are wanted. */
const idsAtOnce = 1000;

/**
 * Ids of all patients of the practice, list by list; rows that name another practice are left out. It
 * is one read without positions: cut into pages, a block of one time would be listed for each page anew.
 * An old build tells those that look-up and appointments name. Throws SafeError.
 */
export async function* listPatientIds(reader: Reader): AsyncGenerator<string[], void, void> {
	const rows = risingRows(reader, { ...personList, at: { from: beginningOfTime } });
	for (;;) {
		const outcome = await outcomeOf(async () => await take(rows, idsAtOnce));
		if (!outcome.ok) {
			if (!isRouteMissing(outcome.error)) throw outcome.error;
			yield await listByLookup(reader);
			return;
		}
		const own: string[] = outcome.value
			.filter(
				({ practiceId }) => practiceId === undefined || practiceId === reader.scope.practiceId,
			)
			.map(({ personId }) => personId);
		yield [...new Set(own)];
		if (outcome.value.length < idsAtOnce) return;
	}
}

async function take<Row>(rows: AsyncGenerator<Row, void, void>, count: number): Promise<Row[]> {
	const taken: Row[] = [];
	while (taken.length < count) {
		const { done, value } = await rows.next();
		if (done) break;
		taken.push(value);
	}
	return taken;
}
