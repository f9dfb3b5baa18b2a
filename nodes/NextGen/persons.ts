import { SafeError } from '../../lib/privacy/errors';
import { civilDateAt } from '../../lib/values/civilDate';
import { mapBounded } from '../common/mapBounded';
import { outcomeOf } from '../common/outcome';
import { parseWire } from '../common/parseWire';
import { fencedPatient } from '../common/practice/fencedPatient';
import type { FailedRecord, SourcePatient } from '../common/practice/port';
import { readEach } from '../common/practice/readEach';
import { isQuotaSpent } from './faults';
import type { MappingContext } from './mapping/context';
import type { ReadPolicy } from './mapping/coverage';
import { toCoverages } from './mapping/coverage';
import { toSourcePatient } from './mapping/person';
import type { Reader } from './read';
import { orNone, readAll, readArray, readOne } from './read';
import { thinAppointmentSchema } from './wire/appointment';
import { policyDetailSchema, policySchema } from './wire/insurance';
import type { Person } from './wire/person';
import { alertSchema, personSchema } from './wire/person';

/** A person to be read, with the practice that a list told of it. */
export interface ListedPerson {
	readonly id: string;
	/** Absent = the list tells no practice; null = it tells that there is none. */
	readonly practiceId?: string | null;
}

/** What mappings of this moment need. */
export function contextOf({ scope, settings, now }: Reader): MappingContext {
	const instant = now().toISOString();
	return { scope, settings, now: instant, today: civilDateAt(instant, scope.timeZone) ?? '' };
}

/**
 * One person with policies, and with alerts and last visit where profile and cohort look at them;
 * undefined when NextGen has no such person (sheet 4.1, 4.3, 4.4). Throws SafeError; `wireShape` when
 * NextGen answers with another person.
 */
export async function fetchPerson(
	reader: Reader,
	person: ListedPerson,
): Promise<SourcePatient | undefined> {
	return (await fetchWithRecord(reader, person))?.source;
}

/** As `fetchPerson`, with the record as it came beside what was read of it. */
export async function fetchWithRecord(
	reader: Reader,
	{ id, practiceId }: ListedPerson,
): Promise<{ readonly source: SourcePatient; readonly record: unknown } | undefined> {
	const found = await reader.transport.get({
		route: `/persons/${id}`,
		operation: '/persons/{id}',
		query: { $expand: 'Chart' },
	});
	if (found === undefined) return undefined;
	const wire = parseWire(personSchema, found.value, found.facts);
	const told = wire.id ?? wire.personId;
	if (told !== undefined && told !== id) throw otherPerson();
	const context = contextOf(reader);
	const coverages = toCoverages(await readPolicies(reader, id), context);
	const alerts = reader.settings.readAlerts ? await readAlerts(reader, id, wire.chart) : [];
	const lastVisitOn = await readLastVisit(reader, id, context);
	const source = toSourcePatient(
		wire,
		{
			id,
			coverages,
			alerts,
			lastVisitOn,
			...(practiceId !== undefined && { listedPracticeId: practiceId }),
		},
		context,
	);
	return { source, record: found.value };
}

/**
 * Policies with what only their details tell (sheet 4.3). Throws SafeError, also when NextGen has no
 * such list: "none" would end every coverage in HealthSail.
 */
export async function readPolicies(reader: Reader, personId: string): Promise<ReadPolicy[]> {
	const expands = reader.settings.policyDetails === 'expand';
	const policies = await readArray(reader, policySchema, {
		route: `/persons/${personId}/insurances`,
		operation: '/persons/{id}/insurances',
		query: { $expand: expands ? 'Details,Relation' : 'Relation' },
	});
	return await mapBounded(policies, reader.concurrency, async (policy) => {
		const expanded = policy.details ?? (policy.policyNumber === undefined ? undefined : policy);
		if (expanded !== undefined) return { policy, detail: expanded };
		const detail = await readOne(reader, policyDetailSchema, {
			route: `/persons/${personId}/insurances/${policy.personPayerId}`,
			operation: '/persons/{id}/insurances/{personPayerId}',
		});
		return { policy, detail };
	});
}

/**
 * A person without a chart has no alerts: NextGen answers 404 then, or 403 (sheet 9.16). Where there
 * may be a chart, a refusal stays one, since the alerts hold the flags.
 */
