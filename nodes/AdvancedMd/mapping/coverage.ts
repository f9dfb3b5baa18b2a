import type { Coverage } from '../../../lib/canonical/coverage';
import { meaningOf } from '../../../lib/profile/codes';
import { civilDateMember } from '../../../lib/values/civilDate';
import { dropAbsent } from '../../../lib/values/dropAbsent';
import { parseMoney } from '../../../lib/values/money';
import { cleanDetail } from '../../../lib/values/text';
import type { AdvancedMdPatient, AdvancedMdPlan } from '../wire/patient';
import type { MappingContext } from './context';
import { meaningOfCode, nameParts } from './context';

const ranks = ['primary', 'secondary', 'tertiary'] as const;

/**
 * The policies of a patient, primary first. The order stands in the patient's list of sequence
 * numbers; a policy's own sequence grows for ever and is no rank (sheet 4.3).
 */
export function toCoverages(
	patient: AdvancedMdPatient,
	plans: readonly AdvancedMdPlan[],
	context: MappingContext,
): Coverage[] {
	const order = (patient.insorder ?? '').split(',').map((entry) => entry.trim());
	const rankOf = ({ sequence }: AdvancedMdPlan): number => {
		const rank = sequence ? order.indexOf(sequence) : -1;
		return rank === -1 ? order.length : rank;
	};
	return [...plans]
		.sort((left, right) => rankOf(left) - rankOf(right))
		.map((plan, index) =>
			toCoverage(plan, patient, ranks[Math.min(index, ranks.length - 1)], context),
		);
}

function toCoverage(
	plan: AdvancedMdPlan,
	patient: AdvancedMdPatient,
	priority: Coverage['priority'],
	context: MappingContext,
): Coverage {
	const { scope, today } = context;
	const effectiveTo = civilDateMember(plan.enddate);
	const carrier = plan.carrier ? patient.carriers.get(plan.carrier) : undefined;
	const copay = plan.copaytype === '%' ? undefined : parseMoney(plan.copay);
	return dropAbsent({
		id: plan.id,
		externalIds: [
			{
				system: scope.system,
				practiceId: scope.practiceId,
				type: 'policy' as const,
				value: plan.id,
			},
		],
		priority,
		// On file is not checked with the payer; only an end date in the past is a fact.
		status: effectiveTo && effectiveTo < today ? ('terminated' as const) : ('unverified' as const),
		payer: dropAbsent({ id: plan.carrier, name: cleanDetail(carrier?.name) }),
		plan: dropAbsent({
			type: meaningOf(scope.profile.codes.payerScenario, plan.finclasscode) ?? ('other' as const),
			groupNumber: cleanDetail(plan.grpnum),
		}),
		memberId: cleanDetail(plan.subscribernum),
		subscriber: subscriberOf(plan, patient, context),
		effectiveFrom: civilDateMember(plan.begindate),
		effectiveTo,
		copay: copay === undefined ? undefined : { amount: copay, currency: 'USD' as const },
	});
}

function subscriberOf(
	plan: AdvancedMdPlan,
	{ parties }: AdvancedMdPatient,
	{ settings }: MappingContext,
): Coverage['subscriber'] {
	const relationship =
		meaningOfCode(settings.relationships, plan.relationship) ??
		meaningOfCode(settings.hipaaRelationships, plan.hipaarelationship) ??
		'other';
	// For the patient's own policy the patient is the subscriber: no second copy of name and date.
	const party = plan.subscriber ? parties.get(plan.subscriber) : undefined;
	if (relationship === 'self' || party === undefined) return { relationship };
	const { givenName, familyName } = nameParts(party.name);
	return dropAbsent({
		relationship,
		givenName,
		familyName,
		birthDate: civilDateMember(party.dob),
	});
}
