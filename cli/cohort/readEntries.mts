import { columnKey, parseCsv, type CsvRow } from '../support/csv.mjs';
import { CliFailure } from '../support/failure.mjs';

export interface CohortRow {
	/** Line of the file. */
	readonly line: number;
	readonly patientId: string;
	readonly reason: string | undefined;
}

export interface CohortFile {
	readonly rows: readonly CohortRow[];
	/** Rows that named a patient for the second time and were left out. */
	readonly duplicates: number;
}

const patientColumn = 'patient_id';
const reasonColumn = 'reason';
const longestId = 200;
const longestReason = 200;

/**
 * The patients on a list, from CSV text with a column `patient_id` and, if wanted, `reason`. Other
 * columns are not looked at. Messages name lines and columns, never what stands in them.
 */
export function readCohortFile(text: string, file: string): CohortFile {
	const parsed = parseCsv(text);
	if ('openQuoteOnLine' in parsed) {
		throw new CliFailure(
			'refused',
			`In ${file} a quote is opened on line ${parsed.openQuoteOnLine} and not closed.`,
			'Correct that line, or export the list again.',
		);
	}
	const [header, ...body] = parsed.rows;
	const columns = header?.cells.map(columnKey) ?? [];
	const patientAt = columns.indexOf(columnKey(patientColumn));
	if (patientAt < 0) {
		throw new CliFailure(
			'refused',
			`The file ${file} has no column ${patientColumn}.`,
			`Give its first line the column names: ${patientColumn} and, if wanted, ${reasonColumn}.`,
		);
	}
	const reasonAt = columns.indexOf(columnKey(reasonColumn));
	const rows = body.map((row) => toRow(row, patientAt, reasonAt));
	refuseBadRows(rows, file);
	const seen = new Map(rows.map((row) => [row.patientId, row]));
	return { rows: [...seen.values()], duplicates: rows.length - seen.size };
}

function toRow({ line, cells }: CsvRow, patientAt: number, reasonAt: number): CohortRow {
	return {
		line,
		patientId: cells[patientAt] ?? '',
		reason: (reasonAt < 0 ? '' : cells[reasonAt]) || undefined,
	};
}

function refuseBadRows(rows: readonly CohortRow[], file: string): void {
	if (rows.length === 0) {
		throw new CliFailure(
			'refused',
			`The file ${file} holds no patients.`,
			'Put one patient on each line below the column names.',
		);
	}
	const bad = (what: string, isBad: (row: CohortRow) => boolean) => {
		const lines = rows.filter(isBad).map(({ line }) => line);
		if (lines.length === 0) return;
		const named = lines.slice(0, 10).join(', ') + (lines.length > 10 ? ', …' : '');
		throw new CliFailure(
			'refused',
			`In ${file}, ${what} on ${lines.length} line${lines.length === 1 ? '' : 's'}: ${named}.`,
			'Correct these lines; nothing was sent.',
		);
	};
	bad(`${patientColumn} is empty`, ({ patientId }) => patientId === '');
	bad(`${patientColumn} is too long`, ({ patientId }) => patientId.length > longestId);
	bad(`${reasonColumn} is too long`, ({ reason }) => (reason?.length ?? 0) > longestReason);
}
