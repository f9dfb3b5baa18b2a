import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Bench, type Loose, member, startBench } from './tebraHarness.mjs';

describe('Tebra sandbox: adding patients', () => {
	let bench: Bench;
	let vendorId: string;
	before(async () => {
		bench = await startBench({ patients: 20 });
		const registered = await bench.call(
			'RegisterExternalVendor',
			`<k:ExternalVendor>${member('ExternalVendorName', 'HealthSail')}</k:ExternalVendor>`,
		);
		vendorId = registered.ExternalVendor.ExternalVendorID;
	});
	after(() => bench.stop());

	/** In the order of the sheet, section 4.2. */
	const patient = (names: string, id = '', practice = member('PracticeID', 1), phone = '') =>
		`<k:Patient>${member('City', 'Reno')}${id && member('ExternalVendorID', vendorId)}${names}${phone}` +
		`${id && member('PatientExternalID', id)}<k:Practice>${practice}</k:Practice></k:Patient>`;
	const names = member('FirstName', 'Ana') + member('LastName', 'Newcomer');
	const get = async (id: string): Promise<Loose> =>
		(await bench.call('GetPatient', `<k:Filter>${member('PatientID', id)}</k:Filter>`)).Patient;

	it('adds a patient with what came, and answers the id (sheet 4.2)', async () => {
		const made = await bench.call('CreatePatient', patient(names, 'HS-1'));
		assert.equal(made.ErrorResponse.IsError, 'false');
		assert.equal(made.PatientID, String(bench.tebra.store.size));
		const row = await get(made.PatientID);
		assert.equal(row.FirstName, 'Ana');
		assert.equal(row.City, 'Reno');
		assert.equal(row.PracticeId, '1');
		const found = await bench.call(
			'GetPatient',
			`<k:Filter>${member('ExternalID', 'HS-1')}${member('ExternalVendorID', vendorId)}</k:Filter>`,
		);
		assert.equal(found.Patient.ID, made.PatientID);
	});

	it('lists a new patient among all (sheet 5)', async () => {
		const made = await bench.call('CreatePatient', patient(names));
		const list = await bench.call(
			'GetPatients',
			`<k:Fields/><k:Filter>${member('LastName', 'Newcomer')}${member('PracticeName', 'Oak Clinic')}</k:Filter>`,
		);
		const ids = list.Patients.PatientData.map((row: Loose) => row.ID);
		assert.ok(ids.includes(made.PatientID));
	});

	it('adds the same person twice, since nothing is known to stop it (sheet 7)', async () => {
		const first = await bench.call('CreatePatient', patient(names));
		const second = await bench.call('CreatePatient', patient(names));
		assert.notEqual(first.PatientID, second.PatientID);
	});

	it('refuses an external id that is taken, and adds nobody (sheet 4.2)', async () => {
		await bench.call('CreatePatient', patient(names, 'HS-2'));
		const before = bench.tebra.store.size;
		const refused = await bench.call('CreatePatient', patient(names, 'HS-2'));
		assert.match(refused.ErrorResponse.ErrorMessage, /UNIQUE KEY/);
		assert.equal(bench.tebra.store.size, before);
	});

	it('wants both names, a practice of the account and ten digits (sheet 4.2)', async () => {
		const refusal = async (inside: string) =>
			(await bench.call('CreatePatient', inside)).ErrorResponse.ErrorMessage;
		assert.equal(await refusal(patient(member('FirstName', 'Ana'))), 'LastName is required.');
		assert.equal(await refusal(patient(member('LastName', 'Sample'))), 'FirstName is required.');
		const elsewhere = member('PracticeID', 99);
		assert.equal(await refusal(patient(names, '', elsewhere)), 'Practice is not valid.');
		const phone = member('MobilePhone', '+17755550111');
		const fault = await bench.raw('CreatePatient', patient(names, '', undefined, phone));
		assert.match(fault.text, /InternalServiceFault/);
	});
});
