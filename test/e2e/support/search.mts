// Looks for marked values in everything that an n8n on SQLite keeps.
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Where marked values stand: `table execution_data.data` or `file n8n.log`, and how many rows or values. */
export interface Hit {
	where: string;
	count: number;
}

export interface SearchResult {
	hits: Hit[];
	/** What was looked through, to tell a clean place from one that was not read. */
	tables: number;
	rows: Record<string, number>;
	files: string[];
}

/** Installed packages hold no data and are large. */
const SKIPPED = new Set(['node_modules']);

/** Searches the database by SQL and every file of the user folder as bytes. */
export async function searchN8n(userFolder: string, pattern: RegExp): Promise<SearchResult> {
	const database = searchSqlite(path.join(userFolder, '.n8n', 'database.sqlite'), pattern);
	const { hits, files } = await searchFiles(userFolder, pattern);
	return { ...database, hits: [...database.hits, ...hits], files };
}

/**
 * Every column of every row of every table, rows that n8n only marks as deleted included. Opened
 * for reading beside a running n8n; SQLite reads the write-ahead log with it.
 */
export function searchSqlite(
	file: string,
	pattern: RegExp,
): Pick<SearchResult, 'hits' | 'tables' | 'rows'> {
	if (!existsSync(file)) throw new Error('There is no database to search.');
	const database = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
	try {
		database.function('is_marked', (value) => (pattern.test(textOf(value)) ? 1 : 0));
		const tables = database
			.prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
			.all()
			.map(({ name }) => String(name));
		const rows: Record<string, number> = {};
		const hits: Hit[] = [];
		for (const table of tables) {
			rows[table] = countOf(database, `SELECT count(*) AS n FROM ${quoted(table)}`);
			if (rows[table] > 0) hits.push(...searchTable(database, table));
		}
		return { hits, tables: tables.length, rows };
	} finally {
		database.close();
	}
}

function searchTable(database: DatabaseSync, table: string): Hit[] {
	const columns = database.prepare(`PRAGMA table_info(${quoted(table)})`).all();
	return columns.flatMap(({ name }) => {
		const column = String(name);
		const where = `is_marked(${quoted(column)}) = 1`;
		const count = countOf(database, `SELECT count(*) AS n FROM ${quoted(table)} WHERE ${where}`);
		return count > 0 ? [{ where: `table ${table}.${column}`, count }] : [];
	});
}

/** Every file below a folder, whatever it is: logs, event logs, binary storage, the raw database. */
export async function searchFiles(
	folder: string,
	pattern: RegExp,
): Promise<{ hits: Hit[]; files: string[] }> {
	const everywhere = new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`);
	const hits: Hit[] = [];
	const files: string[] = [];
	for (const file of await filesBelow(folder)) {
		// Files come and go while n8n runs.
		const text = await readFile(file, 'latin1').catch(() => undefined);
		if (text === undefined) continue;
		const name = path.relative(folder, file);
		files.push(name);
		const count = text.match(everywhere)?.length ?? 0;
		if (count > 0) hits.push({ where: `file ${name}`, count });
		if (pattern.test(name))
			hits.push({ where: `the name of a file in ${path.dirname(name)}`, count: 1 });
	}
	return { hits, files };
}

async function filesBelow(folder: string): Promise<string[]> {
	const found: string[] = [];
	for (const name of await readdir(folder).catch(() => [] as string[])) {
		if (SKIPPED.has(name)) continue;
		const place = path.join(folder, name);
		const kind = await stat(place).catch(() => undefined);
		if (kind?.isDirectory()) found.push(...(await filesBelow(place)));
		else if (kind?.isFile()) found.push(place);
	}
	return found;
}

function countOf(database: DatabaseSync, sql: string): number {
	return Number(database.prepare(sql).get()?.n ?? 0);
}

function textOf(value: unknown): string {
	return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);
}

function quoted(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

/** Hits as one line for a failure message; it names places, no values. */
export function told(hits: readonly Hit[]): string {
	return hits.map(({ where, count }) => `${where} (${count})`).join('; ');
}
