import { intergy, profile, sentTo, serve } from './greenway.gapi.support';

/** Every request to Intergy's service, against the sheet (3.3, 4.3), typed anew. */

/** Sheet 3.3. */
const credential = (session: string) => ({
	LicenseID: 'EX12345',
	SessionID: session,
	UserLogon: 'hs_api',
	ApplicationName: 'HealthSail Sync',
	UserMachineName: '',
});

test('an Intergy task goes through logon, practice and logoff, in this order (sheet 3.3, 4.3)', async () => {
	const fake = await serve();
	const port = await fake.open('intergy', profile({ intergy: { toUserId: 4012 } }));
	const written = await port.staff?.notice?.({
		patientId: 'pt-1',
		subject: 'Demographic change proposed',
		body: 'Mobile phone changed.',
		reference: '7Q2K1',
	});
	await port.close?.();
	expect(written).toEqual({ id: '55120', place: 'task' });
	expect(sentTo(intergy)).toEqual([
		{
			operation: 'AuthenticateUser',
			body: { UserName: 'hs_api', UserPassword: 'p"ss', Credential: credential('') },
		},
		{
			operation: 'AuthorizedPracticeListGet',
			body: { UserID: 4012, Credential: credential('session-1') },
		},
		{
			operation: 'LogonUserToPractice',
			body: { UserID: 4012, PracticeID: 3, Credential: credential('session-1') },
		},
		{
			operation: 'NotificationTaskCreate',
			body: {
				ToUserID: 4012,
				TaskType: 'CLUPT',
				Subject: '[HS-7Q2K1] Demographic change proposed',
				Body: 'Patient no. 100234 (LO)\nMobile phone changed.\nRef HS-7Q2K1',
				Credential: credential('session-1'),
			},
		},
		{
			operation: 'LogoffUser',
			body: {
				UserName: 'hs_api',
				UserPassword: 'p"ss',
				AuditTrailID: 778899,
				Credential: credential('session-1'),
			},
		},
	]);
});

test('an Intergy patient is looked up by number, then by the internal id (sheet 4.3)', async () => {
	const fake = await serve();
	const port = await fake.open('intergy');
	const source = await port.patients.get('pt-1');
	if (source === undefined) throw new Error('No patient.');
	await port.patients.second?.(source);
	await port.close?.();
	const sent = sentTo(intergy).slice(3, 5);
	expect(sent).toEqual([
		{
			operation: 'PatientSearch',
			body: { PatientNumber: '100234', Credential: credential('session-1') },
		},
		{
			operation: 'PatientSummaryGet',
			body: { PatientID: 5, Credential: credential('session-1') },
		},
	]);
});
