import { SafeError } from '../../lib/privacy/errors';
import { addDays, civilDateAt, parseCivilDate, startOfDay } from '../../lib/values/civilDate';
import { foldText } from '../../lib/values/text';
import { child, isNil, textOf } from '../../lib/values/xml';
import { mapBounded } from '../common/mapBounded';
import { outcomeOf } from '../common/outcome';
import type {
	FailedRecord,
	PatientPage,
	PatientPageRequest,
	PatientSearch,
	PracticeScope,
	SourcePatient,
} from '../common/practice/port';
import type { RequestValues } from './envelope';
import { listFields } from './fields';
import { rowsOf } from './faults';
import { toFencedPatient, toSourcePatient } from './mapping/patient';
import { tebraConcurrency } from './throttle';
import type { TebraTransport } from './transport';
import type { ChangeWindow } from './windows';
import { firstWindow, nextWindow, parseStartKey, parseWindow } from './windows';
import type { TebraPatientRow } from './wire/patient';
import { readPatient, readPatientRow } from './wire/patient';

/** What the patient reads need. */
export interface PatientReader {
	readonly scope: PracticeScope;
	readonly transport: TebraTransport;
	readonly now: () => Date;
}

/** Tebra's own largest batch (sheet 5). */
const largestBatch = 1000;
/** Empty spans of a change read that one page passes over before it hands back its cursor. */
const spansPerPage = 12;
/** Records in a row that may fail for outage before the page is given up. */
const outageLimit = 5;

/**
 * GetPatient with any of its filters; undefined when Tebra answers an empty patient, which it also
 * does for a patient that the login may not see (sheet 4.1). Throws SafeError.
 */
export async function fetchPatient(
	reader: PatientReader,
	filter: RequestValues,
): Promise<SourcePatient | undefined> {
	const { result, facts } = await reader.transport.call('GetPatient', { Filter: filter });
	const patient = child(result, 'Patient');
	if (patient === undefined || isNil(patient)) return undefined;
	if ((textOf(patient, 'ID') ?? '').trim() === '') return undefined;
	const today = civilDateAt(reader.now().toISOString(), reader.scope.timeZone) ?? '';
	return toSourcePatient(readPatient(patient, facts), { scope: reader.scope, today });
}

/** One page of the whole practice or of what changed. Throws SafeError. */
export async function readPage(
	reader: PatientReader,
	request: PatientPageRequest,
): Promise<PatientPage> {
	const readStartedAt = reader.now().toISOString();
	const { rows, nextCursor } = await listPage(reader, request);
	const { patients, failed } = await fetchEach(reader, rows);
	return { patients, failed, readStartedAt, ...(nextCursor !== undefined && { nextCursor }) };
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

/** GetAllPatients pages by itself (sheet 4.1, 5); key 0, none or an empty batch is the end. */
async function listAll(reader: PatientReader, request: PatientPageRequest): Promise<ListedPage> {
	const startKey = request.cursor ? parseStartKey(request.cursor) : '0';
	const { result, facts } = await reader.transport.call('GetAllPatients', {
		Fields: listFields(reader.scope, 'GetAllPatients'),
		Filter: {
			BatchSize: Math.min(request.pageSize, largestBatch),
			PracticeID: reader.scope.practiceId,
			StartKey: startKey,
		},
	});
	const rows = rowsOf(result, 'PatientBatchData').map((row) => readPatientRow(row, facts));
	const key = child(result, 'Key');
	const next = (textOf(key ?? result, 'nextStartKey') ?? '').trim();
	const atEnd = rows.length === 0 || next === '' || next === '0' || next === startKey;
	return { rows, ...(!atEnd && { nextCursor: JSON.stringify({ startKey: next }) }) };
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
	const start = cursor
		? parseWindow(cursor)
		: firstWindow(since ?? '', reader.now().toISOString(), reader.scope.timeZone, windowDays);
	let window: ChangeWindow | undefined = start;
	for (let span = 0; window !== undefined && span < spansPerPage; span++) {
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

async function listPatients(
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

/** Reads each listed patient whole; one that cannot be read does not stop the others. */
async function fetchEach(
	reader: PatientReader,
	rows: readonly TebraPatientRow[],
): Promise<{ patients: SourcePatient[]; failed: FailedRecord[] }> {
	let outages = 0;
	const results = await mapBounded(rows, tebraConcurrency, async (row) => {
		if (isElsewhere(row, reader.scope)) return toFencedPatient(row, reader.scope);
		const outcome = await outcomeOf(async () => await fetchPatient(reader, { PatientID: row.ID }));
		if (outcome.ok) {
			outages = 0;
			return outcome.value ?? { id: row.ID, error: notShown() };
		}
		const kind = outcome.error instanceof SafeError ? outcome.error.kind : undefined;
		outages = kind === 'unavailable' || kind === 'throttled' ? outages + 1 : outages;
		const stopsAll = kind === 'authentication' || kind === 'permission' || kind === 'configuration';
		if (stopsAll || outages >= outageLimit) throw outcome.error;
		return { id: row.ID, error: outcome.error };
	});
	return {
		patients: results.filter((entry): entry is SourcePatient => 'patient' in entry),
		failed: results.filter((entry): entry is FailedRecord => 'error' in entry),
	};
}

function isElsewhere(row: TebraPatientRow, scope: PracticeScope): boolean {
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

/**
 * Finds patients by names and birth date, or by our external id. GetPatients has no filter for
 * phone, e-mail or chart number (sheet 4.1). Throws SafeError `validation` without a criterion.
 */
export async function searchPatients(
	reader: PatientReader,
	query: PatientSearch,
	limit: number,
	externalVendorId: () => Promise<string | undefined>,
): Promise<SourcePatient[]> {
	if (query.externalId) {
		const vendorId = await externalVendorId();
		if (vendorId === undefined) return [];
		const found = await fetchPatient(reader, {
			ExternalID: query.externalId,
			ExternalVendorID: vendorId,
		});
		return found && matchesQuery(found, query) ? [found] : [];
	}
	if (!query.familyName && !query.givenName && !query.birthDate) {
		throw new SafeError({
			kind: 'validation',
			message: 'The search has nothing to search for.',
			nextStep: 'Fill at least one of family name, given name, birth date and external ID.',
			system: 'tebra',
			operation: 'GetPatients',
			fields: ['familyName', 'givenName', 'birthDate', 'externalId'],
		});
	}
	const rows = await listPatients(reader, {
		...(query.givenName && { FirstName: query.givenName }),
		...(query.familyName && { LastName: query.familyName }),
		// "To" of the birth date is exclusive (sheet 4.1).
		...(query.birthDate && {
			FromDateOfBirth: query.birthDate,
			ToDateOfBirth: addDays(query.birthDate, 1),
		}),
	});
	const { patients, failed } = await fetchEach(reader, rows.slice(0, limit));
	if (failed.length > 0) throw failed[0].error;
	return patients.filter((found) => matchesQuery(found, query));
}

/** Filters again, since Tebra may drop a filter without a word (sheet 3.3 rule 1). */
function matchesQuery({ patient }: SourcePatient, query: PatientSearch): boolean {
	const begins = (value: string | null | undefined, wanted: string | undefined) =>
		!wanted || foldText(value ?? '').startsWith(foldText(wanted));
	return (
		(!query.birthDate || patient.birthDate === query.birthDate) &&
		// A fenced row carries no names; it is dropped and counted further on.
		(patient.familyName === undefined ||
			(begins(patient.familyName, query.familyName) && begins(patient.givenName, query.givenName)))
	);
}
