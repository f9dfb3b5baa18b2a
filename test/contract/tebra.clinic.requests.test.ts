import { days, requestsTo, send, sent, systems } from './tebra.clinic.support';

/** Requests about appointments, held against the sheet's tables. */

test('appointments of some days are asked for with both dates, and never with one alone', async () => {
	await send('appointment.getMany', { ...days, patientId: '501' });
	expect(sent('GetAppointments')).toEqual([
		['Fields', ''],
		['Filter/EndDate', '2026-01-09'],
		['Filter/PatientID', '501'],
		['Filter/PracticeName', 'Oak & Elm'],
		['Filter/StartDate', '2026-01-05'],
	]);
});

test('with the times of an offset, the offset is asked for and the days are a day wider', async () => {
	await send('appointment.getMany', days, { appointmentListTimes: 'offset' });
	expect(sent('GetAppointments')).toEqual([
		['Fields', ''],
		['Filter/EndDate', '2026-01-10'],
		['Filter/PracticeName', 'Oak & Elm'],
		['Filter/StartDate', '2026-01-04'],
		['Filter/TimeZoneOffsetFromGMT', '0'],
	]);
});

test('with explicit fields the toggles of appointments stand in schema order', async () => {
	await send('appointment.getMany', days, { fieldsMode: 'explicit' });
	const names = sent('GetAppointments').flatMap(([path]) => /^Fields\/(.*)/.exec(path)?.[1] ?? []);
	expect(names.slice(0, 4)).toEqual([
		'AppointmentReason1',
		'AppointmentReasonID1',
		'ConfirmationStatus',
		'EndDate',
	]);
	expect(names.slice(10, 13)).toEqual(['ResourceID1', 'ResourceID10', 'ResourceID2']);
	expect(names).toHaveLength(33);
});

test('changed appointments are asked for by both dates of change', async () => {
	await send('appointment.getChanged', {
		...days,
		since: '2026-01-10T12:00:00Z',
		cursor: '{"from":"2090-01-10"}',
	});
	expect(systems().tebra.requests).toEqual([]);
	await send('appointment.getChanged', { ...days, since: '2090-01-10T12:00:00Z' });
	const [fields, from, practice, to, ...more] = sent('GetAppointments');
	expect([fields, practice, more]).toEqual([
		['Fields', ''],
		['Filter/PracticeName', 'Oak & Elm'],
		[],
	]);
	expect([from[0], to[0]]).toEqual(['Filter/FromLastModifiedDate', 'Filter/ToLastModifiedDate']);
	expect(from[1] < to[1]).toBe(true);
});

test('an appointment, and the reasons, are asked for by id alone', async () => {
	await send('appointment.get', { appointmentId: '88' });
	expect(sent('GetAppointment')).toEqual([['Appointment/AppointmentId', '88']]);
	await send('appointmentType.getMany', {});
	expect(sent('GetAppointmentReasons')).toEqual([['PracticeId', '1']]);
});

const visit = {
	patientId: '501',
	startsAt: '2026-12-01T15:00:00Z',
	durationMinutes: 20,
	providerId: '2',
	locationId: '1',
	typeId: '4',
	reason: 'Follow-up',
	reference: 'HS-1',
};

test('before a booking, the asked day and what was made lately are searched for the patient by both dates (sheet 4.5, 7)', async () => {
	await send('appointment.book', visit);
	expect(sent('GetAppointments')).toEqual([
		['Fields', ''],
		['Filter/EndDate', '2026-12-02'],
		['Filter/PatientID', '501'],
		['Filter/PracticeName', 'Oak & Elm'],
		['Filter/StartDate', '2026-12-01'],
	]);
	const lately = [sent('GetAppointments', 1), sent('GetAppointments', 2)];
	for (const search of lately) {
		expect(search).toEqual([
			['Fields', ''],
			['Filter/FromCreatedDate', expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/)],
			['Filter/PatientID', '501'],
			['Filter/PracticeName', 'Oak & Elm'],
			['Filter/ToCreatedDate', expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/)],
		]);
	}
	const [from, to] = [lately[0][1][1], lately[1][4][1]].map((day) => Date.parse(day));
	expect((to - from) / 86_400_000).toBe(32);
});

