import { fhirPatientSchema } from '../../lib/fhir/patient';
import { SafeError } from '../../lib/privacy/errors';
import { parseWire } from '../common/parseWire';
import type { ExportManifest } from './exportJob';
import { awaitExport, sinceEver, startExport } from './exportJob';
import { parseLine } from './exportPages';
import { patientPractice } from './practice';
import type { FhirTransport } from './transport';

/** No more of a patient is looked at than whose the record is. */
const listedSchema = fhirPatientSchema.pick({ id: true, managingOrganization: true });
/** Ids handed on at once. */
const listLength = 1000;
/** Longest time that an export is waited for; seconds. */
const patienceSeconds = 60 * 60;

/**
 * Ids of all patients of the practice, out of an export of patients alone (sheet 5). Patients of other
 * practices of the tenant are left out. Throws SafeError when the export is not whole.
 */
export async function* listPatientIds(transport: FhirTransport): AsyncGenerator<string[]> {
	const { access } = transport;
	const job = await startExport(transport, sinceEver, ['Patient']);
	const manifest = await awaitExport(transport, job, patienceSeconds);
	if (manifest === undefined || manifest === 'gone' || manifest.isPartial) {
		throw notWhole(transport);
	}
	let ids: string[] = [];
	for await (const id of idsOf(transport, manifest)) {
		ids.push(id);
		if (ids.length < listLength) continue;
		yield ids;
		ids = [];
	}
	if (ids.length > 0) yield ids;
	await transport.remove('export cancel', new URL(job, access.base).href);
}

async function* idsOf(transport: FhirTransport, manifest: ExportManifest): AsyncGenerator<string> {
	const { access } = transport;
	for (const { url } of manifest.files.filter(({ type }) => type === 'Patient')) {
		const lines = await transport.lines(url, 0);
		if (lines === 'gone') throw notWhole(transport);
		for await (const { text } of lines) {
			const resource = parseLine(text, transport);
			if (resource.resourceType !== 'Patient') continue;
			const wire = parseWire(listedSchema, resource, {
				system: access.system,
				operation: 'export file',
			});
			if (patientPractice(wire, access) === access.scope.practiceId) yield wire.id;
		}
	}
}

function notWhole({ access }: FhirTransport): SafeError {
	return new SafeError({
		kind: 'unavailable',
		message: 'Greenway did not finish the export of all patients, or tells that a part is missing.',
		nextStep: 'Run it again later, best at night.',
		system: access.system,
		operation: 'export',
		vendorCode: 'ExportIncomplete',
	});
}
