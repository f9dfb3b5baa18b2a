import { candidate, match, patient, reasonsOf, rowan, verified } from './people';

/** Whole lists: against each other, and one within itself. All people are invented. */

const blair = {
	given: 'Blair',
	family: 'Okafor',
	born: '1990-01-05',
	phone: '+12175550144',
	street: '3 Pine Ct',
};
const noor = { given: 'Noor', family: 'Haddad', born: '2001-11-30', phone: '+12175550166' };

describe('a list against a list', () => {
	it('gives every patient with its partner, paired with both inputs', async () => {
		const { matched, unknown, outputs, counts } = await match(
			'listAgainstList',
			[patient({ id: '501', ...blair }), patient({ id: '502', ...noor }), patient({ id: '503' })],
			{},
			{ secondInput: [candidate({ id: 'cus_7', ...rowan }), candidate({ id: 'cus_8', ...blair })] },
		);
		expect(counts).toEqual([1, 0, 2]);
		expect(matched[0]).toMatchObject({
			id: '501',
			healthsail: { customerId: 'cus_8', version: 3 },
			match: { band: 'link', customerId: 'cus_8' },
		});
		expect(outputs[0][0].pairedItem).toEqual([
			{ item: 0, input: 0 },
			{ item: 1, input: 1 },
		]);
		expect(outputs[2].map(({ pairedItem }) => pairedItem)).toEqual([
			[{ item: 1, input: 0 }],
			[{ item: 2, input: 0 }],
		]);
		expect(unknown.map(reasonsOf)).toEqual([[], ['nothingToCompare']]);
	});

	it('is all new when nothing arrived at the second input', async () => {
		const { counts } = await match('listAgainstList', [patient({ id: '501', ...blair })]);
		expect(counts).toEqual([0, 0, 1]);
	});

	it('takes customers as HealthSail lists them and plain records by common field names', async () => {
		const { customerId, ...customer } = candidate({ id: 'cus_8', ...blair });
		const { matched, counts } = await match(
			'listAgainstList',
			[
				{
					'Patient ID': 17,
					'First Name': 'Blair',
					last_name: 'Okafor',
					DOB: '1/5/1990',
					'Home Phone': '(217) 555-0144',
				},
			],
			{},
			{ secondInput: [{ ...customer, id: customerId }] },
		);
		expect(counts).toEqual([1, 0, 0]);
		expect(matched[0]).toMatchObject({ 'Patient ID': 17, healthsail: { customerId: 'cus_8' } });
	});

	it('takes plain records by field names of your own, in place of the common ones', async () => {
		const left = [
			{ nr: 'a', Vorname: 'Blair', Nachname: 'Okafor', geboren: '1990-01-05', tel: '2175550144' },
		];
		const right = [
			{ id: 'b', given_name: 'Blair', surname: 'Okafor', dob: '19900105', phone: '2175550144' },
		];
		const entries = [
			{ field: 'id', name: 'nr' },
			{ field: 'id', name: 'id' },
			{ field: 'givenName', name: 'Vorname' },
			{ field: 'givenName', name: 'given_name' },
			{ field: 'familyName', name: 'Nachname' },
			{ field: 'familyName', name: 'surname' },
			{ field: 'birthDate', name: 'geboren' },
			{ field: 'birthDate', name: 'dob' },
			{ field: 'phone', name: 'tel' },
			{ field: 'phone', name: 'phone' },
		];
		const named = await match(
			'listAgainstList',
			left,
			{ options: { fieldNames: { entries } } as never },
			{ secondInput: right },
		);
		expect(named.matched[0]).toMatchObject({ nr: 'a', match: { candidateId: 'b' } });
		const unnamed = await match('listAgainstList', left, {}, { secondInput: right });
		expect(unnamed.counts).toEqual([0, 0, 1]);
	});

	it('honours exclusions, and customers that another patient of the practice holds', async () => {
		const { counts, review } = await match(
			'listAgainstList',
			[
				patient({ id: '501', ...blair }),
				patient({ id: '502', ...noor }),
				patient({ id: '503', ...rowan }),
			],
			{ options: { exclusions: [{ pair: ['cus_8', '501'] }] as never } },
			{
				secondInput: [
					candidate({ id: 'cus_8', ...blair }),
					candidate({ id: 'cus_9', ...noor, more: { externalIds: [verified('499')] } }),
					candidate({ id: 'cus_7', ...rowan, more: { externalIds: [verified('503')] } }),
				],
			},
		);
		expect(counts).toEqual([1, 1, 1]);
		expect(review[0].id).toBe('502');
		expect(reasonsOf(review[0])).toContain('alreadyLinked');
	});

	it('stops as a whole for a record that cannot be read, in either list', async () => {
		const broken = { id: 'x', first_name: { MARKER: 1 } };
		for (const [items, secondInput] of [
			[[patient({ id: '501', ...blair }), broken], []],
			[[patient({ id: '501', ...blair })], [candidate({ id: 'cus_8', ...blair }), broken]],
		] as const) {
			const { error } = await match('listAgainstList', items, {}, { secondInput });
			expect(error?.context?.failure).toMatchObject({
				kind: 'validation',
				fields: ['givenName'],
				itemIndex: 1,
			});
			const goneOn = await match(
				'listAgainstList',
				items,
				{},
				{ secondInput, onError: 'continueRegularOutput' },
			);
			expect(goneOn.outputs.flat()).toHaveLength(items.length);
			expect(goneOn.matched.every((item) => 'error' in item && !('id' in item))).toBe(true);
		}
	});
});

describe('one list within itself', () => {
	it('gives groups, doubtful pairs and the rest', async () => {
		const namesake = { given: noor.given, family: noor.family, born: noor.born };
		const { matched, review, unknown, outputs, counts } = await match('withinList', [
			patient({ id: '1', ...blair }),
			patient({ id: '2', ...rowan }),
			patient({ id: '3', ...namesake }),
			patient({ id: '4', ...blair }),
			patient({ id: '5', ...namesake }),
		]);
		expect(counts).toEqual([1, 1, 1]);
		expect(matched[0]).toMatchObject({ ids: ['1', '4'], match: { band: 'link' } });
		expect(matched[0].records).toMatchObject([{ id: '1' }, { id: '4' }]);
		expect(outputs[0][0].pairedItem).toEqual([{ item: 0 }, { item: 3 }]);
		expect(review[0]).toMatchObject({ ids: ['3', '5'], match: { grade: 'possible' } });
		expect(unknown).toMatchObject([{ id: '2' }]);
	});

	it('does not propose a pair that was kept apart', async () => {
		const { counts } = await match(
			'withinList',
			[patient({ id: '1', ...blair }), patient({ id: '4', ...blair })],
			{ options: { exclusions: '[{"pair":["4","1"]}]' } },
		);
		expect(counts).toEqual([0, 0, 2]);
	});

	it('is empty for an empty list', async () => {
		expect((await match('withinList', [])).outputs.flat()).toEqual([]);
	});
});
