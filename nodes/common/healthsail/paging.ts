import type { HealthSailClient, HealthSailQuery, HealthSailRecord, PurposeOfUse } from './client';

/** Largest page that the contract serves (proposal 1.4). */
const largestPage = 200;

export interface ListRequest {
	readonly path: string;
	readonly query?: HealthSailQuery;
	readonly purpose?: PurposeOfUse;
	/** Absent = all records. */
	readonly limit?: number;
}

/**
 * Reads a list to its end, or to `limit` records; asks for no more rows than are wanted.
 *
 * @returns records in the order of the server
 */
export async function readList(
	client: HealthSailClient,
	{ path, query, purpose, limit }: ListRequest,
): Promise<HealthSailRecord[]> {
	const wanted = limit ?? Number.POSITIVE_INFINITY;
	const records: HealthSailRecord[] = [];
	if (wanted < 1) return records;
	const pageSize = Math.min(largestPage, wanted);
	for await (const page of client.list(path, { ...query, limit: pageSize }, purpose)) {
		records.push(...page.slice(0, wanted - records.length));
		if (records.length >= wanted) break;
	}
	return records;
}

/** Cuts a list into parts of `size`, order kept; an empty list has no parts. */
export function chunksOf<T>(list: readonly T[], size: number): T[][] {
	const chunks: T[][] = [];
	for (let start = 0; start < list.length; start += size) {
		chunks.push(list.slice(start, start + size));
	}
	return chunks;
}
