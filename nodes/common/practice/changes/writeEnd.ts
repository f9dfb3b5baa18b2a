import { sleep } from 'n8n-workflow';

import type { FieldChange, FieldValue } from '../../../../lib/changes/field';
import { changedMembers } from '../../../../lib/changes/image';
import { readField } from '../../../../lib/changes/readField';
import type { RefusalCode } from '../../../../lib/changes/refusal';
import { refusalSentences } from '../../../../lib/changes/refusal';
import { sameValue } from '../../../../lib/changes/sameValue';
import type { ErrorKind } from '../../../../lib/privacy/errors';
import type { Outcome } from '../../outcome';
import { outcomeOf } from '../../outcome';
import { toDetails } from '../../toNodeError';
import type { PatientImage, UpdatePlan } from '../port';

/** What a system may need before a read shows what was written, in milliseconds. */
export const settleMs = 1_000;

/** The write was refused for what it said, or is none that we may do; nothing was written. */
const refusals: ReadonlySet<ErrorKind> = new Set([
	'validation',
	'conflict',
	'unsupported',
	'notFound',
	'permission',
]);
/** It did not come to a write; the same may be tried again as it is. */
const notSent: ReadonlySet<ErrorKind> = new Set([
	'throttled',
	'unavailable',
	'authentication',
	'configuration',
]);

/** How sending ended. What is neither done nor surely not done is `unclear`. */
export type Sending = 'done' | 'refused' | 'notSent' | 'unclear';

export function sendingOf(outcome: Outcome<unknown>): Sending {
	if (outcome.ok) return 'done';
	const { kind } = toDetails(outcome.error);
	if (refusals.has(kind) || refusalCodeOf(outcome.error) !== undefined) return 'refused';
	return notSent.has(kind) ? 'notSent' : 'unclear';
}

/** The reason for staff that a port gives as its code, such as a state that the system does not know. */
export function refusalCodeOf(error: unknown): RefusalCode | undefined {
	const { kind, vendorCode = '' } = toDetails(error);
	if (Object.hasOwn(refusalSentences, vendorCode)) return vendorCode as RefusalCode;
	return kind === 'permission' ? 'unsupportedField' : undefined;
}

/** How a field of the practice stands to an approved change of it. */
export type Standing = 'there' | 'asSeen' | 'moved' | 'untold';

/** `there`: the approved value; `asSeen`: what staff saw; `moved`: neither. */
export function standingOfChange(
	image: PatientImage,
	change: FieldChange,
): { readonly standing: Standing; readonly now: FieldValue | null | undefined } {
	const now = readField(image.source.patient, change.field);
	if (now === undefined) return { standing: 'untold', now };
	if (sameValue(change.field, now, change.to)) return { standing: 'there', now };
	const isAsSeen = sameValue(change.field, now, change.from);
	return { standing: isAsSeen ? 'asSeen' : 'moved', now };
}

/** What the practice shows after a write. */
export interface WriteEnd {
	readonly applied: readonly FieldChange[];
	/** Still as staff saw it. */
	readonly unwritten: readonly FieldChange[];
	/** Neither as staff saw it nor as they approved it. */
	readonly mangled: readonly FieldChange[];
	/** Members that the write should not have touched. */
	readonly unexpected: readonly string[];
}

/**
 * Reads the record back and compares it with the one before. What does not show at once is looked for
 * once more. Undefined when it cannot be read.
 */
export async function readBack(
	read: () => Promise<PatientImage | undefined>,
	before: PatientImage,
	plan: UpdatePlan,
): Promise<WriteEnd | undefined> {
	const first = await endOf(read, before, plan);
	if (first !== undefined && first.unwritten.length === 0) return first;
	await sleep(settleMs);
	return (await endOf(read, before, plan)) ?? first;
}

async function endOf(
	read: () => Promise<PatientImage | undefined>,
	before: PatientImage,
	plan: UpdatePlan,
): Promise<WriteEnd | undefined> {
	const seen = await outcomeOf(read);
	if (!seen.ok || seen.value === undefined) return undefined;
	const after = seen.value;
	const standing = (change: FieldChange) => standingOfChange(after, change).standing;
	const among = (...wanted: readonly Standing[]) =>
		plan.changes.filter((change) => wanted.includes(standing(change)));
	return {
		applied: among('there'),
		unwritten: among('asSeen'),
		mangled: among('moved', 'untold'),
		unexpected: changedMembers(before.members, after.members, (member) => plan.touches(member)),
	};
}
