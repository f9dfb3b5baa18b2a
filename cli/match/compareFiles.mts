import type { IdentitySettings } from '../../lib/identity/settings.js';
import { withBar } from '../support/progressBar.mjs';
import type { Terminal } from '../support/terminal.mjs';
import { compareLists, compareWithin, type Comparison } from './comparison.mjs';
import { familyNumbersAside } from './familyNumbers.mjs';
import { measure, readPeople, truePairs, type Accuracy } from './labels.mjs';
import type { RecordFile } from './readRecords.mjs';

export interface CompareFilesOptions {
	readonly settings: IdentitySettings;
	/** Civil date. */
	readonly today: string;
	/** Whether the ids tell who is who, and the result is measured by them. */
	readonly labels: boolean;
}

export interface ComparedFiles {
	readonly comparison: Comparison;
	/** With labels only. */
	readonly accuracy?: Accuracy;
}

/** Compares two files, or one with itself when `right` is left out. */
export async function compareFiles(
	terminal: Terminal,
	left: RecordFile,
	right: RecordFile | undefined,
	{ labels, ...basics }: CompareFilesOptions,
): Promise<ComparedFiles> {
	const [ours, theirs] = familyNumbersAside(left.records, right?.records, basics.today);
	const truth = labels ? readTruth(left, right) : undefined;
	const met = new Set<string>();
	const onPair = (one: number, two: number) => {
		const key = keyOf(ours[one].ref, (theirs ?? ours)[two].ref);
		if (truth?.keys.has(key)) met.add(key);
	};
	const comparison = await withBar(terminal, 'Comparing', (report) => {
		const options = { ...basics, report, ...(truth && { onPair }) };
		return theirs ? compareLists(ours, theirs, options) : compareWithin(ours, options);
	});
	if (!truth) return { comparison };
	return {
		comparison,
		accuracy: measure(comparison, truth.pairs, (one, two) => {
			const isMet = met.has(keyOf(one, two));
			return isMet || (right === undefined && met.has(keyOf(two, one)));
		}),
	};
}

function readTruth(left: RecordFile, right: RecordFile | undefined) {
	const people = [left, right].map(
		(side) =>
			side &&
			readPeople(
				side.records.map(({ ref }) => ref),
				side.file,
			),
	);
	const pairs = people[0] ? [...truePairs(people[0], people[1])] : [];
	const keys = new Set(pairs.map(([one, two]) => keyOf(one, two)));
	// Within one list the engine may meet a pair from either end.
	if (right === undefined) for (const [one, two] of pairs) keys.add(keyOf(two, one));
	return { pairs, keys };
}

function keyOf(one: string, two: string): string {
	return JSON.stringify([one, two]);
}
