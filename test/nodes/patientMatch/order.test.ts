import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { candidate, match, patient, rowan, verified } from './people';

/** The order in which items and candidates come changes nothing. All people are invented. */

const robin = { ...rowan, given: 'Robin', phone: '+12175550188', email: 'robin.s@example.org' };
const namesake = { given: rowan.given, family: rowan.family, born: rowan.born };

const candidates = [
	candidate({ id: 'cus_1', ...rowan }),
	candidate({ id: 'cus_2', ...robin }),
	candidate({ id: 'cus_3', ...namesake }),
	candidate({ id: 'cus_4', given: 'Blair', family: 'Okafor', born: '1990-01-05' }),
	candidate({ id: 'cus_5', ...robin, more: { externalIds: [verified('505')] } }),
];
const patients = [
	patient({ id: '501', ...rowan }),
	patient({ id: '502', ...robin }),
	patient({ id: '503', ...namesake }),
	patient({ id: '504', given: 'Blair', family: 'Okafor', born: '1990-01-05' }),
	patient({ id: '505', ...robin }),
	patient({ id: '506', given: 'Noor', family: 'Haddad', born: '2001-11-30' }),
];

const told = (outputs: readonly IDataObject[][]) =>
	outputs.map((items) =>
		items
			.map(({ id, match: decision }) => JSON.stringify([id, decision]))
			.sort((a, b) => (a < b ? -1 : 1)),
	);

const shuffled = <T>(list: readonly T[]) =>
	fc.shuffledSubarray([...list], { minLength: list.length });

it('decides the same of items and candidates in any order', async () => {
	const inOrder = await match(
		'againstCandidates',
		patients.map((item) => ({ ...item, candidates })),
	);
	const expected = told([inOrder.matched, inOrder.review, inOrder.unknown]);
	expect(expected.map(({ length }) => length > 0)).toEqual([true, true, true]);
	await fc.assert(
		fc.asyncProperty(shuffled(patients), shuffled(candidates), async (items, named) => {
			const { matched, review, unknown } = await match(
				'againstCandidates',
				items.map((item) => ({ ...item, candidates: named })),
			);
			expect(told([matched, review, unknown])).toEqual(expected);
		}),
		{ numRuns: 15 },
	);
});

it('decides the same of two lists in any order', async () => {
	const run = async (left: readonly IDataObject[], right: readonly IDataObject[]) => {
		const result = await match('listAgainstList', left, {}, { secondInput: right });
		return told([result.matched, result.review, result.unknown]);
	};
	const expected = await run(patients, candidates);
	expect(expected.flat()).toHaveLength(patients.length);
	await fc.assert(
		fc.asyncProperty(shuffled(patients), shuffled(candidates), async (left, right) => {
			expect(await run(left, right)).toEqual(expected);
		}),
		{ numRuns: 10 },
	);
});