async function readAlerts(reader: Reader, personId: string, charts: Person['chart']) {
	const outcome = await outcomeOf(
		async () =>
			await orNone(
				readAll(reader, alertSchema, {
					route: `/persons/${personId}/chart/alerts`,
					operation: '/persons/{id}/chart/alerts',
				}),
			),
	);
	if (outcome.ok) return outcome.value;
	if (charts?.length === 0 && isRefused(outcome.error)) return [];
	throw outcome.error;
}

/** The last kept visit, read only when the cohort asks for it; null = never seen. */
async function readLastVisit(
	reader: Reader,
	personId: string,
	{ today }: MappingContext,
): Promise<string | null | undefined> {
	if (reader.scope.profile.cohort.rule !== 'visitWithin') return undefined;
	const rows = await orNone(
		readAll(reader, thinAppointmentSchema, {
			route: `/persons/${personId}/appointments`,
			operation: '/persons/{id}/appointments',
		}),
	);
	const days = rows
		.filter(({ isKept, isDeleted }) => isKept === true && isDeleted !== true)
		.map(({ appointmentDate }) => appointmentDate.slice(0, 10))
		.filter((day) => day <= today);
	return days.sort().pop() ?? null;
}

/**
 * Reads each listed person whole; one that cannot be read does not stop the others. A person of
 * another practice is not read at all. Throws SafeError when the trouble is not one record's, such as
 * a right that is missing for every one of several persons.
 */
export async function fetchEach(
	reader: Reader,
	listed: readonly ListedPerson[],
): Promise<{ patients: SourcePatient[]; failed: FailedRecord[] }> {
	let anyRead = false;
	const { found: patients, failed } = await readEach(listed, {
		concurrency: reader.concurrency,
		idOf: ({ id }) => id,
		fenced: (person) =>
			isElsewhere(person, reader)
				? fencedPatient(reader.scope, person.id, { practiceId: person.practiceId })
				: undefined,
		read: async (person) => {
			const found = await fetchPerson(reader, person);
			anyRead = true;
			return found;
		},
		notShown,
		stopsAll,
	});
	const refused = failed.filter(({ error }) => isRefused(error));
	if (!anyRead && refused.length > 1 && refused.length === failed.length) throw refused[0].error;
	const noPracticeTold = new Set(
		listed.filter(({ practiceId }) => practiceId === undefined).map(({ id }) => id),
	);
	// Others were read, so the right is there and the person is of another practice (sheet 9.15).
	const fenced = refused.filter(
		({ id, error }) => anyRead && noPracticeTold.has(id) && isRefused(error, personOperation),
	);
	return {
		patients: [...patients, ...fenced.map(({ id }) => fencedPatient(reader.scope, id, {}))],
		failed: failed.filter((entry) => !fenced.includes(entry)),
	};
}

const personOperation = 'GET /persons/{id}';

/** NextGen refuses a person of another practice as it refuses a route that is not granted (sheet 3). */
function isRefused(error: unknown, operation?: string): boolean {
	if (!(error instanceof SafeError) || error.kind !== 'permission') return false;
	return operation === undefined || error.details.operation === operation;
}

/** A login or a setting is missing for every record, and a spent quota stays spent today. */
function stopsAll(error: unknown): boolean {
	if (isQuotaSpent(error)) return true;
	if (!(error instanceof SafeError)) return false;
	if (error.details.vendorCode === 'MaxCalls') return true;
	return ['authentication', 'configuration', 'unsupported'].includes(error.kind);
}

/** Whether the list says that the person belongs to another practice, or to none. */
function isElsewhere({ practiceId }: ListedPerson, { scope }: Reader): boolean {
	return practiceId !== undefined && practiceId !== scope.practiceId;
}

function notShown(): SafeError {
	return new SafeError({
		kind: 'notFound',
		message: 'NextGen lists the person but shows no record.',
		nextStep: 'Look whether the person was merged or deleted, and run the life-cycle flow.',
		system: 'nextgen',
		operation: 'GET /persons/{id}',
		vendorCode: 'NotShown',
	});
}

function otherPerson(): SafeError {
	return new SafeError({
		kind: 'wireShape',
		message: 'NextGen answered with another person than the one that was asked for.',
		nextStep: 'Run it again. If it stays, report the operation and this code.',
		system: 'nextgen',
		operation: 'GET /persons/{id}',
		vendorCode: 'OtherPerson',
	});
}
