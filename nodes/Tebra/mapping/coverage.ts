import type { Coverage } from '../../../lib/canonical/coverage';
import { meaningOf } from '../../../lib/profile/codes';
import { civilDateMember } from '../../../lib/values/civilDate';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { parseMoney } from '../../../lib/values/money';
import { cleanDetail, cleanText } from '../../../lib/values/text';
import type { TebraCase, TebraPatient, TebraPolicy } from '../wire/patient';
import type { MappingContext } from './context';

const ranks = ['primary', 'secondary', 'tertiary'] as const;

/**
 * The policies of all cases of a patient. Read rows carry no rank (sheet 4.3): the flat Primary and
 * Secondary columns decide where they name a policy number, else the order of the list in its case.
 */
export function toCoverages(
	patient: Pick<TebraPatient, 'PrimaryInsurancePolicyNumber' | 'SecondaryInsurancePolicyNumber'>,
	cases: readonly TebraCase[],
	context: MappingContext,
): Coverage[] {
	return cases.flatMap((entry) =>
		inRankOrder(entry, patient).map((policy, index) =>
			toCoverage(policy, entry, ranks[Math.min(index, ranks.length - 1)], context),
		),
	);
}

function inRankOrder(
	entry: TebraCase,
	patient: Pick<TebraPatient, 'PrimaryInsurancePolicyNumber' | 'SecondaryInsurancePolicyNumber'>,
): TebraPolicy[] {
	// The flat columns describe the primary case only.
	if (entry.IsPrimaryCase === false) return [...entry.policies];
	const named = [patient.PrimaryInsurancePolicyNumber, patient.SecondaryInsurancePolicyNumber].map(
		(number) => cleanText(number),
	);
	const rankOf = (policy: TebraPolicy): number => {
		const number = cleanText(policy.Number);
		const rank = number ? named.indexOf(number) : -1;
		return rank === -1 ? named.length : rank;
	};
	return [...entry.policies].sort((left, right) => rankOf(left) - rankOf(right));
}

function toCoverage(
	policy: TebraPolicy,
	entry: TebraCase,
	priority: Coverage['priority'],
	{ scope, today }: MappingContext,
): Coverage {
	const effectiveTo = civilDateMember(policy.EffectiveEndDate);
	const copay = parseMoney(policy.Copay);
	return dropAbsent({
		id: policy.InsurancePolicyID,
		externalIds: [
			{
				system: scope.system,
				practiceId: scope.practiceId,
				type: 'policy' as const,
				value: policy.InsurancePolicyID,
			},
		],
		priority,
		// On file is not checked with the payer (sheet 4.4); only an end date in the past is a fact.
		status: effectiveTo && effectiveTo < today ? ('terminated' as const) : ('unverified' as const),
		payer: dropAbsent({ id: policy.CompanyID, name: cleanDetail(policy.CompanyName) }),
		plan: dropAbsent({
			id: policy.PlanID,
			name: cleanDetail(policy.PlanName),
			type: meaningOf(scope.profile.codes.payerScenario, entry.PayerScenario) ?? ('other' as const),
			groupNumber: cleanDetail(policy.GroupNumber),
		}),
		memberId: cleanDetail(policy.Number),
		subscriber: subscriberOf(policy, scope.profile.codes.relationship),
		effectiveFrom: civilDateMember(policy.EffectiveStartDate),
		effectiveTo,
		copay: copay === undefined ? undefined : { amount: copay, currency: 'USD' as const },
		caseId: entry.PatientCaseID,
		caseName: cleanText(entry.Name),
	});
}

function subscriberOf(
	policy: TebraPolicy,
	relationships: MappingContext['scope']['profile']['codes']['relationship'],
): Coverage['subscriber'] {
	const relationship = meaningOf(relationships, policy.PatientRelationshipToInsured) ?? 'other';
	// For the patient's own policy the patient is the subscriber: no second copy of name and date.
	if (relationship === 'self') return { relationship };
	return dropAbsent({
		relationship,
		...nameParts(cleanText(policy.InsuredFullName)),
		birthDate: civilDateMember(policy.InsuredDateOfBirth),
	});
}

/** Tebra tells the insured's full name only: "Family, Given …", else the last word is the family name. */
function nameParts(fullName: string | null | undefined): {
	givenName?: string | null;
	familyName?: string | null;
} {
	if (fullName === undefined) return {};
	if (fullName === null) return { givenName: null, familyName: null };
	const comma = fullName.indexOf(',');
	if (comma !== -1) {
		return {
			familyName: fullName.slice(0, comma).trim() || null,
			givenName: fullName.slice(comma + 1).trim() || null,
		};
	}
	const words = fullName.split(' ');
	return { givenName: words.slice(0, -1).join(' ') || null, familyName: words[words.length - 1] };
}
