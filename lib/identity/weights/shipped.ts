// Written by `npm run bench -- match-train`; do not edit.
import type { LevelParameters } from './parameters';

/**
 * Chances per level, estimated by expectation-maximisation (`estimate.ts`) without labels on invented
 * people: two lists of 20000 records of the population generator, overlap 0.8, seed 20261122.
 * u from 4000000 random pairs; m from pairs of one birth date and from pairs of one name
 * (birth date: 5 rounds, 0.564 of them matches; names: 6 rounds, 0.761 of them matches), halfway to the assumed ones
 * of `assumed.ts`, since real registers are dirtier. Only assumed, since the population does not
 * tell them: nationalId, ssnLast4, subscriberId.
 */
export const shippedParameters: LevelParameters = {
	given: {
		equal: { m: 0.852, u: 0.00227 },
		nickname: { m: 0.033, u: 0.000532 },
		part: { m: 0.015, u: 0.0000844 },
		middle: { m: 0.00508, u: 0.00203 },
		initial: { m: 0.0146, u: 0.000695 },
		close: { m: 0.0491, u: 0.000899 },
		similar: { m: 0.0148, u: 0.000896 },
		swapped: { m: 0.013, u: 8.83e-7 },
		different: { m: 0.0188, u: 0.993 },
	},
	family: {
		equal: { m: 0.885, u: 0.00251 },
		former: { m: 0.0122, u: 0.00000938 },
		part: { m: 0.0111, u: 0.0000221 },
		close: { m: 0.0514, u: 0.000299 },
		similar: { m: 0.013, u: 0.000277 },
		swapped: { m: 0.0129, u: 8.75e-7 },
		different: { m: 0.0246, u: 0.997 },
	},
	middle: {
		equal: { m: 0.546, u: 0.0177 },
		initial: { m: 0.429, u: 0.0505 },
		different: { m: 0.0257, u: 0.932 },
	},
	birthDate: {
		equal: { m: 0.943, u: 0.000033 },
		swapped: { m: 0.0107, u: 0.0000111 },
		oneDay: { m: 0.00635, u: 0.000057 },
		oneDigit: { m: 0.0196, u: 0.000882 },
		twoParts: { m: 0.00799, u: 0.00292 },
		different: { m: 0.0124, u: 0.996 },
	},
	sex: {
		equal: { m: 0.993, u: 0.501 },
		different: { m: 0.00713, u: 0.499 },
	},
	address: {
		equal: { m: 0.754, u: 0.0000424 },
		close: { m: 0.0491, u: 3.75e-7 },
		sameStreet: { m: 0.0165, u: 6.25e-7 },
		otherHouse: { m: 0.01, u: 0.000155 },
		numberAndZip: { m: 0.0113, u: 6.25e-7 },
		zip: { m: 0.0536, u: 0.00107 },
		city: { m: 0.0259, u: 0.054 },
		different: { m: 0.0946, u: 0.945 },
	},
	phone: {
		equal: { m: 0.825, u: 0.0000157 },
		close: { m: 0.0201, u: 0.0000176 },
		different: { m: 0.155, u: 1 },
	},
	email: {
		equal: { m: 0.809, u: 0.00000784 },
		close: { m: 0.0258, u: 8e-7 },
		different: { m: 0.165, u: 1 },
	},
	nationalId: {
		equal: { m: 0.92, u: 0.000001 },
		oneEdit: { m: 0.06, u: 0.00006 },
		different: { m: 0.02, u: 1 },
	},
	ssnLast4: {
		equal: { m: 0.97, u: 0.0001 },
		different: { m: 0.03, u: 1 },
	},
	memberId: {
		equal: { m: 0.788, u: 0.0000384 },
		different: { m: 0.212, u: 1 },
	},
	subscriberId: {
		equal: { m: 0.6, u: 0.02 },
		different: { m: 0.4, u: 0.98 },
	},
};
