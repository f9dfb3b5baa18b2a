import type { PmSystem } from '../canonical/externalId';
import { defaultIdentitySettings } from '../identity/defaults';
import { narrowableFields } from '../privacy/scopes';
import { defaultChanges } from './changes';
import { defaultSchedule } from './schedule';
import type { PracticeProfile } from './schema';
import { systemParts } from './systems';

/**
 * The profile a practice has before anyone edits it, from the vendor's sheet. A fresh copy each
 * call. The time zone is only a starting point: set the practice's own.
 */
export function defaultProfile(system: PmSystem): PracticeProfile {
	const { flags, settings } = systemParts[system];
	return {
		version: 1,
		system,
		timeZone: 'America/New_York',
		sync: { pageSize: 500, overlapHours: 24, windowDays: 30 },
		cohort: { rule: 'all' },
		flags: flags.map((rule) => ({ ...rule })),
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
				insurance: 'other',
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
		schedule: defaultSchedule(),
		changes: defaultChanges(),
		...structuredClone(settings),
	};
}