test('a booking is written in UTC with its tag in the notes', async () => {
	await send('appointment.book', visit);
	expect(sent('CreateAppointment')).toEqual([
		['Appointment/AppointmentName', 'Follow-up'],
		['Appointment/AppointmentReasonId', '4'],
		['Appointment/AppointmentStatus', 'Scheduled'],
		['Appointment/AppointmentType', 'P'],
		['Appointment/EndTime', '2026-12-01T15:20:00Z'],
		['Appointment/IsRecurring', 'false'],
		['Appointment/MaxAttendees', '1'],
		['Appointment/Notes', 'Follow-up [HealthSail HS-1]'],
		['Appointment/PatientSummary/PatientId', '501'],
		['Appointment/PatientSummary/PracticeId', '1'],
		['Appointment/PracticeId', '1'],
		['Appointment/ProviderId', '2'],
		['Appointment/ServiceLocationId', '1'],
		['Appointment/StartTime', '2026-12-01T15:00:00Z'],
		['Appointment/WasCreatedOnline', 'true'],
	]);
});

test('where the account wants local times, they are written without a zone', async () => {
	await send('appointment.book', visit, { appointmentWriteTimes: 'local' });
	expect(Object.fromEntries(sent('CreateAppointment'))).toMatchObject({
		'Appointment/StartTime': '2026-12-01T09:00:00',
		'Appointment/EndTime': '2026-12-01T09:20:00',
	});
});

test('an update sends back everything that was read, lists of numbers in their own namespace', async () => {
	await send('appointment.cancel', {
		appointmentId: '88',
		patientId: '501',
		reason: 'Asked',
		reference: 'HS-2',
	});
	expect(sent('UpdateAppointment')).toEqual([
		['Appointment/AppointmentId', '88'],
		['Appointment/AppointmentMode', 'Telehealth'],
		['Appointment/AppointmentName', 'Knee'],
		['Appointment/AppointmentReasonId', '4'],
		['Appointment/AppointmentStatus', 'Cancelled'],
		['Appointment/EndTime', '2026-12-01T15:20:00Z'],
		['Appointment/IsGroupAppointment', 'false'],
		['Appointment/IsRecurring', 'false'],
		['Appointment/MaxAttendees', '3'],
		['Appointment/Notes', 'Bring cards\nAsked [HealthSail HS-2]'],
		['Appointment/PatientCaseId', '31'],
		['Appointment/PatientId', '501'],
		['Appointment/ProviderId', '2'],
		['Appointment/ResourceId', '6'],
		['Appointment/ResourceIds/long', '2'],
		['Appointment/ResourceIds/long', '6'],
		['Appointment/ServiceLocationId', '1'],
		['Appointment/StartTime', '2026-12-01T15:00:00Z'],
	]);
});

test('a visit that is moved to another provider leaves the old one’s things behind', async () => {
	await send('appointment.reschedule', {
		...visit,
		appointmentId: '88',
		startsAt: '2026-12-02T15:00:00Z',
		providerId: '1',
		reference: 'HS-3',
	});
	const members = Object.fromEntries(sent('UpdateAppointment'));
	expect(members).toMatchObject({
		'Appointment/ProviderId': '1',
		'Appointment/StartTime': '2026-12-02T15:00:00Z',
		'Appointment/EndTime': '2026-12-02T15:20:00Z',
		'Appointment/PatientCaseId': '31',
	});
	expect(Object.keys(members)).not.toContain('Appointment/ResourceId');
	expect(requestsTo('UpdateAppointment')).toHaveLength(1);
});
