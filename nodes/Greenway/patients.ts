import type { FhirCoverage } from '../../lib/fhir/coverage';
import { fhirCoverageSchema } from '../../lib/fhir/coverage';
import type { FhirPatient } from '../../lib/fhir/patient';
import { fhirPatientSchema } from '../../lib/fhir/patient';
import { SafeError } from '../../lib/privacy/errors';
import { civilDateAt } from '../../lib/values/civilDate';
import { parseWire } from '../common/parseWire';
import type {
	PatientPage,
	PatientPageRequest,
	SourcePatient,
	Unreached,
} from '../common/practice/port';
import { readEach } from '../common/practice/readEach';
import type { ExportManifest } from './exportJob';
import { awaitExport, sinceEver, startExport } from './exportJob';
import type { ExportCursor, FilePage } from './exportPages';
import { coveragesOf } from './exportCoverages';
import { filesToRead, parseExportCursor, readFiles } from './exportPages';
import { toFencedPatient, toSourcePatient } from './mapping/patient';
import { patientPractice } from './practice';
import type { FhirTransport } from './transport';

/** What reading patients takes; `now` is the clock of the read. */
export interface PatientReader {
	readonly transport: FhirTransport;
	readonly now: () => Date;
}

/** Time in which the calls of a page must be done: a page must end before its lease does. */
const pageBudgetMs = 8 * 60_000;
/** Exports that a read starts again when their files have expired, before it gives up. */
const mostRestarts = 2;
/** Time after which an export of changes with a missing part is made again. */
const partialKeptMs = 60 * 60_000;
const exportPartial: readonly Unreached[] = [{ code: 'exportPartial', count: null }];
const exportedTypes = ['Patient', 'Coverage'] as const;

/** One patient with the coverages on file; undefined when the server has none of this id. */
export async function readPatient(
	reader: PatientReader,
	id: string,
): Promise<SourcePatient | undefined> {
	const { transport } = reader;
	const resource = await transport.read('Patient', id);
	if (resource === undefined) return undefined;
	const wire = parseWire(fhirPatientSchema, resource, {
		system: transport.access.system,
		operation: 'Patient read',
	});
	if (wire.id !== id) throw otherPatient(transport);
	return await withCoverages(reader, wire);
}

/** A patient of this practice with the coverages on file; nothing more is read of any other. */
export async function withCoverages(
	reader: PatientReader,
	wire: FhirPatient,
): Promise<SourcePatient> {
	const { transport } = reader;
	const { access } = transport;
	if (patientPractice(wire, access) !== access.scope.practiceId)
		return toFencedPatient(wire, access);
	const coverages: FhirCoverage[] = [];
	for await (const page of transport.search('Coverage', { patient: wire.id })) {
		coverages.push(
			...page.map((entry) =>
				parseWire(fhirCoverageSchema, entry, {
					system: access.system,
					operation: 'Coverage search',
				}),
			),
		);
	}
	return toSourcePatient(wire, coverages, access, todayOf(reader));
}

/**
 * One page of the whole practice or of what changed, out of a bulk export (sheet 5): FHIR lists no
 * patients otherwise. While the export is being made, pages hand on nobody. Throws SafeError.
 */
export async function readPage(
	reader: PatientReader,
	request: PatientPageRequest,
): Promise<PatientPage> {
	const { transport } = reader;
	const cursor = await cursorOf(reader, request);
	const { waitSeconds } = transport.access.settings.fhir;
	const manifest = await awaitExport(transport, cursor.job, waitSeconds);
	if (manifest === undefined) return emptyPage(cursor, cursor);
	if (manifest === 'gone') return await begunAnew(reader, cursor);
	if (cursor.read === 'changed' && manifest.isPartial) return await changesMissing(reader, cursor);
	const files = filesToRead(manifest, cursor.read);
	const size = Math.min(request.pageSize, readsWithin(transport, cursor.read));
	const page = await readFiles(transport, files, cursor, size);
	if (page === 'gone') return await begunAnew(reader, cursor);
	const records = await toRecords(reader, cursor.read, manifest, page);
	if (records === 'gone') return await begunAnew(reader, cursor);
	return {
		...records,
		readStartedAt: earlier(cursor.startedAt, manifest.transactionTime),
		...(page.next && { nextCursor: JSON.stringify({ ...cursor, ...page.next }) }),
		...(!page.next && cursor.read === 'all' && !isWhole(manifest) && { unreached: exportPartial }),
	};
}

/** An export of everybody without a file of patients is not taken as a practice without patients. */
function isWhole({ isPartial, files }: ExportManifest): boolean {
	return !isPartial && files.some(({ type }) => type === 'Patient');
}

/** The server's clock may be behind ours: the next read of changes starts where this export ended. */
function earlier(startedAt: string, transactionTime: string | undefined): string {
	if (transactionTime === undefined) return startedAt;
	return Date.parse(transactionTime) < Date.parse(startedAt) ? transactionTime : startedAt;
}

async function cursorOf(reader: PatientReader, request: PatientPageRequest): Promise<ExportCursor> {
	const { transport, now } = reader;
	if (request.cursor) {
		const cursor = parseExportCursor(request.cursor, transport);
		// A cursor of the other kind of read begins anew: content hashes make reading twice harmless.
		if (cursor.read === request.read) return cursor;
	}
	const since = request.read === 'all' ? sinceEver : utcOf(request.since, transport);
	return await begin(reader, {
		read: request.read,
		startedAt: now().toISOString(),
		since,
		restarts: 0,
	});
}

async function begin(
	{ transport }: PatientReader,
	start: Pick<ExportCursor, 'read' | 'startedAt' | 'since' | 'restarts'>,
): Promise<ExportCursor> {
	const job = await startExport(transport, start.since, exportedTypes);
	return { ...start, job: new URL(job, transport.access.base).href, file: 0, offset: 0 };
}

