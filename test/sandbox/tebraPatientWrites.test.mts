import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type Bench, day, type Loose, member, startBench } from './tebraHarness.mjs';

const SUFFIX = 'UpdatePatientReq';

describe('Tebra sandbox: writing patients', () => {
	let bench: Bench;
	let ids: number[];
	let id: number;
	before(async () => {
		bench = await startBench({ patients: 60 });
		ids = bench.tebra.store
			.idsOf('included')
			.filter((one) => bench.tebra.store.get(one).person.cases[0]?.policies.length > 0);
	});
	after(() => bench.stop());
	beforeEach(() => {
		id = ids.shift()!;
	});

	const get = async (patientId = id): Promise<Loose> =>
		(await bench.call('GetPatient', `<k:Filter>${member('PatientID', patientId)}</k:Filter>`))
			.Patient;
	/** `early` and `late` stand before and after PatientID and Practice. */
	const patient = (early: string, late = '') =>
		`<k:Patient>${early}${member('PatientID', id)}<k:Practice>${member('PracticeID', 1)}</k:Practice>${late}</k:Patient>`;
	const update = (early: string, late?: string) =>
		bench.call('UpdatePatient', patient(early, late), { parameter: SUFFIX });

	it('wants UpdatePatientReq for UpdatePatient alone (sheet 3.3)', async () => {
		const wrong = await bench.raw('UpdatePatient', patient(''));
		assert.equal(wrong.status, 500);
		assert.match(wrong.text, /InternalServiceFault/);
		const right = await bench.raw('UpdatePatient', patient(''), { parameter: SUFFIX });
		assert.equal(right.status, 200);
		const other = await bench.raw('GetThrottles', '', { parameter: SUFFIX });
		assert.match(other.text, /InternalServiceFault/);
	});

	it('changes what came, leaves the rest alone and moves the time of change (sheet 4.2)', async () => {
		const earlier = await get();
		const done = await update(
			member('AddressLine1', '9 Elm St') +
				member('City', 'Reno') +
				member('MobilePhone', '7755550111'),
			member('State', 'NV') + member('ZipCode', '89501'),
		);
		assert.equal(done.PatientID, String(id));
		const now = await get();
		assert.notEqual(now.LastModifiedDate, earlier.LastModifiedDate);
		const expected: Loose = {
			...earlier,
			AddressLine1: '9 Elm St',
			City: 'Reno',
			State: 'NV',
			ZipCode: '89501',
			MobilePhone: id % 3 === 0 ? '(775) 555-0111' : '7755550111',
			LastModifiedDate: now.LastModifiedDate,
		};
		assert.deepEqual(now, expected);
	});

	it('drops members after their turn without a word, and faults without Practice (sheet 3.3)', async () => {
		const before = await get();
		const done = await update(member('City', 'Reno') + member('AddressLine1', 'lost'));
		assert.equal(done.ErrorResponse.IsError, 'false');
		const now = await get();
		assert.equal(now.City, 'Reno');
		assert.equal(now.AddressLine1, before.AddressLine1);
		const bare = await bench.raw(
			'UpdatePatient',
			`<k:Patient>${member('PatientID', id)}</k:Patient>`,
			{ parameter: SUFFIX },
		);
		assert.match(bare.text, /Expecting element 'Practice'/);
	});

	it('blanks a member that comes empty (sheet 4.2)', async () => {
		await update(member('EmailAddress', ''));
		assert.equal((await get()).EmailAddress, '');
	});

	it('falls over a telephone that has not ten digits (sheet 4.2)', async () => {
		const before = await get();
		for (const phone of ['n/a', '17755550111', '(775) 555-0111']) {
			const { status, text } = await bench.raw(
				'UpdatePatient',
				patient(member('City', 'Reno') + member('HomePhone', phone)),
				{ parameter: SUFFIX },
			);
			assert.equal(status, 500);
			assert.match(text, /InternalServiceFault/);
		}
		assert.deepEqual(await get(), before);
	});

	it('changes no patient of another practice', async () => {
		const stranger = bench.tebra.store.idsOf('secondPractice')[0];
		const before = await get(stranger);
		id = stranger;
		const refused = await update(member('City', 'Reno'));
		assert.equal(refused.ErrorResponse.IsError, 'true');
		assert.deepEqual(await get(stranger), before);
	});

	it('keeps four notes, the newest first, and writes nothing else (sheet 4.2)', async () => {
		const before = await get();
		for (const nth of [1, 2, 3, 4, 5]) await update(member('Note', `HS-${nth}`));
		const now = await get();
		assert.deepEqual(
			[1, 2, 3, 4].map((nth) => now[`MostRecentNote${nth}Message`]),
			['HS-5', 'HS-4', 'HS-3', 'HS-2'],
		);
		assert.match(now.MostRecentNote1Date, /^\d+\/\d+\/\d{4} /);
		assert.equal(now.AddressLine1, before.AddressLine1);
	});

	it('puts a new alert in place of the one that staff wrote (sheet 4.2)', async () => {
		const alert = (message: string) =>
			`<k:Alert>${member('Message', message)}${member('ShowWhenDisplayingPatientDetails', 'true')}</k:Alert>`;
		await update(alert('First'));
		await update(alert('Second'));
		const now = await get();
		assert.equal(now.AlertMessage, 'Second');
		assert.equal(now.AlertShowWhenDisplayingPatientDetails, 'True');
	});

	it('edits a policy by its id and adds one without (sheet 4.3)', async () => {
		const first = (await get()).Cases.PatientCaseData[0];
		const known = first.InsurancePolicies.PatientInsurancePolicyData[0];
		const policies =
			`<k:InsurancePolicyUpdateReq>${member('InsurancePolicyID', known.InsurancePolicyID)}${member('PolicyNumber', 'NEW1')}</k:InsurancePolicyUpdateReq>` +
			`<k:InsurancePolicyUpdateReq>${member('CompanyID', 7)}${member('PlanID', 8)}${member('PolicyNumber', 'ADD1')}${member('Precedence', 1)}</k:InsurancePolicyUpdateReq>`;
		const done = await update(
			`<k:Cases><k:PatientCaseUpdateReq>${member('CaseID', first.PatientCaseID)}<k:Policies>${policies}</k:Policies></k:PatientCaseUpdateReq></k:Cases>`,
		);
		assert.equal(done.ErrorResponse.IsError, 'false');
		const now = (await get()).Cases.PatientCaseData[0].InsurancePolicies.PatientInsurancePolicyData;
		assert.deepEqual(
			now.slice(0, 2).map((row: Loose) => row.Number),
			['ADD1', 'NEW1'],
		);
		assert.equal(now[1].PlanID, known.PlanID);
		const unknown = await update(
			`<k:Cases><k:PatientCaseUpdateReq>${member('CaseID', 1)}</k:PatientCaseUpdateReq></k:Cases>${member('City', 'Nowhere')}`,
		);
		assert.equal(unknown.ErrorResponse.IsError, 'true');
		assert.notEqual((await get()).City, 'Nowhere');
	});

	/** DocumentToCreate in the order of the sheet, section 4.9. */
	const document = (parts: Record<string, string> = {}) => {
		const members: Record<string, string> = {
			DocumentDate: `${day(0)}T12:00:00Z`,
			DocumentNotes: 'Proposed by HealthSail',
			FileContent: Buffer.from('Old: 1 Main St\nNew: 9 Elm St').toString('base64'),
			FileName: 'change.txt',
			Label: 'PatientDemographics',
			Name: 'Change request HS-7',
			PatientId: String(id),
			PracticeId: '1',
			Status: 'New',
			...parts,
		};
		const inside = Object.entries(members).map(([name, value]) => member(name, value));
		return `<k:DocumentToCreate>${inside.join('')}</k:DocumentToCreate>`;
	};

	it('files a document, answers its id, and forgets it when it is deleted (sheet 4.9)', async () => {
		const filed = await bench.call('CreateDocument', document());
		assert.ok(Number(filed.DocumentId) > 0);
		assert.equal(filed.Label, 'PatientDemographics');
		assert.equal(filed.Status, 'New');
		const listed = async (): Promise<Loose[]> =>
			(await bench.control('GET', 'documents')).documents;
		const [kept] = await listed();
		assert.equal(kept.text, 'Old: 1 Main St\nNew: 9 Elm St');
		assert.equal(kept.patientId, id);
		const gone = member('DocumentId', filed.DocumentId);
		await bench.call('DeleteDocument', gone);
		assert.deepEqual(await listed(), []);
		assert.equal((await bench.call('DeleteDocument', gone)).ErrorResponse.IsError, 'true');
	});

	it('faults on a label or status outside of the enum and on content that is not Base64 (sheet 4.9)', async () => {
		const tries: Array<Record<string, string>> = [
			{ Label: 'General' },
			{ Label: 'Patient Demographics' },
			{ Status: 'Completed' },
			{ FileContent: 'not base64!' },
			{ DocumentDate: '1/12/2026' },
		];
		for (const parts of tries) {
			const { status, text } = await bench.raw('CreateDocument', document(parts));
			assert.equal(status, 500);
			assert.match(text, /DeserializationFailed/);
		}
	});

	it('falls over a file of more than 1 MB (sheet 4.9)', async () => {
		const file = (bytes: number) => ({ FileContent: Buffer.alloc(bytes, 65).toString('base64') });
		assert.equal((await bench.raw('CreateDocument', document(file(1_048_576)))).status, 200);
		const { status, text } = await bench.raw('CreateDocument', document(file(1_048_577)));
		assert.equal(status, 500);
		assert.match(text, /InternalServiceFault/);
	});

	it('files nothing with a patient of another practice', async () => {
		const stranger = String(bench.tebra.store.idsOf('secondPractice')[0]);
		const refused = await bench.call('CreateDocument', document({ PatientId: stranger }));
		assert.equal(refused.ErrorResponse.IsError, 'true');
	});
});
