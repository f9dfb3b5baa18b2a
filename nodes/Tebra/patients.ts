import { SafeError } from '../../lib/privacy/errors';
import { addDays, civilDateAt, parseCivilDate, startOfDay } from '../../lib/values/civilDate';
import type { XmlElement } from '../../lib/values/xml';
import { child, isNil, textOf } from '../../lib/values/xml';
import type {
	FailedRecord,
	PatientPage,
	PatientPageRequest,
	PracticeScope,
	SourcePatient,
} from '../common/practice/port';
import { readEach } from '../common/practice/readEach';
import type { RequestValues } from './envelope';
import { listFields } from './fields';
import { rowsOf, tebraError } from './faults';
import type { TebraOperation } from './members';
import { toFencedPatient, toSourcePatient } from './mapping/patient';
import { tebraConcurrency } from './throttle';
import type { TebraTransport } from './transport';
import type { ChangeWindow } from './windows';
import { firstWindow, nextWindow, parseStartKey, parseWindow } from './windows';
import type { TebraPatientRow } from './wire/patient';
import { readPatient, readPatientRow } from './wire/patient';

/** What the patient reads need (sheet 4.1). */
export interface PatientReader {
	readonly scope: PracticeScope;
	readonly transport: TebraTransport;
	readonly now: () => Date;
}

/** Tebra's own largest batch (sheet 5). */
export const largestBatch = 1000;
/** Empty spans of a change read that one page passes over before it hands back its cursor. */
const spansPerPage = 12;
/** Time for the patients of a page and for its spans: together well inside a lease of 15 minutes. */
const patientsBudgetMs = 8 * 60_000;
const spansBudgetMs = 5 * 60_000;

/**
 * GetPatient with any of its filters; undefined when Tebra answers an empty patient, which it also
 * does for a patient that the login may not see (sheet 4.1). Throws SafeError; `wireShape` when Tebra
 * answers with another patient than the one asked for by id.
 *
 * @param today civil date in the time zone of the practice, for who reads many
 */
export async function fetchPatient(
	reader: PatientReader,
	filter: RequestValues,
	today = todayAt(reader),
): Promise<SourcePatient | undefined> {
	return (await fetchRecord(reader, filter, today))?.source;
}

/** The same with the record as it came. Throws SafeError. */
export async function fetchRecord(
	reader: PatientReader,
	filter: RequestValues,
	today = todayAt(reader),
): Promise<{ source: SourcePatient; record: XmlElement } | undefined> {
	const { result, facts } = await reader.transport.call('GetPatient', { Filter: filter });
	const patient = child(result, 'Patient');
	if (patient === undefined || isNil(patient)) return undefined;
	if ((textOf(patient, 'ID') ?? '').trim() === '') return undefined;
	const wire = readPatient(patient, facts);
	if (filter.PatientID !== undefined && BigInt(wire.ID) !== BigInt(String(filter.PatientID))) {
		throw tebraError(facts, otherPatient);
	}
	return { source: toSourcePatient(wire, { scope: reader.scope, today }), record: patient };
}

function todayAt({ now, scope }: PatientReader): string {
	return civilDateAt(now().toISOString(), scope.timeZone) ?? '';
}

const otherPatient = {
	kind: 'wireShape',
	vendorCode: 'OtherPatient',
	message: 'Tebra answered with another patient than the one that was asked for.',
	nextStep: 'Run it again. If it stays, report the operation and this code.',
} as const;

/**
 * One page of the whole practice or of what changed: at most `pageSize` patients, and fewer where the
 * limits of the account (sheet 5) would make the page last longer than a lease. Throws SafeError.
 */
export async function readPage(
	reader: PatientReader,
	request: PatientPageRequest,
): Promise<PatientPage> {
	const readStartedAt = reader.now().toISOString();
	const pageSize = Math.min(request.pageSize, callsWithin(reader, 'GetPatient', patientsBudgetMs));
	const { rows, nextCursor } = await listPage(reader, { ...request, pageSize });
	const { patients, failed } = await fetchEach(reader, rows);
	return { patients, failed, readStartedAt, ...(nextCursor !== undefined && { nextCursor }) };
}

/** Calls of an operation that fit in a time under the throttle; at least one. */
function callsWithin(
	{ transport }: PatientReader,
	operation: TebraOperation,
	budgetMs: number,
): number {
	return Math.max(1, Math.floor(budgetMs / transport.intervalMs(operation)));
}

interface ListedPage {
	readonly rows: readonly TebraPatientRow[];
	readonly nextCursor?: string;
}

async function listPage(reader: PatientReader, request: PatientPageRequest): Promise<ListedPage> {
	if (request.read === 'changed') return await listSpans(reader, byChange, request.since, request);
	if (request.visitedSince === undefined) return await listAll(reader, request);
	const since = startOfDay(request.visitedSince, reader.scope.timeZone);
	return await listSpans(reader, byVisit, since, request);
}

/** GetAllPatients pages by itself (sheet 4.1, 5). */
async function listAll(reader: PatientReader, request: PatientPageRequest): Promise<ListedPage> {
	// A cursor of a read by spans begins anew: content hashes make reading twice harmless.
	const startKey = (request.cursor && parseStartKey(request.cursor)) || '0';
	const { rows, nextKey } = await listBatch(reader, startKey, request.pageSize);
	return {
		rows,
		...(nextKey !== undefined && { nextCursor: JSON.stringify({ startKey: nextKey }) }),
	};
}

/**
 * One batch of GetAllPatients behind a key (sheet 4.1, 5); key 0, none or an empty batch is the end.
 * Throws SafeError.
 */
