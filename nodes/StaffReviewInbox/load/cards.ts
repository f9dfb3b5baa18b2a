import { changeCard, type ChangeCard } from '../../../lib/inbox/changeRows';
import { incidentCard, type IncidentCard } from '../../../lib/inbox/incidentRows';
import { matchCard, type MatchCard } from '../../../lib/inbox/matchRows';
import type {
	CustomerSource,
	IncidentSource,
	MatchSource,
	RequestSource,
} from '../../../lib/inbox/sources';
import { getChangeRequest, type StoredChangeRequest } from '../../common/healthsail/changeRequests';
import { outcomeOf } from '../../common/outcome';
import { toDetails } from '../../common/toNodeError';
import type { Inbox } from '../inbox';
import { readCustomers } from './customers';

/** Any card of the page, with what its audit record names. */
export type Card = { readonly customerId?: string } & (
	| { readonly kind: 'change'; readonly card: ChangeCard }
	| { readonly kind: 'match'; readonly card: MatchCard }
	| { readonly kind: 'incident'; readonly card: IncidentCard }
);

type Customers = ReadonlyMap<string, CustomerSource | null>;

/** Cards of requests, with the people they are about. Throws SafeError. */
export async function changeCards(
	inbox: Inbox,
	requests: readonly RequestSource[],
): Promise<Card[]> {
	const customers = await readCustomers(
		inbox.client,
		requests.map(({ customerId }) => customerId),
	);
	return requests.map((request): Card => {
		const { customerId } = request;
		const customer = customerId ? (customers.get(customerId) ?? null) : undefined;
		return {
			kind: 'change',
			card: changeCard(request, customer, inbox),
			...(customerId && { customerId }),
		};
	});
}

/** Cards of match reviews, with the customers they are about. Throws SafeError. */
export async function matchCards(inbox: Inbox, reviews: readonly MatchSource[]): Promise<Card[]> {
	const customers = await readCustomers(
		inbox.client,
		reviews.map(({ pair }) => pair.customerId),
	);
	return reviews.map((review): Card => {
		const { customerId } = review.pair;
		return {
			kind: 'match',
			card: matchCard(review, customers.get(customerId) ?? null, inbox),
			customerId,
		};
	});
}

/** Cards of incidents; whom one is about is told by the request that was being written. */
export async function incidentCards(
	inbox: Inbox,
	incidents: readonly IncidentSource[],
): Promise<Card[]> {
	const origins = await readOrigins(inbox, incidents);
	const customers = await readCustomers(
		inbox.client,
		[...origins.values()].map(({ customerId }) => customerId),
	);
	return incidents.map((incident) => toIncidentCard(inbox, incident, origins, customers));
}

function toIncidentCard(
	inbox: Inbox,
	incident: IncidentSource,
	origins: ReadonlyMap<string, StoredChangeRequest>,
	customers: Customers,
): Card {
	const origin = origins.get(incident.by ?? '');
	const customerId = origin?.customerId ?? undefined;
	const customer = customerId === undefined ? null : (customers.get(customerId) ?? null);
	return {
		kind: 'incident',
		card: incidentCard(incident, origin && { shortRef: origin.shortRef, customer }, inbox),
		...(customerId !== undefined && { customerId }),
	};
}

const requestId = /^dcr_[A-Za-z0-9_-]{1,60}$/;

/** The requests that incidents name; one that is gone is left out. */
async function readOrigins(
	{ client }: Inbox,
	incidents: readonly IncidentSource[],
): Promise<ReadonlyMap<string, StoredChangeRequest>> {
	const ids = [...new Set(incidents.map(({ by }) => by ?? ''))].filter((id) => requestId.test(id));
	const found = new Map<string, StoredChangeRequest>();
	for (const id of ids) {
		const outcome = await outcomeOf(async () => await getChangeRequest(client, id));
		if (outcome.ok) found.set(id, outcome.value);
		else if (toDetails(outcome.error).kind !== 'notFound') throw outcome.error;
	}
	return found;
}
