// Written by `npm run bench -- match-train`; do not edit.
import type { LevelParameters } from './parameters';

/**
 * Chances per level, estimated by expectation-maximisation (`estimate.ts`) without labels on invented
 * people: two lists of 20000 records of the population generator, overlap 0.8, seed 20261122.
 * u from 4000000 random pairs; m from pairs of one birth date and from pairs of one name
 * (birth date: 5 rounds, 0.564 of them matches; names: 6 rounds, 0.756 of them matches), halfway to the assumed ones
 * of `assumed.ts`, since real registers are dirtier. Only assumed, since the population does not
 * tell them: nationalId, ssnLast4, subscriberId.
 */
export const shippedParameters: LevelParameters = {
	given: {
		equal: { m: 0.851, u: 0.00234 },
		nickname: { m: 0.0333, u: 0.000578 },
		part: { m: 0.015, u: 0.0000953 },
		middle: { m: 0.00515, u: 0.00207 },
		initial: { m: 0.0151, u: 0.000665 },
		close: { m: 0.0508, u: 0.00089 },
		similar: { m: 0.0139, u: 0.000892 },
		swapped: { m: 0.0123, u: 0.00000114 },
		different: { m: 0.0183, u: 0.992 },
	},
	family: {
		equal: { m: 0.885, u: 0.00257 },
		former: { m: 0.0129, u: 0.0000214 },
		part: { m: 0.0115, u: 0.0000239 },
		close: { m: 0.0507, u: 0.000265 },
		similar: { m: 0.0129, u: 0.000265 },
		swapped: { m: 0.0123, u: 0.00000113 },
		different: { m: 0.0248, u: 0.997 },
	},
	middle: {
		equal: { m: 0.544, u: 0.0174 },
		initial: { m: 0.43, u: 0.0504 },
		different: { m: 0.0258, u: 0.932 },
	},
	birthDate: {
		equal: { m: 0.942, u: 0.0000371 },
		swapped: { m: 0.0108, u: 0.00000727 },
		oneDay: { m: 0.00596, u: 0.000057 },
		oneDigit: { m: 0.0196, u: 0.000909 },
		twoParts: { m: 0.00777, u: 0.00291 },
		different: { m: 0.0136, u: 0.996 },
	},
	sex: {
		equal: { m: 0.993, u: 0.501 },
		different: { m: 0.00675, u: 0.499 },
	},
	address: {
		equal: { m: 0.753, u: 0.0000474 },
		close: { m: 0.0491, u: 0.00000138 },
		sameStreet: { m: 0.0166, u: 0.00000138 },
		otherHouse: { m: 0.01, u: 0.000153 },
		numberAndZip: { m: 0.0114, u: 0.00000113 },
		zip: { m: 0.0539, u: 0.00107 },
		city: { m: 0.0256, u: 0.0538 },
		different: { m: 0.0951, u: 0.945 },
	},
	phone: {
		equal: { m: 0.823, u: 0.0000218 },
		close: { m: 0.0209, u: 0.0000191 },
		different: { m: 0.156, u: 1 },
	},
	email: {
		equal: { m: 0.805, u: 0.0000137 },
		close: { m: 0.0267, u: 8.04e-7 },
		different: { m: 0.168, u: 1 },
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
		equal: { m: 0.788, u: 0.0000389 },
		different: { m: 0.212, u: 1 },
	},
	subscriberId: {
		equal: { m: 0.6, u: 0.02 },
		different: { m: 0.4, u: 0.98 },
	},
};
