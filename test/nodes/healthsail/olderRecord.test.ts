import type { IDataObject } from 'n8n-workflow';

import type { SandboxProcess } from '../../support/sandboxProcess';
import { startSandbox } from '../../support/sandboxProcess';
import { coverageItem, healthSailAt, patientItem } from '../healthsail.support/run';

/**
 * Two runs that read the same patient at different times, of which the one with the older record
 * writes last. All people are synthetic.
 */

let sandbox: SandboxProcess;

beforeAll(async () => {
	sandbox = await startSandbox(5580, ['--patients', '5', '--no-limits']);
});

afterAll(async () => {
	await sandbox?.stop();
});

const record = (familyName: string, memberId: string, sourceAt: string, more: IDataObject = {}) =>
	patientItem('901', {
		familyName,
		coverages: [coverageItem('901-1', { memberId })],
		sourceAt,
		...more,
	});

test('an older record does not overwrite the name, the coverage or the hash of a newer one, in whatever order they come', async () => {
	const healthSail = healthSailAt(sandbox.healthSail);
	const write = async (item: IDataObject) =>
		await healthSail.one('customer', 'createOrUpdate', {}, [item]);
	const lookUp = async () =>
		await healthSail.one('customer', 'lookUp', {
			system: 'tebra',
			practiceId: '1',
			externalId: '901',
		});

	const first = await write(record('Before', 'EX1', '2026-05-01T00:00:00Z'));
	expect(first.result).toBe('created');
	const healthsail = { customerId: first.customerId, version: first.version, contentHash: null };
	const newer = await write(record('Newer', 'EX3', '2026-05-03T00:00:00Z', { healthsail }));
	expect(newer.result).toBe('updated');
	const stored = await lookUp();

	const older = await write(record('Older', 'EX2', '2026-05-02T00:00:00Z', { healthsail }));
	expect(older.result).toBe('unchanged');

	const customerId = String(first.customerId);
	const customer = await healthSail.one('customer', 'get', { customerId });
	expect((customer.demographics as IDataObject).familyName).toBe('Newer');
	const coverages = await healthSail.items('coverage', 'getMany', { customerId, returnAll: true });
	expect(coverages.map(({ memberId, status }) => [memberId, status])).toEqual([
		['EX3', 'unverified'],
	]);
	// The hash is still that of the newer record: a compare finds nothing to write.
	expect(await lookUp()).toEqual(stored);
});
