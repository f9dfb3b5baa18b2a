import type { FhirClient } from '../common/fhir/client';
import { needsCredential } from '../common/fhir/refusal';
import { findSecond } from '../common/fhir/second';
import type { PracticeSystem } from '../common/practice/port';
import type { NodeContext } from '../common/transport/send';
import { decryptOnce } from '../common/transport/send';
import { readAppointment, readAppointmentPage } from './appointments';
import { findBooked } from './booked';
import { bookAppointment, cancelAppointment, rescheduleAppointment } from './booking';
import type { NextGenAccess } from './credential';
import { nextGenCredentialType, readNextGenCredential } from './credential';
import {
	listAppointmentTypes,
	listLocations,
	listPractices,
	listProviders,
	testConnection,
} from './directory';
import { lastEligibility } from './eligibility';
import { listEncounters } from './encounters';
import { createExternalSystems, setExternalId } from './externalIds';
import { fhirSettingsOf, nextGenFhir, openNextGenFhir } from './fhir';
import { readImage } from './image';
import { readBalance, readCharges } from './ledger';
import { listMerges } from './merges';
import { listEncountersWithOrders } from './orders';
import { createPerson, findCreated } from './patientCreate';
import { listPatientIds, readPage } from './patients';
import { planUpdate } from './patientUpdate';
import { fetchPerson } from './persons';
import type { Reader } from './read';
import { requireGuid } from './read';
import { listSlots } from './schedule';
import { searchPatients } from './search';
import { addDocument, leaveNotice } from './staff';
import type { NextGenTransport } from './transport';
import { createNextGenTransport } from './transport';

export { nextGenSystem } from './credential';

/** Opens the port for the node's NextGen credential. Throws SafeError `configuration`. */
export async function openNextGen(context: NodeContext, itemIndex = 0): Promise<PracticeSystem> {
	const { data } = await decryptOnce(context, nextGenCredentialType, itemIndex);
	const access = readNextGenCredential(data);
	const fhir = await openNextGenFhir(context, itemIndex, access);
	const transport = createNextGenTransport(context, access);
	return createNextGenPort(access, transport, () => new Date(), fhir);
}

/**
 * The practice system port over a transport (sheet 4); `now` is the clock of the read, `fhir` the
 * second interface where the node has a credential for it. Its functions throw SafeError.
 */
export function createNextGenPort(
	access: NextGenAccess,
	transport: NextGenTransport,
	now: () => Date,
	fhir?: FhirClient,
): PracticeSystem {
	const { scope, settings, concurrency } = access;
	const reader: Reader = { scope, settings, transport, concurrency, now };
	const externalSystems = createExternalSystems(reader);
	return {
		scope,
		calls: () => transport.calls() + (fhir?.calls() ?? 0),
		connection: { test: async () => await testConnection(reader) },
		patients: {
			get: async (id) => await fetchPerson(reader, { id: requireGuid(id, 'patientId') }),
			page: async (request) => await readPage(reader, request),
			ids: () => listPatientIds(reader),
			search: async (query, limit) =>
				await searchPatients(reader, query, limit, externalSystems.find),
			merges: async (since) => await listMerges(reader, since),
			async second(patient) {
				if (fhir === undefined) throw needsCredential(nextGenFhir);
				return await findSecond(fhir, scope, fhirSettingsOf(access), patient);
			},
			image: async (id) => await readImage(reader, requireGuid(id, 'patientId')),
			planUpdate: async (image, changes) => planUpdate(reader, image, changes),
			findCreated: async (patient) => await findCreated(reader, patient),
			create: async (patient) => await createPerson(reader, patient),
		},
		practices: { list: async () => await listPractices(reader) },
		providers: { list: async () => await listProviders(reader) },
		locations: { list: async () => await listLocations(reader) },
		externalIds: {
			set: async (patientId, value) =>
				await setExternalId(reader, externalSystems, patientId, value),
		},
		appointments: {
			finishesMoves: true,
			page: async (request) => await readAppointmentPage(reader, request),
			get: async (id) => await readAppointment(reader, requireGuid(id, 'appointmentId')),
			findBooked: async (booking) => await findBooked(reader, booking),
			book: async (booking) => await bookAppointment(reader, booking),
			cancel: async (id, reason) =>
				await cancelAppointment(reader, requireGuid(id, 'appointmentId'), reason),
			reschedule: async (id, booking) =>
				await rescheduleAppointment(reader, requireGuid(id, 'appointmentId'), booking),
		},
		schedule: {
			types: async () => await listAppointmentTypes(reader),
			slots: async (query) => await listSlots(reader, query),
		},
		encounters: {
			async ofPatient(patientId, window, fhirId) {
				const id = requireGuid(patientId, 'patientId');
				if (fhir === undefined || fhirId === undefined) {
					return await listEncounters(reader, id, window);
				}
				return await listEncountersWithOrders(reader, fhir, id, window, fhirId);
			},
		},
		ledger: {
			charges: async (window, patientId) => await readCharges(reader, window, patientId),
			balance: async (patientId) => await readBalance(reader, requireGuid(patientId, 'patientId')),
		},
		eligibility: {
			last: async (patientId) => await lastEligibility(reader, requireGuid(patientId, 'patientId')),
		},
		staff: {
			notice: async (notice) => await leaveNotice(reader, notice),
			document: async (document) => await addDocument(reader, document),
		},
	};
}
