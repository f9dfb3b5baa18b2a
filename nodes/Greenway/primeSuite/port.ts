import type { NodeContext } from '../../common/transport/send';
import { openGapi } from '../gapiCredential';
import type { GapiTransport } from '../gapiTransport';
import type { PatientReader } from '../patients';
import { ownPatient } from '../ownPatient';
import type { ProductParts } from '../productParts';
import { readAppointments, readTypes } from './appointments';
import { readCharges } from './charges';
import { lastEligibility } from './eligibility';
import { findAppointment } from './find';
import type { PatientLinks } from './link';
import { createPatientLinks } from './link';
import { primeSuiteNeeds } from './login';
import type { RowReader } from './rows';
import { importDocument, sendMessage } from './staff';

/** Name of the optional credential of Prime Suite's GAPI. */
export const primeSuiteCredentialType = 'greenwayPrimeSuiteApi';

interface Opened {
	readonly transport: GapiTransport;
	readonly rows: RowReader;
	readonly links: PatientLinks;
}

/** What Prime Suite's GAPI serves beside FHIR; opened when first needed. */
export function primeSuiteParts(
	context: NodeContext,
	itemIndex: number,
	reader: PatientReader,
): ProductParts {
	const { access } = reader.transport;
	const { scope } = access;
	const settings = access.settings.primeSuite;
	let opening: Promise<Opened> | undefined;
	let transportInUse: GapiTransport | undefined;

	async function open(): Promise<Opened> {
		const { transport } = await openGapi(
			context,
			itemIndex,
			primeSuiteCredentialType,
			primeSuiteNeeds,
			{
				system: 'greenway_prime_suite',
				callsPerSecond: settings.callsPerSecond,
				timeoutMs: settings.timeoutSeconds * 1000,
			},
		);
		transportInUse = transport;
		const links = createPatientLinks(reader.transport, transport, scope, settings);
		return { transport, links, rows: { transport, scope, settings } };
	}
	const opened = async () => await (opening ??= open());

	/** The patient's number in the GAPI; a patient of another practice has none here. */
	async function gapiNumber(patientId: string): Promise<number> {
		const patient = await ownPatient(reader, patientId);
		return await (await opened()).links.toGapi(patient);
	}

	return {
		calls: () => transportInUse?.calls() ?? 0,
		async second({ patient }) {
			const record = await (await opened()).links.find(patient);
			return record ? [record] : [];
		},
		appointments: {
			untimed: true,
			async page(request) {
				const { rows, links } = await opened();
				return await readAppointments(rows, links, request, reader.now());
			},
			async get(id) {
				const { rows, links } = await opened();
				return await findAppointment(rows, links, id, reader.now());
			},
		},
		schedule: {
			types: async () => await readTypes((await opened()).rows, reader.now()),
		},
		ledger: {
			async charges(window, patientId) {
				const { rows, links } = await opened();
				return await readCharges(rows, links, window, patientId);
			},
		},
		eligibility: {
			async last(patientId) {
				const { rows } = await opened();
				const number = await gapiNumber(patientId);
				return await lastEligibility(rows, patientId, number, reader.now());
			},
		},
		staff: {
			async notice(notice) {
				const { transport } = await opened();
				const number = await gapiNumber(notice.patientId);
				return await sendMessage(transport, notice, number, settings);
			},
			async document(document) {
				const { transport } = await opened();
				const number = await gapiNumber(document.patientId);
				return await importDocument(transport, document, number, settings);
			},
		},
	};
}
