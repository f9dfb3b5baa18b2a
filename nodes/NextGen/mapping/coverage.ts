import type { Coverage } from '../../../lib/canonical/coverage';
import { meaningOf } from '../../../lib/profile/codes';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { parseMoney } from '../../../lib/values/money';
import { cleanDetail, cleanText } from '../../../lib/values/text';
import type { Policy, PolicyDetail } from '../wire/insurance';
import type { MappingContext } from './context';
import { civilDateOf } from './context';

const ranks = ['primary', 'secondary', 'tertiary'] as const;

/** A policy with its detail, however the two were read. */
export interface ReadPolicy {
	readonly policy: Policy;
	readonly detail: PolicyDetail | undefined;
}

/**
 * The policies of a person (sheet 4.3). `defaultCob` ranks them: 1, 2, 3; those without a rank come
 * behind in the order of the list. Deleted ones are left out.
 */
export function toCoverages(policies: readonly ReadPolicy[], context: MappingContext): Coverage[] {
	const ranked = policies
		.filter(({ policy }) => policy.isDeleted !== true)
		.map((entry, index) => ({ entry, rank: entry.policy.defaultCob || ranks.length + 1 + index }))
		.sort((left, right) => left.rank - right.rank);
	return ranked.map(({ entry, rank }) =>
		toCoverage(entry, ranks[Math.min(rank, ranks.length) - 1], context),
	);
}

function toCoverage(
	{ policy, detail }: ReadPolicy,
	priority: Coverage['priority'],
	context: MappingContext,
): Coverage {
	const { scope } = context;
	const from = { ...dropAbsent({ ...policy }), ...dropAbsent({ ...detail }) };
	const effectiveTo = civilDateOf(policy.policyExpirationDate);
	const copay = parseMoney(from.copayAmount);
	return dropAbsent({
		id: policy.personPayerId,
		externalIds: [
			{
				system: scope.system,
				practiceId: scope.practiceId,
				type: 'policy' as const,
				value: policy.personPayerId,
			},
		],
		priority,
		status: statusOf(policy, effectiveTo, context),
		payer: dropAbsent({ id: policy.payerId, name: cleanDetail(policy.payerName) }),
		plan: dropAbsent({
			id: cleanDetail(from.planCode ?? from.planNumber),
			name: cleanDetail(from.planName),
			type: planTypeOf(from, context),
			groupNumber: cleanDetail(from.groupNumber),
		}),
		memberId: cleanDetail(from.policyNumber),
		subscriber: subscriberOf(policy, context),
		effectiveFrom: civilDateOf(policy.policyEffectiveDate),
		effectiveTo,
		copay: copay === undefined ? undefined : { amount: copay, currency: 'USD' as const },
	});
}

/** On file is not checked with the payer: only an end in the past and a switched-off row are facts. */
function statusOf(
	policy: Policy,
	effectiveTo: string | null | undefined,
	{ today }: MappingContext,
): Coverage['status'] {
	if (effectiveTo && effectiveTo < today) return 'terminated';
	return policy.isActive === false ? 'inactive' : 'unverified';
}

function planTypeOf(
	{ isWorkmansCompensationCoverage, insuranceType }: Policy,
	{ scope }: MappingContext,
): Coverage['plan']['type'] {
	if (isWorkmansCompensationCoverage === true) return 'workers_comp';
	return meaningOf(scope.profile.codes.payerScenario, insuranceType) ?? 'other';
}

/** The codes of `relationship` were not seen (sheet 4.3): the profile's map decides, then the flag. */
function subscriberOf(policy: Policy, { scope }: MappingContext): Coverage['subscriber'] {
	const meant = meaningOf(scope.profile.codes.relationship, policy.relationship);
	const relationship = meant ?? (policy.isPatientInsurance === true ? 'self' : 'other');
	// For the patient's own policy the patient is the subscriber: no second copy of name and date.
	if (relationship === 'self' || policy.relation === undefined) return { relationship };
	return dropAbsent({
		relationship,
		givenName: cleanText(policy.relation.firstName),
		familyName: cleanText(policy.relation.lastName),
		birthDate: civilDateOf(policy.relation.dateOfBirth),
	});
}
