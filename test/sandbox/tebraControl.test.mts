import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Bench, day, filter, type Loose, startBench } from './tebraHarness.mjs';

describe('Tebra sandbox: control', () => {
	let bench: Bench;
	before(async () => {
		bench = await startBench({ patients: 120 });
	});
	after(() => bench.stop());

	const state = async (): Promise<Map<string, Loose>> =>
		new Map(
			(await bench.control('GET', 'state')).patients.map((patient: Loose) => [patient.id, patient]),
		);
	const changedSince = async (): Promise<string[]> =>
		(
			await bench.call(
				'GetPatients',
				filter(
					`<k:FromLastModifiedDate>${day(-1)}</k:FromLastModifiedDate><k:PracticeName>Oak Clinic</k:PracticeName><k:ToLastModifiedDate>${day(2)}</k:ToLastModifiedDate>`,
				),
			)
		).Patients.PatientData.map((row: Loose) => row.ID).filter((id: string) => id !== '');

	it('moves LastModifiedDate with a change of address', async () => {
		const before = await state();
		const [change] = await bench.control('POST', 'changes', { kind: 'address', seed: 4 });
		assert.equal(change.kind, 'address');
		const now = await state();
		assert.notDeepEqual(now.get(change.patientId).address, before.get(change.patientId).address);
		assert.deepEqual(await changedSince(), [change.patientId]);
		for (const [id, patient] of now)
			if (id !== change.patientId) assert.deepEqual(patient, before.get(id));
	});

	it('leaves LastModifiedDate when told so', async () => {
		const earlier = await changedSince();
		const before = await state();
		const [change] = await bench.control('POST', 'changes', {
			kind: 'policy',
			seed: 5,
			moveLastModified: false,
		});
		const now = await state();
		assert.notDeepEqual(now.get(change.patientId).cases, before.get(change.patientId).cases);
		assert.equal(
			now.get(change.patientId).lastModifiedAt,
			before.get(change.patientId).lastModifiedAt,
		);
		assert.deepEqual(await changedSince(), earlier);
	});

	it('changes each of many patients once, of several kinds, and really', async () => {
		const before = await state();
		const changes: Loose[] = await bench.control('POST', 'changes', {
			kind: 'random',
			count: 110,
			seed: 6,
		});
		assert.equal(changes.length, 110);
		assert.equal(new Set(changes.map((change) => change.patientId)).size, 110);
		assert.ok(new Set(changes.map((change) => change.kind)).size >= 6);
		const now = await state();
		for (const { patientId, kind } of changes) {
			const strip = ({ lastModifiedAt: _, ...rest }: Loose) => rest;
			assert.notDeepEqual(
				strip(now.get(patientId)),
				strip(before.get(patientId)),
				`${kind} ${patientId}`,
			);
			assert.equal(now.get(patientId).group, 'included');
		}
	});

	it('flags a named patient and refuses unknown ones', async () => {
		const [id] = [...(await state()).keys()];
		await bench.control('POST', 'changes', { kind: 'flag', patientId: id });
		assert.match((await state()).get(id).alert, /DO NOT SHARE/);
		assert.equal(
			(await bench.control('POST', 'changes', { kind: 'address', patientId: '99999' })).status,
			404,
		);
		assert.equal((await bench.control('POST', 'changes', { kind: 'haircut' })).status, 400);
	});

	it('takes a right away and gives it back', async () => {
		const missing = await bench.control('POST', 'permission', {
			operation: 'GetPatients',
			granted: false,
		});
		assert.deepEqual(missing.missing, ['GetPatients']);
		const refused = await bench.call('GetPatients', filter(''));
		assert.equal(refused.SecurityResponse.Authenticated, 'true');
		assert.equal(refused.SecurityResponse.Authorized, 'false');
		assert.equal(refused.SecurityResponse.PermissionsMissing.Permission.string, 'GetPatients');
		assert.equal(refused.Patients, '');
		await bench.control('POST', 'permission', { operation: 'GetPatients', granted: true });
		assert.equal((await bench.call('GetPatients', filter(''))).SecurityResponse.Authorized, 'true');
	});

	it('names ten who opted out and flags ten others', async () => {
		const patients = [...(await state()).values()];
		const optedOut = patients
			.filter((patient) => patient.group === 'optedOut')
			.map((patient) => patient.id);
		assert.deepEqual(optedOut, bench.tebra.seeded.optedOutIds);
		assert.equal(optedOut.length, 10);
		const flagged = patients.filter((patient) => patient.group === 'flagged');
		assert.equal(flagged.length, 10);
		for (const patient of flagged) {
			assert.ok(
				/do not share|confidential/i.test(patient.alert ?? '') ||
					patient.collectionCategory === 'Confidential',
			);
		}
	});
});
