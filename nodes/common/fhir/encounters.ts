import type { z } from 'zod';

import type { Encounter } from '../../../lib/canonical/encounter';
import {
	fhirConditionSchema,
	fhirEncounterSchema,
	fhirPlanSchema,
	fhirProcedureSchema,
	toEncounter,
} from '../../../lib/fhir/encounter';
import { referencedId } from '../../../lib/fhir/parts';
import type { FhirSettings } from '../../../lib/profile/systems/fhirSettings';
import { civilDateAt } from '../../../lib/values/civilDate';
import { omit } from '../../../lib/values/omit';
import type { PracticeScope } from '../practice/port';
import type { DateWindow, SourceRecord } from '../practice/records';
import type { FhirClient, FhirQuery } from './client';
import { isOfPractice } from './organization';
import { overlap, possibleDays } from './visitDays';

/** What stands with a visit and is read beside it. */
export type VisitPart = 'Condition' | 'Procedure' | 'CarePlan' | 'ServiceRequest';

export interface VisitRead {
	readonly patientId: string;
	/** The patient's verified id in FHIR. */
	readonly fhirId: string;
	readonly window: DateWindow;
	/** Only these are asked for; the others are then not told. */
	readonly parts: readonly VisitPart[];
}

/** A visit of FHIR. `closesOnly`: it is not of the window, and only closes what it may be. */
export interface FhirVisit extends SourceRecord<Encounter> {
	readonly closesOnly?: true;
}

/** Care plans are asked for by category: without it some servers find nothing and say nothing. */
const queries: Readonly<Partial<Record<VisitPart, FhirQuery>>> = {
	CarePlan: { category: 'assess-plan' },
};

/**
 * The visits that the FHIR interface tells of one patient, with diagnoses, procedures, plans and
 * orders. Ids of providers, places and appointments are FHIR's own and are left out. A visit of
 * another organization carries that one's id for the fence. The window's are those that begin in it;
 * of all others, the restricted ones come along with `closesOnly`. Days are not asked for: a server
 * that compares them does not tell a visit without one, nor one that began before. Throws SafeError.
 */
export async function readFhirEncounters(
	fhir: FhirClient,
	scope: PracticeScope,
	settings: FhirSettings,
	{ patientId, fhirId, window, parts }: VisitRead,
): Promise<FhirVisit[]> {
	const patient = fhirId;
	const { system, practiceId, timeZone } = scope;
	const wires = (await fhir.search('Encounter', { patient }, fhirEncounterSchema)).filter(
		({ subject }) => referencedId(subject, 'Patient') === fhirId,
	);
	const isNear = wires.some((wire) =>
		overlap(possibleDays(toEncounter(wire, patientId, {}, scope), timeZone), window),
	);
	const read = async <Schema extends z.ZodTypeAny>(type: VisitPart, schema: Schema) =>
		isNear && parts.includes(type)
			? await fhir.search(type, { patient, ...queries[type] }, schema)
			: undefined;
	const conditions = await read('Condition', fhirConditionSchema);
	const procedures = await read('Procedure', fhirProcedureSchema);
	const carePlans = await read('CarePlan', fhirPlanSchema);
	const orders = await read('ServiceRequest', fhirPlanSchema);
	const isPlanned = carePlans !== undefined || orders !== undefined;
	const found = {
		...(conditions && { conditions }),
		...(procedures && { procedures }),
		...(isPlanned && { plans: [...(carePlans ?? []), ...(orders ?? [])] }),
	};
	return wires.flatMap((wire): FhirVisit[] => {
		const record: Encounter = {
			...omit(
				toEncounter(wire, patientId, found, scope),
				'providerId',
				'locationId',
				'appointmentId',
			),
			id: `fhir-${wire.id}`,
			externalIds: [{ system, practiceId, type: 'fhir', value: wire.id }],
		};
		const recordPracticeId = isOfPractice(wire.serviceProvider, scope, settings)
			? undefined
			: otherPractice(referencedId(wire.serviceProvider, 'Organization'));
		if (isWithin(record, window, timeZone)) return [{ record, recordPracticeId }];
		return record.isSensitive ? [{ record, recordPracticeId, closesOnly: true }] : [];
	});
}

function isWithin({ startsAt }: Encounter, { from, to }: DateWindow, zone: string): boolean {
	const day = startsAt ? civilDateAt(startsAt, zone) : undefined;
	return day !== undefined && day >= from && day <= to;
}

/** Words that are no practice's id, so that the fence keeps the record. */
const otherPractice = (organization: string | undefined) => `organization ${organization ?? ''}`;
