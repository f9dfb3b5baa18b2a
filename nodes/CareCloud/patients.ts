import { SafeError } from '../../lib/privacy/errors';
import { civilDateAt } from '../../lib/values/civilDate';
import { parseWire } from '../common/parseWire';
import type { FailedRecord, PracticeScope, SourcePatient } from '../common/practice/port';
import { readEach } from '../common/practice/readEach';
import { shapeError } from './faults';
import { pathId } from './ids';
import { membersOf } from './image';
import { recordPracticeId, settingsOf } from './mapping/context';
import { toSourcePatient } from './mapping/patient';
import type { CareCloudTransport } from './transport';
import { callIfThere } from './transport';
import { recordOf, rowsOf } from './unwrap';
import type { CareCloudInsuranceProfile, CareCloudPatient } from './wire/patient';
import { insuranceProfileSchema, patientSchema } from './wire/patient';

/** What every read of this vendor needs. */
export interface CareCloudReader {
	readonly scope: PracticeScope;
	readonly transport: CareCloudTransport;
	readonly now: () => Date;
}

/** Calls under way at the same time; the throttle decides how often one starts. */
export const careCloudConcurrency = 4;

/** The civil date in the practice. */
export function todayOf({ now, scope }: CareCloudReader): string {
	return civilDateAt(now().toISOString(), scope.timeZone) ?? '';
}

/**
 * The members of a patient (sheet 4.1); undefined = CareCloud does not show one of this id. Throws
 * SafeError; `wireShape` when it answers with another patient than the one asked for.
 */
export async function fetchMembers(
	reader: CareCloudReader,
	id: string,
): Promise<CareCloudPatient | undefined> {
	return (await fetchRecord(reader, id))?.wire;
}

/**
 * The same with `members`, all that the record holds as text, so that two reads can be compared. Throws
 * SafeError.
 */
export async function fetchRecord(
	{ transport }: CareCloudReader,
	id: string,
): Promise<{ wire: CareCloudPatient; members: Record<string, string> } | undefined> {
	const answer = await callIfThere(transport, {
		operation: 'getPatient',
		path: `/patients/${pathId(id, 'patientId')}`,
	});
	if (answer === undefined) return undefined;
	const raw = recordOf(answer, 'patient');
	const wire = parseWire(patientSchema, raw, answer.facts);
	if (wire.id.toLowerCase() === id.toLowerCase()) return { wire, members: membersOf(raw, wire) };
	throw shapeError(
		answer.facts,
		'OtherPatient',
		'CareCloud answered with another patient than the one that was asked for.',
	);
}

/**
 * A patient with insurance (sheet 4.1, 4.4); undefined = CareCloud does not show one of this id. The
 * insurance of a record that names another practice is not asked for. Throws SafeError.
 */
export async function fetchPatient(
	reader: CareCloudReader,
	id: string,
): Promise<SourcePatient | undefined> {
	const wire = await fetchMembers(reader, id);
	return wire === undefined ? undefined : await withInsurance(reader, wire);
}

/** The same for a patient whose members were read already. Throws SafeError. */
export async function withInsurance(
	reader: CareCloudReader,
	wire: CareCloudPatient,
): Promise<SourcePatient> {
	const { scope } = reader;
	const isOwn =
		(recordPracticeId(wire.business_entity_id, scope) ?? scope.practiceId) === scope.practiceId;
	const isRead = isOwn && settingsOf(scope).insurance === 'read';
	const profiles = isRead ? await fetchInsurance(reader, wire.id) : undefined;
	return toSourcePatient(wire, profiles, { scope, today: todayOf(reader) });
}

/** A 404 below a patient can mean the practice (sheet 6): then nothing is known, and not "none". */
async function fetchInsurance(
	{ transport }: CareCloudReader,
	id: string,
): Promise<CareCloudInsuranceProfile[] | undefined> {
	const answer = await callIfThere(transport, {
		operation: 'getInsurances',
		path: `/patients/${pathId(id, 'patientId')}/insurances`,
	});
	return answer === undefined
		? undefined
		: rowsOf(answer, 'insurances', 'insurance_profiles', 'insurance_profile').map((row) =>
				parseWire(insuranceProfileSchema, row, answer.facts),
			);
}

/**
 * Reads patients by id; one that cannot be read does not stop the others. Throws SafeError when the
 * trouble is not one record's.
 */
export async function fetchEach(
	reader: CareCloudReader,
	ids: readonly string[],
): Promise<{ patients: SourcePatient[]; failed: FailedRecord[] }> {
	const { found: patients, failed } = await readEach(ids, {
		concurrency: careCloudConcurrency,
		idOf: (id) => id,
		read: async (id) => await fetchPatient(reader, id),
		notShown,
	});
	return { patients, failed };
}

function notShown(): SafeError {
	return new SafeError({
		kind: 'notFound',
		message:
			'An appointment or HealthSail names the patient, but CareCloud shows no record of the patient.',
		nextStep: 'Check in CareCloud whether the patient was merged into another one.',
		system: 'carecloud',
		operation: 'getPatient',
		vendorCode: 'NotShown',
	});
}
