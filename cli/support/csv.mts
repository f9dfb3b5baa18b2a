/** Reads CSV as spreadsheets write it: quotes, doubled quotes, CRLF, comma, semicolon or tab. */

export interface CsvRow {
	/** Line of the file on which the row begins, counted from 1. */
	readonly line: number;
	readonly cells: readonly string[];
}

export type CsvResult =
	| { readonly rows: readonly CsvRow[] }
	/** A quote was opened on this line and never closed. */
	| { readonly openQuoteOnLine: number };

/** Empty lines are left out; cells are trimmed. The text must not begin with a byte order mark. */
export function parseCsv(text: string): CsvResult {
	const reader = new CsvReader();
	const rows = [...reader.push(text), ...reader.end()];
	const { openQuoteOnLine } = reader;
	return openQuoteOnLine === undefined ? { rows } : { openQuoteOnLine };
}

/** `Patient ID`, `patient-id` and `patientId` are the same column as `patient_id`. */
export function columnKey(text: string): string {
	return text.toLowerCase().replace(/[\s_-]+/g, '');
}

/** One row as a line of CSV without its line break. */
export function csvLine(cells: readonly string[]): string {
	return cells.map(quoted).join(',');
}

function quoted(cell: string): string {
	return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const enum Place {
	plain,
	inQuotes,
	/** Behind a quote that closes the cell, unless another follows. */
	behindQuote,
}

const quote = 0x22;
const space = 0x20;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** The same for a file too large to hold: parts go in, complete rows come out. */
export class CsvReader {
	private delimiter: number | undefined;
	/** The beginning of the header line, while it is not known whole. */
	private header = '';
	private place: Place = Place.plain;
	private cells: string[] = [];
	private cell = '';
	/** Whether the cell holds no more than blanks so far. */
	private blank = true;
	private line = 1;
	private rowLine = 1;
	private quoteLine = 1;

	/** The line of a quote that was not closed; only meaningful after `end`. */
	get openQuoteOnLine(): number | undefined {
		return this.place === Place.inQuotes ? this.quoteLine : undefined;
	}

	push(part: string): CsvRow[] {
		if (this.delimiter !== undefined) return this.read(part, this.delimiter);
		this.header += part;
		const end = this.header.search(/[\r\n]/);
		return end < 0 ? [] : this.begin(end);
	}

	end(): CsvRow[] {
		const rows = this.delimiter === undefined ? this.begin(this.header.length) : [];
		if (this.openQuoteOnLine !== undefined) return rows;
		if (this.cell !== '' || this.cells.length > 0) this.endRow(rows);
		return rows;
	}

	private begin(headerLength: number): CsvRow[] {
		const text = this.header;
		this.header = '';
		this.delimiter = delimiterOf(text.slice(0, headerLength));
		return this.read(text, this.delimiter);
	}

	private read(text: string, delimiter: number): CsvRow[] {
		const rows: CsvRow[] = [];
		let from = 0;
		const take = (to: number) => {
			if (to > from) this.cell += text.slice(from, to);
			from = to + 1;
		};
		for (let at = 0; at < text.length; at += 1) {
			const sign = text.charCodeAt(at);
			if (sign === lineFeed) this.line += 1;
			if (this.place === Place.inQuotes) {
				if (sign !== quote) continue;
				take(at);
				this.place = Place.behindQuote;
				continue;
			}
			if (this.place === Place.behindQuote) {
				this.place = Place.plain;
				if (sign === quote) {
					this.place = Place.inQuotes;
					// This second one is part of the cell.
					from = at;
					continue;
				}
			}
			if (sign === delimiter) {
				take(at);
				this.endCell();
			} else if (sign === lineFeed) {
				take(at);
				this.endRow(rows);
			} else if (sign === carriageReturn) take(at);
			else if (sign === quote && this.blank) {
				this.cell = '';
				from = at + 1;
				this.place = Place.inQuotes;
				this.quoteLine = this.line;
				this.blank = false;
			} else if (sign > space) this.blank = false;
		}
		take(text.length);
		return rows;
	}

	private endCell(): void {
		this.cells.push(this.cell.trim());
		this.cell = '';
		this.blank = true;
	}

	private endRow(rows: CsvRow[]): void {
		this.endCell();
		if (this.cells.some((value) => value !== ''))
			rows.push({ line: this.rowLine, cells: this.cells });
		this.cells = [];
		this.rowLine = this.line;
	}
}

/** The one of the three that the header line uses most. */
function delimiterOf(header: string): number {
	const counts = [',', ';', '\t'].map((sign) => [sign, header.split(sign).length] as const);
	return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0].charCodeAt(0);
}
