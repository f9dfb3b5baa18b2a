import { describeValue } from '../changes/describe';
import type { FieldChange, FieldValue } from '../changes/field';
import { changeFields } from '../changes/field';
import { toFieldChanges } from '../changes/fromRequest';
import { refusalSentences, type RefusalCode } from '../changes/refusal';
import { personName } from './people';
import type { ChangeSource, CustomerSource, RequestSource } from './sources';
import type { Filterable } from './view';
import { ageText, momentText, type RowFacts } from './when';

/** What staff have to know of a field before they decide. */
export type FieldMark = 'conflict' | 'alreadyThere' | 'unreadable';

/** One field of a request, as staff read it. */
export interface FieldRow {
	readonly changeId: string;
	readonly title: string;
	/** What the practice has, and how it is known; absent where a new patient has nothing there. */
	readonly practice?: { readonly text: string; readonly source: string };
	readonly proposed: string;
	readonly mark?: FieldMark;
	readonly decision: ChangeSource['decision'];
	readonly reason?: string;
	/** What became of it in the practice. */
	readonly outcome?: string;
	/** Approved, and the practice does not show it yet. */
	readonly isLeft: boolean;
}

/** A request as a card of the page. */
export interface ChangeCard extends Filterable {
	readonly kind: RequestSource['kind'];
	readonly id: string;
	readonly version: number;
	readonly reference: string;
	readonly birthDate?: string;
	readonly askedBy: string;
	readonly asked: string;
	readonly fields: readonly FieldRow[];
	readonly warnings: readonly string[];
	/** How far it got, once it is decided. */
	readonly standing?: string;
	readonly isOpen: boolean;
}

export const openReviews: ReadonlySet<string> = new Set(['pending_review', 'in_review']);

/** Makes the card of a request. `customer` is absent for a new patient, and null where it is gone. */
export function changeCard(
	request: RequestSource,
	customer: CustomerSource | null | undefined,
	facts: RowFacts,
): ChangeCard {
	const { kind, id, version, pmSystem, practiceId, submittedAt, shortRef } = request;
	const read = readFields(request, customer);
	const isOpen = openReviews.has(request.review.state) && !request.closedAs;
	const standing = isOpen ? undefined : standingOf(request, facts);
	const birthDate = customer?.demographics?.birthDate ?? undefined;
	return {
		kind,
		id,
		version,
		pmSystem,
		practiceId,
		since: submittedAt,
		reference: shortRef,
		person: kind === 'new_patient' ? proposedName(read) : personName(customer?.demographics),
		...(birthDate !== undefined && { birthDate }),
		askedBy: origins[request.origin] ?? 'Somebody',
		asked: `${momentText(submittedAt, facts.zone)} (${ageText(submittedAt, facts.now)})`,
		fields: request.changes.map((change) => fieldRow(change, read.get(change.id), request, facts)),
		warnings: warningsOf(request, customer),
		...(standing !== undefined && { standing }),
		isOpen,
	};
}

/**
 * What a reviewer sees as the practice's value, to be sent with the decision: what was read there last,
 * else what was known when the change was asked for. Undefined never; null = nothing stands there.
 */
export function valueShown({ current, from }: Pick<ChangeSource, 'current' | 'from'>): unknown {
	return current && current.verdict !== 'unreadable' ? current.value : from;
}

const origins: Readonly<Record<string, string>> = {
	patient: 'The patient',
	guardian: 'The guardian',
	staff: 'HealthSail staff',
	import: 'An import',
};

function readFields(
	{ changes }: RequestSource,
	customer: CustomerSource | null | undefined,
): Map<string, FieldChange> {
	const { demographics, addresses } = customer ?? {};
	const read = toFieldChanges(changes, {
		...(demographics?.phones && { phones: demographics.phones }),
		...(addresses && { addresses }),
	});
	return new Map(read.changes.map((change) => [change.changeId, change]));
}

function proposedName(read: ReadonlyMap<string, FieldChange>): string {
	const proposed = (field: string) =>
		[...read.values()].find((change) => change.field === field)?.to as string | undefined;
	return personName({ givenName: proposed('givenName'), familyName: proposed('familyName') });
}

function fieldRow(
	change: ChangeSource,
	read: FieldChange | undefined,
	request: RequestSource,
	facts: RowFacts,
): FieldRow {
	const { id: changeId, current, decision, decisionReason, outcome, outcomeCode } = change;
	const text = (value: unknown) =>
		read === undefined ? plainText(value) : describeValue(read.field, inFieldForm(value, change));
	const isRead = current && current.verdict !== 'unreadable';
	const isDecided = decision !== 'pending' && change.valueSeen !== undefined;
	const mark = decision === 'pending' && current ? markOf(current) : undefined;
	const told = outcomeText(request.kind, outcome, outcomeCode);
	const shown = isDecided ? change.valueSeen : valueShown(change);
	const isNew = request.kind === 'new_patient' && (shown === null || shown === undefined);
	return {
		changeId,
		title: read === undefined ? 'Another field' : changeFields[read.field].title,
		...(!isNew && {
			practice: {
				text: text(shown),
				source: isDecided
					? 'as the reviewer saw it'
					: isRead
						? `read ${ageText(current.readAt, facts.now)}`
						: 'as of the last sync',
			},
		}),
		proposed: change.to === null ? 'nothing: remove the old value' : text(change.to),
		...(mark && request.kind === 'change' && { mark }),
		decision,
		...(decisionReason && { reason: reasonText(decisionReason) }),
		...(told !== undefined && { outcome: told }),
		isLeft: decision === 'approved' && outcome !== 'applied' && outcome !== 'changed_meanwhile',
	};
}

