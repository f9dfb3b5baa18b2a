// Looks for marked values in every table of a Postgres database.
import pg from 'pg';
import type { PostgresOptions } from '../../../host/n8nServer.mjs';
import type { Hit } from './search.mjs';

export interface PostgresSearch {
	/** One pass over all rows of all tables, rows that n8n only marks as deleted included. */
	search(): Promise<{ hits: Hit[]; tables: number; rows: number }>;
	close(): Promise<void>;
}

/** Opens one connection for repeated searches. */
export async function openPostgresSearch(
	options: PostgresOptions,
	pattern: RegExp,
): Promise<PostgresSearch> {
	const client = new pg.Client(options);
	await client.connect();
	// A word boundary is written differently in Postgres.
	const source = pattern.source.replaceAll('\\b', '\\y');
	return {
		async search() {
			const tables = await tablesOf(client);
			const parts = tables.map(
				({ name, byteColumns }) =>
					`SELECT '${name}' AS name, count(*) AS rows, ` +
					`count(*) FILTER (WHERE ${condition(byteColumns)}) AS marked FROM "${name}" AS x`,
			);
			const found = await client.query<{ name: string; rows: string; marked: string }>(
				parts.join(' UNION ALL '),
				[source],
			);
			const hits = found.rows
				.filter(({ marked }) => Number(marked) > 0)
				.map(({ name, marked }) => ({ where: `table ${name}`, count: Number(marked) }));
			const rows = found.rows.reduce((sum, row) => sum + Number(row.rows), 0);
			return { hits, tables: tables.length, rows };
		},
		close: async () => await client.end(),
	};
}

interface Table {
	name: string;
	/** Shown as hexadecimal digits in a row's text, so looked at apart. */
	byteColumns: string[];
}

async function tablesOf(client: pg.Client): Promise<Table[]> {
	const { rows } = await client.query<{ name: string; bytes: string[] | null }>(
		`SELECT t.table_name AS name,
			array_agg(c.column_name::text) FILTER (WHERE c.data_type = 'bytea') AS bytes
		FROM information_schema.tables t
		JOIN information_schema.columns c USING (table_schema, table_name)
		WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE'
		GROUP BY t.table_name ORDER BY t.table_name`,
	);
	return rows.map(({ name, bytes }) => ({ name, byteColumns: bytes ?? [] }));
}

function condition(byteColumns: readonly string[]): string {
	const bytes = byteColumns.map((column) => `encode(x."${column}", 'escape') ~* $1`);
	return ['x::text ~* $1', ...bytes].join(' OR ');
}
