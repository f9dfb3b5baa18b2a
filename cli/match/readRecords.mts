import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

import { normalizeBirthDate } from '../../lib/identity/normalize/birthDate.js';
import type { IdentityRecord } from '../../lib/identity/record.js';
import { CsvReader, type CsvRow } from '../support/csv.mjs';
import { CliFailure } from '../support/failure.mjs';
import type { Progress } from '../support/progressBar.mjs';
import { findColumns, type ColumnMap, type Layout } from './columns.mjs';
import { toRecord } from './toRecord.mjs';

export interface ReadOptions {
	readonly columns: ColumnMap;
	/** Civil date: a birth date behind it cannot be true. */
	readonly today: string;
	/** Whether equal chart numbers prove the person. */
	readonly useMrn: boolean;
	readonly report: (progress: Progress) => Promise<void>;
}

export interface RecordFile {
	readonly file: string;
	readonly records: readonly IdentityRecord[];
	/** Columns that nothing was read from. */
	readonly unreadColumns: number;
	readonly hasMrn: boolean;
	/** Birth dates that stand in the file and count as missing. */
	readonly unusableBirthDates: number;
	/** Rows in which letters were lost because the file is not UTF-8. */
	readonly garbledRows: number;
}

const longestId = 200;
const linesNamed = 10;
const lostLetter = '\uFFFD';

/**
 * The persons of a CSV file, as they stand there. A file with a header and no row is an empty list.
 * Messages name lines and columns, never what stands in them.
 */
export async function readRecords(file: string, options: ReadOptions): Promise<RecordFile> {
	const reader = new CsvReader();
	const taken = new Rows(file, options);
	const total = await sizeOf(file);
	let done = 0;
	try {
		for await (const part of createReadStream(file, { encoding: 'utf8' })) {
			const text = part as string;
			if (done === 0) refuseUtf16(text, file);
			const rows = reader.push(done === 0 && text.startsWith('\uFEFF') ? text.slice(1) : text);
			done += Buffer.byteLength(text);
			for (const row of rows) taken.add(row);
			await options.report({ done, total });
		}
	} catch (error) {
		throw cannotRead(file, error);
	}
	for (const row of reader.end()) taken.add(row);
	if (reader.openQuoteOnLine !== undefined) {
		throw new CliFailure(
			'refused',
			`In ${file} a quote is opened on line ${reader.openQuoteOnLine} and not closed.`,
			'Correct that line, or export the list again.',
		);
	}
	return taken.result();
}

class Rows {
	private layout: Layout | undefined;
	private readonly records: IdentityRecord[] = [];
	/** Id → its line. */
	private readonly lines = new Map<string, number>();
	private readonly bad = { blank: [] as number[], long: [] as number[], twice: [] as number[] };
	private unusableBirthDates = 0;
	private garbledRows = 0;

	constructor(
		private readonly file: string,
		private readonly options: ReadOptions,
	) {}

	add({ line, cells }: CsvRow): void {
		const { columns, today, useMrn } = this.options;
		if (this.layout === undefined) {
			this.layout = findColumns(cells, columns, this.file);
			return;
		}
		const record = toRecord(cells, this.layout, { useMrn });
		const { ref } = record;
		if (ref === '') this.bad.blank.push(line);
		else if (ref.length > longestId) this.bad.long.push(line);
		else if (this.lines.has(ref)) this.bad.twice.push(line);
		else {
			this.lines.set(ref, line);
			this.records.push(record);
			const { birthDate } = record;
			if (birthDate && normalizeBirthDate(birthDate, today) === undefined)
				this.unusableBirthDates += 1;
			if (cells.some((cell) => cell.includes(lostLetter))) this.garbledRows += 1;
		}
	}

	result(): RecordFile {
		const { file, layout, bad, records, unusableBirthDates, garbledRows } = this;
		if (layout === undefined) {
			throw new CliFailure(
				'refused',
				`The file ${file} is empty.`,
				'Its first line must name the columns; a list without patients has that line only.',
			);
		}
		refuseLines(file, 'rec_id is empty', bad.blank);
		refuseLines(file, `rec_id is longer than ${longestId} characters`, bad.long);
		refuseLines(file, 'rec_id stands for the second time', bad.twice);
		return {
			file,
			records,
			unreadColumns: layout.unread,
			hasMrn: layout.at.mrn.length > 0,
			unusableBirthDates,
			garbledRows,
		};
	}
}

function refuseLines(file: string, what: string, lines: readonly number[]): void {
	if (lines.length === 0) return;
	const named = lines.slice(0, linesNamed).join(', ') + (lines.length > linesNamed ? ', …' : '');
	throw new CliFailure(
		'refused',
		`In ${file}, ${what} on ${lines.length} line${lines.length === 1 ? '' : 's'}: ${named}.`,
		'Each row needs an id of its own. Correct these lines; nothing was compared.',
	);
}

/** What Excel calls "Unicode text": as UTF-8 every other character is NUL. */
function refuseUtf16(text: string, file: string): void {
	if (!text.slice(0, 100).includes('\0')) return;
	throw new CliFailure(
		'refused',
		`The file ${file} is not CSV in UTF-8.`,
		'Export it again as "CSV UTF-8".',
	);
}

async function sizeOf(file: string): Promise<number> {
	try {
		return (await stat(file)).size;
	} catch (error) {
		throw cannotRead(file, error);
	}
}

function cannotRead(file: string, error: unknown): unknown {
	const { code } = error as NodeJS.ErrnoException;
	if (code === undefined) return error;
	const why =
		code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : 'cannot be read';
	return new CliFailure('refused', `The file ${file} ${why}.`, 'Check the path and its rights.');
}
