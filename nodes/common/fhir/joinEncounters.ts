import type { Encounter } from '../../../lib/canonical/encounter';
import { civilDateAt, startOfDay } from '../../../lib/values/civilDate';
import type { PracticeScope } from '../practice/port';
import type { SourceRecord } from '../practice/records';

type Visit = SourceRecord<Encounter>;

/**
 * Puts what FHIR tells beside the visits of the main interface. The two know each other by the day
 * alone: only where both have exactly one visit on a day they are one; else both stay, and each of
 * the main interface may be the one that FHIR marks restricted on that day. Visits of FHIR that the
 * fence will keep are joined with none.
 */
export function joinEncounters(
	main: readonly Visit[],
	fhir: readonly Visit[],
	{ timeZone }: Pick<PracticeScope, 'timeZone'>,
): Visit[] {
	const dayOf = ({ startsAt }: Encounter) =>
		startsAt ? civilDateAt(startsAt, timeZone) : undefined;
	const only = (list: readonly Encounter[], day: string | undefined) => {
		const found = day === undefined ? [] : list.filter((one) => dayOf(one) === day);
		return found.length === 1 ? found[0] : undefined;
	};
	const records = main.map(({ record }) => record);
	const own = fhir
		.filter(({ recordPracticeId }) => recordPracticeId === undefined)
		.map(({ record }) => record);
	const mayBeRestricted = (day: string | undefined) =>
		own.some((one) => {
			const other = dayOf(one);
			const isApart = day !== undefined && other !== undefined && day !== other;
			return one.isSensitive && !isApart;
		});
	const joined = new Set<Encounter>();
	const first = main.map(({ record, recordPracticeId }) => {
		const day = dayOf(record);
		const partner = only(records, day) === record ? only(own, day) : undefined;
		if (partner === undefined) {
			const isSensitive = record.isSensitive || mayBeRestricted(day);
			return { record: { ...record, isSensitive }, recordPracticeId };
		}
		joined.add(partner);
		return { record: join(record, partner, timeZone), recordPracticeId };
	});
	return [...first, ...fhir.filter(({ record }) => !joined.has(record))];
}

/** Where the main interface tells the day alone, FHIR may know the time. */
function startOf(record: Encounter, partner: Encounter, zone: string): Encounter['startsAt'] {
	const day = record.startsAt ? civilDateAt(record.startsAt, zone) : undefined;
	const isDayAlone = day !== undefined && record.startsAt === startOfDay(day, zone);
	return isDayAlone ? (partner.startsAt ?? record.startsAt) : (record.startsAt ?? partner.startsAt);
}

/** What either tells is kept; procedures of the main interface have modifiers and units. */
function join(record: Encounter, partner: Encounter, zone: string): Encounter {
	const diagnoses = [...(record.diagnoses ?? []), ...(partner.diagnoses ?? [])];
	const recommendations = [...(record.recommendations ?? []), ...(partner.recommendations ?? [])];
	const isRecommended =
		record.recommendations !== undefined || partner.recommendations !== undefined;
	return {
		...record,
		externalIds: [...record.externalIds, ...partner.externalIds],
		isSensitive: record.isSensitive || partner.isSensitive,
		startsAt: startOf(record, partner, zone),
		endsAt: record.endsAt ?? partner.endsAt,
		diagnoses: [...new Map(diagnoses.map((code) => [code.code, code])).values()],
		procedures: record.procedures?.length ? record.procedures : (partner.procedures ?? []),
		...(isRecommended && { recommendations }),
	};
}
