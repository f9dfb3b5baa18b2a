import type { SourceMerge } from '../common/practice/records';
import { instantOf } from './mapping/context';
import { timeLiteral, toWatermark } from './odata';
import type { Reader } from './read';
import { readAll } from './read';
import { mergeSchema } from './wire/person';

/**
 * Persons that staff merged since a time, the oldest first (sheet 4.1; without a filter NextGen tells
 * a week, sheet 5). Throws SafeError.
 */
export async function listMerges(reader: Reader, since: string): Promise<SourceMerge[]> {
	const { timeZone } = reader.scope;
	const from = toWatermark(since, timeZone) ?? '1900-01-01T00:00:00';
	const rows = await readAll(reader, mergeSchema, {
		route: '/persons/merged',
		operation: '/persons/merged',
		query: { $filter: `createTimestamp ge ${timeLiteral(from)}`, $orderby: 'createTimestamp' },
	});
	const merges = new Map<string, SourceMerge>();
	for (const row of rows) {
		const mergedAt =
			instantOf(row.createTimestampUtc, row.createTimestamp, timeZone) ??
			instantOf(row.modifyTimestampUtc, row.modifyTimestamp, timeZone) ??
			null;
		merges.set(`${row.keepPersonId}|${row.dropPersonId}`, {
			survivorId: row.keepPersonId,
			loserId: row.dropPersonId,
			mergedAt,
		});
	}
	return [...merges.values()].sort((left, right) =>
		(left.mergedAt ?? '') < (right.mergedAt ?? '') ? -1 : 1,
	);
}
