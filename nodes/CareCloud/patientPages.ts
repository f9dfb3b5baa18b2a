import { SafeError } from '../../lib/privacy/errors';
import { addDays, addMonths, civilDateAt, parseInstant } from '../../lib/values/civilDate';
import { omit } from '../../lib/values/omit';
import { fencedPatient } from '../common/practice/fencedPatient';
import type {
	PatientPage,
	PatientPageRequest,
	SourcePatient,
	Unreached,
} from '../common/practice/port';
import { takeKnown, withoutKnown } from './knownPatients';
import { settingsOf } from './mapping/context';
import { meetingsOf, type Met, metBefore, peopleOf } from './meetings';
import type { CareCloudReader } from './patients';
import { fetchEach, todayOf } from './patients';
import type { Place } from './place';
import { parsePlace } from './place';

/** Time for a page, its lists and its patients: well inside a lease of 15 minutes. */
const pageBudgetMs = 12 * 60_000;
/** Of it, time for patients where hardly anything is listed. */
const patientsBudgetMs = 8 * 60_000;
/** Of it, time after which the days behind are no longer listed whole, and none are listed at all. */
const wholeListsBudgetMs = 8.5 * 60_000;
const listsBudgetMs = 10 * 60_000;
/** Members, and insurance. */
const callsPerPatient = 2;
/** Patients whom HealthSail is asked about at once. */
const askedAtOnce = 50;

/** Who is never met in appointments; how many they are nobody can tell (sheet 8). */
const unreached: readonly Unreached[] = [{ code: 'noAppointment', count: null }];

/**
 * One page of the patients of the practice, or of those whose appointments changed (sheet 5, 8).
 * CareCloud lists no patients: first those are read whom HealthSail holds, where the request tells
 * them, and the others are met in the appointments of some years, from the last to the first, each
 * once. Throws SafeError.
 */
export async function readPage(
	reader: CareCloudReader,
	request: PatientPageRequest,
): Promise<PatientPage> {
	const readStartedAt = reader.now().toISOString();
	const begin = request.cursor
		? parsePlace(request.cursor, request.read)
		: firstPlace(reader, request, readStartedAt);
	const { ids: known, next: place } = await takeKnown(knownOf(request), begin);
	if (known.length > 0 || place.known !== undefined) {
		const page = await fetchEach(reader, known);
		return { ...page, readStartedAt, nextCursor: JSON.stringify(place) };
	}
	const { met, next } = await gather(reader, place, request);
	const own = met.filter(({ elsewhere }) => elsewhere === undefined);
	const { patients, failed } = await fetchEach(
		reader,
		own.map(({ id }) => id),
	);
	return {
		patients: [...patients, ...met.flatMap((one) => fenced(reader, one))],
		failed,
		readStartedAt,
		...(next !== undefined && { nextCursor: JSON.stringify(next) }),
		...(next === undefined && request.read === 'all' && { unreached }),
	};
}

/** A patient of a row that names another practice is counted and not read. */
function fenced({ scope }: CareCloudReader, { id, elsewhere }: Met): SourcePatient[] {
	return elsewhere === undefined ? [] : [fencedPatient(scope, id, { practiceId: elsewhere })];
}

function firstPlace(reader: CareCloudReader, request: PatientPageRequest, now: string): Place {
	const settings = settingsOf(reader.scope);
	const today = todayOf(reader);
	const base = { read: request.read, startedAt: now };
	if (request.read === 'all') {
		const earliest = addMonths(today, -12 * settings.yearsBack);
		const { visitedSince = earliest } = request;
		const until = addDays(today, settings.daysAhead);
		return {
			...base,
			from: visitedSince > earliest ? visitedSince : earliest,
			until,
			to: until,
			...(knownOf(request) !== undefined && {
				known: { limit: Math.min(200, capacityOf(reader, request)) },
			}),
		};
	}
	const since = civilDateAt(request.since ?? '', reader.scope.timeZone);
	if (since === undefined) throw noTime();
	// A flow that stood still for weeks looks at the days that it missed as well.
	const day = since < today ? since : today;
	const until = addDays(today, settings.changes.daysAhead);
	return { ...base, from: addDays(day, -settings.changes.daysBack), until, to: until };
}

