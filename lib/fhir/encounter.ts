import { z } from 'zod';

import type { Code, Encounter, ProviderRecommendation } from '../canonical/encounter';
import { civilDateAt, parseCivilDate, parseInstant, startOfDay } from '../values/civilDate';
import { dropAbsent } from '../values/dropAbsent';
import { cleanText } from '../values/text';
import type { FhirConcept, FhirReference } from './parts';
import {
	codeSystems,
	conceptSchema,
	isRestricted,
	periodSchema,
	referencedId,
	referenceSchema,
	resourceSchema,
} from './parts';
import type { FhirScope } from './patient';

/** The members of a FHIR R4 Encounter that are read. */
export const fhirEncounterSchema = resourceSchema.extend({
	resourceType: z.literal('Encounter'),
	status: z.string(),
	subject: referenceSchema.nullish(),
	appointment: z.array(referenceSchema).nullish(),
	participant: z.array(z.object({ individual: referenceSchema.nullish() })).nullish(),
	period: periodSchema.nullish(),
	reasonCode: z.array(conceptSchema).nullish(),
	location: z.array(z.object({ location: referenceSchema.nullish() })).nullish(),
	serviceProvider: referenceSchema.nullish(),
});
export type FhirEncounter = z.infer<typeof fhirEncounterSchema>;

/** A Condition that was found at a visit. */
export const fhirConditionSchema = resourceSchema.extend({
	resourceType: z.literal('Condition'),
	encounter: referenceSchema.nullish(),
	code: conceptSchema.nullish(),
	verificationStatus: conceptSchema.nullish(),
});
export type FhirCondition = z.infer<typeof fhirConditionSchema>;

/** A Procedure that was done at a visit. */
export const fhirProcedureSchema = resourceSchema.extend({
	resourceType: z.literal('Procedure'),
	status: z.string().nullish(),
	encounter: referenceSchema.nullish(),
	code: conceptSchema.nullish(),
});
export type FhirProcedure = z.infer<typeof fhirProcedureSchema>;

/** A CarePlan or a ServiceRequest: what the provider wants to happen next. */
export const fhirPlanSchema = resourceSchema.extend({
	resourceType: z.enum(['CarePlan', 'ServiceRequest']),
	status: z.string().nullish(),
	encounter: referenceSchema.nullish(),
	description: z.string().nullish(),
	period: periodSchema.nullish(),
	code: conceptSchema.nullish(),
	occurrenceDateTime: z.string().nullish(),
	occurrencePeriod: periodSchema.nullish(),
});
export type FhirPlan = z.infer<typeof fhirPlanSchema>;

/** What else was read about the patient; an absent list was not read. */
export interface EncounterParts {
	readonly conditions?: readonly FhirCondition[];
	readonly procedures?: readonly FhirProcedure[];
	readonly plans?: readonly FhirPlan[];
}

type Labelled = Pick<FhirCondition, 'encounter' | 'meta'>;

const statuses: Readonly<Record<string, Encounter['status']>> = {
	planned: 'planned',
	arrived: 'arrived',
	triaged: 'arrived',
	'in-progress': 'in_progress',
	onleave: 'in_progress',
	finished: 'finished',
	cancelled: 'cancelled',
	'entered-in-error': 'cancelled',
};

/**
 * A FHIR R4 Encounter as the canonical encounter. Whether the chart is signed is not told: a finished
 * visit may still be edited. A start without a time is the begin of that day in the practice's zone.
 * What is labelled restricted closes the visit that it stands with, whatever the visit's own label.
 *
 * @param patientId the patient's id in the practice system, which may be another than the FHIR one
 */
