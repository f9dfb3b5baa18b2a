import type { FakeSystems } from '../../support/fakeSystems';
import { operationOf, soapAnswer, startFakes } from '../../support/fakeSystems';
import { runNode } from '../../support/nodes';

/**
 * A move of a visit that is off its time in Tebra: done with, or still to be given another (statuses of
 * sheet 4.5). All of it is synthetic.
 */

const json = { 'Content-Type': 'application/json' };

let fakes: FakeSystems | undefined;

afterEach(async () => {
	await fakes?.close();
	fakes = undefined;
});

/** Moves visit 71 to 3 June 2027, 9:00 in Chicago, in a Tebra that shows it with this status. */
async function move(status: string) {
	const sent: string[] = [];
	let now = `<AppointmentStatus>${status}</AppointmentStatus><StartTime>2027-06-01T14:00:00Z</StartTime><EndTime>2027-06-01T14:20:00Z</EndTime>`;
	fakes = await startFakes(
		(request) => {
			const operation = operationOf(request);
			sent.push(operation);
			if (operation === 'UpdateAppointment') {
				now =
					'<AppointmentStatus>Scheduled</AppointmentStatus><StartTime>2027-06-03T14:00:00Z</StartTime><EndTime>2027-06-03T14:20:00Z</EndTime>';
			}
			const visit = `<Appointment><AppointmentId>71</AppointmentId><AppointmentType>P</AppointmentType><PatientSummary><PatientId>5</PatientId></PatientSummary><PracticeId>1</PracticeId><ProviderId>2</ProviderId>${now}</Appointment>`;
			return soapAnswer(operation, operation === 'GetAppointment' ? visit : '');
		},
		{ 5: { customerId: 'cus_5', version: 1, syncState: 'included' } },
		({ url }) =>
			url.endsWith('/audit-events/bulk')
				? { status: 200, headers: json, body: '{"data":[{"index":0,"result":"created"}]}' }
				: undefined,
	);
	const result = await runNode({
		nodeType: 'tebra',
		parameters: {
			...{ resource: 'appointment', operation: 'reschedule', appointmentId: '71' },
			...{ patientId: '5', reference: 'HS-M1', startsAt: '2027-06-03T09:00:00' },
			durationMinutes: 20,
		},
		baseUrls: fakes.baseUrls,
	});
	return { sent, ...result };
}

test('a visit that staff rescheduled is left alone, since the one that they made for it stands', async () => {
	const { sent, error } = await move('Rescheduled');
	expect(error?.context?.failure).toMatchObject({
		kind: 'conflict',
		message: 'The appointment was moved to another time before. Nothing was booked.',
	});
	expect(sent).not.toContain('UpdateAppointment');
});

test('a visit that needs to be rescheduled is moved', async () => {
	const { sent, json, error } = await move('NeedsReschedule');
	expect(error).toBeUndefined();
	expect(json()).toMatchObject([{ outcome: 'rescheduled', appointmentId: '71' }]);
	expect(sent).toContain('UpdateAppointment');
});
