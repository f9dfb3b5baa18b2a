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
import { addDays, civilDateAt } from '../../../lib/values/civilDate';
import { omit } from '../../../lib/values/omit';
import type { PracticeScope } from '../practice/port';
import type { DateWindow, SourceRecord } from '../practice/records';
import type { FhirClient, FhirQuery } from './client';
import { isOfPractice } from './organization';

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

/** Care plans are asked for by category: without it some servers find nothing and say nothing. */
const queries: Readonly<Partial<Record<VisitPart, FhirQuery>>> = {
	CarePlan: { category: 'assess-plan' },
};

/**
 * The visits that the FHIR interface tells of one patient, with diagnoses, procedures, plans and
 * orders. Ids of providers, places and appointments are FHIR's own and are left out. A visit of
 * another organization carries that one's id for the fence. A visit without a day is in no window; it
 * comes along only where it is restricted, to close what it may be. Throws SafeError.
 */
export async function readFhirEncounters(
	fhir: FhirClient,
	scope: PracticeScope,
	settings: FhirSettings,
	{ patientId, fhirId, window, parts }: VisitRead,
): Promise<Array<SourceRecord<Encounter>>> {
	const patient = fhirId;
	// The server compares on its own clock, on which an evening visit may be of the next day.
	const date = [`ge${addDays(window.from, -1)}`, `le${addDays(window.to, 1)}`];
	const wires = (await fhir.search('Encounter', { patient, date }, fhirEncounterSchema)).filter(
		({ subject }) => referencedId(subject, 'Patient') === fhirId,
	);
	if (wires.length === 0) return [];
	const read = async <Schema extends z.ZodTypeAny>(type: VisitPart, schema: Schema) =>
		parts.includes(type)
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
	const { system, practiceId } = scope;
	const visits = wires.map((wire) => ({
		record: {
			...omit(
				toEncounter(wire, patientId, found, scope),
				'providerId',
				'locationId',
				'appointmentId',
			),
			id: `fhir-${wire.id}`,
			externalIds: [{ system, practiceId, type: 'fhir' as const, value: wire.id }],
		},
		recordPracticeId: isOfPractice(wire.serviceProvider, scope, settings)
			? undefined
			: otherPractice(referencedId(wire.serviceProvider, 'Organization')),
	}));
	return visits.filter(({ record }) => isWithin(record, window, scope.timeZone));
}

/**
 * The server compares on its own clock, or not at all; the window is on the practice's. A restricted
 * visit without a day may be any visit of the main interface.
 */
function isWithin(
	{ startsAt, isSensitive }: Encounter,
	{ from, to }: DateWindow,
	zone: string,
): boolean {
	const day = startsAt ? civilDateAt(startsAt, zone) : undefined;
	return day === undefined ? isSensitive : day >= from && day <= to;
}

/** Words that are no practice's id, so that the fence keeps the record. */
const otherPractice = (organization: string | undefined) => `organization ${organization ?? ''}`;
