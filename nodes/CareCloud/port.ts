import type { PmSystem } from '../../lib/canonical/externalId';
import { SafeError } from '../../lib/privacy/errors';
import type { FhirClient } from '../common/fhir/client';
import { needsCredential } from '../common/fhir/refusal';
import { findSecond } from '../common/fhir/second';
import type { PracticeScope, PracticeSystem } from '../common/practice/port';
import type { NodeContext } from '../common/transport/send';
import { decryptOnce } from '../common/transport/send';
import { fetchAppointment, readAppointments } from './appointments';
import { findBooked } from './booked';
import { book } from './booking';
import { cancel, reschedule } from './cancelling';
import { careCloudCredentialType, readCareCloudCredential } from './credential';
import { listLocations, listProviders } from './directory';
import { listEncounters } from './encounters';
import { setExternalId } from './externalIds';
import { careCloudFhir, fhirSettingsOf, openCareCloudFhir } from './fhir';
import { checkGrant, guardByGrant, readGrant } from './grant';
import { listCharges, listPayments, readBalance } from './ledger';
import { createPatient, findCreated } from './patientCreate';
import { readPage } from './patientPages';
import type { CareCloudReader } from './patients';
import { fetchPatient } from './patients';
import { planUpdate, readImage } from './patientUpdate';
import { createColumns } from './resources';
import { searchPatients } from './search';
import { listSlots, listTypes } from './slots';
import type { CareCloudTransport } from './transport';
import { createCareCloudTransport } from './transport';

/** This vendor's word in external ids and profiles. */
export const careCloudSystem: PmSystem = 'carecloud';

/** Opens the port for the node's CareCloud credential. Throws SafeError `configuration`. */
export async function openCareCloud(context: NodeContext, itemIndex = 0): Promise<PracticeSystem> {
	const { data } = await decryptOnce(context, careCloudCredentialType, itemIndex);
	const access = readCareCloudCredential(data);
	return createCareCloudPort(
		access.scope,
		createCareCloudTransport(context, access),
		() => new Date(),
		await openCareCloudFhir(context, itemIndex, access),
	);
}

/**
 * The practice system port over a transport (sheet 4); `now` is the clock of the read. Before the
 * first call of a run the grant is held against the credential. `fhir` is the second interface where
 * the node has a credential for it. Its functions throw SafeError.
 */
export function createCareCloudPort(
	scope: PracticeScope,
	transport: CareCloudTransport,
	now: () => Date,
	fhir?: FhirClient,
): PracticeSystem {
	const reader: CareCloudReader = { scope, transport: guardByGrant(transport, scope), now };
	const columns = createColumns(reader);
	return {
		scope,
		calls: () => transport.calls() + (fhir?.calls() ?? 0),
		connection: {
			async test() {
				const grant = await readGrant(transport);
				checkGrant(grant, scope);
				return { ok: true, practices: [grant.practice] };
			},
		},
		patients: {
			get: async (id) => await fetchPatient(reader, id),
			page: async (request) => await readPage(reader, request),
			ids: listNobody,
			search: async (query, limit) => await searchPatients(reader, query, limit),
			async second(patient) {
				if (fhir === undefined) throw needsCredential(careCloudFhir);
				return await findSecond(fhir, scope, fhirSettingsOf(scope), patient);
			},
			image: async (id) => await readImage(reader, id),
			planUpdate: async (image, changes) =>
				await Promise.resolve(planUpdate(reader, image, changes)),
			findCreated: async (patient) => await findCreated(reader, patient),
			create: async (patient) => await createPatient(reader, patient),
		},
		practices: {
			list: async () => [(await readGrant(transport)).practice],
		},
		providers: { list: async () => await listProviders(reader) },
		locations: { list: async () => await listLocations(reader) },
		externalIds: {
			set: async (patientId, value) => await setExternalId(reader, patientId, value),
		},
		appointments: {
			page: async (request) => await readAppointments(reader, request),
			get: async (id) => await fetchAppointment(reader, id),
			findBooked: async (booking) => await findBooked(reader, booking),
			book: async (booking) => await book(reader, columns, booking),
			cancel: async (id, reason, reference) => await cancel(reader, id, reason, reference),
			reschedule: async (id, booking) => await reschedule(reader, columns, id, booking),
		},
		schedule: {
			types: async () => await listTypes(reader),
			slots: async (query) => await listSlots(reader, columns, query),
		},
		encounters: {
			ofPatient: async (patientId, window, fhirId) =>
				await listEncounters(fhir, scope, patientId, window, fhirId),
		},
		ledger: {
			charges: async (window, patientId) => await listCharges(reader, window, patientId),
			payments: async (window, patientId) => await listPayments(reader, window, patientId),
			balance: async (patientId) => await readBalance(reader, patientId),
		},
	};
}

/** CareCloud lists no patients (sheet 8), and a list that is known to be short proves nobody gone. */
function listNobody(): AsyncIterable<readonly string[]> {
	throw new SafeError({
		kind: 'unsupported',
		message: 'CareCloud has no list of all patients.',
		nextStep: 'Read patients one by one: a patient who is gone is then not found.',
		system: 'carecloud',
	});
}
