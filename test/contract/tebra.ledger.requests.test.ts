import { days, send, sent } from './tebra.clinic.support';

/** Requests about the ledger and documents, held against the sheet's tables. */

test('charges are asked for by both dates of service, and unapproved ones for visits alone', async () => {
	await send('charge.getMany', { ...days, patientId: '501' });
	expect(sent('GetCharges')).toEqual([
		['Fields', ''],
		['Filter/FromServiceDate', '2026-01-05'],
		['Filter/PracticeName', 'Oak & Elm'],
		['Filter/ToServiceDate', '2026-01-09'],
	]);
	await send('encounter.getMany', { ...days, patientId: '501' });
	expect(sent('GetCharges', 1)).toEqual([
		['Fields', ''],
		['Filter/FromServiceDate', '2026-01-05'],
		['Filter/IncludeUnapprovedCharges', 'T'],
		['Filter/PracticeName', 'Oak & Elm'],
		['Filter/ToServiceDate', '2026-01-09'],
	]);
	expect(sent('GetEncounterDetails')).toEqual([
		['Fields', ''],
		['Filter/EncounterID', '31'],
		['Filter/Practice/PracticeID', '1'],
		['Filter/Practice/PracticeName', 'Oak & Elm'],
	]);
});

test('payments and transactions are asked for by both dates of posting', async () => {
	await send('payment.getMany', days);
	expect(sent('GetPayments')).toEqual([
		['Fields', ''],
		['Filter/FromPostDate', '2026-01-05'],
		['Filter/PracticeID', '1'],
		['Filter/PracticeName', 'Oak & Elm'],
		['Filter/ToPostDate', '2026-01-09'],
	]);
	expect(sent('GetTransactions')).toEqual([
		['Fields', ''],
		['Filter/FromPostingDate', '2026-01-05'],
		['Filter/PracticeName', 'Oak & Elm'],
		['Filter/ToPostingDate', '2026-01-09'],
	]);
});

test('a balance is read with the patient', async () => {
	await send('balance.get', { patientId: '501' });
	expect(sent('GetPatient')).toEqual([['Filter/PatientID', '501']]);
});

test('a notice is a text document of the practice’s label and status', async () => {
	await send('staffNotice.create', {
		patientId: '501',
		subject: 'Address: check',
		body: 'Old and new',
		reference: 'HS-5',
	});
	const members = Object.fromEntries(sent('CreateDocument'));
	expect(members).toEqual({
		'DocumentToCreate/DocumentDate': expect.stringMatching(
			/^\d{4}-\d{2}-\d{2}T00:00:00$/,
		) as unknown,
		'DocumentToCreate/DocumentNotes': 'HealthSail HS-5',
		'DocumentToCreate/FileContent': 'QWRkcmVzczogY2hlY2sNCg0KT2xkIGFuZCBuZXcNCg==',
		'DocumentToCreate/FileName': 'Address  check.txt',
		'DocumentToCreate/Label': 'PatientDemographics',
		'DocumentToCreate/Name': 'Address  check.txt',
		'DocumentToCreate/PatientId': '501',
		'DocumentToCreate/PracticeId': '1',
		'DocumentToCreate/Status': 'New',
	});
});
