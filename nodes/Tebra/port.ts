import type { PmSystem } from '../../lib/canonical/externalId';
import { textMembers } from '../../lib/values/xml';
import { SafeError } from '../../lib/privacy/errors';
import type { FhirClient } from '../common/fhir/client';
import { openFhir } from '../common/fhir/client';
import { readFhirEncounters } from '../common/fhir/encounters';
import { joinEncounters } from '../common/fhir/joinEncounters';
import { needsCredential } from '../common/fhir/refusal';
import { findSecond } from '../common/fhir/second';
import { parseWire } from '../common/parseWire';
import type { PracticeScope, PracticeSystem } from '../common/practice/port';
import type { NodeContext } from '../common/transport/send';
import { decryptOnce } from '../common/transport/send';
import { getAppointment, readAppointmentPage } from './appointments';
import { book, cancel, findBooked, reschedule } from './booking';
import { checkCustomer, checkPractice, readPractices } from './connection';
import { readTebraCredential, tebraCredentialType } from './credential';
import { readEncounters } from './encounters';
import { createExternalVendors, setExternalId } from './externalIds';
import { rowsOf } from './faults';
import { fhirSettingsOf, tebraFhir, tebraVisitParts } from './fhir';
import { listFields } from './fields';
import { readBalance, readCharges, readPayments } from './ledger';
import { toLocation, toProvider } from './mapping/directory';
import { listPatientIds } from './patientIds';
import { createPatient, findCreated } from './patientCreate';
import type { PatientReader } from './patients';
import { fetchPatient, readPage } from './patients';
import { planUpdate, readImage } from './patientUpdate';
import { listSlots, listTypes } from './schedule';
import { searchPatients } from './search';
import { createDocument, createNotice } from './staff';
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
	const fhir = await openFhir(context, itemIndex, tebraFhir, {
		sandboxSpeed: access.throttle.speed,
	});
	return createTebraPort(access.scope, transport, () => new Date(), fhir);
}

/**
 * The practice system port over a transport (sheet 4); `now` is the clock of the read, `fhir` the
 * second interface where the node has a credential for it. Its functions throw SafeError.
 */
export function createTebraPort(
	scope: PracticeScope,
	transport: TebraTransport,
	now: () => Date,
	fhir?: FhirClient,
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

	async function listProviders() {
		const { result, facts } = await transport.call('GetProviders', {
			Fields: listFields(scope, 'GetProviders'),
			Filter: { PracticeID: scope.practiceId, PracticeName: scope.practiceName },
		});
		return rowsOf(result, 'ProviderData')
			.map((row) => parseWire(providerSchema, textMembers(row), facts))
			.filter((row) => isOwn(row.PracticeID, scope))
			.map((row) => toProvider(row, scope));
	}

	return {
		scope,
		calls: () => transport.calls() + (fhir?.calls() ?? 0),
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
			async second(patient) {
				if (fhir === undefined) throw needsCredential(tebraFhir);
				return await findSecond(fhir, scope, fhirSettingsOf(scope), patient);
			},
			async image(id) {
				requireId(id, 'patientId');
				return await readImage(reader, id);
			},
			planUpdate: async (image, changes) =>
				await Promise.resolve(planUpdate(reader, image, changes)),
			findCreated: async (patient) => await findCreated(reader, vendors, patient),
			create: async (patient) => await createPatient(reader, vendors, patient),
		},
		practices: { list: listPractices },
		providers: { list: listProviders },
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
		appointments: {
			page: async (request) => await readAppointmentPage(reader, request),
			async get(id) {
				requireId(id, 'appointmentId');
				return await getAppointment(reader, id);
			},
			findBooked: async (booking) => await findBooked(reader, booking),
			book: async (booking) => await book(reader, booking),
			async cancel(id, reason, reference) {
				requireId(id, 'appointmentId');
				await cancel(reader, id, reason, reference);
			},
			async reschedule(id, booking) {
				requireId(id, 'appointmentId');
				return await reschedule(reader, id, booking);
			},
		},
		schedule: {
			types: async () => await listTypes(reader),
			slots: async (query) => await listSlots(reader, query, listProviders),
		},
		encounters: {
			async ofPatient(patientId, window, fhirId) {
				requireId(patientId, 'patientId');
				const ledger = await readEncounters(reader, patientId, window);
				if (fhir === undefined || fhirId === undefined) return ledger;
				const parts = tebraVisitParts;
				const read = { patientId, fhirId, window, parts };
				const chart = await readFhirEncounters(fhir, scope, fhirSettingsOf(scope), read);
				return joinEncounters(ledger, chart, scope);
			},
		},
		ledger: {
			charges: async (window, patientId) => await readCharges(reader, window, patientId),
			payments: async (window, patientId) => await readPayments(reader, window, patientId),
			async balance(patientId) {
				requireId(patientId, 'patientId');
				return await readBalance(reader, patientId);
			},
		},
		staff: {
			notice: async (notice) => await createNotice(reader, notice),
			document: async (document) => await createDocument(reader, document),
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
		message: 'An ID of Tebra is a whole number.',
		nextStep: 'Take the ID from an item of this node, or from the record’s page in Tebra.',
		system: 'tebra',
		fields: [field],
	});
}