/** The files are gone before they were read: the export is made again and read from its begin. */
async function begunAnew(reader: PatientReader, cursor: ExportCursor): Promise<PatientPage> {
	if (cursor.restarts >= mostRestarts) {
		throw new SafeError({
			kind: 'unavailable',
			message: 'The files of the export expired before they could be read, again and again.',
			nextStep: 'Ask Greenway how long the files of an export are kept, and run it again.',
			system: reader.transport.access.system,
			operation: 'export file',
			vendorCode: 'Expired',
		});
	}
	const again = await begin(reader, { ...cursor, restarts: cursor.restarts + 1 });
	return emptyPage(again, cursor);
}

function emptyPage(next: ExportCursor, { startedAt }: ExportCursor): PatientPage {
	return { patients: [], failed: [], nextCursor: JSON.stringify(next), readStartedAt: startedAt };
}

/** Records of a page; a read of changes asks for each, so its page is as small as the limits want. */
function readsWithin(transport: FhirTransport, read: PatientPageRequest['read']): number {
	const interval = transport.intervalMs();
	if (read === 'all' || interval === 0) return Number.MAX_SAFE_INTEGER;
	return Math.max(1, Math.floor(pageBudgetMs / interval / 2));
}

/**
 * A whole read takes the coverages from the export, one pass for all patients of the page. An export
 * of changes holds only what changed of them, so there each patient's are asked for.
 */
async function toRecords(
	reader: PatientReader,
	read: PatientPageRequest['read'],
	manifest: ExportManifest,
	page: FilePage,
): Promise<Pick<PatientPage, 'patients' | 'failed'> | 'gone'> {
	const { access } = reader.transport;
	if (read === 'all') {
		const isOwn = (wire: FhirPatient) => patientPractice(wire, access) === access.scope.practiceId;
		const own = new Set(page.patients.filter(isOwn).map(({ id }) => id));
		const coverages =
			own.size === 0 ? undefined : await coveragesOf(reader.transport, manifest, own);
		if (coverages === 'gone') return 'gone';
		const { of, unreadable } = coverages ?? {};
		const today = todayOf(reader);
		return {
			patients: page.patients
				.filter(({ id }) => !unreadable?.has(id))
				.map((wire) =>
					isOwn(wire)
						? toSourcePatient(wire, of?.get(wire.id), access, today)
						: toFencedPatient(wire, access),
				),
			failed: [...page.failed, ...[...(unreadable ?? [])].map(([id, error]) => ({ id, error }))],
		};
	}
	const known = new Set(page.patients.map(({ id }) => id));
	const rows = [...page.patients, ...page.beneficiaries.filter((id) => !known.has(id))];
	const { found: patients, failed } = await readEach<FhirPatient | string, SourcePatient>(rows, {
		concurrency: access.settings.fhir.concurrency,
		idOf: (row) => (typeof row === 'string' ? row : row.id),
		read: async (row) =>
			typeof row === 'string' ? await readPatient(reader, row) : await withCoverages(reader, row),
		notShown: () => notShown(reader.transport),
		stopsAll: (error) => !isOfOneRecord(error),
	});
	return { patients, failed: [...page.failed, ...failed] };
}

/** The site answered, and only this record is wrong; what else goes wrong would meet them all. */
function isOfOneRecord(error: unknown): boolean {
	const kind = error instanceof SafeError ? error.kind : undefined;
	return kind === 'wireShape' || kind === 'notFound' || kind === 'validation';
}

function todayOf({ transport, now }: PatientReader): string {
	return civilDateAt(now().toISOString(), transport.access.scope.timeZone) ?? '';
}

function utcOf(since: string | undefined, { access }: FhirTransport): string {
	const time = Date.parse(since ?? '');
	if (!Number.isNaN(time)) return new Date(time).toISOString();
	throw new SafeError({
		kind: 'validation',
		message: 'Changed Since is not a time.',
		nextStep: 'Give a time such as 2026-01-31T08:00:00Z.',
		system: access.system,
		fields: ['since'],
	});
}

/**
 * What is missing among the changes would never be read again, so the read fails. A run that takes it
 * up later stands at the same export: once that is old, another is made, or it would fail for ever.
 */
async function changesMissing(reader: PatientReader, cursor: ExportCursor): Promise<PatientPage> {
	const { access } = reader.transport;
	const startedAt = reader.now();
	if (startedAt.getTime() - Date.parse(cursor.startedAt) > partialKeptMs) {
		const { read, since } = cursor;
		const start = { read, since, startedAt: startedAt.toISOString(), restarts: 0 };
		const again = await begin(reader, start);
		return emptyPage(again, again);
	}
	throw new SafeError({
		kind: 'unavailable',
		message: 'Greenway tells that a part of the changed patients is missing from its export.',
		nextStep:
			'Run it again later: it reads from the same time on. If it stays, ask Greenway why the export of the group has errors.',
		system: access.system,
		operation: 'export',
		vendorCode: 'ExportIncomplete',
	});
}

function otherPatient({ access }: FhirTransport): SafeError {
	return new SafeError({
		kind: 'wireShape',
		message: 'Greenway answered with another patient than the one that was asked for.',
		nextStep: 'Run it again. If it stays, report the operation and this code.',
		system: access.system,
		operation: 'Patient read',
		vendorCode: 'OtherPatient',
	});
}

function notShown({ access }: FhirTransport): SafeError {
	return new SafeError({
		kind: 'notFound',
		message: 'Greenway exports the patient’s insurance but shows no such patient.',
		nextStep: 'Look for the patient in Greenway.',
		system: access.system,
		operation: 'Patient read',
		vendorCode: 'NotShown',
	});
}
