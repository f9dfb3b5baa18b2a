import { CliFailure } from '../support/failure.mjs';
import type { StoredEntry } from './healthSail.mjs';
import type { CohortRow } from './readEntries.mjs';

/** What makes a stored list equal to the file. */
export interface ReplacePlan {
	/** Patients of the file that are not on the list yet. */
	readonly added: number;
	/** Patients on both. Their reason may change. */
	readonly kept: number;
	/** Entries whose patient is not in the file. */
	readonly removals: readonly StoredEntry[];
	/** Entries on the list now. */
	readonly stored: number;
}

const shareThatIsMany = 0.05;
const numberThatIsMany = 10;

/** Compares a file with the list in HealthSail. Patient ids count as texts: `7` is not `07`. */
export function planReplace(
	rows: readonly CohortRow[],
	stored: readonly StoredEntry[],
): ReplacePlan {
	const inFile = new Set(rows.map(({ patientId }) => patientId));
	const onList = new Set(stored.map(({ patientId }) => patientId));
	const kept = rows.filter(({ patientId }) => onList.has(patientId)).length;
	return {
		added: rows.length - kept,
		kept,
		removals: stored.filter(({ patientId }) => !inFile.has(patientId)),
		stored: stored.length,
	};
}

/**
 * A truncated export or the wrong file would take many patients off a list.
 *
 * @throws CliFailure when 10 or more entries, and more than 5 % of the list, would be removed
 */
export function refuseManyRemovals({ removals, stored }: ReplacePlan): void {
	if (removals.length < numberThatIsMany || removals.length <= stored * shareThatIsMany) return;
	throw new CliFailure(
		'refused',
		`The file would take ${removals.length} of ${stored} patients off the list, which is more than 5 %. Nothing was sent.`,
		'Check that the file is whole and the right one; then add --allow-many-removals.',
	);
}
