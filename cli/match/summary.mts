import { bands, grades } from '../../lib/identity/decision.js';
import { byText, type Comparison } from './comparison.mjs';
import type { Accuracy, BandAccuracy } from './labels.mjs';
import type { RecordFile } from './readRecords.mjs';

const idsShown = 20;

/** What a person reads first: how many records are linked, wait for somebody, or are new. */
export function describe(
	{ pairs, records, groups, statistics }: Comparison,
	seconds: number,
	files: { readonly left: string; readonly right?: string },
): string {
	const read = records.link + records.review + records.new;
	const compared = files.right
		? `${whole(read)} records of ${files.left} against ${whole(statistics.right)} of ${files.right}`
		: `${whole(read)} records of ${files.left} against each other`;
	const rows = bands.map((band) => [
		bandWords[band],
		whole(records[band]),
		percent(records[band], read),
	]);
	const byGrade = grades
		.map((grade) => [grade, pairs.filter((pair) => pair.grade === grade).length] as const)
		.filter(([, count]) => count > 0)
		.map(([grade, count]) => `${gradeWords[grade]} ${whole(count)}`);
	const stopped = Object.entries(statistics.stopped)
		.filter(([, count]) => count > 0)
		.sort((one, two) => two[1] - one[1] || byText(one[0], two[0]))
		.map(([code, count]) => `${code} ${whole(count)}`);
	return [
		`${compared}, ${seconds.toFixed(1)} s`,
		columns(rows),
		...(byGrade.length > 0 ? [`pairs by grade: ${byGrade.join(', ')}`] : []),
		...(stopped.length > 0 ? [`kept from being linked by: ${stopped.join(', ')}`] : []),
		...(groups ? [describeGroups(groups)] : []),
	].join('\n');
}

const bandWords = { link: 'linked', review: 'review', new: 'new' } as const;
const gradeWords = {
	certain: 'certain',
	probable: 'probable',
	possible: 'possible',
	certainlyNot: 'certainly not',
} as const;

function describeGroups(groups: ReadonlyArray<readonly string[]>): string {
	const records = groups.reduce((sum, group) => sum + group.length, 0);
	const largest = groups.reduce((most, group) => Math.max(most, group.length), 0);
	if (groups.length === 0) return 'no record stands twice';
	return `${whole(records)} records are ${whole(groups.length)} persons (at most ${largest} records a person)`;
}

/** What is odd about a file and does not stop the command; words and counts only. */
export function troublesOf(side: RecordFile, useMrn: boolean): string[] {
	const { records, unusableBirthDates, garbledRows, unreadColumns, hasMrn } = side;
	const troubles = [
		records.length === 0 && 'the list is empty',
		unreadColumns > 0 && `columns that are not used: ${unreadColumns}`,
		hasMrn && !useMrn && 'chart numbers are not used (see --shared-mrn)',
		unusableBirthDates > 0 &&
			`birth dates that cannot be read or cannot be true, and count as missing: ${unusableBirthDates}`,
		garbledRows > 0 &&
			`rows with lost letters: ${garbledRows}. The file is not UTF-8; export it again as UTF-8`,
	];
	return troubles.filter((words) => words !== false).map((words) => `${side.file}: ${words}.`);
}

/** The comparison with the labels. Ids are all that it tells of a record. */
export function describeAccuracy(accuracy: Accuracy): string {
	const { link, linkAndReview, truePairs, reviewLoad, pairCompleteness } = accuracy;
	const row = (title: string, of: BandAccuracy) => [
		title,
		whole(of.pairs),
		ratio(of.precision),
		ratio(of.recall),
		ratio(of.f1),
	];
	const table = columns([
		['band', 'pairs', 'precision', 'recall', 'F1'],
		row('link', link),
		row('link + review', linkAndReview),
	]);
	return [
		`By the labels there are ${whole(truePairs)} true pairs.`,
		table,
		`review load: ${reviewLoad === undefined ? none : `${(reviewLoad * 100).toFixed(2)} % of the records`}`,
		`pair completeness of the blocking: ${ratio(pairCompleteness)}`,
		idList('wrong links', accuracy.wrongLinks),
		`neither linked nor in review: ${accuracy.missed.length === 0 ? 'none' : whole(accuracy.missed.length)}`,
	].join('\n');
}

function idList(title: string, pairs: ReadonlyArray<readonly [string, string]>): string {
	if (pairs.length === 0) return `${title}: none`;
	const shown = pairs.slice(0, idsShown).map(([left, right]) => `  ${left} ${right}`);
	const more = pairs.length - shown.length;
	const rest = more > 0 ? [`  and ${whole(more)} more; the JSON file has all`] : [];
	return [`${title}: ${whole(pairs.length)}`, ...shown, ...rest].join('\n');
}

const none = '—';

/** Cut and not rounded, so that 1.0000 means that nothing is wrong and nothing is missing. */
function ratio(value: number | undefined): string {
	return value === undefined ? none : (Math.floor(value * 10_000 + 1e-6) / 10_000).toFixed(4);
}

function percent(part: number, of: number): string {
	return of === 0 ? none : `${((part / of) * 100).toFixed(1)} %`;
}

function whole(value: number): string {
	return value.toLocaleString('en-US');
}

/** The first column to the left, figures to the right. */
function columns(rows: readonly string[][]): string {
	const widths = rows[0].map((_, index) => Math.max(...rows.map((row) => row[index].length)));
	return rows
		.map((row) =>
			row
				.map((cell, index) =>
					index === 0 ? cell.padEnd(widths[index]) : cell.padStart(widths[index]),
				)
				.join('  '),
		)
		.map((line) => `  ${line.trimEnd()}`)
		.join('\n');
}
