import type { LevelParameters } from './parameters';

/**
 * Where the estimate of the weights begins, typed from experience, and the chances of the fields that
 * the population of the estimate does not have (national id, last four digits, subscriber id).
 */
export const assumedParameters: LevelParameters = {
	given: {
		equal: { m: 0.78, u: 0.004 },
		nickname: { m: 0.04, u: 0.003 },
		part: { m: 0.03, u: 0.002 },
		middle: { m: 0.01, u: 0.002 },
		initial: { m: 0.02, u: 0.005 },
		close: { m: 0.08, u: 0.004 },
		similar: { m: 0.02, u: 0.004 },
		swapped: { m: 0.02, u: 0.0001 },
		different: { m: 0.03, u: 0.97 },
	},
	family: {
		equal: { m: 0.82, u: 0.0015 },
		former: { m: 0.02, u: 0.0003 },
		part: { m: 0.02, u: 0.0006 },
		close: { m: 0.08, u: 0.0015 },
		similar: { m: 0.02, u: 0.0025 },
		swapped: { m: 0.02, u: 0.0001 },
		different: { m: 0.04, u: 0.99 },
	},
	middle: {
		equal: { m: 0.6, u: 0.02 },
		initial: { m: 0.35, u: 0.08 },
		different: { m: 0.05, u: 0.9 },
	},
	birthDate: {
		equal: { m: 0.91, u: 0.00004 },
		swapped: { m: 0.02, u: 0.00004 },
		oneDay: { m: 0.005, u: 0.00008 },
		oneDigit: { m: 0.03, u: 0.0006 },
		twoParts: { m: 0.015, u: 0.004 },
		different: { m: 0.02, u: 0.995 },
	},
	sex: { equal: { m: 0.99, u: 0.5 }, different: { m: 0.01, u: 0.5 } },
	address: {
		equal: { m: 0.7, u: 0.0002 },
		close: { m: 0.08, u: 0.0001 },
		sameStreet: { m: 0.03, u: 0.0004 },
		otherHouse: { m: 0.02, u: 0.001 },
		numberAndZip: { m: 0.02, u: 0.0005 },
		zip: { m: 0.06, u: 0.02 },
		city: { m: 0.04, u: 0.03 },
		different: { m: 0.08, u: 0.95 },
	},
	phone: {
		equal: { m: 0.75, u: 0.0002 },
		close: { m: 0.03, u: 0.0002 },
		different: { m: 0.22, u: 0.9996 },
	},
	email: {
		equal: { m: 0.75, u: 0.0001 },
		close: { m: 0.03, u: 0.0001 },
		different: { m: 0.22, u: 0.9998 },
	},
	nationalId: {
		equal: { m: 0.92, u: 0.000001 },
		oneEdit: { m: 0.06, u: 0.00006 },
		different: { m: 0.02, u: 0.99994 },
	},
	ssnLast4: { equal: { m: 0.97, u: 0.0001 }, different: { m: 0.03, u: 0.9999 } },
	memberId: { equal: { m: 0.6, u: 0.00002 }, different: { m: 0.4, u: 0.99998 } },
	subscriberId: { equal: { m: 0.6, u: 0.02 }, different: { m: 0.4, u: 0.98 } },
};
