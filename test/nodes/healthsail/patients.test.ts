import type { IDataObject } from 'n8n-workflow';

import { coverageItem, healthSailAt, patientItem } from '../healthsail.support/run';
import { startSandbox, type RunningSandbox } from '../healthsail.support/sandbox';

/** A patient's way through compare, create, update and strip, against the sandbox. */

let sandbox: RunningSandbox;
let hs: ReturnType<typeof healthSailAt>;
const practice = { system: 'tebra', practiceId: '1' };

beforeAll(async () => {
	sandbox = await startSandbox(4760);
	hs = healthSailAt(sandbox.healthSailUrl);
});
afterAll(async () => await sandbox.stop());

describe('patients as customers', () => {
	it('go in, are unchanged the second time, change by one coverage, and are stripped', async () => {
		const patients = ['s1', 's2', 's3'].map((id) => patientItem(id));
		const created = await hs.items('customer', 'createOrUpdate', {}, patients);
		expect(created.map(({ result }) => result)).toEqual(['created', 'created', 'created']);
		expect(JSON.stringify(created)).not.toMatch(/Sample|Jordan|1984|Springfield/);

		const known = await link(patients);
		const compared = await hs.run('customer', 'compare', {}, [
			known[0],
			patientItem('s2', {
				...pick(known[1]),
				coverages: [coverageItem('s2-1', { memberId: 'EX-other' })],
			}),
			patientItem('s9'),
			{
				...practice,
				id: 's3',
				externalIds: patients[2].externalIds,
				syncState: 'excluded',
				reason: 'opted_out',
				...pick(known[2]),
			},
		]);
		expect(compared.outputs.map((list) => list.length)).toEqual([1, 1, 1, 1]);
		expect(compared.json(0)[0].id).toBe('s9');
		expect(compared.json(1)[0]).toMatchObject({ id: 's2', changedFields: ['coverages'] });
		expect(compared.json(2)[0]).toEqual({ result: 'unchanged', customerId: created[0].customerId });
		expect(compared.json(3)[0]).not.toHaveProperty('familyName');

		const updated = await hs.items('customer', 'createOrUpdate', {}, compared.json(1));
		expect(updated).toMatchObject([{ result: 'updated', customerId: created[1].customerId }]);
		const stripped = await hs.items('customer', 'strip', {}, compared.json(3));
		expect(stripped).toMatchObject([{ result: 'stripped', customerId: created[2].customerId }]);
		const customer = await hs.one('customer', 'get', { customerId: String(created[2].customerId) });
		expect(customer).toMatchObject({ syncState: 'excluded', syncReason: 'opted_out' });
		expect(JSON.stringify(customer)).not.toMatch(/Sample|Jordan/);

		const [, , back] = await link(patients);
		const rejoined = await hs.run('customer', 'compare', {}, [back]);
		expect(rejoined.outputs.map((list) => list.length)).toEqual([0, 1, 0, 0]);
		await hs.items('customer', 'createOrUpdate', {}, rejoined.json(1));
		const again = await hs.one('customer', 'get', { customerId: String(created[2].customerId) });
		expect(again).toMatchObject({
			syncState: 'included',
			demographics: { familyName: 'Samples3' },
		});
	});

	it('stay two customers when staff gave two patients one chart number', async () => {
		const chart = { ...practice, type: 'chart', value: 'CH-77' };
		const patients = ['c1', 'c2'].map((id) => {
			const item = patientItem(id);
			return { ...item, externalIds: [...(item.externalIds as IDataObject[]), chart] };
		});
		const together = await hs.items('customer', 'createOrUpdate', {}, patients);
		expect(together.map(({ result }) => result)).toEqual(['created', 'created']);
		expect(together[0].customerId).not.toBe(together[1].customerId);
		const later = patientItem('c3');
		const [third] = await hs.items('customer', 'createOrUpdate', {}, [
			{ ...later, externalIds: [...(later.externalIds as IDataObject[]), chart] },
		]);
		expect(third.result).toBe('created');
		const first = await hs.one('customer', 'get', { customerId: String(together[0].customerId) });
		expect(first).toMatchObject({ demographics: { familyName: 'Samplec1' } });
	});

	it('only tell what they would do in a dry run', async () => {
		const link = { customerId: 'cus_1', version: 3 };
		const items = [patientItem('d1'), patientItem('d2', { healthsail: link })];
		const would = await hs.items('customer', 'createOrUpdate', { dryRun: true }, items);
		expect(would).toEqual([
			{ result: 'wouldCreate' },
			{ result: 'wouldUpdate', customerId: 'cus_1', version: 3 },
		]);
		const leaving = {
			...practice,
			id: 'd2',
			externalIds: items[1].externalIds,
			syncState: 'left',
			healthsail: link,
		};
		expect(await hs.items('customer', 'strip', { dryRun: true }, [leaving])).toEqual([
			{ result: 'wouldStrip', customerId: 'cus_1' },
		]);
	});

	/** The same patients with what a look-up tells of them, as the vendor node puts it on. */
	async function link(patients: readonly IDataObject[]): Promise<IDataObject[]> {
		const rows = await hs.items(
			'customer',
			'lookUp',
			{ ...practice, externalIdType: 'patient', externalId: '={{ $json.id }}' },
			patients,
		);
		return patients.map((patient, index) => ({ ...patient, healthsail: rows[index] }));
	}

	function pick({ healthsail }: IDataObject): IDataObject {
		return { healthsail };
	}
});
