import type { Coverage } from '../../../lib/canonical/coverage';
import { meaningOf } from '../../../lib/profile/codes';
import { civilDateMember } from '../../../lib/values/civilDate';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { parseMoney } from '../../../lib/values/money';
import { cleanDetail, cleanText, foldText } from '../../../lib/values/text';
import type { CareCloudInsuranceProfile, CareCloudPolicy } from '../wire/patient';
import type { MappingContext } from './context';
import { externalId, settingsOf } from './context';

const ranks = ['primary', 'secondary', 'tertiary'] as const;

/**
 * The policies of all insurance profiles (sheet 4.4), the default profile first. A policy has no id
 * of its own: profile and place in it make one.
 */
export function toCoverages(
	profiles: readonly CareCloudInsuranceProfile[],
	context: MappingContext,
): Coverage[] {
	const inOrder = [...profiles].sort(
		(left, right) => Number(right.default ?? false) - Number(left.default ?? false),
	);
	return inOrder.flatMap((profile) =>
		(profile.insurance_policies ?? []).map((policy, index) =>
			toCoverage(policy, profile, rankOf(policy.policy_priority, index), context),
		),
	);
}

/** Number 1 is the primary policy (sheet 4.4, unsure); a word is taken as it is, else the order. */
function rankOf(priority: string | null | undefined, index: number): number {
	const word = foldText(priority ?? '');
	const named = ['primary', 'secondary', 'tertiary', 'quaternary'].indexOf(word);
	if (named !== -1) return named + 1;
	return /^[1-9]$/.test(word) ? Number(word) : index + 1;
}

function toCoverage(
	policy: CareCloudPolicy,
	profile: CareCloudInsuranceProfile,
	rank: number,
	{ scope, today }: MappingContext,
): Coverage {
	const effectiveTo = civilDateMember(policy.effective_to);
	const copay = parseMoney(policy.co_payment);
	const id = `${profile.id}-${rank}`;
	return dropAbsent({
		id,
		externalIds: [externalId(scope, 'policy', id)],
		priority: ranks[Math.min(rank, ranks.length) - 1],
		// On file is not checked with the payer (sheet 4.5); only an end date in the past is a fact.
		status: effectiveTo && effectiveTo < today ? ('terminated' as const) : ('unverified' as const),
		payer: dropAbsent({ id: policy.payer?.id, name: cleanDetail(policy.payer?.name) }),
		plan: { type: meaningOf(settingsOf(scope).policyTypes, policy.type) ?? ('other' as const) },
		memberId: cleanDetail(policy.member_number),
		subscriber: subscriberOf(policy, settingsOf(scope).relationships),
		effectiveFrom: civilDateMember(policy.effective_from),
		effectiveTo,
		copay: copay === undefined ? undefined : { amount: copay, currency: 'USD' as const },
		caseId: profile.id,
		caseName: cleanText(profile.name),
	});
}

function subscriberOf(
	{ insured }: CareCloudPolicy,
	relationships: Readonly<Record<string, Coverage['subscriber']['relationship']>>,
): Coverage['subscriber'] {
	const relationship = meaningOf(relationships, insured?.relation_to_patient) ?? 'other';
	// For the patient's own policy the patient is the subscriber: no second copy of name and date.
	if (relationship === 'self' || !insured) return { relationship };
	return dropAbsent({
		relationship,
		givenName: cleanText(insured.first_name),
		familyName: cleanText(insured.last_name),
		birthDate: civilDateMember(insured.dob),
	});
}
