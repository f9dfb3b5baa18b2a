import type { PatientPage, PatientPageRequest, Unreached } from '../common/practice/port';
import type { ListedPage } from './changes';
import { listChanged } from './changes';
import { fetchEach } from './demographic';
import { listEverybody } from './everybody';
import type { AdvancedMdReader } from './reader';

/** Time for the patients of a page: well inside a lease of 15 minutes. */
const patientsBudgetMs = 8 * 60_000;

/**
 * One page of the whole practice or of what changed: at most `pageSize` patients, and fewer where the
 * limits of the office key (sheet 5) would make the page last longer than a lease. Throws SafeError.
 */
export async function readPage(
	reader: AdvancedMdReader,
	request: PatientPageRequest,
): Promise<PatientPage> {
	const readStartedAt = reader.now().toISOString();
	const size = Math.min(
		request.pageSize,
		reader.transport.callsWithin('getdemographic', patientsBudgetMs),
	);
	const page: ListedPage & { readonly unreached?: readonly Unreached[] } =
		request.read === 'changed'
			? await listChanged(reader, request.since, request.cursor, size)
			: await listEverybody(reader, request, size);
	const { patients, failed } = await fetchEach(reader, page.listed);
	const { nextCursor } = page;
	return {
		patients,
		failed,
		readStartedAt,
		...(nextCursor !== undefined && { nextCursor }),
		...(nextCursor === undefined && page.unreached && { unreached: page.unreached }),
	};
}
