import type { Encounter } from '../../../lib/canonical/encounter';
import { civilDateAt, startOfDay } from '../../../lib/values/civilDate';
import type { PracticeScope } from '../practice/port';
import type { SourceRecord } from '../practice/records';
import type { FhirVisit } from './encounters';
import { overlap, possibleDays, toldDays } from './visitDays';

type Visit = SourceRecord<Encounter>;

/**
 * Marks sensitive each visit of the main interface that may be one which FHIR marks restricted: with a
 * day in common, or where one of the two tells none. A visit of several days closes each of them, and
 * one that still lasts every day from its start on. Visits of FHIR that the fence will keep count too:
 * they are the patient's, and one whose organization nobody can tell may be the practice's.
 */
export function closeRestricted(
	main: readonly Visit[],
	fhir: readonly Visit[],
	{ timeZone }: Pick<PracticeScope, 'timeZone'>,
): Visit[] {
	const restricted = fhir
		.filter(({ record }) => record.isSensitive)
		.map(({ record }) => possibleDays(record, timeZone));
	return main.map(({ record, recordPracticeId }) => {
		const days = toldDays(record, timeZone);
		const isSensitive = record.isSensitive || restricted.some((other) => overlap(days, other));
		return { record: { ...record, isSensitive }, recordPracticeId };
	});
}

const dayOf = ({ startsAt }: Encounter, zone: string) =>
	startsAt ? civilDateAt(startsAt, zone) : undefined;

/**
 * Puts what FHIR tells beside the visits of the main interface. The two know each other by the day
 * alone: only where both have exactly one visit on a day they are one; else both stay, and each of
 * the main interface may be the one that FHIR marks restricted on that day. Visits of FHIR that the
 * fence will keep are joined with none.
 */
export function joinEncounters(
	main: readonly Visit[],
	fhir: readonly FhirVisit[],
	{ timeZone }: Pick<PracticeScope, 'timeZone'>,
): Visit[] {
	const only = (list: readonly Encounter[], day: string | undefined) => {
		const found = day === undefined ? [] : list.filter((one) => dayOf(one, timeZone) === day);
		return found.length === 1 ? found[0] : undefined;
	};
	const closed = closeRestricted(main, fhir, { timeZone });
	const records = closed.map(({ record }) => record);
	const told = fhir.filter(({ closesOnly }) => !closesOnly);
	const own = told
		.filter(({ recordPracticeId }) => recordPracticeId === undefined)
		.map(({ record }) => record);
	const joined = new Set<Encounter>();
	const first = closed.map((visit) => {
		const { record, recordPracticeId } = visit;
		const day = dayOf(record, timeZone);
		const partner = only(records, day) === record ? only(own, day) : undefined;
		if (partner === undefined) return visit;
		joined.add(partner);
		return { record: join(record, partner, timeZone), recordPracticeId };
	});
	const others = told.filter(({ record }) => !joined.has(record));
	return [...first, ...others];
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
