import type { FhirCoverage } from '../../lib/fhir/coverage';
import { beneficiaryId, fhirCoverageSchema } from '../../lib/fhir/coverage';
import { referenceSchema } from '../../lib/fhir/parts';
import { mapBounded } from '../common/mapBounded';
import { safely } from '../common/outcome';
import { parseWire } from '../common/parseWire';
import type { ExportManifest } from './exportJob';
import { factsOf, parseLine } from './exportPages';
import type { FhirTransport } from './transport';

/** Insurance of some patients, as the files of an export tell it. */
export interface ExportedCoverages {
	readonly of: ReadonlyMap<string, readonly FhirCoverage[]>;
	/** Patients of whom a Coverage cannot be read, with the error. */
	readonly unreadable: ReadonlyMap<string, unknown>;
}

/**
 * The Coverages of some patients out of an export's files: one pass over them instead of a call per
 * patient (sheet 5). Throws SafeError when a file breaks off.
 *
 * @returns undefined when the export holds no such file or not all of them, or when a Coverage does
 *   not tell whose it is: then nothing is known, and nobody is told to have none
 */
export async function coveragesOf(
	transport: FhirTransport,
	manifest: ExportManifest,
	ids: ReadonlySet<string>,
): Promise<ExportedCoverages | 'gone' | undefined> {
	const files = manifest.files.filter(({ type }) => type === 'Coverage');
	if (files.length === 0 || manifest.isPartial) return undefined;
	const of = new Map([...ids].map((id) => [id, [] as FhirCoverage[]]));
	const unreadable = new Map<string, unknown>();
	const { concurrency } = transport.access.settings.fhir;
	const found = await mapBounded(
		files,
		concurrency,
		async ({ url }) => await linesFor(transport, url, ids),
	);
	for (const lines of found) {
		if (lines === 'gone') return 'gone';
		if (lines === undefined) return undefined;
		for (const { id, resource } of lines) {
			const read = safely(() => parseWire(fhirCoverageSchema, resource, factsOf(transport)));
			if (read.ok) of.get(id)?.push(read.value);
			else unreadable.set(id, read.error);
		}
	}
	return { of, unreadable };
}

interface OwnLine {
	readonly id: string;
	readonly resource: object;
}

/** Lines of one file that are about these patients; the others are not looked at any further. */
async function linesFor(
	transport: FhirTransport,
	url: string,
	ids: ReadonlySet<string>,
): Promise<OwnLine[] | 'gone' | undefined> {
	const lines = await transport.lines(url, 0);
	if (lines === 'gone') return 'gone';
	const own: OwnLine[] = [];
	for await (const { text } of lines) {
		const resource = parseLine(text, transport);
		if (resource.resourceType !== 'Coverage') continue;
		const id = ownerOf(resource);
		if (id === undefined) return undefined;
		if (ids.has(id)) own.push({ id, resource });
	}
	return own;
}

function ownerOf(resource: Readonly<Record<string, unknown>>): string | undefined {
	const beneficiary = referenceSchema.safeParse(resource.beneficiary);
	return beneficiary.success ? beneficiaryId({ beneficiary: beneficiary.data }) : undefined;
}
