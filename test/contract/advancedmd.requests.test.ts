import { testCredential } from '../support/nodes';
import { access, check, messageOf, open, requests, sent } from './advancedmd.support';
import { displayNames, messageTables } from './advancedmd.tables';

/** Requests about signing in, patients and what is written to them, held against the sheet's tables. */

test('the login goes to the shared address and, the same message again, to the server it names (sheet 3.1)', async () => {
	await (await open()).patients.get('501');
	const logins = requests().filter((request) => messageOf(request)['@action'] === 'login');
	expect(logins.map(({ url }) => url)).toEqual([
		'/practicemanager/xmlrpc/processrequest.aspx',
		'/processrequest/api-7/CONTRACT/xmlrpc/processrequest.aspx',
	]);
	expect(logins[0].body).toBe(logins[1].body);
	expect(sent('login')[0]).toEqual({
		...{ '@username': 'HS"API', '@psw': 'p&ss<w>\'"d' },
		...{ '@officecode': '990001', '@appname': 'CONTRACT' },
	});
	expect(logins[0].headers.cookie).toBeUndefined();
	expect(sent('lookupzipcode')).toHaveLength(1);
});

test('Get Patient asks for everything of one patient (sheet 4.1)', async () => {
	await (await open()).patients.get('501');
	expect(sent('getdemographic')).toEqual([{ '@patientid': '501' }]);
});

test('a change read asks for one column, since a time in the zone of the server (sheet 4.1, 5)', async () => {
	const port = await open();
	await port.patients.page({ read: 'changed', since: '2026-01-10T20:00:00Z', pageSize: 5 });
	expect(sent('getupdatedpatients')).toEqual([
		// Noon in Los Angeles, less five minutes.
		{ '@datechanged': '1/10/2026 11:55:00 AM', patient: { '@changedat': displayNames.changedat } },
	]);
});

test('a read of everybody looks up each letter from page 1 (sheet 4.1)', async () => {
	await (await open()).patients.page({ read: 'all', pageSize: 1000 });
	const lookups = sent('lookuppatient');
	expect(lookups).toHaveLength(26);
	expect(lookups[0]).toEqual({ '@name': 'A', '@exactmatch': '0', '@page': '1' });
	expect(lookups[25]).toEqual({ '@name': 'Z', '@exactmatch': '0', '@page': '1' });
});

test('search sends capitals without accents, family name first (sheet 4.0, 9.2)', async () => {
	const port = await open();
	await port.patients.search({ familyName: 'Núñez', givenName: 'Zoë', birthDate: '1980-12-31' }, 5);
	await port.patients.search({ chartNumber: 'mr12' }, 5);
	expect(sent('lookuppatient')).toEqual([
		{ '@name': 'NUNEZ,ZOE', '@exactmatch': '0', '@page': '1' },
		{ '@chart': 'MR12', '@exactmatch': '0', '@page': '1' },
	]);
});

test('visits and notes of a patient (sheet 4.7)', async () => {
	const port = await open({ noteTemplates: [{ templateId: '701', planField: 'PLAN' }] });
	await port.encounters?.ofPatient('501', { from: '2026-01-05', to: '2026-03-20' });
	expect(sent('getpatientvisits')[0]).toMatchObject({
		'@patientid': '501',
		visit: { '@Visitstartdatetime': displayNames.Visitstartdatetime },
	});
	expect(sent('getehrnotes')[0]).toMatchObject({
		'@patientid': '501',
		'@templateid': '701',
		'@notedatefrom': '01/05/2026',
		'@notedateto': '03/20/2026',
		field: { '@name': 'FieldName' },
	});
});

test('an eligibility request and the look for its answer (sheet 4.4)', async () => {
	const port = await open({ eligibility: { request: true, pollSeconds: 1 } });
	await port.eligibility?.request?.('501', '555', '30');
	expect(sent('submitdemandrequest')).toEqual([
		{ '@patientid': '501', '@insurancecoverageid': '555', '@eligibilitystc': '30' },
	]);
	expect(sent('CheckEligibilityResponse')).toEqual([{ '@eligibilityid': '70001' }]);
});

test('a memo and a file (sheet 4.10)', async () => {
	const port = await open();
	await port.staff?.notice?.({ patientId: '501', subject: 'Review', body: '', reference: 'AB12' });
	const [memo] = sent('savememo');
	expect(memo).toMatchObject({
		'@patientfid': '501',
		'@case_memotext': 'HS: Review [HS:AB12]',
		'@memotype': 'd',
		'@expiredate': '',
	});
	expect(memo['@created']).toMatch(/^\d{2}\/\d{2}\/\d{4}$/);
	await port.staff?.document?.({
		...{ patientId: '501', name: 'n', mimeType: 'image/jpeg', content: 'AAAA', reference: 'AB12' },
	});
	expect(sent('uploadfile')[0]).toMatchObject({
		file: {
			...{ '@name': 'HS-AB12', '@filetype': 'I', '@fileext': 'jpeg', '@patientid': '501' },
			...{ '@savechanges': 'true', '@zipmode': '0', filecontents: 'AAAA' },
			grouplist: {
				group: {
					...{ '@id': '4', '@code': 'MISC', '@name': 'Miscellaneous' },
					categorylist: {
						category: {
							...{ '@id': '25', '@filegroupfid': '4', '@code': 'MIUNSP', '@name': 'Unspecified' },
							...{ '@filetype': '0', '@level': '0', '@default': '1' },
						},
					},
				},
			},
		},
	});
});

test('a text that has no room in a memo becomes a patient note (sheet 4.10)', async () => {
	const port = await open({ patientNote: { typeId: '31', profileId: '3' } });
	const body = 'The customer gave a new number in the shop and wants to be called there.';
	await port.staff?.notice?.({ patientId: '501', subject: 'Phone', body, reference: 'AB12' });
	expect(sent('savepatientnotes')).toEqual([
		{
			...{ '@id': '501', '@useclienttime': '1' },
			masterfile: {
				...{ '@uid': '', '@patientfid': '501', '@profilefid': '3', '@notetypefid': '31' },
				'@case_note': `HS: Phone: ${body} [HS:AB12]`,
			},
		},
	]);
	expect(sent('savememo')).toMatchObject([
		{ '@case_memotext': 'HS: Phone: see patient note [HS:AB12]' },
	]);
});

test('the connection test logs in and reads the set-up with the token in the body (sheet 3.2)', async () => {
	const result = await testCredential(
		'advancedMd',
		'advancedMdConnectionTest',
		'advancedMdApi',
		access(),
	);
	expect(result).toEqual({ status: 'OK', message: 'The login works. The office is OAK.' });
	const last = messageOf(requests()[requests().length - 1]);
	expect(Object.keys(last)).toEqual(['@action', '@class', '@msgtime', '@nocookie', 'usercontext']);
	expect(last).toMatchObject({
		'@action': 'getschedulersetup',
		'@nocookie': '1',
		usercontext: '990001token',
	});
});

test('a member that is not in the table is noticed', () => {
	const { attributes = [] } = messageTables.lookuppatient;
	expect(() => check({ '@birthdate': 'x' }, { attributes }, 'lookuppatient')).toThrow();
	expect(() => check({ patient: {} }, { attributes }, 'lookuppatient')).toThrow();
	expect(() => check({ '@name': 'x' }, { attributes }, 'lookuppatient')).not.toThrow();
});
