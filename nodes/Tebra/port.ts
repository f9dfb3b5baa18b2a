import type { PmSystem } from '../../lib/canonical/externalId';
import { textMembers } from '../../lib/values/xml';
import { SafeError } from '../../lib/privacy/errors';
import { parseWire } from '../common/parseWire';
import type { PracticeScope, PracticeSystem } from '../common/practice/port';
import type { NodeContext } from '../common/transport/send';
import { decryptOnce } from '../common/transport/send';
import { checkCustomer, checkPractice, readPractices } from './connection';
import { readTebraCredential, tebraCredentialType } from './credential';
import { createExternalVendors, setExternalId } from './externalIds';
import { rowsOf } from './faults';
import { listFields } from './fields';
import { toLocation, toProvider } from './mapping/directory';
import { listPatientIds } from './patientIds';
import type { PatientReader } from './patients';
import { fetchPatient, readPage } from './patients';
import { searchPatients } from './search';
import type { TebraTransport } from './transport';
import { createTebraTransport } from './transport';
import { locationSchema, providerSchema } from './wire/directory';

/** This vendor's word in external ids and profiles. */
export const tebraSystem: PmSystem = 'tebra';

/** Opens the port for the node's Tebra credential. Throws SafeError `configuration`. */
export async function openTebra(context: NodeContext, itemIndex = 0): Promise<PracticeSystem> {
	const { data, decrypted } = await decryptOnce(context, tebraCredentialType, itemIndex);
	const access = readTebraCredential(data);
	const transport = createTebraTransport(context, access, decrypted);
	return createTebraPort(access.scope, transport, () => new Date());
}

/**
 * The practice system port over a transport (sheet 4); `now` is the clock of the read. Its functions
 * throw SafeError.
 */
export function createTebraPort(
	scope: PracticeScope,
	transport: TebraTransport,
	now: () => Date,
): PracticeSystem {
	const reader: PatientReader = { scope, transport, now };
	const vendors = createExternalVendors(reader);

	async function listPractices() {
		const { result, facts } = await transport.call('GetPractices', {
			Fields: listFields(scope, 'GetPractices'),
			Filter: {},
		});
		return readPractices(result, facts);
	}

	return {
		scope,
		calls: () => transport.calls(),
		connection: {
			async test() {
				const { result, facts } = await transport.call('GetCustomerIdFromKey', {});
				checkCustomer(result, facts);
				return checkPractice(await listPractices(), scope);
			},
		},
		patients: {
			async get(id) {
				requireId(id, 'patientId');
				return await fetchPatient(reader, { PatientID: id });
			},
			async page(request) {
				return await readPage(reader, request);
			},
			ids: () => listPatientIds(reader),
			async search(query, limit) {
				return await searchPatients(reader, query, limit, vendors.find);
			},
		},
		practices: { list: listPractices },
		providers: {
			async list() {
				const { result, facts } = await transport.call('GetProviders', {
					Fields: listFields(scope, 'GetProviders'),
					Filter: { PracticeID: scope.practiceId, PracticeName: scope.practiceName },
				});
				return rowsOf(result, 'ProviderData')
					.map((row) => parseWire(providerSchema, textMembers(row), facts))
					.filter((row) => isOwn(row.PracticeID, scope))
					.map((row) => toProvider(row, scope));
			},
		},
		locations: {
			async list() {
				const { result, facts } = await transport.call('GetServiceLocations', {
					Fields: listFields(scope, 'GetServiceLocations'),
					Filter: { PracticeID: scope.practiceId, PracticeName: scope.practiceName },
				});
				return rowsOf(result, 'ServiceLocationData')
					.map((row) => parseWire(locationSchema, textMembers(row), facts))
					.filter((row) => isOwn(row.PracticeID, scope))
					.map((row) => toLocation(row, scope));
			},
		},
		externalIds: {
			async set(patientId, value) {
				requireId(patientId, 'patientId');
				return await setExternalId(reader, vendors, patientId, value);
			},
		},
	};
}

/** Rows of another practice of the account are left out; a row that does not tell is kept. */
function isOwn(practiceId: string | null | undefined, scope: PracticeScope): boolean {
	return practiceId === null || practiceId === undefined || practiceId === scope.practiceId;
}

function requireId(id: string, field: string): void {
	if (/^\d{1,18}$/.test(id)) return;
	throw new SafeError({
		kind: 'validation',
		message: 'A patient ID of Tebra is a whole number.',
		nextStep: 'Take the ID from a patient item of this node, or from the patient’s page in Tebra.',
		system: 'tebra',
		fields: [field],
	});
}
