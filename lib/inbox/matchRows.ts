import { reasonSentence } from '../identity/reasons';
import { personName, sideBySide, type FactRow } from './people';
import type { CustomerSource, MatchKind, MatchSource } from './sources';
import type { Filterable } from './view';
import { ageText, momentText, type NamedFacts } from './when';

/** Two records that may be one person, as a card of the page. */
export interface MatchCard extends Filterable {
	readonly id: string;
	readonly version: number;
	readonly question: string;
	readonly opened: string;
	readonly chart: string;
	/** Absent where the review holds no copy of the patient. */
	readonly facts: readonly FactRow[];
	readonly hasPatient: boolean;
	readonly reasons: readonly string[];
	readonly choices: Readonly<Record<MatchDecision, string>>;
	readonly warnings: readonly string[];
	readonly standing?: string;
	readonly isOpen: boolean;
}

export type MatchDecision = 'link' | 'keep_apart';

const questions: Readonly<Record<MatchKind, string>> = {
	link: 'Is this patient that customer?',
	customer_merge: 'Are these two customers one person?',
	vanished: 'The practice no longer lists this patient. Does the link still hold?',
};

/** What the two decisions are called, by what is asked. */
export const matchChoices: Readonly<Record<MatchKind, Readonly<Record<MatchDecision, string>>>> = {
	link: { link: 'Same person: link', keep_apart: 'Two people: keep apart' },
	customer_merge: { link: 'One person: merge', keep_apart: 'Two people: keep apart' },
	vanished: { link: 'Keep the link', keep_apart: 'End the link' },
};

const ownReasons: Readonly<Record<string, string | undefined>> = {
	vanished: 'The patient is missing from complete reads of the practice’s list.',
};

/** Makes the card of a match review; `customer` is null where HealthSail no longer shows one. */
export function matchCard(
	review: MatchSource,
	customer: CustomerSource | null,
	facts: NamedFacts,
): MatchCard {
	const { id, version, kind, pair, patient, reasons, createdAt } = review;
	const since = createdAt ?? '';
	const isOpen = review.state === 'open';
	return {
		id,
		version,
		pmSystem: pair.externalId.system,
		practiceId: pair.externalId.practiceId,
		since,
		person: personName(patient?.demographics ?? customer?.demographics),
		question: questions[kind],
		opened: `${momentText(since, facts.zone)} (${ageText(since, facts.now)})`,
		chart: pair.externalId.value,
		facts: sideBySide(patient ?? {}, customer ?? {}),
		hasPatient: patient !== null && patient !== undefined,
		reasons: reasons.flatMap((code) => reasonSentence(code) ?? ownReasons[code] ?? []),
		choices: matchChoices[kind],
		warnings:
			customer === null
				? ['HealthSail no longer shows this customer.']
				: customer.status === 'merged'
					? ['The customer was merged into another one after this was asked.']
					: [],
		...(!isOpen && { standing: standingOf(review, facts) }),
		isOpen,
	};
}

function standingOf({ kind, state, decision, by, at }: MatchSource, facts: NamedFacts): string {
	if (state === 'cancelled') return 'This was withdrawn before anybody decided it.';
	const when = at ? ` on ${momentText(at, facts.zone)}` : '';
	const chosen =
		decision === 'link' || decision === 'keep_apart' ? `: “${matchChoices[kind][decision]}”` : '';
	return `${facts.nameOf(by)} decided this${when}${chosen}.`;
}