export function toEncounter(
	wire: FhirEncounter,
	patientId: string,
	parts: EncounterParts,
	scope: FhirScope,
): Encounter {
	const { system, practiceId } = scope;
	const ofVisit = <T extends { encounter?: FhirReference | null }>(list: readonly T[]) =>
		list.filter(({ encounter }) => referencedId(encounter, 'Encounter') === wire.id);
	const { conditions = [], procedures = [], plans = [] } = parts;
	const labelled = [wire, ...ofVisit<Labelled>([...conditions, ...procedures, ...plans])];
	return dropAbsent<Encounter>({
		system,
		practiceId,
		id: wire.id,
		externalIds: [],
		patientId,
		appointmentId: firstId(wire.appointment, 'Appointment'),
		providerId: firstId(
			wire.participant?.map(({ individual }) => individual),
			'Practitioner',
		),
		locationId: firstId(
			wire.location?.map(({ location }) => location),
			'Location',
		),
		status: statuses[wire.status] ?? 'unknown',
		isComplete: null,
		isSensitive: labelled.some(({ meta }) => isRestricted(meta)),
		startsAt: timeOf(wire.period?.start, scope.timeZone),
		endsAt: timeOf(wire.period?.end, scope.timeZone),
		diagnoses:
			parts.conditions &&
			uniqueCodes([
				...(wire.reasonCode ?? []).flatMap((concept) => toCode(concept, true) ?? []),
				...ofVisit(parts.conditions)
					.filter(({ verificationStatus }) => !isRefuted(verificationStatus))
					.flatMap(({ code }) => toCode(code) ?? []),
			]),
		procedures:
			parts.procedures &&
			uniqueCodes(
				ofVisit(parts.procedures)
					.filter(({ status }) => status !== 'not-done' && status !== 'entered-in-error')
					.flatMap(({ code }) => toCode(code) ?? []),
			),
		recommendations:
			parts.plans &&
			ofVisit(parts.plans)
				.filter(({ status }) => status !== 'entered-in-error' && status !== 'revoked')
				.flatMap((plan) => toRecommendation(plan, scope.timeZone) ?? []),
		sourceAt: parseInstant(wire.meta?.lastUpdated, scope.timeZone),
	});
}

function firstId(
	references: ReadonlyArray<FhirReference | null | undefined> | null | undefined,
	type: string,
): string | null {
	for (const reference of references ?? []) {
		const id = referencedId(reference, type);
		if (id !== undefined) return id;
	}
	return null;
}

function timeOf(text: string | null | undefined, zone: string): string | null | undefined {
	if (!text) return null;
	return text.length <= 10 ? startOfDay(text, zone) : parseInstant(text, zone);
}

const systemWords: ReadonlyArray<readonly [string, Code['system']]> = [
	[codeSystems.icd10, 'icd10'],
	[codeSystems.cpt, 'cpt'],
	[codeSystems.hcpcs, 'hcpcs'],
	[codeSystems.snomed, 'snomed'],
];

/** The code that billing knows first; `strict` = only of a code system that is known here. */
function toCode(concept: FhirConcept | null | undefined, strict = false): Code | undefined {
	const codings = (concept?.coding ?? []).filter(({ code }) => code);
	for (const [address, system] of systemWords) {
		const found = codings.find((coding) => coding.system === address);
		if (found?.code) {
			return { code: found.code, system, text: cleanText(found.display ?? concept?.text ?? null) };
		}
	}
	const [first] = codings;
	if (strict || !first?.code) return undefined;
	return {
		code: first.code,
		system: 'local',
		text: cleanText(first.display ?? concept?.text ?? null),
	};
}

function uniqueCodes(codes: readonly Code[]): Code[] {
	return [...new Map(codes.map((code) => [`${code.system} ${code.code}`, code])).values()];
}

function isRefuted(status: FhirConcept | null | undefined): boolean {
	return (status?.coding ?? []).some(
		({ code }) => code === 'refuted' || code === 'entered-in-error',
	);
}

function toRecommendation(plan: FhirPlan, zone: string): ProviderRecommendation | undefined {
	if (plan.resourceType === 'CarePlan') {
		const text = cleanText(plan.description);
		if (!text) return undefined;
		return { kind: 'plan', text, by: dayOf(plan.period?.end, zone) };
	}
	const code = toCode(plan.code);
	const text = cleanText(plan.code?.text);
	if (code === undefined && !text) return undefined;
	return {
		kind: 'order',
		text: text ?? code?.text ?? null,
		code: code ?? null,
		by: dayOf(plan.occurrenceDateTime ?? plan.occurrencePeriod?.end, zone),
	};
}

function dayOf(text: string | null | undefined, zone: string): string | null {
	if (!text) return null;
	return (text.length <= 10 ? parseCivilDate(text) : civilDateAt(text, zone)) ?? null;
}
