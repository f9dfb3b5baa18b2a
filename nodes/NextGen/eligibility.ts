import type { EligibilityResult } from '../../lib/canonical/eligibility';
import { dropAbsent } from '../../lib/values/dropAbsent';
import { foldText } from '../../lib/values/text';
import { mapBounded } from '../common/mapBounded';
import { instantOf } from './mapping/context';
import { readPolicies } from './persons';
import type { Reader } from './read';
import { orNone, readAll, readArray } from './read';
import { codeRowSchema, eligibilitySchema, type EligibilityRow } from './wire/insurance';

/**
 * The results that NextGen keeps of payers' answers, policy by policy, the newest first (sheet 4.3 a).
 * They carry status codes and no amounts; codes that the profile does not map stay `unknown`, with the
 * words of the practice's own code table. Throws SafeError.
 */
export async function lastEligibility(
	reader: Reader,
	patientId: string,
): Promise<EligibilityResult[]> {
	const policies = await readPolicies(reader, patientId);
	const found = await mapBounded(policies, reader.concurrency, async ({ policy }) => {
		const rows = await orNone(
			readArray(reader, eligibilitySchema, {
				route: `/persons/${patientId}/insurances/${policy.personPayerId}/eligibilities`,
				operation: '/persons/{id}/insurances/{personPayerId}/eligibilities',
			}),
		);
		return rows.map((row) => ({ row, coverageId: policy.personPayerId }));
	});
	const rows = found.flat();
	if (rows.length === 0) return [];
	const words = await readWords(reader);
	return rows
		.map(({ row, coverageId }) => toResult(row, { patientId, coverageId }, words, reader))
		.sort((left, right) => ((left.checkedAt ?? '') < (right.checkedAt ?? '') ? 1 : -1));
}

/** What the codes of an answer mean in the practice's own words. */
async function readWords(reader: Reader): Promise<ReadonlyMap<string, string>> {
	const rows = await orNone(
		readAll(reader, codeRowSchema, {
			route: '/master/codes/elig_ref_response_status',
			operation: '/master/codes/{type}',
		}),
	);
	return new Map(
		rows.flatMap(({ code, description }) =>
			code && description ? [[foldText(code), description] as const] : [],
		),
	);
}

function toResult(
	row: EligibilityRow,
	{ patientId, coverageId }: { patientId: string; coverageId: string },
	words: ReadonlyMap<string, string>,
	{ scope, settings }: Reader,
): EligibilityResult {
	const code = row.responseStatus ?? row.status ?? undefined;
	const meanings = new Map(
		Object.entries(settings.eligibilityStatus).map(([word, meaning]) => [foldText(word), meaning]),
	);
	return dropAbsent({
		system: scope.system,
		practiceId: scope.practiceId,
		patientId,
		coverageId,
		requestId: row.transactionId?.trim() || undefined,
		status: (code && meanings.get(foldText(code))) || ('unknown' as const),
		statusText: code === undefined ? undefined : (words.get(foldText(code)) ?? code),
		serviceTypeCode: row.typeOfServiceCode?.trim() || undefined,
		checkedAt:
			instantOf(row.modifyTimestampUtc, row.modifyTimestamp, scope.timeZone) ??
			instantOf(row.createTimestampUtc, row.createTimestamp, scope.timeZone),
	});
}
