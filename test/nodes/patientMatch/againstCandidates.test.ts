import type { IDataObject } from 'n8n-workflow';

import { candidate, match, patient, reasonsOf, rowan, verified } from './people';

/** Patients with the candidates that HealthSail named for them. All people are invented. */

const withCandidates = (item: IDataObject, ...candidates: IDataObject[]): IDataObject => ({
	...item,
	candidates,
	candidatesTruncated: false,
});

const sure = (id: string, customerId: string) =>
	withCandidates(patient({ id, ...rowan }), candidate({ id: customerId, ...rowan }));

describe('a patient against its candidates', () => {
	it('is matched with the customer, and carries it as vendor nodes do', async () => {
		const { matched, outputs, counts } = await match('againstCandidates', [
			withCandidates(
				patient({ id: '501', ...rowan }),
				candidate({ id: 'cus_other', given: 'Blair', family: 'Okafor', born: '1990-01-05' }),
				candidate({ id: 'cus_1', ...rowan, more: { contentHash: '0123456789abcdef' } }),
			),
		]);
		expect(counts).toEqual([1, 0, 0]);
		const [item] = matched;
		expect(item).toMatchObject({
			id: '501',
			familyName: 'Szczepanski',
			healthsail: { customerId: 'cus_1', version: 3, contentHash: '0123456789abcdef' },
			match: { band: 'link', grade: 'certain', customerId: 'cus_1', version: 3 },
		});
		expect(item).not.toHaveProperty('candidates');
		expect(item).not.toHaveProperty('candidatesTruncated');
		expect(reasonsOf(item)).toEqual(expect.arrayContaining(['familyNameEqual', 'birthDateEqual']));
		expect(outputs[0][0].pairedItem).toEqual({ item: 0 });
	});

	it('tells why in sentences and codes, never with a value of the person', async () => {
		const { matched } = await match('againstCandidates', [sure('501', 'cus_1')]);
		const told = JSON.stringify(matched[0].match);
		expect(told).toContain('The birth dates are the same.');
		expect(told).not.toMatch(/Rowan|Szczepanski|1979|5550123|example\.org|Willow/i);
	});

	it('goes to a person when only name and birth date agree', async () => {
		const namesake = { given: rowan.given, family: rowan.family, born: rowan.born };
		const { review, counts } = await match('againstCandidates', [
			withCandidates(patient({ id: '501', ...namesake }), candidate({ id: 'cus_1', ...namesake })),
		]);
		expect(counts).toEqual([0, 1, 0]);
		expect(review[0]).toMatchObject({ match: { grade: 'possible', customerId: 'cus_1' } });
		expect(reasonsOf(review[0])).toContain('nameAndBirthDateOnly');
		expect(review[0].healthsail).toBeNull();
	});

	it('is new without candidates, with a stranger, and with nothing to compare', async () => {
		const { unknown, counts } = await match('againstCandidates', [
			withCandidates(patient({ id: '501', ...rowan })),
			withCandidates(
				patient({ id: '502', ...rowan }),
				candidate({ id: 'cus_2', given: 'Blair', family: 'Okafor', born: '1990-01-05' }),
			),
			withCandidates(patient({ id: '503' }), candidate({ id: 'cus_3', ...rowan })),
		]);
		expect(counts).toEqual([0, 0, 3]);
		expect(unknown.map(reasonsOf)).toEqual([[], [], ['nothingToCompare']]);
		expect(unknown[2]).toMatchObject({ match: { band: 'new', grade: 'certainlyNot' } });
		expect(unknown[2].match).not.toHaveProperty('customerId');
	});

	it('goes to a person when two candidates fit, naming both', async () => {
		const { review, counts } = await match('againstCandidates', [
			withCandidates(
				patient({ id: '501', ...rowan }),
				candidate({ id: 'cus_1', ...rowan }),
				candidate({ id: 'cus_2', ...rowan }),
			),
		]);
		expect(counts).toEqual([0, 1, 0]);
		expect(reasonsOf(review[0])).toContain('ambiguous');
		const { customerId, others } = review[0].match as IDataObject;
		expect(customerId).toBe('cus_1');
		expect(others).toMatchObject([{ customerId: 'cus_2', reasons: expect.any(Array) }]);
	});

	it('goes to a person when another patient of the page claims the same customer', async () => {
		const { review, counts } = await match('againstCandidates', [
			sure('501', 'cus_1'),
			sure('502', 'cus_1'),
			sure('503', 'cus_3'),
		]);
		expect(counts).toEqual([1, 2, 0]);
		expect(review.map(reasonsOf)).toEqual([
			expect.arrayContaining(['ambiguous']),
			expect.arrayContaining(['ambiguous']),
		]);
	});

	it('keeps its customer when it alone carries the verified id', async () => {
		const own = { externalIds: [verified('501')] };
		const claimed = candidate({ id: 'cus_1', ...rowan, more: own });
		const { matched, review, counts } = await match('againstCandidates', [
			withCandidates(patient({ id: '501', ...rowan }), claimed),
			withCandidates(patient({ id: '502', ...rowan }), claimed),
		]);
		expect(counts).toEqual([1, 1, 0]);
		expect(matched[0].id).toBe('501');
		expect(reasonsOf(matched[0])).toContain('ownIdentifier');
		expect(reasonsOf(review[0])).toContain('alreadyLinked');
	});

	it('goes to a person when the customer carries another patient of the practice', async () => {
		const { review, counts } = await match('againstCandidates', [
			withCandidates(
				patient({ id: '501', ...rowan }),
				candidate({ id: 'cus_1', ...rowan, more: { externalIds: [verified('499')] } }),
			),
		]);
		expect(counts).toEqual([0, 1, 0]);
		expect(reasonsOf(review[0])).toContain('alreadyLinked');
	});

	it('is matched when the customer carries a patient of another practice only', async () => {
		const elsewhere = { externalIds: [verified('499', { practiceId: '2' })] };
		const { counts } = await match('againstCandidates', [
			withCandidates(
				patient({ id: '501', ...rowan }),
				candidate({ id: 'cus_1', ...rowan, more: elsewhere }),
			),
		]);
		expect(counts).toEqual([1, 0, 0]);
	});

	it('is never proposed for an excluded customer, nor for one that was merged away', async () => {
		const exclusions = [
			{
				id: 'mex_1',
				externalId: { system: 'tebra', practiceId: '1', type: 'patient', value: '502' },
				customerId: 'cus_2',
			},
		];
		const { counts } = await match(
			'againstCandidates',
			[
				withCandidates(
					patient({ id: '501', ...rowan }),
					candidate({ id: 'cus_1', ...rowan, more: { excluded: true } }),
				),
				sure('502', 'cus_2'),
				withCandidates(
					patient({ id: '503', ...rowan }),
					candidate({ id: 'cus_3', ...rowan, more: { status: 'merged' } }),
				),
				sure('504', 'cus_4'),
			],
			{ options: { exclusions: JSON.stringify(exclusions) } },
		);
		expect(counts).toEqual([1, 0, 3]);
	});

	it('goes to a person when HealthSail named only some of the candidates', async () => {
		const { review } = await match('againstCandidates', [
			{ ...sure('501', 'cus_1'), candidatesTruncated: true },
		]);
		expect(reasonsOf(review[0])).toContain('candidatesTruncated');
	});

	it('can be a customer that is matched with patients of the practice', async () => {
		const shopper = candidate({ id: 'cus_9', ...rowan });
		const { matched } = await match('againstCandidates', [
			withCandidates(shopper, patient({ id: '501', ...rowan })),
		]);
		expect(matched[0]).toMatchObject({ customerId: 'cus_9', match: { candidateId: '501' } });
	});

	it('can be a customer, but not of a patient who is somebody else in HealthSail or was kept apart', async () => {
		const linked = { more: { healthsail: { customerId: 'cus_8', version: 1 } } };
		const exclusions = [
			{
				externalId: { system: 'tebra', practiceId: '1', type: 'patient', value: '502' },
				customerId: 'cus_7',
			},
		];
		const { review, unknown, counts } = await match(
			'againstCandidates',
			[
				withCandidates(
					candidate({ id: 'cus_9', ...rowan }),
					patient({ id: '501', ...rowan, ...linked }),
				),
				withCandidates(candidate({ id: 'cus_7', ...rowan }), patient({ id: '502', ...rowan })),
			],
			{ options: { exclusions: exclusions as never } },
		);
		expect(counts).toEqual([0, 1, 1]);
		expect(reasonsOf(review[0])).toContain('alreadyLinked');
		expect(unknown[0].customerId).toBe('cus_7');
	});
});

