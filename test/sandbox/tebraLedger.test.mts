import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
	type Bench,
	day,
	filter,
	type Loose,
	member,
	realRows,
	startBench,
} from './tebraHarness.mjs';

const asked = (members: Record<string, string | number>) =>
	filter(
		Object.entries(members)
			.map(([name, value]) => member(name, value))
			.join(''),
	);
const isoDay = (text: string) => new Date(`${text.split(' ')[0]} UTC`).toISOString().slice(0, 10);

describe('Tebra sandbox: charges, payments, encounters', () => {
	let bench: Bench;
	before(async () => {
		bench = await startBench({ patients: 300 });
	});
	after(() => bench.stop());

	const charges = async (members: Record<string, string | number>): Promise<Loose[]> =>
		realRows((await bench.call('GetCharges', asked(members))).Charges.ChargeData);
	const payments = async (members: Record<string, string | number>): Promise<Loose[]> =>
		realRows((await bench.call('GetPayments', asked(members))).Payments.PaymentData);
	/** A year of charges, in slices that the service answers; each row once. */
	const year = async (): Promise<Loose[]> => {
		const found = new Map<string, Loose>();
		for (let from = -390; from < 0; from += 30) {
			const rows = await charges({
				FromServiceDate: day(from),
				IncludeUnapprovedCharges: 'T',
				PracticeName: 'Oak Clinic',
				ToServiceDate: day(from + 30),
			});
			for (const row of rows) found.set(row.ID, row);
		}
		return [...found.values()];
	};

	it('adds up in each row: units, total, receipts and balance (sheet 4.8)', async () => {
		const rows = await year();
		assert.ok(rows.length > 100);
		for (const row of rows) {
			const cents = (name: string) => Math.round(Number(row[name]) * 100);
			assert.equal(cents('TotalCharges'), Number(row.Units) * cents('UnitCharge'));
			assert.equal(cents('TotalBalance'), cents('TotalCharges') - cents('Receipts'));
			assert.equal(cents('TotalBalance'), cents('PatientBalance') + cents('InsuranceBalance'));
			assert.match(row.EncounterDiagnosisID1, /^[A-Z]\d/);
			assert.notEqual(row.EncounterID, row.AppointmentID);
		}
		assert.ok(rows.some((row) => Number(row.PrimaryInsuranceInsurancePayment) > 0));
		const words = new Set(rows.map((row) => row.Status));
		for (const word of ['Completed', 'Voided', 'Error - Rejection', 'Error – Denial']) {
			assert.ok(words.has(word), word);
		}
	});

	it('leaves unapproved charges out unless they are asked for (sheet 4.7)', async () => {
		const window = {
			FromServiceDate: day(-60),
			PracticeName: 'Oak Clinic',
			ToServiceDate: day(0),
		};
		const { PracticeName, ...dates } = window;
		const approved = await charges(window);
		const all = await charges({
			FromServiceDate: dates.FromServiceDate,
			IncludeUnapprovedCharges: 'T',
			PracticeName,
			ToServiceDate: dates.ToServiceDate,
		});
		assert.ok(all.length > approved.length);
		const ids = new Set(approved.map((row) => row.ID));
		const drafts = all.filter((row) => !ids.has(row.ID));
		assert.ok(drafts.every((row) => row.Status === 'Undefined'));
	});

	it('takes a single From or To for seven days (sheet 4.8)', async () => {
		const ids = (rows: Loose[]) => rows.map((row) => row.ID);
		assert.deepEqual(
			ids(await charges({ FromServiceDate: day(-40), PracticeName: 'Oak Clinic' })),
			ids(
				await charges({
					FromServiceDate: day(-40),
					PracticeName: 'Oak Clinic',
					ToServiceDate: day(-33),
				}),
			),
		);
		assert.deepEqual(
			ids(await charges({ PracticeName: 'Oak Clinic', ToServiceDate: day(-33) })),
			ids(await charges({ FromServiceDate: day(-40), PracticeName: 'Oak Clinic' })),
		);
	});

	it('refuses a posting window of more than 60 days and answers other wide ones with nothing (sheet 4.8)', async () => {
		const posting = await bench.call(
			'GetCharges',
			asked({ FromPostingDate: day(-61), PracticeName: 'Oak Clinic', ToPostingDate: day(0) }),
		);
		assert.equal(posting.ErrorResponse.IsError, 'true');
		const wide = { FromServiceDate: day(-61), PracticeName: 'Oak Clinic', ToServiceDate: day(0) };
		assert.deepEqual(await charges(wide), []);
		assert.ok((await charges({ ...wide, FromServiceDate: day(-60) })).length > 0);
	});

	it('hands out rows from just outside of the window now and then (sheet 4.8)', async () => {
		let strays = 0;
		for (let from = -360; from < 0; from += 15) {
			const rows = await charges({
				FromServiceDate: day(from),
				PracticeName: 'Oak Clinic',
				ToServiceDate: day(from + 15),
			});
			for (const row of rows) {
				const served = isoDay(row.ServiceStartDate);
				assert.ok(served >= day(from - 1) && served <= day(from + 16));
				if (served < day(from) || served >= day(from + 15)) strays += 1;
			}
		}
		assert.ok(strays > 0);
	});

	it('wants EncounterID for the details and tells no diagnosis there (sheet 4.7)', async () => {
		const bare = await bench.raw('GetEncounterDetails', filter(''));
		assert.equal(bare.status, 500);
		assert.match(bare.text, /Expecting element 'EncounterID'/);
		const row = (await year())[0];
		const details = async (practiceId: number) =>
			(
				await bench.call(
					'GetEncounterDetails',
					filter(
						member('EncounterID', row.EncounterID) +
							`<k:Practice>${member('PracticeID', practiceId)}</k:Practice>`,
					),
				)
			).EncounterDetails.EncounterDetailsData[0];
		const one = await details(Number(row.PracticeID));
		assert.equal(one.PatientID, row.PatientID);
		assert.equal(one.AppointmentID, row.AppointmentID);
		assert.match(one.EncounterStatus, /^[13]$/);
		assert.equal(one.ServiceLines.ServiceLineRes[0].EncounterID, row.EncounterID);
		assert.ok(!Object.keys(one).some((name) => /Diagnosis|Procedure/.test(name)));
		assert.equal((await details(row.PracticeID === '1' ? 2 : 1)).EncounterID, '');
	});

	it('tells no patient in a payment but in its transaction (sheet 4.8)', async () => {
		const window = { FromPostDate: day(-50), PracticeName: 'Oak Clinic', ToPostDate: day(1) };
		const rows = await payments(window);
		const copay = rows.find((row) => row.PayerType === 'Patient');
		assert.ok(!('PatientID' in copay));
		assert.equal(copay.Applied, copay.Amount);
		const insured = await payments({ ...window, PayerType: 'x' });
		assert.equal(insured.length, rows.length, 'PayerType after its turn is dropped');
		const { Transactions } = await bench.call(
			'GetTransactions',
			asked({ FromPostingDate: day(-50), PracticeName: 'Oak Clinic', ToPostingDate: day(1) }),
		);
		const entries = realRows(Transactions.TransactionData);
		const entry = entries.find((one) => one.ID === copay.ID && one.Type === 'Payment');
		assert.equal(entry.PatientFullName, copay.PayerName);
		assert.ok(Number(entry.PatientID) > 0);
		assert.ok(entries.some((one) => one.Type === 'Charge' && one.ProcedureCode !== ''));
	});

	const payment = (
		inner: string,
		rest: Partial<Record<'batch' | 'patient' | 'type', string>> = {},
	) => {
		const patientId = bench.tebra.store.idsOf('included')[0];
		return (
			`<k:Payment>${rest.batch ?? member('BatchNumber', 'HS-20260112')}` +
			`<k:Patient>${rest.patient ?? member('PatientID', patientId)}</k:Patient>` +
			`${rest.type ?? member('PayerType', 'Patient')}${inner}${member('PostDate', day(0))}` +
			`<k:Practice>${member('PracticeID', 1)}</k:Practice></k:Payment>`
		);
	};
	const inner =
		'<k:Payment><k:AmountPaid>45.10</k:AmountPaid><k:PaymentMethod>CreditCard</k:PaymentMethod><k:ReferenceNumber>HS-ord-00917</k:ReferenceNumber></k:Payment>';

	it('posts a payment, unapplied, and finds it by its reference (sheet 4.8, 7)', async () => {
		const made = await bench.call('CreatePayment', payment(inner));
		assert.equal(made.ErrorResponse.IsError, 'false');
		assert.equal(made.PracticeName, 'Oak Clinic');
		const find = () => payments({ PracticeName: 'Oak Clinic', ReferenceNumber: 'HS-ord-00917' });
		const [row] = await find();
		assert.equal(row.ID, made.PaymentID);
		assert.equal(row.Amount, '45.1000');
		assert.equal(row.Unapplied, '45.1000');
		assert.equal(row.Applied, '0.0000');
		assert.equal(row.BatchNumber, 'HS-20260112');
		// Nothing unique is enforced: the same reference is taken twice.
		await bench.call('CreatePayment', payment(inner));
		assert.equal((await find()).length, 2);
	});

	it('refuses a payment without the outer element, of a wrong word, or of a stranger (sheet 4.8)', async () => {
		const count = async () => (await payments({ PracticeName: 'Oak Clinic' })).length;
		const before = await count();
		const stranger = bench.tebra.store.idsOf('secondPractice')[0];
		for (const body of [
			inner,
			payment(inner.replace('CreditCard', 'Visa')),
			payment(inner.replace('45.10', '45,10')),
			payment(inner, { type: member('PayerType', 'Customer') }),
			payment(inner, { patient: member('PatientID', stranger) }),
			payment(''),
		]) {
			const refused = await bench.call('CreatePayment', body);
			assert.equal(refused.ErrorResponse.IsError, 'true', body);
		}
		assert.equal(await count(), before);
	});

	it('adds a draft, finds it by batch, and lets only drafts and reviews change (sheet 4.7)', async () => {
		const patientId = bench.tebra.store.idsOf('included')[1];
		const made = await bench.call(
			'CreateEncounter',
			'<k:Encounter><k:BatchNumber>HS-enc-1</k:BatchNumber>' +
				`<k:Patient>${member('PatientID', patientId)}</k:Patient>` +
				`<k:Practice>${member('PracticeID', 1)}</k:Practice>` +
				`<k:RenderingProvider>${member('ProviderID', 1)}</k:RenderingProvider>` +
				'<k:ServiceLines><k:ServiceLineReq><k:DiagnosisCode1>M25.561</k:DiagnosisCode1><k:ProcedureCode>L1812</k:ProcedureCode><k:UnitCharge>98.75</k:UnitCharge><k:Units>2</k:Units></k:ServiceLineReq></k:ServiceLines>' +
				`<k:ServiceLocation>${member('LocationID', 1)}</k:ServiceLocation>` +
				`<k:ServiceStartDate>${day(0)}T00:00:00Z</k:ServiceStartDate></k:Encounter>`,
		);
		const batch = (all: string) =>
			charges({ BatchNumber: 'HS-enc-1', IncludeUnapprovedCharges: all });
		assert.deepEqual(await batch('F'), []);
		const [row] = await batch('T');
		assert.equal(row.EncounterID, made.EncounterID);
		assert.equal(row.TotalCharges, '197.5000');
		const set = async (status: string) =>
			(
				await bench.call(
					'UpdateEncounterStatus',
					`<k:EncounterUpdateStatus>${member('EncounterID', made.EncounterID)}${member('EncounterStatus', status)}<k:Practice>${member('PracticeID', 1)}</k:Practice></k:EncounterUpdateStatus>`,
				)
			).ErrorResponse.IsError;
		assert.equal(await set('Review'), 'false');
		assert.equal(await set('Approved'), 'false');
		assert.equal((await batch('F')).length, 1);
		assert.equal(await set('Draft'), 'true');
	});
});
