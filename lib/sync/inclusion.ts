import { addMonths } from '../values/civilDate';
import { foldText } from '../values/text';
import type { FlagRule } from '../profile/flagRule';
import type { PracticeProfile } from '../profile/schema';
import { isTestPatient } from './testPatient';

/** What HealthSail's cohort entries say of one patient id (contract section 15). */
export interface CohortEntry {
	readonly list: 'invited' | 'portal' | 'opted_out';
}

export interface InclusionFacts {
	/** What the record says of itself. */
	readonly record: {
		readonly practiceId: string | null | undefined;
		readonly practiceName: string | null | undefined;
		readonly givenName?: string | null;
		readonly familyName?: string | null;
		readonly flags: Readonly<Record<string, string | null | undefined>>;
		/** Civil date; null = never; undefined = the vendor did not tell. */
		readonly lastVisitOn: string | null | undefined;
	};
	/** The practice this credential serves. */
	readonly practice: { readonly practiceId: string; readonly practiceName?: string };
	readonly cohort: readonly CohortEntry[];
	readonly profile: Pick<PracticeProfile, 'cohort' | 'flags' | 'testPatients'>;
	/** Civil date in the practice's zone. */
	readonly today: string;
}

/**
 * `fenced`: of another practice, or of none that can be told; it never becomes an item.
 * `excluded`: opted out, flagged or no real patient. `left`: not (or no longer) in the cohort.
 */
export type InclusionVerdict =
	| { readonly verdict: 'included' }
	| { readonly verdict: 'fenced' }
	| { readonly verdict: 'excluded' | 'left'; readonly reason: string };

/** The reasons that are not a flag rule's own word. */
export const inclusionReasons = {
	optedOut: 'opted_out',
	testPatient: 'test_patient',
	noRecentVisit: 'no_recent_visit',
	lastVisitNotTold: 'last_visit_not_told',
	notInvited: 'not_invited',
	noPortalUser: 'no_portal_user',
} as const;

/**
 * Whether a patient may go on to HealthSail. In this order: the fence, the opt-out list, the flags
 * of the profile, names of test patients, the cohort rule. Inactive and deceased patients stay; their
 * status goes with them.
 */
export function decideInclusion(facts: InclusionFacts): InclusionVerdict {
	const { record, practice, cohort, profile } = facts;
	if (!isOfPractice(record, practice)) return { verdict: 'fenced' };
	if (cohort.some(({ list }) => list === 'opted_out')) {
		return { verdict: 'excluded', reason: inclusionReasons.optedOut };
	}
	const flag = profile.flags.find((rule) => matches(rule, record.flags));
	if (flag !== undefined) return { verdict: 'excluded', reason: flag.reason };
	if (profile.testPatients === 'exclude' && isTestPatient(record)) {
		return { verdict: 'excluded', reason: inclusionReasons.testPatient };
	}
	const reason = outsideCohort(facts);
	return reason === undefined ? { verdict: 'included' } : { verdict: 'left', reason };
}

/**
 * The first civil date that counts for a `visitWithin` cohort, or `undefined` for the other rules;
 * also what a vendor that can filter by last visit is asked for.
 */
export function visitedSince(
	profile: Pick<PracticeProfile, 'cohort'>,
	today: string,
): string | undefined {
	const { cohort } = profile;
	return cohort.rule === 'visitWithin' ? addMonths(today, -cohort.months) : undefined;
}

/**
 * Fails closed: what the record tells (id, name) must agree with the practice as far as that is
 * known, and it must tell at least one of them that can be compared.
 */
function isOfPractice(
	record: InclusionFacts['record'],
	practice: InclusionFacts['practice'],
): boolean {
	const id = record.practiceId?.trim() ?? '';
	const name = foldText(record.practiceName ?? '');
	const ownName = foldText(practice.practiceName ?? '');
	if (id !== '' && id !== practice.practiceId) return false;
	if (name !== '' && ownName !== '' && name !== ownName) return false;
	return id !== '' || (name !== '' && ownName !== '');
}

function matches(rule: FlagRule, flags: InclusionFacts['record']['flags']): boolean {
	const value = Object.hasOwn(flags, rule.field) ? flags[rule.field] : undefined;
	if (value === undefined || value === null) return false;
	const text = foldText(value);
	const wanted = foldText(rule.value);
	return rule.match === 'equals' ? text === wanted : text.includes(wanted);
}

function outsideCohort({ record, cohort, profile, today }: InclusionFacts): string | undefined {
	const listed = (list: CohortEntry['list']) => cohort.some((entry) => entry.list === list);
	switch (profile.cohort.rule) {
		case 'all':
			return undefined;
		case 'invited':
			return listed('invited') ? undefined : inclusionReasons.notInvited;
		case 'portal':
			return listed('portal') ? undefined : inclusionReasons.noPortalUser;
		case 'visitWithin': {
			if (record.lastVisitOn === undefined) return inclusionReasons.lastVisitNotTold;
			const since = visitedSince(profile, today);
			return record.lastVisitOn !== null && since !== undefined && record.lastVisitOn >= since
				? undefined
				: inclusionReasons.noRecentVisit;
		}
	}
}
