import type { PmSystem } from '../../../lib/canonical/externalId';
import { pmSystemSchema } from '../../../lib/canonical/externalId';
import type { IncidentSource, MatchSource, RequestSource } from '../../../lib/inbox/sources';
import {
	listChangeRequests,
	type StoredChangeRequest,
} from '../../common/healthsail/changeRequests';
import type { HealthSailQuery } from '../../common/healthsail/client';
import { listIncidents } from '../../common/healthsail/incidents';
import type { Inbox } from '../inbox';
import type { Session } from '../session';
import { listMatchReviews } from './matchReviews';

/** Most rows of one list that are read; the oldest come first, so the rest follow as these are done. */
export const mostRows = 200;

/** The lists of work of one kind each. */
export interface Rows {
	readonly requests: readonly RequestSource[];
	readonly matches: readonly MatchSource[];
	readonly incidents: readonly IncidentSource[];
}

/** Reads what waits for a decision in the practices that the reviewer may see. Throws SafeError. */
export async function readWaiting(inbox: Inbox, session: Session): Promise<Rows> {
	const { client } = inbox;
	const [requests, matches, incidents] = await Promise.all([
		readRequests(inbox, session, { 'review.state': 'pending_review,in_review' }),
		perPractice(
			session,
			async (place) =>
				await listMatchReviews(client, { state: 'open', ...queryOf(place) }, mostRows),
		),
		perPractice(session, async (place) => await listIncidents(client, 'open', place, mostRows)),
	]);
	// Where the practice's own review is the decision, the practice's system lists them.
	const own = requests.filter(({ reviewMode }) => reviewMode !== 'in_pm');
	return { requests: own, matches, incidents };
}

/** Requests that were approved and wait for somebody to key them in. Throws SafeError. */
export async function readWithStaff(inbox: Inbox, session: Session): Promise<RequestSource[]> {
	return await readRequests(inbox, session, {
		'review.state': 'approved,partially_approved',
		'delivery.state': 'landed,failed,outcome_unknown,not_supported',
	});
}

/** What was decided, in no order. Throws SafeError. */
export async function readDecided(inbox: Inbox, session: Session): Promise<Rows> {
	const { client } = inbox;
	const sort = '-updatedAt';
	const [requests, matches, incidents] = await Promise.all([
		perPractice(
			session,
			async (place) =>
				await listChangeRequests(
					client,
					{ 'review.state': 'approved,partially_approved,rejected', sort, ...queryOf(place) },
					mostDecided,
				),
		),
		perPractice(
			session,
			async (place) =>
				await listMatchReviews(client, { state: 'decided', sort, ...queryOf(place) }, mostDecided),
		),
		perPractice(session, async (place) => await listIncidents(client, 'released', place, mostRows)),
	]);
	return { requests, matches, incidents };
}

/** Most decisions that are shown. */
export const mostDecided = 50;

async function readRequests(
	{ client }: Inbox,
	session: Session,
	query: HealthSailQuery,
): Promise<StoredChangeRequest[]> {
	const requests = await perPractice(
		session,
		async (place) => await listChangeRequests(client, { ...query, ...queryOf(place) }, mostRows),
	);
	return requests
		.filter(({ closedAs }) => !closedAs)
		.sort((a, b) => (a.submittedAt < b.submittedAt ? -1 : 1));
}

interface Place {
	readonly system: PmSystem;
	readonly practiceId: string;
}

/** Reads once for each practice of the reviewer, or once for all of them. */
async function perPractice<T>(
	{ reviewer }: Session,
	read: (place: Place | undefined) => Promise<readonly T[]>,
): Promise<T[]> {
	if (reviewer.practices === undefined) return [...(await read(undefined))];
	const places = reviewer.practices.flatMap(({ system, practiceId }) => {
		const known = pmSystemSchema.safeParse(system);
		return known.success ? [{ system: known.data, practiceId }] : [];
	});
	return (await Promise.all(places.map(read))).flat();
}

const queryOf = (place: Place | undefined): { pmSystem?: PmSystem; practiceId?: string } =>
	place ? { pmSystem: place.system, practiceId: place.practiceId } : {};
