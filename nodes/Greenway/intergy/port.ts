import type { NodeContext } from '../../common/transport/send';
import { openGapi } from '../gapiCredential';
import type { GapiTransport } from '../gapiTransport';
import type { PatientReader } from '../patients';
import type { ProductParts } from '../productParts';
import { ownPatient } from '../ownPatient';
import { intergyNeeds } from './login';
import { createTask } from './notices';
import { findIntergyPatients } from './patients';
import type { IntergySession } from './session';
import { createIntergySession } from './session';

/** Name of the optional credential of Intergy's GAPI. */
export const intergyCredentialType = 'greenwayIntergyApi';

/** What Intergy's GAPI serves beside FHIR; a session is opened when first needed, and closed. */
export function intergyParts(
	context: NodeContext,
	itemIndex: number,
	reader: PatientReader,
): ProductParts {
	const { access } = reader.transport;
	const settings = access.settings.intergy;
	let opening: Promise<IntergySession> | undefined;
	let transportInUse: GapiTransport | undefined;

	async function open(): Promise<IntergySession> {
		const { transport, values } = await openGapi(
			context,
			itemIndex,
			intergyCredentialType,
			intergyNeeds,
			{
				system: 'greenway_intergy',
				// Nothing is known of a rate; the calls go one after the other anyway (sheet 3.3).
				callsPerSecond: 5,
				timeoutMs: settings.timeoutSeconds * 1000,
			},
		);
		transportInUse = transport;
		const practiceNumber = String(values.practiceNumber).trim();
		return createIntergySession(transport, practiceNumber, settings.sessionErrorCode);
	}
	const session = async () => await (opening ??= open());

	return {
		calls: () => transportInUse?.calls() ?? 0,
		async second({ patient }) {
			return await findIntergyPatients(await session(), patient, access.scope, settings);
		},
		staff: {
			async notice(notice) {
				const patient = await ownPatient(reader, notice.patientId);
				return await createTask(await session(), notice, patient, settings);
			},
		},
		async close() {
			if (opening !== undefined) await (await opening).close();
		},
	};
}
