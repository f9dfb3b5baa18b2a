import { personName } from './people';
import type { CustomerSource, IncidentSource } from './sources';
import type { Filterable } from './view';
import { ageText, momentText, type NamedFacts } from './when';

/** A write that changed more than it should, as a card of the page. */
export interface IncidentCard extends Filterable {
	readonly id: string;
	readonly version: number;
	readonly what: string;
	readonly happened: string;
	/** Names of fields, never values. */
	readonly fields: readonly string[];
	/** Short reference of the request that was being written. */
	readonly reference?: string;
	readonly standing?: string;
	readonly isOpen: boolean;
}

const kinds: Readonly<Record<string, string | undefined>> = {
	unexpected_change:
		'While an approved change was written, other fields of the patient changed as well.',
	write_mismatch: 'After an approved change was written, the practice shows another value.',
};

/** Makes the card of an incident. `origin` is the request that was being written, where it is known. */
export function incidentCard(
	incident: IncidentSource,
	origin: { readonly shortRef: string; readonly customer: CustomerSource | null } | undefined,
	{ now, zone, nameOf }: NamedFacts,
): IncidentCard {
	const { id, version, pmSystem, practiceId, at, state, fields } = incident;
	const { releasedBy, releasedAt, comment } = incident;
	const isOpen = state === 'open';
	const when = releasedAt ? ` on ${momentText(releasedAt, zone)}` : '';
	return {
		id,
		version,
		pmSystem,
		practiceId,
		since: at,
		person: personName(origin?.customer?.demographics),
		what: kinds[incident.kind] ?? 'A write to the practice did not end as it should.',
		happened: `${momentText(at, zone)} (${ageText(at, now)})`,
		fields,
		...(origin && { reference: origin.shortRef }),
		...(!isOpen && {
			standing: `${nameOf(releasedBy)} released this${when}.${comment ? ` “${comment}”` : ''}`,
		}),
		isOpen,
	};
}
