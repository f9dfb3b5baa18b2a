import { z } from 'zod';

import type { Coverage } from '../canonical/coverage';
import { meaningOf } from '../profile/codes';
import type { CodeMaps } from '../profile/schema';
import { parseCivilDate } from '../values/civilDate';
import { dropAbsent } from '../values/dropAbsent';
import { cleanDetail } from '../values/text';
import {
	conceptSchema,
	hasCode,
	periodSchema,
	referencedId,
	referenceSchema,
	resourceSchema,
	wordsOf,
} from './parts';
import type { FhirScope } from './patient';

/** The members of a FHIR R4 Coverage that are read. */
export const fhirCoverageSchema = resourceSchema.extend({
	resourceType: z.literal('Coverage'),
	status: z.string().nullish(),
	type: conceptSchema.nullish(),
	subscriber: referenceSchema.nullish(),
	subscriberId: z.string().nullish(),
	policyHolder: referenceSchema.nullish(),
	beneficiary: referenceSchema,
	relationship: conceptSchema.nullish(),
	period: periodSchema.nullish(),
	payor: z.array(referenceSchema).nullish(),
	class: z
		.array(
			z.object({
				type: conceptSchema,
				value: z.string().nullish(),
				name: z.string().nullish(),
			}),
		)
		.nullish(),
	order: z.number().nullish(),
	costToBeneficiary: z
		.array(
			z.object({
				type: conceptSchema.nullish(),
				valueMoney: z
					.object({ value: z.number().nullish(), currency: z.string().nullish() })
					.nullish(),
			}),
		)
		.nullish(),
});
/** A Coverage as read. */
export type FhirCoverage = z.infer<typeof fhirCoverageSchema>;

export interface CoverageContext {
	readonly scope: FhirScope;
	readonly codes: CodeMaps;
	/** Civil date in the practice's zone; decides whether a policy has ended. */
	readonly today: string;
}

const ranks = ['primary', 'secondary', 'tertiary'] as const;

/** Id of the patient a Coverage is for; undefined when it names none. */
export function beneficiaryId(wire: Pick<FhirCoverage, 'beneficiary'>): string | undefined {
	return referencedId(wire.beneficiary, 'Patient');
}

/**
 * The Coverages of one patient as canonical coverages. `order` tells the rank; where it is missing,
 * the order of the list does, those in force first. Entries made in error are left out.
 */
export function toCoverages(list: readonly FhirCoverage[], context: CoverageContext): Coverage[] {
	return list
		.filter(({ status }) => status !== 'entered-in-error')
		.map((wire, index) => ({ wire, index, ended: hasEnded(wire, context.today) }))
		.sort(
			(left, right) =>
				(left.wire.order ?? ranks.length + 1) - (right.wire.order ?? ranks.length + 1) ||
				Number(left.ended) - Number(right.ended) ||
				left.index - right.index,
		)
		.map(({ wire, ended }, index) => toCoverage(wire, ended, rankOf(wire, index), context));
}

function rankOf({ order }: FhirCoverage, index: number): Coverage['priority'] {
	const place = order && order >= 1 ? Math.floor(order) - 1 : index;
	return ranks[Math.min(place, ranks.length - 1)];
}

function hasEnded({ status, period }: FhirCoverage, today: string): boolean {
	const end = parseCivilDate(period?.end);
	return status === 'cancelled' || (end !== undefined && end < today);
}

function toCoverage(
	wire: FhirCoverage,
	ended: boolean,
	priority: Coverage['priority'],
	{ scope, codes }: CoverageContext,
): Coverage {
	const payor = wire.payor?.[0];
	const plan = classOf(wire, 'plan');
	const group = classOf(wire, 'group');
	return dropAbsent<Coverage>({
		id: wire.id,
		externalIds: [
			{ system: scope.system, practiceId: scope.practiceId, type: 'policy', value: wire.id },
		],
		priority,
		// On file is not checked with the payer; only what has ended is a fact.
		status: ended ? 'terminated' : 'unverified',
		payer: dropAbsent({
			id: referencedId(payor, 'Organization') ?? null,
			name: cleanDetail(payor?.display ?? null),
		}),
		plan: dropAbsent({
			id: cleanDetail(plan?.value ?? null),
			name: cleanDetail(plan?.name ?? null),
			type: planTypeOf(wire, codes),
			groupNumber: cleanDetail(group?.value ?? null),
		}),
		memberId: cleanDetail(wire.subscriberId ?? null),
		subscriber: subscriberOf(wire, codes),
		effectiveFrom: dateOf(wire.period?.start),
		effectiveTo: dateOf(wire.period?.end),
		copay: copayOf(wire),
	});
}

function dateOf(text: string | null | undefined): string | null | undefined {
	return text ? parseCivilDate(text) : null;
}

function classOf(wire: FhirCoverage, code: string) {
	return (wire.class ?? []).find(({ type }) => hasCode(type, code));
}

function planTypeOf(wire: FhirCoverage, codes: CodeMaps): Coverage['plan']['type'] {
	for (const word of wordsOf(wire.type)) {
		const type = meaningOf(codes.payerScenario, word);
		if (type !== undefined) return type;
	}
	return 'other';
}

/** The Coverage itself tells of the subscriber only the words beside the reference. */
function subscriberOf(wire: FhirCoverage, codes: CodeMaps): Coverage['subscriber'] {
	const meanings = wordsOf(wire.relationship).map((word) => meaningOf(codes.relationship, word));
	const relationship = meanings.find((meaning) => meaning !== undefined) ?? 'other';
	if (relationship === 'self') return { relationship };
	const name = cleanDetail(wire.subscriber?.display ?? wire.policyHolder?.display);
	if (!name) return { relationship };
	const words = name.split(' ');
	return {
		relationship,
		givenName: words.slice(0, -1).join(' ') || null,
		familyName: words[words.length - 1],
	};
}

/** Dollars as a JSON number become cents by their decimal text. */
function copayOf(wire: FhirCoverage): Coverage['copay'] {
	const entry = (wire.costToBeneficiary ?? []).find(({ type }) => hasCode(type, 'copay'));
	const value = entry?.valueMoney?.value;
	if (value === null || value === undefined) return undefined;
	return { amount: Math.round(value * 100), currency: 'USD' };
}
