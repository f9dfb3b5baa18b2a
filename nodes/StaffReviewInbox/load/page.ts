import type { Html } from '../../../lib/inbox/html';
import {
	changeCardHtml,
	incidentCardHtml,
	matchCardHtml,
	practiceText,
	type CardForm,
} from '../../../lib/inbox/page/cards';
import type { Notice } from '../../../lib/inbox/page/frame';
import { readKept } from '../../../lib/inbox/kept';
import { inboxPage, viewMembers } from '../../../lib/inbox/page/inboxPage';
import {
	hasName,
	isWanted,
	pageOf,
	practiceKey,
	rowsPerPage,
	type InboxView,
	type Section,
} from '../../../lib/inbox/view';
import { reportPage, type AuditSubject } from '../../common/healthsail/audit';
import type { Inbox } from '../inbox';
import { issueRowToken } from '../rowToken';
import type { Session } from '../session';
import type { Card } from './cards';
import { mostRows, readWaiting, type Rows } from './lists';
import { cardsOf, factsOf, sourcesOf, type Source } from './sources';

/** What a page shows besides its list. */
export interface PageExtras {
	readonly notice?: Notice;
	/** The row that was just tried: it stands above the list, as it is now. */
	readonly focus?: Card;
}

/** Reads a list and makes its page; the read is in the audit trail first. Throws SafeError. */
export async function loadPage(
	inbox: Inbox,
	session: Session,
	view: InboxView,
	{ notice, focus }: PageExtras = {},
): Promise<string> {
	const waiting = await readWaiting(inbox, session);
	const { sources, isCut } = await sourcesOf(inbox, session, view.section, waiting);
	const others = sources.filter(({ row }) => row.id !== focus?.card.id);
	const { cards, page, total } = await readCards(inbox, others, view);
	await reportRead(inbox, session, view.section, focus ? [focus, ...cards] : cards);
	const shownView = { ...view, page };
	const members = viewMembers({ view: shownView, session: session.token });
	const kept = readKept(inbox.request.form);
	const isToKeyIn = view.section === 'withStaff';
	const toHtml = (card: Card) => cardHtml(inbox, session, card, { members, kept, isToKeyIn });
	return inboxPage({
		view: shownView,
		session: session.token,
		reviewerName: session.reviewer.name,
		canSignOut: session.method === 'password',
		counts: countsOf(waiting),
		practices: practicesOf(session, sources),
		rows: cards.map(toHtml),
		total,
		isCut,
		pages: Math.max(1, Math.ceil(total / rowsPerPage)),
		...(notice && { notice }),
		...(focus && { focus: toHtml(focus) }),
	});
}

/** The cards of one page. People are read for those alone, unless somebody is looked for by name. */
async function readCards(
	inbox: Inbox,
	sources: readonly Source[],
	view: InboxView,
): Promise<{ cards: readonly Card[]; page: number; total: number }> {
	const anybody = { ...view, name: '' };
	const wanted = sources.filter((source) =>
		isWanted({ ...factsOf(source), person: '' }, anybody, inbox.now),
	);
	if (view.name === '') {
		const { rows, page } = pageOf(wanted, view.page);
		return { cards: await cardsOf(inbox, rows), page, total: wanted.length };
	}
	const named = (await cardsOf(inbox, wanted)).filter(({ card }) =>
		hasName(card.person, view.name),
	);
	const { rows, page } = pageOf(named, view.page);
	return { cards: rows, page, total: named.length };
}

function cardHtml(inbox: Inbox, session: Session, card: Card, shared: Omit<CardForm, 'row'>): Html {
	const { id, version, isOpen } = card.card;
	const row = isOpen ? issueRowToken(inbox, session, { kind: card.kind, id, version }) : undefined;
	const form = { ...shared, ...(row !== undefined && { row }) };
	switch (card.kind) {
		case 'change':
			return changeCardHtml(card.card, form);
		case 'match':
			return matchCardHtml(card.card, form);
		case 'incident':
			return incidentCardHtml(card.card, form);
	}
}

function countsOf({ requests, matches, incidents }: Rows): Partial<Record<Section, string>> {
	const text = (rows: readonly unknown[], read: readonly unknown[]) =>
		`${rows.length}${read.length >= mostRows ? '+' : ''}`;
	const ofKind = (wanted: string) => requests.filter(({ kind }) => kind === wanted);
	return {
		changes: text(ofKind('change'), requests),
		newPatients: text(ofKind('new_patient'), requests),
		matches: text(matches, matches),
		incidents: text(incidents, incidents),
	};
}

/** The practices to filter by: those of the reviewer, else those of the rows. */
function practicesOf({ reviewer }: Session, sources: readonly Source[]): Array<[string, string]> {
	const places =
		reviewer.practices?.map(({ system, practiceId }) => ({ pmSystem: system, practiceId })) ??
		sources.map(factsOf);
	const names = new Map(places.map((place) => [practiceKey(place), practiceText(place)]));
	return [...names].sort(([, a], [, b]) => a.localeCompare(b, 'en'));
}

const fieldsOf: Readonly<Record<Section, readonly string[]>> = {
	changes: ['name', 'birthDate', 'changes'],
	newPatients: ['changes'],
	matches: ['name', 'birthDate', 'administrativeSex', 'phones', 'email', 'addresses', 'reasons'],
	incidents: ['name', 'fields'],
	withStaff: ['name', 'birthDate', 'changes'],
	decided: ['name', 'birthDate', 'changes', 'addresses', 'phones', 'email'],
};

/** One audit event for the page, with everybody whom it shows and who looked. */
async function reportRead(
	{ client, flow }: Inbox,
	{ reviewer }: Session,
	section: Section,
	cards: readonly Card[],
): Promise<void> {
	const subjects = cards.map(({ kind, card, customerId }) =>
		subjectOf(client, customerId === undefined ? kind : 'customer', customerId ?? card.id),
	);
	await reportPage(client, {
		action: 'read',
		subjects,
		fields: fieldsOf[section],
		purpose: 'HOPERAT',
		flow,
		workflowStep: `inbox.${section}.read`,
		approvedBy: reviewer.id,
	});
}

/** A record of HealthSail, by the keyed hash that other audit records have of it. */
export function subjectOf({ keyedHash }: Inbox['client'], type: string, id: string): AuditSubject {
	return { type, keyedHash: keyedHash([type, id].join('|')) };
}