function noTime(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'Changed Since is not a time.',
		nextStep: 'Give a time such as 2026-01-31T08:00:00Z.',
		system: 'carecloud',
		fields: ['since'],
	});
}

/** Patients of a page in the order in which they are met, and where the next page begins. */
async function gather(
	reader: CareCloudReader,
	first: Place,
	request: PatientPageRequest,
): Promise<{ met: Met[]; next?: Place }> {
	const { windowDays } = reader.scope.profile.sync;
	const { transport } = reader;
	const capacity = capacityOf(reader, request);
	const begun = transport.calls();
	const lastCall = begun + callsWithin(reader, listsBudgetMs);
	const lastOfPage = begun + callsWithin(reader, pageBudgetMs);
	const least = callsWithin(reader, (pageBudgetMs - listsBudgetMs) / callsPerPatient);
	// What the lists of a large practice take, its patients do not get.
	const room = () =>
		Math.min(
			capacity,
			Math.max(least, Math.floor((lastOfPage - transport.calls()) / callsPerPatient)),
		);
	const met = new Map<string, Met>();
	const before = metBefore(reader, first, {
		wholeUntil: begun + callsWithin(reader, wholeListsBudgetMs),
		askUntil: lastOfPage,
	});
	let place = first;
	for (;;) {
		const begin = addDays(place.to, 1 - windowDays);
		const span = { from: begin > place.from ? begin : place.from, to: place.to };
		const meetings = await meetingsOf(reader, span);
		const people = peopleOf(reader, meetings, changedSince(reader, request))
			.filter(({ id }) => place.afterId === undefined || id > place.afterId)
			.filter((one) => isNews(met.get(one.id), one));
		for (let at = 0; at < people.length; at += askedAtOnce) {
			const asked = people.slice(at, at + askedAtOnce);
			const fresh = await withoutKnown(knownOf(request), asked);
			const known = await before.among(fresh);
			const most = room();
			for (const one of asked) {
				if (fresh.includes(one) && !known.has(one.id)) {
					if (met.size >= most && !met.has(one.id)) return { met: [...met.values()], next: place };
					met.set(one.id, one);
				}
				place = { ...place, afterId: one.id };
			}
			if (transport.calls() >= lastCall) return { met: [...met.values()], next: place };
		}
		if (span.from === place.from) return { met: [...met.values()] };
		before.pass(meetings);
		place = { ...omit(place, 'afterId'), to: addDays(span.from, -1) };
		if (met.size >= room() || transport.calls() >= lastCall) {
			return { met: [...met.values()], next: place };
		}
	}
}

/** Whether a page lacks this patient, or holds them only as one from elsewhere who is of this practice. */
function isNews(standing: Met | undefined, { elsewhere }: Met): boolean {
	return standing === undefined || (standing.elsewhere !== undefined && elsewhere === undefined);
}

/** Whom HealthSail holds, for a read of all: who was seen lately has appointments, and is met there. */
function knownOf({ read, known, visitedSince }: PatientPageRequest) {
	return read === 'all' && visitedSince === undefined ? known : undefined;
}

/** Patients that a page may have; at least one. */
function capacityOf(reader: CareCloudReader, { pageSize }: PatientPageRequest): number {
	return Math.min(pageSize, callsWithin(reader, patientsBudgetMs / callsPerPatient));
}

/** Calls that fit into a time under the throttle; at least one. */
function callsWithin({ transport }: CareCloudReader, budgetMs: number): number {
	const interval = transport.intervalMs();
	return interval === 0 ? 1_000_000 : Math.max(1, Math.floor(budgetMs / interval));
}

/** The time from which on an appointment counts as changed; undefined = all of them count. */
function changedSince(
	{ scope }: CareCloudReader,
	{ read, since }: PatientPageRequest,
): string | undefined {
	if (read === 'all' || settingsOf(scope).changes.patients === 'allAppointments') return undefined;
	return parseInstant(since, scope.timeZone);
}