describe('what links', () => {
	const partly = { given: rowan.given, family: rowan.family, phone: rowan.phone };
	/** One digit of the birth date differs, which no approved combination allows. */
	const probable = () =>
		withCandidates(
			patient({ id: '501', ...partly, born: '1979-08-23' }),
			candidate({ id: 'cus_1', ...partly, born: '1979-08-28' }),
		);

	it('is set by the stricter one of node and profile', async () => {
		const [byDefault, byNode, byProfile] = await Promise.all([
			match('againstCandidates', [probable()]),
			match('againstCandidates', [probable()], { linkAt: 'certain' }),
			match('againstCandidates', [probable()], { settings: '{"linkAt":"certain"}' }),
		]);
		expect(byDefault.matched[0]?.match).toMatchObject({ grade: 'probable' });
		expect(byNode.counts).toEqual([0, 1, 0]);
		expect(byProfile.counts).toEqual([0, 1, 0]);
	});

	it('follows the thresholds of the profile and, over them, of the node', async () => {
		const strict = { settings: '{"linkScore":60,"reviewScore":59}' };
		const none = await match('againstCandidates', [probable()], strict);
		expect(none.counts).toEqual([0, 0, 1]);
		const lower = await match('againstCandidates', [probable()], {
			...strict,
			thresholds: { reviewScore: 0 },
		});
		expect(lower.counts).toEqual([0, 1, 0]);
	});

	it.each<[string, IDataObject, string]>([
		['an unknown setting', { settings: '{"linkscore":4}' }, 'linkscore'],
		['a review score above the link score', { thresholds: { reviewScore: 50 } }, 'reviewScore'],
		['text that is no JSON', { settings: '{linkScore' }, 'Settings'],
		['exclusions that are none', { options: { exclusions: '[{"id":"x"}]' } }, 'Exclusions'],
	])('refuses %s and names it', async (_what, parameters, field) => {
		const { error } = await match('againstCandidates', [sure('501', 'cus_1')], parameters as never);
		expect(error?.context?.failure).toMatchObject({ kind: 'configuration', fields: [field] });
	});
});

