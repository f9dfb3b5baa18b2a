import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { PmSystem } from '../../lib/canonical/externalId';
import type { Practice } from '../../lib/canonical/practice';
import { SafeError } from '../../lib/privacy/errors';
import type { PracticeSystem } from '../common/practice/port';
import type { AppointmentBooking } from '../common/practice/records';
import type { NodeContext } from '../common/transport/send';
import { decryptOnce } from '../common/transport/send';
import { fetchAppointment, readAppointmentPage } from './appointments';
import { findBooked } from './booked';
import { book, cancel, reschedule } from './booking';
import { advancedMdCredentialType, readAdvancedMdCredential } from './credential';
import { fetchPatient } from './demographic';
import { uploadDocument } from './documents';
import { readLastResults, requestEligibility } from './eligibility';
import { readEncounters, requireWindow } from './encounters';
import { listIds } from './everybody';
import { readImage } from './image';
import { readBalance } from './ledger';
import { searchPatients } from './lookup';
import { writeNotice } from './notices';
import { createPatient } from './patientCreate';
import { readPage } from './patients';
import { planUpdate } from './patientUpdate';
import type { AdvancedMdReader } from './reader';
import { createSetup, listLocations, listProviders, listTypes } from './schedule';
import { listSlots } from './slots';
import { createTransport } from './transport';

/** This vendor's word in external ids and profiles. */
export const advancedMdSystem: PmSystem = 'advancedmd';

/** Opens the port for the node's AdvancedMD credential. Throws SafeError `configuration`. */
export async function openAdvancedMd(context: NodeContext, itemIndex = 0): Promise<PracticeSystem> {
	const { data, decrypted } = await decryptOnce(context, advancedMdCredentialType, itemIndex);
	const access = readAdvancedMdCredential(data);
	const reread = async () =>
		(
			await decryptOnce<ICredentialDataDecryptedObject>(
				context,
				advancedMdCredentialType,
				itemIndex,
			)
		).data;
	const transport = createTransport(context, access, decrypted, reread);
	const { scope, settings } = access;
	const reader: AdvancedMdReader = { scope, settings, transport, now: () => new Date() };
	return createAdvancedMdPort(reader, access.login.speed || 60);
}

/**
 * The practice system port over a transport (sheet 4). Its functions throw SafeError.
 *
 * @param haste how much faster than real the other side's clock runs, for waiting
 */
export function createAdvancedMdPort(reader: AdvancedMdReader, haste: number): PracticeSystem {
	const { scope, transport } = reader;
	const setup = createSetup(reader);

	/** The one office that the session opens (sheet 3.1). */
	async function listPractices(): Promise<Practice[]> {
		await transport.session.token();
		return [{ id: scope.practiceId, name: transport.session.officeName() ?? null }];
	}

	return {
		scope,
		calls: () => transport.calls(),
		connection: {
			async test() {
				await setup();
				return { ok: true, practices: await listPractices() };
			},
		},
		patients: {
			async get(id) {
				requireId(id, 'patientId');
				return await fetchPatient(reader, { id });
			},
			page: async (request) => await readPage(reader, request),
			ids: () => listIds(reader),
			search: async (query, limit) => await searchPatients(reader, query, limit),
			async image(id) {
				requireId(id, 'patientId');
				return await readImage(reader, id);
			},
			planUpdate: async (image, changes) => planUpdate(reader, image, changes),
			create: async (patient) => await createPatient(reader, patient),
		},
		practices: { list: listPractices },
		providers: { list: async () => await listProviders(reader, setup) },
		locations: { list: async () => await listLocations(reader, setup) },
		appointments: {
			untimed: true,
			async page(request) {
				requireWindow(request.window);
				return await readAppointmentPage(reader, setup, request);
			},
			async get(id) {
				requireId(id, 'appointmentId');
				return await fetchAppointment(reader, id);
			},
			async findBooked(booking) {
				requireBooking(booking);
				return await findBooked(reader, setup, booking);
			},
			async book(booking) {
				requireBooking(booking);
				return await book(reader, setup, booking);
			},
			async cancel(id) {
				requireId(id, 'appointmentId');
				await cancel(reader, id);
			},
			async reschedule(id, booking) {
				requireId(id, 'appointmentId');
				requireBooking(booking);
				return await reschedule(reader, setup, id, booking);
			},
		},
		schedule: {
			types: async () => await listTypes(reader),
			async slots(query) {
				requireWindow(query.window);
				return await listSlots(reader, setup, query);
			},
		},
		encounters: {
			async ofPatient(patientId, window) {
				requireId(patientId, 'patientId');
				requireWindow(window);
				return await readEncounters(reader, patientId, window);
			},
		},
		ledger: {
			async balance(patientId) {
				requireId(patientId, 'patientId');
				return await readBalance(reader, patientId);
			},
		},
		eligibility: {
			async last(patientId) {
				requireId(patientId, 'patientId');
				return await readLastResults(reader, patientId);
			},
			async request(patientId, coverageId, serviceTypeCode) {
				requireId(patientId, 'patientId');
				requireId(coverageId, 'coverageId');
				return await requestEligibility(reader, patientId, coverageId, serviceTypeCode, haste);
			},
		},
		staff: {
			async notice(notice) {
				requireId(notice.patientId, 'patientId');
				return await writeNotice(reader, notice);
			},
			async document(document) {
				requireId(document.patientId, 'patientId');
				return await uploadDocument(reader, document);
			},
		},
	};
}

function requireBooking({
	patientId,
	providerId,
	resourceId,
	locationId,
	typeId,
}: AppointmentBooking) {
	requireId(patientId, 'patientId');
	for (const [field, id] of Object.entries({ providerId, resourceId, locationId, typeId })) {
		if (id !== undefined) requireId(id, field);
	}
}

function requireId(id: string, field: string): void {
	if (/^\d{1,18}$/.test(id)) return;
	throw new SafeError({
		kind: 'validation',
		message: 'An ID of AdvancedMD is a whole number here, without the letters before it.',
		nextStep: 'Take the ID from an item of this node.',
		system: 'advancedmd',
		fields: [field],
	});
}
