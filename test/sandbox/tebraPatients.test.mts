import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Bench, day, filter, type Loose, startBench } from './tebraHarness.mjs';

const ids = (rows: Loose[]) => rows.map((row) => row.ID);

describe('Tebra sandbox: patients', () => {
	let bench: Bench;
	before(async () => {
		bench = await startBench({ patients: 200 });
	});
	after(() => bench.stop());

	const find = async (members: string): Promise<Loose[]> =>
		(await bench.call('GetPatients', filter(members))).Patients.PatientData;
	const one = async (members: string): Promise<Loose> =>
		(await bench.call('GetPatient', `<k:Filter>${members}</k:Filter>`)).Patient;

	it('tells patients of both practices without a practice filter', async () => {
		const rows = await find('');
		assert.equal(rows.length, 200 + 10 + 10 + 20 + 3);
		const perPractice = new Map<string, number>();
		for (const row of rows)
			perPractice.set(row.PracticeName, (perPractice.get(row.PracticeName) ?? 0) + 1);
		assert.deepEqual(Object.fromEntries(perPractice), {
			'Oak Clinic': 220,
			'Elm Clinic': 20,
			'': 3,
		});
	});

	it('leaks rows of the second practice and of none even when asked for the first', async () => {
		const rows = await find('<k:PracticeName>Oak Clinic</k:PracticeName>');
		const strangers = rows.filter((row) => row.PracticeId !== '1');
		assert.ok(strangers.some((row) => row.PracticeId === '2'));
		assert.equal(strangers.filter((row) => row.PracticeId === '').length, 3);
		assert.ok(strangers.filter((row) => row.PracticeId === '2').length < 20);
	});

	it('answers one blank row when it finds nobody', async () => {
		const rows = await find('<k:PracticeName>No Such Clinic</k:PracticeName>');
		assert.equal(rows.length, 1);
		assert.ok(Object.values(rows[0]).every((value) => value === ''));
	});

	it('prints list dates in US form and booleans as True and False', async () => {
		const [row] = await find('<k:PracticeName>Oak Clinic</k:PracticeName>');
		assert.match(row.LastModifiedDate, /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d{2}:\d{2} (AM|PM)$/);
		assert.match(row.Active, /^(True|False)$/);
		assert.equal(row.Cases, '');
	});

	it('finds by LastModifiedDate, in ISO and US form, up to but not including To', async () => {
		const stranger = (await find('')).find((row) => row.PracticeId === '1')!;
		const [month, date, year] = stranger.LastModifiedDate.split(' ')[0].split('/').map(Number);
		const iso = (offset: number) =>
			new Date(Date.UTC(year, month - 1, date + offset)).toISOString().slice(0, 10);
		const window = (from: string, to: string) =>
			find(
				`<k:FromLastModifiedDate>${from}</k:FromLastModifiedDate><k:ToLastModifiedDate>${to}</k:ToLastModifiedDate>`,
			);
		assert.ok(ids(await window(iso(0), iso(1))).includes(stranger.ID));
		assert.ok(!ids(await window(iso(-1), iso(0))).includes(stranger.ID));
		assert.ok(
			ids(await window(`${month}/${date}/${year}`, `${iso(1)}T00:00:00Z`)).includes(stranger.ID),
		);
	});

	it('has changed nobody within the last two days', async () => {
		const rows = await find(
			`<k:FromLastModifiedDate>${day(-2)}</k:FromLastModifiedDate><k:ToLastModifiedDate>${day(2)}</k:ToLastModifiedDate>`,
		);
		assert.deepEqual(ids(rows), ['']);
	});

	it('refuses half a date pair and a text that is no date', async () => {
		const half = await bench.call(
			'GetPatients',
			filter(`<k:FromLastModifiedDate>${day(-9)}</k:FromLastModifiedDate>`),
		);
		assert.equal(half.ErrorResponse.IsError, 'true');
		const bad = await bench.call(
			'GetPatients',
			filter(
				'<k:FromLastModifiedDate>soon</k:FromLastModifiedDate><k:ToLastModifiedDate>later</k:ToLastModifiedDate>',
			),
		);
		assert.equal(bad.ErrorResponse.IsError, 'true');
	});

	it('takes ToDateOfBirth as exclusive', async () => {
		const patient = bench.tebra.store.get(
			bench.tebra.store.idsOf('included').find((id) => bench.tebra.store.get(id).person.birthDate)!,
		);
		const born = patient.person.birthDate!;
		const next = new Date(Date.parse(born) + 86_400_000).toISOString().slice(0, 10);
		const between = (from: string, to: string) =>
			find(
				`<k:FromDateOfBirth>${from}</k:FromDateOfBirth><k:ToDateOfBirth>${to}</k:ToDateOfBirth>`,
			);
		assert.ok(ids(await between(born, next)).includes(String(patient.id)));
		assert.deepEqual(ids(await between(born, born)), ['']);
	});

	it('finds by name, activity and last encounter', async () => {
		const { store } = bench.tebra;
		const patient = store.get(store.idsOf('included')[3]);
		const byName = await find(
			`<k:FirstName>${patient.person.firstName.toUpperCase()}</k:FirstName><k:LastName>${patient.person.lastName}</k:LastName>`,
		);
		assert.ok(ids(byName).includes(String(patient.id)));
		assert.ok(byName.every((row) => row.LastName === patient.person.lastName));
		const inactive = await find('<k:IsActive>False</k:IsActive>');
		assert.ok(inactive.length > 0 && inactive.every((row) => row.Active === 'False'));
		const seen = await find(
			`<k:FromLastEncounterDate>${day(-365)}</k:FromLastEncounterDate><k:ToLastEncounterDate>${day(1)}</k:ToLastEncounterDate>`,
		);
		const all = await find('');
		assert.ok(seen.length > 10 && seen.length < all.length);
		assert.ok(
			seen.every((row) => Date.now() - Date.parse(row.LastEncounterDate) < 367 * 86_400_000),
		);
	});

	it('returns every column for empty Fields and only the chosen ones for toggles', async () => {
		const { Patients } = await bench.call(
			'GetPatients',
			'<k:Fields><k:ID>true</k:ID><k:LastName>true</k:LastName></k:Fields><k:Filter><k:PracticeID>1</k:PracticeID></k:Filter>',
		);
		const filled = Object.keys(Patients.PatientData[0]).filter(
			(name) => Patients.PatientData[0][name] !== '',
		);
		assert.deepEqual(filled, ['ID', 'LastName']);
	});

	it('pages all patients by StartKey until the key is 0', async () => {
		const seen: string[] = [];
		let key = '0';
		let pages = 0;
		do {
			const result = await bench.call(
				'GetAllPatients',
				`<k:Filter><k:BatchSize>50</k:BatchSize><k:PracticeID>1</k:PracticeID><k:StartKey>${key}</k:StartKey></k:Filter>`,
			);
			seen.push(...ids(result.Patients.PatientBatchData));
			key = result.Key.nextStartKey;
			pages += 1;
		} while (key !== '0');
		assert.equal(new Set(seen).size, seen.length);
		assert.equal(pages, Math.ceil(seen.length / 50));
		const served = ['included', 'optedOut', 'flagged'] as const;
		for (const group of served)
			for (const id of bench.tebra.store.idsOf(group)) assert.ok(seen.includes(String(id)));
	});

	it('loses StartKey when it stands before BatchSize, so that the page size is the default', async () => {
		const result = await bench.call(
			'GetAllPatients',
			'<k:Filter><k:StartKey>0</k:StartKey><k:BatchSize>5</k:BatchSize></k:Filter>',
		);
		assert.equal(result.Patients.PatientBatchData.length, 200);
	});

	it('tells one patient with cases and policies as the practice holds them', async () => {
		const { patients } = await bench.control('GET', 'state');
		const truth = patients.find((patient: Loose) => patient.cases[0]?.policies.length >= 2);
		const patient = await one(`<k:PatientID>${truth.id}</k:PatientID>`);
		assert.equal(patient.FirstName, truth.firstName);
		assert.equal(patient.PracticeName, 'Oak Clinic');
		const cases = patient.Cases.PatientCaseData;
		assert.equal(cases.length, truth.cases.length);
		const policies = cases[0].InsurancePolicies.PatientInsurancePolicyData;
		assert.deepEqual(
			policies.map((row: Loose) => row.InsurancePolicyID),
			truth.cases[0].policies.map((row: Loose) => row.id),
		);
		assert.equal(policies[0].Number, truth.cases[0].policies[0].number ?? '');
		const letter = { self: 'S', spouse: 'U', child: 'C', other: 'O' }[
			truth.cases[0].policies[0].relationship as 'self'
		];
		assert.equal(policies[0].PatientRelationshipToInsured, letter);
		assert.equal(patient.PrimaryInsurancePolicyPlanName, policies[0].PlanName);
		assert.equal(patient.SecondaryInsurancePolicyPlanName, policies[1].PlanName);
	});

	it('answers a nil patient for an unknown id', async () => {
		const { text } = await bench.raw(
			'GetPatient',
			'<k:Filter><k:PatientID>99999</k:PatientID></k:Filter>',
		);
		assert.match(text, /<Patient i:nil="true"\/>/);
	});

	it('keeps external ids per vendor, cut at 25 characters, and answers nothing', async () => {
		const registered = await bench.call(
			'RegisterExternalVendor',
			'<k:ExternalVendor><k:ExternalVendorName>HealthSail</k:ExternalVendorName></k:ExternalVendor>',
		);
		const vendorId = registered.ExternalVendor.ExternalVendorID;
		const [first, second] = bench.tebra.store.idsOf('included');
		const set = (externalId: string, patientId: number) =>
			bench.call(
				'UpdatePatientsExternalID',
				`<k:Updates><k:UpdateBatch><k:PatientExternalIDSetting><k:externalID>${externalId}</k:externalID><k:externalVendorID>${vendorId}</k:externalVendorID><k:patientID>${patientId}</k:patientID><k:practiceID>1</k:practiceID></k:PatientExternalIDSetting></k:UpdateBatch></k:Updates>`,
			);
		const answer = await set('cus_01HZX0000000000000000ABCDE', first);
		assert.equal(answer.ErrorResponse.IsError, 'false');
		assert.equal(answer.ItemsUpdated, '');
		const read = (externalId: string) =>
			one(
				`<k:ExternalID>${externalId}</k:ExternalID><k:ExternalVendorID>${vendorId}</k:ExternalVendorID>`,
			);
		assert.equal(await read('cus_01HZX0000000000000000ABCDE'), '');
		assert.equal((await read('cus_01HZX0000000000000000')).ID, String(first));
		const repeated = await set('cus_01HZX0000000000000000', second);
		assert.equal(repeated.ErrorResponse.IsError, 'true');
		assert.match(repeated.ErrorResponse.ErrorMessage, /UNIQUE KEY/);
		assert.equal((await read('cus_01HZX0000000000000000')).ID, String(first));
		await set('hs-2', 99_999);
		assert.equal(await read('hs-2'), '');
	});

	it('lists providers with their type, activity and a number that nobody should keep', async () => {
		const { Providers } = await bench.call(
			'GetProviders',
			filter('<k:PracticeName>Oak Clinic</k:PracticeName>'),
		);
		const rows = Providers.ProviderData;
		assert.equal(rows.length, 4);
		assert.ok(rows.some((row: Loose) => row.Active === 'False'));
		assert.ok(rows.every((row: Loose) => row.SocialSecurityNumber !== ''));
		const referring = await bench.call(
			'GetProviders',
			filter('<k:PracticeName>Oak Clinic</k:PracticeName><k:Type>Referring Provider</k:Type>'),
		);
		assert.equal(referring.Providers.ProviderData.length, 1);
	});
});
