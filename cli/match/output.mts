import type { IdentitySettings } from '../../lib/identity/settings.js';
import { csvLine } from '../support/csv.mjs';
import type { Comparison, ProposedPair } from './comparison.mjs';
import type { Accuracy } from './labels.mjs';

export const pairColumns = [
	'left_id',
	'right_id',
	'band',
	'grade',
	'score',
	'probability',
	'reasons',
] as const;

/** What the JSON file says beside the comparison. */
export interface ReportFacts {
	readonly today: string;
	readonly settings: IdentitySettings;
	readonly left: { readonly file: string; readonly records: number };
	/** Absent where one list was compared with itself. */
	readonly right?: { readonly file: string; readonly records: number };
	readonly accuracy?: Accuracy;
}

/** The pairs as lines of CSV; reasons as codes, without any value of a patient. */
export function* csvLines(pairs: readonly ProposedPair[]): Generator<string> {
	yield csvLine(pairColumns);
	for (const { left, right, band, grade, score, probability, reasons } of pairs) {
		const codes = reasons.map(({ code }) => code).join(' ');
		yield csvLine([left, right, band, grade, score.toFixed(2), probability.toFixed(6), codes]);
	}
}

/** The whole report as JSON, one pair a line, so that a million pairs need no million in memory. */
export function* jsonLines(comparison: Comparison, facts: ReportFacts): Generator<string> {
	const { pairs, records, newRecords, groups, statistics } = comparison;
	const { accuracy, ...about } = facts;
	const members = {
		version: 1,
		...about,
		records,
		statistics,
		...(accuracy && { accuracy }),
		...(groups && { groups }),
		newRecords,
	};
	yield '{';
	for (const [name, value] of Object.entries(members))
		yield `\t${JSON.stringify(name)}: ${JSON.stringify(value)},`;
	yield '\t"pairs": [';
	for (const [index, pair] of pairs.entries())
		yield `\t\t${JSON.stringify(pair)}${index < pairs.length - 1 ? ',' : ''}`;
	yield '\t]';
	yield '}';
}
