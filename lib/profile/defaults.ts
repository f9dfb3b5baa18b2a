import type { PmSystem } from '../canonical/externalId';
import { defaultIdentitySettings } from '../identity/defaults';
import { narrowableFields } from '../privacy/scopes';
import type { FlagRule, PracticeProfile, TebraSettings } from './schema';

/** Tebra sheet 4.1: the alert text and the collection category are where practices mark privacy. */
const tebraFlags: readonly FlagRule[] = [
	{ field: 'Alert', match: 'contains', value: 'DO NOT SHARE', reason: 'do_not_share' },
	{ field: 'Alert', match: 'contains', value: 'CONFIDENTIAL', reason: 'confidential' },
	{
		field: 'CollectionCategoryName',
		match: 'equals',
		value: 'Confidential',
		reason: 'confidential',
	},
];

/** Tebra sheet 3.3 rule 6 (empty Fields) and 5 (limits are counted per account). */
const tebraSettings: TebraSettings = {
	fieldsMode: 'empty',
	throttleMs: {},
	limitShare: 1,
	externalVendorName: 'HealthSail',
};

/**
 * The profile a practice has before anyone edits it, from the vendor's sheet. A fresh copy each
 * call. The time zone is only a starting point: set the practice's own.
 */
export function defaultProfile(system: PmSystem): PracticeProfile {
	return {
		version: 1,
		system,
		timeZone: 'America/New_York',
		sync: { pageSize: 500, overlapHours: 24, windowDays: 30 },
		cohort: { rule: 'all' },
		flags: system === 'tebra' ? tebraFlags.map((rule) => ({ ...rule })) : [],
		testPatients: 'exclude',
		scope: { fields: [...narrowableFields] },
		codes: {
			gender: {
				male: 'male',
				m: 'male',
				female: 'female',
				f: 'female',
				other: 'other',
				o: 'other',
				unknown: 'unknown',
				u: 'unknown',
			},
			relationship: {
				self: 'self',
				s: 'self',
				spouse: 'spouse',
				u: 'spouse',
				child: 'child',
				c: 'child',
				other: 'other',
				o: 'other',
			},
			payerScenario: {
				insurance: 'commercial',
				commercial: 'commercial',
				'self pay': 'other',
				medicare: 'medicare',
				'medicare advantage': 'medicare_advantage',
				medicaid: 'medicaid',
				tricare: 'tricare',
				"workers' compensation": 'workers_comp',
				'workers compensation': 'workers_comp',
				auto: 'auto',
				'attorney lien': 'other',
			},
		},
		identity: { ...defaultIdentitySettings },
		...(system === 'tebra' && { tebra: { ...tebraSettings, throttleMs: {} } }),
	};
}