export async function listBatch(
	{ scope, transport }: PatientReader,
	startKey: string,
	size: number,
): Promise<{ rows: TebraPatientRow[]; nextKey?: string }> {
	const { result, facts } = await transport.call('GetAllPatients', {
		Fields: listFields(scope, 'GetAllPatients'),
		Filter: {
			BatchSize: Math.min(size, largestBatch),
			PracticeID: scope.practiceId,
			StartKey: startKey,
		},
	});
	const rows = rowsOf(result, 'PatientBatchData').map((row) => readPatientRow(row, facts));
	const key = child(result, 'Key');
	const next = (textOf(key ?? result, 'nextStartKey') ?? '').trim();
	const atEnd = rows.length === 0 || next === '' || next === '0' || next === startKey;
	return { rows, ...(!atEnd && { nextKey: next }) };
}

/** A date that GetPatients can filter by (sheet 4.1), and which of its rows belong to a span. */
interface SpanRead {
	readonly fromFilter: string;
	readonly toFilter: string;
	belongs(row: TebraPatientRow, window: ChangeWindow): boolean;
}

const byChange: SpanRead = {
	fromFilter: 'FromLastModifiedDate',
	toFilter: 'ToLastModifiedDate',
	/** Tebra can send rows from outside the span (sheet 4.8); a day each side is left for its clock. */
	belongs(row, { from, to }) {
		const day = parseCivilDate(row.LastModifiedDate);
		return day === undefined || (day >= addDays(from, -1) && day <= addDays(to, 1));
	},
};

const byVisit: SpanRead = {
	fromFilter: 'FromLastEncounterDate',
	toFilter: 'ToLastEncounterDate',
	/** Spans share their border day; a visit on it belongs to the later one, so no patient comes twice. */
	belongs(row, { from, to }) {
		const day = parseCivilDate(row.LastEncounterDate);
		return day === undefined || (day >= from && day < to);
	},
};

/** GetPatients has no paging: a span of days is asked for, and paged by patient id here. */
async function listSpans(
	reader: PatientReader,
	read: SpanRead,
	since: string | undefined,
	{ cursor, pageSize }: PatientPageRequest,
): Promise<ListedPage> {
	const { windowDays } = reader.scope.profile.sync;
	const spans = Math.min(spansPerPage, callsWithin(reader, 'GetPatients', spansBudgetMs));
	// A cursor of a read by start key begins anew: content hashes make reading twice harmless.
	let window: ChangeWindow | undefined =
		(cursor ? parseWindow(cursor) : undefined) ??
		firstWindow(since ?? '', reader.now().toISOString(), reader.scope.timeZone, windowDays);
	for (let span = 0; window !== undefined && span < spans; span++) {
		const rows = await listWindow(reader, read, window);
		const page = rows.slice(0, pageSize);
		if (rows.length > page.length) {
			const afterId = page[page.length - 1].ID;
			return { rows: page, nextCursor: JSON.stringify({ ...window, afterId }) };
		}
		window = nextWindow(window, windowDays);
		if (page.length > 0) {
			return { rows: page, ...(window && { nextCursor: JSON.stringify(window) }) };
		}
	}
	return { rows: [], ...(window && { nextCursor: JSON.stringify(window) }) };
}

/** Rows of one span behind `afterId`, in order of their ids, each patient once. */
async function listWindow(
	reader: PatientReader,
	read: SpanRead,
	window: ChangeWindow,
): Promise<TebraPatientRow[]> {
	const rows = await listPatients(reader, {
		[read.fromFilter]: window.from,
		[read.toFilter]: window.to,
	});
	const after = window.afterId === undefined ? -1n : BigInt(window.afterId);
	const byId = new Map(
		rows
			.filter((row) => BigInt(row.ID) > after && read.belongs(row, window))
			.map((row) => [row.ID, row] as const),
	);
	return [...byId.values()].sort((left, right) => (BigInt(left.ID) < BigInt(right.ID) ? -1 : 1));
}

/** GetPatients for this practice (sheet 4.1); rows of others may be among them. Throws SafeError. */
export async function listPatients(
	reader: PatientReader,
	filter: RequestValues,
): Promise<TebraPatientRow[]> {
	const { scope } = reader;
	const { result, facts } = await reader.transport.call('GetPatients', {
		Fields: listFields(scope, 'GetPatients'),
		Filter: { ...filter, PracticeID: scope.practiceId, PracticeName: scope.practiceName },
	});
	return rowsOf(result, 'PatientData').map((row) => readPatientRow(row, facts));
}

/**
 * Reads each listed patient whole (GetPatient, sheet 4.1); one that cannot be read does not stop the
 * others. Throws SafeError when the trouble is not one record's.
 */
export async function fetchEach(
	reader: PatientReader,
	rows: readonly TebraPatientRow[],
): Promise<{ patients: SourcePatient[]; failed: FailedRecord[] }> {
	const today = todayAt(reader);
	const { found: patients, failed } = await readEach(rows, {
		concurrency: tebraConcurrency,
		idOf: ({ ID }) => ID,
		fenced: (row) =>
			isElsewhere(row, reader.scope) ? toFencedPatient(row, reader.scope) : undefined,
		read: async ({ ID }) => await fetchPatient(reader, { PatientID: ID }, today),
		notShown,
	});
	return { patients, failed };
}

/** Whether a list row names another practice of the account (sheet 4.1). */
export function isElsewhere(row: TebraPatientRow, scope: PracticeScope): boolean {
	return row.PracticeId != null && row.PracticeId !== scope.practiceId;
}

function notShown(): SafeError {
	return new SafeError({
		kind: 'notFound',
		message: 'Tebra lists the patient but shows no record of it.',
		nextStep: 'Check in Tebra that the API user may see the patient.',
		system: 'tebra',
		operation: 'GetPatient',
		vendorCode: 'NotShown',
	});
}
