import type { IDataObject } from 'n8n-workflow';

import type { SeenRequest } from '../../support/localServer';
import { patientItem } from '../healthsail.support/run';
import { json, problem, scriptedHealthSail } from '../healthsail.support/scripted';

/** The search for customers whom a patient may be, on the wire. All data is synthetic. */

const { serve, close } = scriptedHealthSail();
afterEach(close);

describe('candidates from patients', () => {
	interface Question {
		ref: string;
		externalIds?: IDataObject[];
		keys: Array<{ type: string; value: string }>;
	}
	const questionsOf = ({ body }: SeenRequest) => (JSON.parse(body) as { items: Question[] }).items;
	const found = (ref: string, ids: string[], truncated = false) => ({
		ref,
		customers: ids.map((customerId) => ({ customerId, version: 1 })),
		truncated,
	});

	it('are asked for with the keys and ids of each patient, and added to it', async () => {
		const { hs, requests } = await serve((request) =>
			json({ data: questionsOf(request).map(({ ref }) => found(ref, [`cus_${ref}`])) }),
		);
		const items = await hs.items('customer', 'findCandidates', {}, [
			patientItem('c1', {
				familyName: 'Sample',
				externalIds: [
					{ system: 'tebra', practiceId: '1', type: 'patient', value: 'c1' },
					{ system: 'tebra', practiceId: '1', type: 'chart', value: 'CH-1' },
				],
			}),
			patientItem('c2', { coverages: [] }),
		]);
		expect(items).toMatchObject([
			{
				id: 'c1',
				familyName: 'Sample',
				candidates: [{ customerId: 'cus_0' }],
				candidatesTruncated: false,
				calls: 1,
			},
			{ id: 'c2', candidates: [{ customerId: 'cus_1' }] },
		]);
		expect(requests).toHaveLength(1);
		const [first] = questionsOf(requests[0]);
		expect(first.externalIds).toEqual([
			{ system: 'tebra', practiceId: '1', type: 'patient', value: 'c1' },
		]);
		expect(first.keys).toEqual(
			expect.arrayContaining([
				{ type: 'name', value: 'jordan sample' },
				{ type: 'birth_date', value: '1984-02-29' },
				{ type: 'phone', value: '+12175550123' },
				{ type: 'email', value: 'jordan.c1@example.org' },
				{ type: 'street', value: '100 example st' },
			]),
		);
	});

	it('are asked for once more, without the weakest key, where the answer was cut off', async () => {
		let calls = 0;
		const { hs, requests } = await serve((request) => {
			calls += 1;
			return json({
				data: questionsOf(request).map(({ ref }) =>
					calls === 1 ? found(ref, ['cus_a', 'cus_b'], ref === '1') : found(ref, ['cus_c']),
				),
			});
		});
		const withZip = (id: string) =>
			patientItem(id, {
				addresses: [{ use: 'home', line1: '100 Example St', postalCode: '62701' }],
			});
		const items = await hs.items('customer', 'findCandidates', {}, [withZip('t0'), withZip('t1')]);
		expect(requests).toHaveLength(2);
		const types = requests.map((request) =>
			questionsOf(request).map(({ keys }) =>
				keys.some(({ type }) => type === 'zip_surname_initial'),
			),
		);
		expect(types).toEqual([[true, true], [false]]);
		const ids = items.map(({ candidates }) =>
			(candidates as IDataObject[]).map(({ customerId }) => customerId).sort(),
		);
		expect(ids).toEqual([
			['cus_a', 'cus_b'],
			['cus_a', 'cus_b', 'cus_c'],
		]);
		expect(items[1].candidatesTruncated).toBe(false);
	});

	it('are none, without a call, for a patient with nothing to search by', async () => {
		const { hs, requests } = await serve(() => problem(500, 'internal'));
		const bare = {
			system: 'tebra',
			practiceId: '1',
			id: 'e1',
			externalIds: [],
			healthsail: null,
		};
		const items = await hs.items('customer', 'findCandidates', {}, [bare]);
		expect(items).toMatchObject([{ id: 'e1', candidates: [], candidatesTruncated: false }]);
		expect(requests).toHaveLength(0);
	});

	it('are not taken for none when HealthSail leaves a patient out', async () => {
		const { hs } = await serve(() => json({ data: [] }));
		const { error } = await hs.run('customer', 'findCandidates', {}, [patientItem('c1')]);
		expect(error?.context?.failure).toMatchObject({ kind: 'wireShape' });
	});
});