describe('items that cannot be read', () => {
	const broken = withCandidates({
		...patient({ id: '502', ...rowan }),
		birthDate: { MARKERyear: 1979 },
	});

	it('stop the node with names of members, never with values', async () => {
		const { error } = await match('againstCandidates', [sure('501', 'cus_1'), broken]);
		expect(error?.context?.failure).toMatchObject({
			kind: 'validation',
			fields: ['birthDate'],
			itemIndex: 1,
		});
		expect(`${error?.message} ${JSON.stringify(error?.context)}`).not.toMatch(
			/MARKER|Rowan|Szczepanski/,
		);
	});

	it('fail alone when the node is set to continue', async () => {
		const { matched, counts } = await match(
			'againstCandidates',
			[sure('501', 'cus_1'), broken, patient({ id: '503', ...rowan })],
			{},
			{ onError: 'continueRegularOutput' },
		);
		expect(counts).toEqual([3, 0, 0]);
		expect(matched[0]).toMatchObject({ id: '501', match: { band: 'link' } });
		expect(Object.keys(matched[1])).toEqual(['error', 'details']);
		expect(matched[2].error).toMatch(/no list of candidates/);
	});

	it('never let patients through uncompared when the settings are wrong', async () => {
		const { outputs, matched } = await match(
			'againstCandidates',
			[sure('501', 'cus_1')],
			{ settings: 'nonsense' },
			{ onError: 'continueRegularOutput' },
		);
		expect(outputs.flat()).toHaveLength(1);
		expect(Object.keys(matched[0])).toEqual(['error', 'details']);
	});
});
