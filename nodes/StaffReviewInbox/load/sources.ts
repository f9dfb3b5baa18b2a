import type { IncidentSource, MatchSource, RequestSource } from '../../../lib/inbox/sources';
import type { Filterable, Section } from '../../../lib/inbox/view';
import type { Inbox } from '../inbox';
import type { Session } from '../session';
import { changeCards, incidentCards, matchCards, type Card } from './cards';
import { mostDecided, mostRows, readDecided, readWithStaff, type Rows } from './lists';

/** A row of any list, before the people it is about were read. */
export type Source =
	| { readonly kind: 'change'; readonly row: RequestSource }
	| { readonly kind: 'match'; readonly row: MatchSource }
	| { readonly kind: 'incident'; readonly row: IncidentSource };

export interface SourceList {
	readonly sources: readonly Source[];
	/** More wait than were read. */
	readonly isCut: boolean;
}

/** The rows of a list in the order of the page. Throws SafeError. */
export async function sourcesOf(
	inbox: Inbox,
	session: Session,
	section: Section,
	{ requests, matches, incidents }: Rows,
): Promise<SourceList> {
	switch (section) {
		case 'changes':
			return listOf(changes(requests.filter(({ kind }) => kind === 'change')), requests);
		case 'newPatients':
			return listOf(changes(requests.filter(({ kind }) => kind === 'new_patient')), requests);
		case 'matches':
			return listOf(pairs(matches), matches);
		case 'incidents':
			return listOf(stops(incidents), incidents);
		case 'withStaff': {
			const rows = await readWithStaff(inbox, session);
			return listOf(changes(rows), rows);
		}
		case 'decided': {
			const rows = await readDecided(inbox, session);
			const all = [...changes(rows.requests), ...pairs(rows.matches), ...stops(rows.incidents)];
			const youngest = all.sort((a, b) => (decidedAt(a) > decidedAt(b) ? -1 : 1));
			return { sources: youngest.slice(0, mostDecided), isCut: false };
		}
	}
}

/** What a row is filtered by, but for the name: that stands with the customer. */
export function factsOf(source: Source): Omit<Filterable, 'person'> {
	switch (source.kind) {
		case 'change': {
			const { pmSystem, practiceId, submittedAt: since } = source.row;
			return { pmSystem, practiceId, since };
		}
		case 'match': {
			const { system: pmSystem, practiceId } = source.row.pair.externalId;
			return { pmSystem, practiceId, since: source.row.createdAt ?? '' };
		}
		case 'incident': {
			const { pmSystem, practiceId, at: since } = source.row;
			return { pmSystem, practiceId, since };
		}
	}
}

/** Cards of rows, in their order, with the people they are about. Throws SafeError. */
export async function cardsOf(inbox: Inbox, sources: readonly Source[]): Promise<Card[]> {
	const cards = [
		...(await changeCards(
			inbox,
			sources.flatMap((source) => (source.kind === 'change' ? [source.row] : [])),
		)),
		...(await matchCards(
			inbox,
			sources.flatMap((source) => (source.kind === 'match' ? [source.row] : [])),
		)),
		...(await incidentCards(
			inbox,
			sources.flatMap((source) => (source.kind === 'incident' ? [source.row] : [])),
		)),
	];
	const byId = new Map(cards.map((card) => [card.card.id, card]));
	return sources.flatMap(({ row }) => byId.get(row.id) ?? []);
}

const listOf = (sources: readonly Source[], read: readonly unknown[]): SourceList => ({
	sources,
	isCut: read.length >= mostRows,
});

const changes = (rows: readonly RequestSource[]) =>
	rows.map((row): Source => ({ kind: 'change', row }));
const pairs = (rows: readonly MatchSource[]) => rows.map((row): Source => ({ kind: 'match', row }));
const stops = (rows: readonly IncidentSource[]) =>
	rows.map((row): Source => ({ kind: 'incident', row }));

function decidedAt(source: Source): string {
	switch (source.kind) {
		case 'change':
			return source.row.review.reviewedAt ?? source.row.updatedAt ?? '';
		case 'match':
			return source.row.at ?? '';
		case 'incident':
			return source.row.releasedAt ?? '';
	}
}
