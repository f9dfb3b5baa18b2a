import type { z } from 'zod';

import type { Encounter } from '../../lib/canonical/encounter';
import {
	fhirConditionSchema,
	fhirEncounterSchema,
	fhirPlanSchema,
	fhirProcedureSchema,
	toEncounter,
} from '../../lib/fhir/encounter';
import { civilDateAt } from '../../lib/values/civilDate';
import { parseWire } from '../common/parseWire';
import type { DateWindow, SourceRecord } from '../common/practice/records';
import { practiceOf } from './practice';
import type { FhirQuery, FhirTransport } from './transport';

/**
 * Visits of one patient that began in the window, with diagnoses, procedures and plans (sheet 4.1).
 * What was made in error is left out. Throws SafeError.
 *
 * @param fhirId the patient's FHIR id, when the practice system's own is another
 */
export async function readEncounters(
	transport: FhirTransport,
	patientId: string,
	window: DateWindow,
	fhirId = patientId,
): Promise<Array<SourceRecord<Encounter>>> {
	const { access } = transport;
	const of = async <Schema extends z.ZodTypeAny>(
		type: string,
		schema: Schema,
		query: FhirQuery = {},
	) => await readAll(transport, type, schema, { patient: fhirId, ...query });
	const encounters = (
		await of('Encounter', fhirEncounterSchema, { date: `ge${window.from}` })
	).filter(({ status }) => status !== 'entered-in-error');
	if (encounters.length === 0) return [];
	const parts = {
		conditions: await of('Condition', fhirConditionSchema, { category: 'encounter-diagnosis' }),
		procedures: await of('Procedure', fhirProcedureSchema, { date: `ge${window.from}` }),
		plans: [
			...(await of('CarePlan', fhirPlanSchema, { category: 'assess-plan' })),
			...(await of('ServiceRequest', fhirPlanSchema)),
		],
	};
	return encounters
		.map((wire) => ({
			record: toEncounter(wire, patientId, parts, access.scope),
			recordPracticeId: practiceOf(wire.serviceProvider, access),
		}))
		.filter(({ record }) => isWithin(record, window, access.scope.timeZone));
}

async function readAll<Schema extends z.ZodTypeAny>(
	transport: FhirTransport,
	type: string,
	schema: Schema,
	query: FhirQuery,
): Promise<Array<z.output<Schema>>> {
	const facts = { system: transport.access.system, operation: `${type} search` };
	const found: Array<z.output<Schema>> = [];
	for await (const page of transport.search(type, query)) {
		found.push(...page.map((entry) => parseWire(schema, entry, facts)));
	}
	return found;
}

/** The server's own comparison is on its own clock; the window is on the practice's. */
function isWithin({ startsAt }: Encounter, { from, to }: DateWindow, zone: string): boolean {
	const day = startsAt ? civilDateAt(startsAt, zone) : undefined;
	return day !== undefined && day >= from && day <= to;
}
