import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Bench, filter, type Loose, startBench } from './tebraHarness.mjs';

describe('Tebra sandbox: patients that vanish and come back', () => {
	let bench: Bench;
	before(async () => {
		bench = await startBench({ patients: 40 });
	});
	after(() => bench.stop());

	const listed = async (): Promise<string[]> =>
		(
			await bench.call('GetPatients', filter('<k:PracticeName>Oak Clinic</k:PracticeName>'))
		).Patients.PatientData.map(({ ID }: Loose) => ID);
	const paged = async (): Promise<string[]> =>
		(
			await bench.call(
				'GetAllPatients',
				'<k:Filter><k:BatchSize>1000</k:BatchSize><k:PracticeID>1</k:PracticeID><k:StartKey>0</k:StartKey></k:Filter>',
			)
		).Patients.PatientBatchData.map(({ ID }: Loose) => ID);
	const one = async (members: string): Promise<Loose> =>
		(await bench.call('GetPatient', `<k:Filter>${members}</k:Filter>`)).Patient;

	it('leaves removed patients out of every answer, and restores them as they were', async () => {
		const [first, second] = bench.tebra.store.idsOf('included').map(String);
		const registered = await bench.call(
			'RegisterExternalVendor',
			'<k:ExternalVendor><k:ExternalVendorName>HealthSail</k:ExternalVendorName></k:ExternalVendor>',
		);
		const vendorId = registered.ExternalVendor.ExternalVendorID;
		await bench.call(
			'UpdatePatientsExternalID',
			`<k:Updates><k:UpdateBatch><k:PatientExternalIDSetting><k:externalID>hs-1</k:externalID><k:externalVendorID>${vendorId}</k:externalVendorID><k:patientID>${first}</k:patientID><k:practiceID>1</k:practiceID></k:PatientExternalIDSetting></k:UpdateBatch></k:Updates>`,
		);
		const byExternalId = `<k:ExternalID>hs-1</k:ExternalID><k:ExternalVendorID>${vendorId}</k:ExternalVendorID>`;
		const before = { listed: await listed(), paged: await paged() };
		const truth = await bench.control('GET', 'state');
		const told = await one(`<k:PatientID>${first}</k:PatientID>`);
		assert.equal(told.ID, first);

		const removed = await bench.control('POST', 'remove', { patientIds: [first, second] });
		assert.equal(removed.status, 200);
		assert.equal(removed.patients, bench.tebra.store.size - 2);
		const isLeft = (id: string) => id !== first && id !== second;
		assert.deepEqual(await listed(), before.listed.filter(isLeft));
		assert.deepEqual(await paged(), before.paged.filter(isLeft));
		assert.equal(before.listed.length - (await listed()).length, 2);
		const unknown = await one('<k:PatientID>999999</k:PatientID>');
		assert.deepEqual(await one(`<k:PatientID>${first}</k:PatientID>`), unknown);
		assert.deepEqual(await one(byExternalId), unknown);
		const left = await bench.control('GET', 'state');
		assert.equal(left.patients.length, truth.patients.length - 2);
		const refused = await bench.control('POST', 'changes', { kind: 'address', patientId: first });
		assert.equal(refused.status, 404);

		await bench.control('POST', 'restore', { patientIds: [first, second] });
		assert.deepEqual(await listed(), before.listed);
		assert.deepEqual(await paged(), before.paged);
		assert.deepEqual(await one(`<k:PatientID>${first}</k:PatientID>`), told);
		assert.equal((await one(byExternalId)).ID, first);
		assert.deepEqual(await bench.control('GET', 'state'), truth);
	});

	it('refuses an id that never was, and removes none then', async () => {
		const before = await listed();
		const answer = await bench.control('POST', 'remove', { patientIds: ['1', '999999'] });
		assert.equal(answer.status, 404);
		assert.equal((await bench.control('POST', 'remove', { patientIds: [] })).status, 400);
		assert.deepEqual(await listed(), before);
	});
});
