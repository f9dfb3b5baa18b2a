import type { Encounter } from '../../lib/canonical/encounter';
import {
	fhirConditionSchema,
	fhirEncounterSchema,
	fhirPlanSchema,
	fhirProcedureSchema,
	toEncounter,
} from '../../lib/fhir/encounter';
import { referencedId } from '../../lib/fhir/parts';
import { omit } from '../../lib/values/omit';
import { civilDateAt } from '../../lib/values/civilDate';
import type { PracticeScope } from '../common/practice/port';
import type { DateWindow, SourceRecord } from '../common/practice/records';
import type { TebraFhir } from './fhir';

/**
 * The visits that the FHIR interface tells of one patient, with diagnoses, procedures and plans
 * (sheet 4.7, 4.10). A search of care plans without its category would find nothing and say nothing.
 * Ids of providers and places are FHIR's own and are left out. Throws SafeError.
 */
export async function readFhirEncounters(
	fhir: TebraFhir,
	scope: PracticeScope,
	patientId: string,
	fhirId: string,
	{ from, to }: DateWindow,
): Promise<Encounter[]> {
	const patient = fhirId;
	const wires = (
		await fhir.search('Encounter', { patient, date: [`ge${from}`, `le${to}`] }, fhirEncounterSchema)
	).filter(({ subject }) => referencedId(subject, 'Patient') === fhirId);
	if (wires.length === 0) return [];
	const conditions = await fhir.search('Condition', { patient }, fhirConditionSchema);
	const procedures = await fhir.search('Procedure', { patient }, fhirProcedureSchema);
	const plans = await fhir.search('CarePlan', { patient, category: 'assess-plan' }, fhirPlanSchema);
	const parts = { conditions, procedures, plans };
	const { system, practiceId } = scope;
	return wires.map((wire) => ({
		...omit(
			toEncounter(wire, patientId, parts, scope),
			'providerId',
			'locationId',
			'appointmentId',
		),
		id: `fhir-${wire.id}`,
		externalIds: [{ system, practiceId, type: 'fhir' as const, value: wire.id }],
	}));
}

/**
 * Puts what FHIR tells beside the visits of the ledger. The two know each other by the day alone:
 * only where both have exactly one visit on a day they are one; else both stay, and each of the ledger
 * may be the one that FHIR marks restricted on that day.
 */
export function joinEncounters(
	ledger: ReadonlyArray<SourceRecord<Encounter>>,
	fhir: readonly Encounter[],
	{ timeZone }: Pick<PracticeScope, 'timeZone'>,
): Array<SourceRecord<Encounter>> {
	const dayOf = ({ startsAt }: Encounter) =>
		startsAt ? civilDateAt(startsAt, timeZone) : undefined;
	const only = (list: readonly Encounter[], day: string | undefined) => {
		const found = day === undefined ? [] : list.filter((one) => dayOf(one) === day);
		return found.length === 1 ? found[0] : undefined;
	};
	const records = ledger.map(({ record }) => record);
	const mayBeRestricted = (day: string | undefined) =>
		fhir.some((one) => {
			const other = dayOf(one);
			const isApart = day !== undefined && other !== undefined && day !== other;
			return one.isSensitive && !isApart;
		});
	const joined = new Set<Encounter>();
	const first = ledger.map(({ record, recordPracticeId }) => {
		const day = dayOf(record);
		const partner = only(records, day) === record ? only(fhir, day) : undefined;
		if (partner === undefined) {
			const isSensitive = record.isSensitive || mayBeRestricted(day);
			return { record: { ...record, isSensitive }, recordPracticeId };
		}
		joined.add(partner);
		return { record: join(record, partner), recordPracticeId };
	});
	const rest = fhir.filter((one) => !joined.has(one));
	return [...first, ...rest.map((record) => ({ record, recordPracticeId: undefined }))];
}

/** Clinical content is the chart's where it has any; the bill keeps modifiers and units. */
function join(record: Encounter, partner: Encounter): Encounter {
	const diagnoses = [...(record.diagnoses ?? []), ...(partner.diagnoses ?? [])];
	return {
		...record,
		externalIds: [...record.externalIds, ...partner.externalIds],
		isSensitive: record.isSensitive || partner.isSensitive,
		startsAt: partner.startsAt ?? record.startsAt,
		endsAt: partner.endsAt ?? record.endsAt,
		diagnoses: [...new Map(diagnoses.map((code) => [code.code, code])).values()],
		procedures: record.procedures?.length ? record.procedures : (partner.procedures ?? []),
		...(partner.recommendations !== undefined && { recommendations: partner.recommendations }),
	};
}
