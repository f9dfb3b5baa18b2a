import { SafeError } from '../../lib/privacy/errors';
import type { PracticeSystem } from '../common/practice/port';
import type { NodeContext } from '../common/transport/send';
import { decryptOnce } from '../common/transport/send';
import { testConnection } from './connection';
import { fhirCredentialType, readFhirCredential } from './credential';
import { listLocations, listPractices, listProviders } from './directory';
import { readEncounters } from './encounters';
import { intergyParts } from './intergy/port';
import { listPatientIds } from './patientIds';
import type { PatientReader } from './patients';
import { readPage, readPatient } from './patients';
import { primeSuiteParts } from './primeSuite/port';
import type { ProductParts } from './productParts';
import { systemOf } from './products';
import { searchPatients } from './search';
import type { FhirTransport } from './transport';
import { createFhirTransport } from './transport';

/**
 * Opens the port for the node's product and credentials: FHIR for both, and the product's own GAPI
 * when an operation needs it. Throws SafeError `configuration`.
 */
export async function openGreenway(context: NodeContext, itemIndex = 0): Promise<PracticeSystem> {
	const product = context.getNodeParameter('product', itemIndex as never);
	const system = systemOf(product);
	const { data, decrypted } = await decryptOnce(context, fhirCredentialType, itemIndex);
	const access = readFhirCredential(data, system);
	const transport = createFhirTransport(context, access, decrypted, itemIndex);
	const reader: PatientReader = { transport, now: () => new Date() };
	const parts =
		access.system === 'greenway_intergy'
			? intergyParts(context, itemIndex, reader)
			: primeSuiteParts(context, itemIndex, reader);
	return createGreenwayPort(reader, parts);
}

function createGreenwayPort(reader: PatientReader, parts: ProductParts): PracticeSystem {
	const { transport } = reader;
	const { scope } = transport.access;
	const { second, calls, ...gapi } = parts;
	return {
		scope,
		calls: () => transport.calls() + calls(),
		connection: { test: async () => await testConnection(transport) },
		patients: {
			async get(id) {
				requireId(id, transport);
				return await readPatient(reader, id);
			},
			page: async (request) => await readPage(reader, request),
			ids: () => listPatientIds(transport),
			search: async (query, limit) => await searchPatients(reader, query, limit),
			second,
		},
		practices: { list: async () => await listPractices(transport) },
		providers: { list: async () => await listProviders(transport) },
		locations: { list: async () => await listLocations(transport) },
		encounters: {
			async ofPatient(patientId, window, fhirId) {
				requireId(fhirId ?? patientId, transport);
				return await readEncounters(transport, patientId, window, fhirId);
			},
		},
		...gapi,
	};
}

function requireId(id: string, { access }: FhirTransport): void {
	if (/^[A-Za-z0-9.-]{1,64}$/.test(id)) return;
	throw new SafeError({
		kind: 'validation',
		message: 'A patient ID of Greenway is a FHIR ID of letters, digits, dots and hyphens.',
		nextStep: 'Take the ID from a patient item of this node.',
		system: access.system,
		fields: ['patientId'],
	});
}