/** Members that only the request's own form of a value has; what was compared has the field's. */
const requestMembers = ['use', 'priority', 'payer', 'plan', 'phones'];

/** A value of a request, or one that was read in the practice, in the form of the field. */
function inFieldForm(value: unknown, { id, path, to }: ChangeSource): FieldValue | null {
	if (value === null || value === undefined || value === '') return null;
	const isRequestForm =
		typeof value !== 'object' || requestMembers.some((member) => member in value);
	if (!isRequestForm) return value as FieldValue;
	const { changes } = toFieldChanges([{ id, path, from: to, to: value }]);
	return changes.at(0)?.to ?? (typeof value === 'string' ? value : null);
}

const marks: Readonly<Record<string, FieldMark | undefined>> = {
	changed: 'conflict',
	already_there: 'alreadyThere',
	unreadable: 'unreadable',
};

function markOf({ verdict, isConflict }: NonNullable<ChangeSource['current']>) {
	return isConflict === false && verdict === 'changed' ? undefined : marks[verdict];
}

function plainText(value: unknown): string {
	if (value === null || value === undefined || value === '') return 'nothing on file';
	if (typeof value !== 'object') return String(value);
	return Object.values(value).map(plainText).join(', ');
}

function warningsOf(
	{ kind, changes, review, delivery, closedAs }: RequestSource,
	customer: CustomerSource | null | undefined,
): string[] {
	const isDuplicate = changes.some(
		({ current, outcomeCode }) =>
			current?.verdict === 'changed' || outcomeCode === 'possibleDuplicate',
	);
	return [
		...(kind === 'new_patient' && isDuplicate ? [refusalSentences.possibleDuplicate] : []),
		...(customer === null ? ['HealthSail no longer shows this customer.'] : []),
		...(customer?.status === 'merged'
			? ['The customer was merged into another one after this was asked for.']
			: []),
		...(customer?.syncState === 'left' || customer?.syncState === 'excluded'
			? ['This patient is no longer shared with HealthSail. Nothing is written for them.']
			: []),
		...(openReviews.has(review.state) &&
		!closedAs &&
		changes.some(({ outcome }) => outcome === 'changed_meanwhile')
			? ['The practice changed its value after the approval. Nothing was written.']
			: []),
		...(delivery.state === 'outcome_unknown'
			? ['The practice’s system gave no answer. Look in the chart before you key anything in.']
			: []),
	];
}

/** Codes that a reviewer can give for a rejection. */
export const rejectionReasons = {
	not_confirmed: 'The patient did not confirm it',
	wrong_person: 'It belongs to another person',
	duplicate: 'It was asked for twice',
	incomplete: 'It is incomplete or cannot be read',
} as const satisfies Readonly<Record<string, string>>;

const otherReasons: Readonly<Record<string, string | undefined>> = {
	...rejectionReasons,
	superseded: 'A newer request took its place',
};

function reasonText(code: string): string {
	return otherReasons[code] ?? code;
}

function outcomeText(
	kind: RequestSource['kind'],
	outcome: string | null | undefined,
	code: string | null | undefined,
): string | undefined {
	// Of a new patient this is said once, above the fields.
	if (kind === 'new_patient' && code === 'possibleDuplicate') return undefined;
	const why = code && code in refusalSentences ? refusalSentences[code as RefusalCode] : undefined;
	switch (outcome) {
		case 'applied':
			return 'The practice shows it.';
		case 'refused':
			return why ?? 'The practice’s system did not take it.';
		case 'changed_meanwhile':
			return 'The practice changed the field after the approval; nothing was written.';
		case 'with_staff':
			return why ?? 'Staff key it in.';
		default:
			return undefined;
	}
}

const channels: Readonly<Record<string, string | undefined>> = {
	direct_write: 'written through the interface',
	hl7: 'sent by HL7',
	manual: 'listed here for staff',
};

function standingOf(request: RequestSource, { zone, now }: RowFacts): string {
	const { review, delivery, closedAs } = request;
	const who = review.reviewer?.name ?? 'Somebody';
	const when = review.reviewedAt ? ` on ${momentText(review.reviewedAt, zone)}` : '';
	const decided = decisionWords[review.state];
	const first =
		decided === undefined ? (stateWords[review.state] ?? 'Decided.') : `${who} ${decided}${when}.`;
	if (closedAs === 'superseded') return `${first} It was superseded.`;
	if (closedAs === 'accepted') return `${first} The practice shows it.`;
	if (closedAs === 'unanswered') return `${first} It stayed unanswered in the practice.`;
	if (delivery.state === 'landed') {
		const since = delivery.landedAt ? ` ${ageText(delivery.landedAt, now)}` : '';
		const how = channels[delivery.channel ?? ''] ?? 'put before staff in the practice’s system';
		const reminded = delivery.remindedAt ? ' Staff were reminded.' : '';
		return `${first} It was ${how}${since}.${reminded}`;
	}
	return first;
}

const decisionWords: Readonly<Record<string, string | undefined>> = {
	approved: 'approved this',
	partially_approved: 'approved a part of this',
	rejected: 'rejected this',
};

const stateWords: Readonly<Record<string, string | undefined>> = {
	cancelled: 'The patient withdrew this.',
	expired: 'This expired before it was decided.',
};
