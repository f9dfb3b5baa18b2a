import fc from 'fast-check';

import { fields, levels } from '../../../lib/identity/compare/levels';
import type { Field } from '../../../lib/identity/compare/levels';
import { assumedParameters } from '../../../lib/identity/weights/assumed';
import { estimateChances } from '../../../lib/identity/weights/estimate';
import type { Chances, LevelPattern } from '../../../lib/identity/weights/estimate';
import { toWeights } from '../../../lib/identity/weights/parameters';
import { shippedParameters } from '../../../lib/identity/weights/shipped';

const asked: readonly Field[] = ['sex', 'phone', 'birthDate', 'memberId'];

/** The truth that the estimate has to find again. */
const truth = {
	m: {
		sex: [0.98, 0.02],
		phone: [0.8, 0.05, 0.15],
		birthDate: [0.9, 0.02, 0.01, 0.03, 0.01, 0.03],
		memberId: [0.7, 0.3],
	},
	u: {
		sex: [0.5, 0.5],
		phone: [0.02, 0.01, 0.97],
		birthDate: [0.01, 0.01, 0.01, 0.02, 0.05, 0.9],
		memberId: [0.05, 0.95],
	},
	lambda: 0.3,
} as const;

/** Every vector of levels with the number of pairs that the truth expects among so many. */
function expectedPatterns(pairs: number, missing: number): LevelPattern[] {
	let vectors: { chosen: number[]; one: number; two: number }[] = [
		{ chosen: [], one: truth.lambda, two: 1 - truth.lambda },
	];
	for (const field of asked) {
		const m = truth.m[field as keyof typeof truth.m];
		const u = truth.u[field as keyof typeof truth.u];
		vectors = vectors.flatMap(({ chosen, one, two }) => [
			{ chosen: [...chosen, 0], one: one * missing, two: two * missing },
			...m.map((share, at) => ({
				chosen: [...chosen, at + 1],
				one: one * share * (1 - missing),
				two: two * u[at] * (1 - missing),
			})),
		]);
	}
	return vectors.map(({ chosen, one, two }) => ({
		levels: fields.map((field) => (asked.includes(field) ? chosen[asked.indexOf(field)] : 0)),
		count: pairs * (one + two),
	}));
}

function shares(chances: Chances, field: Field): number[] {
	return levels[field].slice(1).map((level) => chances[field]?.[level] ?? NaN);
}

describe('estimate of the weights', () => {
	it.each([0, 0.2])('finds m, u and the share of matches again, with %f missing', (missing) => {
		const found = estimateChances(expectedPatterns(1e7, missing), {
			fields: asked,
			start: assumedParameters,
			lambda: 0.5,
			rounds: 2000,
		});
		expect(found.lambda).toBeCloseTo(0.3, 2);
		for (const field of asked) {
			const m = truth.m[field as keyof typeof truth.m];
			const u = truth.u[field as keyof typeof truth.u];
			shares(found.m, field).forEach((share, at) => expect(share).toBeCloseTo(m[at], 2));
			shares(found.u, field).forEach((share, at) => expect(share).toBeCloseTo(u[at], 2));
		}
	});

	it('leaves a u that is given as it is', () => {
		const u: Chances = {
			sex: { equal: 0.5, different: 0.5 },
			memberId: { equal: 0.05, different: 0.95 },
		};
		const found = estimateChances(expectedPatterns(1e7, 0), {
			fields: ['sex', 'memberId'],
			u,
			start: assumedParameters,
			lambda: 0.5,
			rounds: 2000,
		});
		expect(found.u).toEqual(u);
		expect(found.m.memberId?.equal).toBeGreaterThan(0.5);
	});

	it('gives shares that add up to one, whatever the counts', () => {
		const vector = fc.tuple(...fields.map((field) => fc.nat({ max: levels[field].length - 1 })));
		fc.assert(
			fc.property(
				fc.array(fc.record({ levels: vector, count: fc.integer({ min: 1, max: 500 }) }), {
					minLength: 1,
				}),
				(patterns) => {
					const found = estimateChances(patterns, {
						fields,
						start: assumedParameters,
						lambda: 0.5,
						rounds: 20,
					});
					expect(found.lambda).toBeGreaterThanOrEqual(0);
					expect(found.lambda).toBeLessThanOrEqual(1);
					for (const field of fields) {
						for (const side of [found.m, found.u]) {
							const all = shares(side, field);
							expect(Math.min(...all)).toBeGreaterThan(0);
							expect(all.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
						}
					}
				},
			),
			{ numRuns: 50 },
		);
	});
});

describe('shipped weights', () => {
	const weights = toWeights(shippedParameters);

	it.each(fields)('of %s are in order: agreement most, disagreement least', (field) => {
		const told = [...weights[field]].slice(1);
		expect(weights[field][0]).toBe(0);
		expect(Math.max(...told)).toBe(told[0]);
		expect(Math.min(...told)).toBe(told[told.length - 1]);
		expect(told[0]).toBeGreaterThan(0);
		expect(told[told.length - 1]).toBeLessThan(0);
	});

	it('are chances', () => {
		for (const field of fields) {
			for (const { m, u } of Object.values(shippedParameters[field])) {
				expect(m).toBeGreaterThan(0);
				expect(m).toBeLessThanOrEqual(1);
				expect(u).toBeGreaterThan(0);
				expect(u).toBeLessThanOrEqual(1);
			}
		}
	});

	it('weigh a birth date more than a sex', () => {
		expect(weights.birthDate[1]).toBeGreaterThan(weights.sex[1] + 8);
	});
});
