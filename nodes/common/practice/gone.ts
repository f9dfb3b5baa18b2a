import { SafeError } from '../../../lib/privacy/errors';
import { mapBounded } from '../mapBounded';
import { outcomeOf } from '../outcome';
import type { FailedRecord } from './port';

/** Single reads under way at the same time; the vendor's throttle decides how often one starts. */
const concurrency = 4;

/** Trouble of the system and not of one record: then nothing is known of the others either. */
const stopsAll: readonly string[] = [
	'authentication',
	'permission',
	'configuration',
	'unavailable',
	'throttled',
];

export interface GoneReport<Entry> {
	readonly gone: readonly Entry[];
	/** Could not be read singly, so nothing is said of them. */
	readonly failed: readonly FailedRecord[];
}

/** How a system can prove that a record which is not on its list is gone (design 22). */
export interface GoneProof {
	/** Whether the system still has the record; absent where it cannot read one record. */
	readonly exists?: (id: string) => Promise<boolean>;
	/** The ids of a second complete read, for a system without single reads. */
	readonly listAgain: () => Promise<ReadonlySet<string>>;
}

/**
 * Which of the records that a list lacks are gone: absence alone proves nothing, so each is read
 * singly where the system can, and else has to be missing in a second complete read (design 22).
 * Throws SafeError for trouble that is not one record's.
 */
export async function findGone<Entry extends { readonly id: string }>(
	missing: readonly Entry[],
	{ exists, listAgain }: GoneProof,
): Promise<GoneReport<Entry>> {
	if (missing.length === 0) return { gone: [], failed: [] };
	if (exists === undefined) {
		const listed = await listAgain();
		return { gone: missing.filter(({ id }) => !listed.has(id)), failed: [] };
	}
	const gone: Entry[] = [];
	const failed: FailedRecord[] = [];
	const answers = await mapBounded(
		missing,
		concurrency,
		async ({ id }) => await readOne(id, exists),
	);
	answers.forEach((answer, index) => {
		const entry = missing[index];
		if (!answer.ok) failed.push({ id: entry.id, error: answer.error });
		else if (!answer.value) gone.push(entry);
	});
	return { gone, failed };
}

async function readOne(id: string, exists: (id: string) => Promise<boolean>) {
	const outcome = await outcomeOf(async () => await exists(id));
	if (outcome.ok) return outcome;
	const isOutage = !(outcome.error instanceof SafeError) || stopsAll.includes(outcome.error.kind);
	if (isOutage) throw outcome.error;
	return outcome;
}
