import type { FakeSystems } from '../../support/fakeSystems';
import { operationOf, soapAnswer, startFakes } from '../../support/fakeSystems';
import { runNode } from '../../support/nodes';

/** A booking of ours whose time Tebra tells in a form that nobody can read. All of it is synthetic. */

let fakes: FakeSystems | undefined;

afterEach(async () => {
	await fakes?.close();
	fakes = undefined;
});

test('is an error of the search, and nothing is booked', async () => {
	const row =
		'<AppointmentData><ID>71</ID><Type>P</Type><PatientID>5</PatientID><PracticeName>Oak Clinic</PracticeName><Notes>[HealthSail HS-O1]</Notes><StartDate>soon</StartDate></AppointmentData>';
	const sent: string[] = [];
	fakes = await startFakes(
		(request) => {
			const operation = operationOf(request);
			sent.push(operation);
			const isList = operation === 'GetAppointments';
			return soapAnswer(operation, isList ? `<Appointments>${row}</Appointments>` : '');
		},
		{ 5: { customerId: 'cus_5', version: 1, syncState: 'included' } },
	);
	const { error } = await runNode({
		nodeType: 'tebra',
		parameters: {
			...{ resource: 'appointment', operation: 'book', patientId: '5', reference: 'HS-O1' },
			...{ startsAt: '2027-06-03T09:00:00', durationMinutes: 20, providerId: '2' },
			...{ locationId: '1', typeId: '2' },
		},
		baseUrls: fakes.baseUrls,
	});
	expect(error?.context?.failure).toMatchObject({ kind: 'wireShape', vendorCode: 'NoTime' });
	expect(sent).not.toContain('CreateAppointment');
});
