import { z } from 'zod';

import { beneficiaryId, fhirCoverageSchema } from '../../lib/fhir/coverage';
import type { FhirPatient } from '../../lib/fhir/patient';
import { fhirPatientSchema } from '../../lib/fhir/patient';
import { SafeError } from '../../lib/privacy/errors';
import { isSameOrigin } from '../../lib/privacy/hosts';
import { safely } from '../common/outcome';
import { parseWire } from '../common/parseWire';
import { cursorValue } from '../common/practice/cursor';
import type { FailedRecord, PatientPageRequest } from '../common/practice/port';
import type { ExportManifest } from './exportJob';
import type { FhirTransport } from './transport';

/**
 * Where a read by export stands (design 16): the job and the byte of a file, never anything of a
 * patient.
 */
export interface ExportCursor {
	readonly read: PatientPageRequest['read'];
	/** Status address of the export. */
	readonly job: string;
	/** RFC 3339 UTC. */
	readonly startedAt: string;
	readonly since: string;
	/** Index into the files that are read, patients first. */
	readonly file: number;
	/** Bytes of that file that are done. */
	readonly offset: number;
	/** How often the export had to be started again. */
	readonly restarts: number;
}

const instant = z.string().datetime({ offset: true });
const cursorSchema = z
	.object({
		read: z.enum(['changed', 'all']),
		job: z.string().url().max(2000),
		startedAt: instant,
		since: instant,
		file: z.number().int().min(0),
		offset: z.number().int().min(0),
		restarts: z.number().int().min(0),
	})
	.strict();

/** Reads a cursor of this node; its job must be one of the credential's own server. Throws SafeError. */
export function parseExportCursor(
	text: string,
	{ access }: Pick<FhirTransport, 'access'>,
): ExportCursor {
	const result = cursorSchema.safeParse(cursorValue(text));
	if (result.success && isSameOrigin(result.data.job, access.base)) return result.data;
	throw new SafeError({
		kind: 'validation',
		message: 'The cursor is not one of this node and credential.',
		nextStep: 'Leave the cursor empty to begin anew.',
		system: access.system,
		fields: ['cursor'],
	});
}

/** What one page takes from the files: records as read, and lines that could not be. */
export interface FilePage {
	readonly patients: readonly FhirPatient[];
	/** Patients whose insurance changed, found by their Coverages; for `changed` only. */
	readonly beneficiaries: readonly string[];
	readonly failed: readonly FailedRecord[];
	/** Where the next page begins; undefined = everything is read. */
	readonly next?: { readonly file: number; readonly offset: number };
}

/**
 * The files of an export that a read goes through. A changed policy does not change the patient, so a
 * read of changes goes through the Coverages too.
 */
export function filesToRead(
	{ files }: ExportManifest,
	read: PatientPageRequest['read'],
): ExportManifest['files'] {
	const ofType = (wanted: string) => files.filter(({ type }) => type === wanted);
	return read === 'all' ? ofType('Patient') : [...ofType('Patient'), ...ofType('Coverage')];
}

/**
 * Takes up to `size` records out of the files from a place on, line by line (sheet 5). A line of
 * another type is passed over; a record that cannot be read is told as failed; a line that is no JSON
 * breaks the page off, since the rest of the file is then not to be trusted. Throws SafeError.
 *
 * @returns `gone` when the files have expired
 */
export async function readFiles(
	transport: FhirTransport,
	files: ExportManifest['files'],
	start: { readonly file: number; readonly offset: number },
	size: number,
): Promise<FilePage | 'gone'> {
	const patients: FhirPatient[] = [];
	const beneficiaries = new Set<string>();
	const failed: FailedRecord[] = [];
	const taken = () => patients.length + beneficiaries.size + failed.length;
	let { file, offset } = start;
	while (file < files.length) {
		const lines = await transport.lines(files[file].url, offset);
		if (lines === 'gone') return 'gone';
		for await (const { text, end } of lines) {
			const resource = parseLine(text, transport);
			if (resource.resourceType === 'Patient') {
				keep(resource, failed, (value) =>
					patients.push(parseWire(fhirPatientSchema, value, factsOf(transport))),
				);
			} else if (resource.resourceType === 'Coverage' && files[file].type === 'Coverage') {
				keep(resource, failed, (value) => {
					const id = beneficiaryId(parseWire(fhirCoverageSchema, value, factsOf(transport)));
					if (id !== undefined) beneficiaries.add(id);
				});
			}
			offset = end;
			if (taken() >= size) {
				return { patients, beneficiaries: [...beneficiaries], failed, next: { file, offset } };
			}
		}
		file += 1;
		offset = 0;
	}
	return { patients, beneficiaries: [...beneficiaries], failed };
}

/** Which answer errors about a file speak of. */
export function factsOf({ access }: FhirTransport) {
	return { system: access.system, operation: 'export file' } as const;
}

/** A line of NDJSON as a resource. Throws SafeError `wireShape`. */
export function parseLine(
	text: string,
	transport: FhirTransport,
): Readonly<Record<string, unknown>> {
	const parsed = safely(() => JSON.parse(text) as unknown);
	if (parsed.ok && typeof parsed.value === 'object' && parsed.value !== null) {
		return parsed.value as Record<string, unknown>;
	}
	throw new SafeError({
		...factsOf(transport),
		kind: 'wireShape',
		message: 'A file of the export broke off, or is not readable.',
		nextStep: 'Run it again. If it stays, report the operation and this code.',
		vendorCode: 'LineBroken',
	});
}

/** One bad record does not stop the page. */
function keep(
	resource: { id?: unknown },
	failed: FailedRecord[],
	take: (value: object) => void,
): void {
	const outcome = safely(() => take(resource));
	if (outcome.ok) return;
	if (!(outcome.error instanceof SafeError)) throw outcome.error;
	const id = typeof resource.id === 'string' ? resource.id : '';
	failed.push({ id: id.slice(0, 64), error: outcome.error });
}
