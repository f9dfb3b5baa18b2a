import type { ConflictPolicy } from '../profile/changes';
import type { FieldChange, FieldValue } from './field';
import { sameValue } from './sameValue';

/** How a proposal stands to what the practice has now (contract 2.2). */
export type ChangeVerdict = 'unchanged' | 'changed' | 'already_there' | 'unreadable';

/**
 * The three-way compare of one field: what it was proposed from, what the practice has now, what is
 * proposed. `current` undefined = the practice does not tell.
 */
export function verdictOf(
	change: FieldChange,
	current: FieldValue | null | undefined,
): ChangeVerdict {
	if (current === undefined) return 'unreadable';
	if (sameValue(change.field, current, change.to)) return 'already_there';
	return sameValue(change.field, current, change.from) ? 'unchanged' : 'changed';
}

export interface ConflictFacts {
	readonly verdict: ChangeVerdict;
	/** RFC 3339: when the patient proposed it. */
	readonly submittedAt: string;
	/** RFC 3339: when the practice's record was last changed, where its system tells. */
	readonly sourceAt?: string | null;
}

/**
 * What the practice's policy makes of a proposal: `ask` staff, ask them with the conflict marked, or
 * `superseded` without asking. Only a field that the practice changed since can be settled by policy.
 */
export function settleConflict(
	policy: ConflictPolicy,
	{ verdict, submittedAt, sourceAt }: ConflictFacts,
): 'ask' | 'askAsConflict' | 'superseded' {
	if (verdict !== 'changed') return 'ask';
	switch (policy) {
		case 'healthsail_proposes':
			return 'ask';
		case 'pm_wins':
			return 'superseded';
		case 'newest_wins':
			return isLater(sourceAt, submittedAt) ? 'superseded' : 'askAsConflict';
		case 'ask':
			return 'askAsConflict';
	}
}

/** False where one of the times is not told, so that a person is asked. */
function isLater(a: string | null | undefined, b: string): boolean {
	const [left, right] = [Date.parse(a ?? ''), Date.parse(b)];
	return !Number.isNaN(left) && !Number.isNaN(right) && left > right;
}
