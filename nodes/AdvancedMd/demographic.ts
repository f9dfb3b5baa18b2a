import { SafeError } from '../../lib/privacy/errors';
import type { FailedRecord, SourcePatient } from '../common/practice/port';
import { readEach } from '../common/practice/readEach';
import { advancedMdError, isMissingRecord } from './faults';
import { toSourcePatient } from './mapping/patient';
import type { AdvancedMdReader } from './reader';
import { mappingContext } from './reader';
import { advancedMdConcurrency } from './throttle';
import type { Json } from './wire/members';
import type { AdvancedMdPatient } from './wire/patient';
import { readDemographic } from './wire/patient';

/** Who is to be read, and when the list of changes says that it changed (RFC 3339 UTC). */
export interface ListedPatient {
	readonly id: string;
	readonly sourceAt?: string;
}

/**
 * Everything of one patient (getdemographic, sheet 4.1). Undefined when AdvancedMD says that it has
 * no such record, which it does by a database fault (sheet 9.5). Throws SafeError; `wireShape` when
 * another patient comes than the one asked for.
 */
export async function fetchDemographic(
	reader: AdvancedMdReader,
	id: string,
): Promise<AdvancedMdPatient | undefined> {
	return (await fetchWithResults(reader, id))?.wire;
}

/** As `fetchDemographic`, with the whole answer as it came beside what was read of it. */
export async function fetchWithResults(
	{ transport }: AdvancedMdReader,
	id: string,
): Promise<{ readonly wire: AdvancedMdPatient; readonly results: Json } | undefined> {
	const answer = await transport.message(
		'getdemographic',
		{ '@patientid': id },
		{ onFault: isMissingRecord },
	);
	if (answer === undefined) return undefined;
	const wire = readDemographic(answer.results, answer.facts);
	if (wire !== undefined && BigInt(wire.id) === BigInt(id)) {
		return { wire, results: answer.results };
	}
	throw advancedMdError(
		answer.facts,
		{
			kind: 'wireShape',
			message:
				wire === undefined
					? 'AdvancedMD answered without a patient and without an error.'
					: 'AdvancedMD answered with another patient than the one that was asked for.',
			nextStep: 'Run it again. If it stays, report the operation and this code.',
		},
		wire === undefined ? 'NoPatient' : 'OtherPatient',
	);
}

/** One patient in canonical form; undefined = there is none of this id. Throws SafeError. */
export async function fetchPatient(
	reader: AdvancedMdReader,
	{ id, sourceAt }: ListedPatient,
): Promise<SourcePatient | undefined> {
	const wire = await fetchDemographic(reader, id);
	return wire && toSourcePatient(wire, mappingContext(reader), sourceAt);
}

/**
 * Reads each listed patient; one that cannot be read does not stop the others. Throws SafeError when
 * the trouble is not one record's.
 */
export async function fetchEach(
	reader: AdvancedMdReader,
	listed: readonly ListedPatient[],
): Promise<{ patients: SourcePatient[]; failed: FailedRecord[] }> {
	const { found: patients, failed } = await readEach(listed, {
		concurrency: advancedMdConcurrency,
		idOf: ({ id }) => id,
		read: async (entry) => await fetchPatient(reader, entry),
		notShown,
	});
	return { patients, failed };
}

function notShown(): SafeError {
	return new SafeError({
		kind: 'notFound',
		message: 'AdvancedMD lists the patient but shows no record of it.',
		nextStep: 'Check in AdvancedMD whether the patient was deleted or merged.',
		system: 'advancedmd',
		operation: 'getdemographic',
		vendorCode: 'NotShown',
	});
}
