import { SafeError } from '../../lib/privacy/errors';
import type { PatientReader } from './patients';
import { isElsewhere, largestBatch, listBatch } from './patients';

/**
 * Ids of all patients of the practice, batch by batch (GetAllPatients, sheet 4.1, 5): the one list of
 * Tebra that pages, so that no answer of a large practice is cut off. Rows that name another practice
 * of the account are left out. Throws SafeError.
 */
export async function* listPatientIds(reader: PatientReader): AsyncGenerator<string[], void, void> {
	const keys = new Set<string>();
	let key: string | undefined = '0';
	do {
		if (keys.has(key)) throw goesRound();
		keys.add(key);
		const batch: Awaited<ReturnType<typeof listBatch>> = await listBatch(reader, key, largestBatch);
		yield batch.rows.filter((row) => !isElsewhere(row, reader.scope)).map(({ ID }) => ID);
		key = batch.nextKey;
	} while (key !== undefined);
}

function goesRound(): SafeError {
	return new SafeError({
		kind: 'wireShape',
		message: 'Tebra led the list of patients back to a batch that was read already.',
		nextStep: 'Run it again. If it stays, report the operation and this code.',
		system: 'tebra',
		operation: 'GetAllPatients',
		vendorCode: 'KeyRepeated',
	});
}
