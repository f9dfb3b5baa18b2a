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
	const delimiter = delimiterOf(text);
	const rows: CsvRow[] = [];
	let cells: string[] = [];
	let cell = '';
	let line = 1;
	let rowLine = 1;
	let quoteLine: number | undefined;
	const endCell = () => {
		cells.push(cell.trim());
		cell = '';
	};
	const endRow = () => {
		endCell();
		if (cells.some((value) => value !== '')) rows.push({ line: rowLine, cells });
		cells = [];
	};
	for (let at = 0; at < text.length; at += 1) {
		const character = text[at];
		if (character === '\n') line += 1;
		if (quoteLine !== undefined) {
			if (character !== '"') cell += character;
			else if (text[at + 1] === '"') {
				cell += '"';
				at += 1;
			} else quoteLine = undefined;
		} else if (character === '"' && cell.trim() === '') {
			cell = '';
			quoteLine = line;
		} else if (character === delimiter) endCell();
		else if (character === '\n') {
			endRow();
			rowLine = line;
		} else if (character !== '\r') cell += character;
	}
	if (quoteLine !== undefined) return { openQuoteOnLine: quoteLine };
	if (cell !== '' || cells.length > 0) endRow();
	return { rows };
}

/** The one of the three that the header line uses most. */
function delimiterOf(text: string): string {
	const header = text.slice(0, text.search(/[\r\n]|$/));
	const counts = [',', ';', '\t'].map((sign) => [sign, header.split(sign).length] as const);
	return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
