import type { SeenRequest } from '../support/localServer';
import type { FakeSystems } from '../support/fakeSystems';
import { operationOf, patientXml, soapAnswer, startFakes } from '../support/fakeSystems';
import { runNode } from '../support/nodes';
import { access } from './tebra.members';
import { requestsOf as caught, sentBy } from './tebra.wire';

/** A Tebra of one practice, and the requests that reach it; set up and closed for each test. */

let fakes: FakeSystems;

beforeEach(async () => {
	fakes = await startFakes(answer);
});

afterEach(async () => {
	await fakes.close();
});

/** Starts other systems in place of those of the test. */
export async function restart(...others: Parameters<typeof startFakes>): Promise<void> {
	await fakes.close();
	fakes = await startFakes(...others);
}

/** Where Tebra and HealthSail answer. */
export const baseUrls = () => fakes.baseUrls;

/** A Tebra of one practice with patients 501 and 502, and no registered vendor yet. */
export function answer(request: SeenRequest) {
	const operation = operationOf(request);
	const patient = (id: string) =>
		`<Patient>${patientXml(id, { PracticeName: 'Oak &amp; Elm', LastName: 'Rivera', FirstName: 'Ana', DOB: '1980-12-31' })}</Patient>`;
	switch (operation) {
		case 'GetCustomerIdFromKey':
			return soapAnswer(
				operation,
				'<CustomerId>7</CustomerId><IsAuthorized>true</IsAuthorized>',
				'',
			);
		case 'GetPractices':
			return soapAnswer(
				operation,
				'<Practices><PracticeData><ID>1</ID><PracticeName>Oak &amp; Elm</PracticeName></PracticeData></Practices>',
			);
		case 'GetPatients':
			return soapAnswer(operation, '<Patients><PatientData><ID>501</ID></PatientData></Patients>');
		case 'GetAllPatients':
			return soapAnswer(
				operation,
				'<Patients><PatientBatchData><ID>501</ID></PatientBatchData></Patients><Key><nextStartKey>501</nextStartKey></Key>',
			);
		case 'GetPatient':
			return soapAnswer(operation, patient('501'));
		case 'RegisterExternalVendor':
			return soapAnswer(
				operation,
				'<ExternalVendor><ExternalVendorID>4</ExternalVendorID></ExternalVendor>',
			);
		default:
			return soapAnswer(operation, '');
	}
}

/** A profile that names the fields it wants. */
export const explicit = { version: 1, tebra: { fieldsMode: 'explicit' } };

/** Runs an operation, which has to pass. */
export async function send(
	parameters: Record<string, string | number | boolean>,
	profile: object = {},
): Promise<void> {
	const { error } = await runNode({
		nodeType: 'tebra',
		parameters,
		baseUrls: fakes.baseUrls,
		credentials: { tebraSoapApi: { ...access, practiceProfile: JSON.stringify(profile) } },
	});
	expect(error).toBeUndefined();
}

/** The requests of an operation that were caught. */
export const requestsOf = (operation: string) => caught(fakes, operation);
/** The members that were sent to an operation, in their order. */
export const sent = (operation: string, number = 0) => sentBy(fakes, operation, number);
