import { changedMembers } from '../../lib/changes/image';
import { SafeError } from '../../lib/privacy/errors';
import { outcomeOf } from '../common/outcome';
import type { CareCloudOperation } from './calls';
import { pathId } from './ids';
import { recordPracticeId, settingsOf } from './mapping/context';
import { toUpdateBody } from './mapping/update';
import type { CareCloudReader } from './patients';
import { fetchRecord } from './patients';
import type { CareCloudPatient } from './wire/patient';

const facts = { system: 'carecloud', operation: 'updatePatient' } as const;

/** Longest id that is written; CareCloud publishes none. */
const longestId = 50;

/**
 * Writes our id into `legacy_patient_id` (sheet 4.1, 7). The answer is empty, and what an update does
 * to members that are left out is not documented: names and whole lists are sent, and the record is
 * read before and after and compared. Throws SafeError: `configuration` while updates are off,
 * `conflict` when another id stands there or when something else changed, `outcomeUnknown`.
 */
export async function setExternalId(
	reader: CareCloudReader,
	patientId: string,
	value: string,
): Promise<{ stored: string; vendorId: string }> {
	if (settingsOf(reader.scope).patientUpdates === 'off') throw turnedOff();
	if (value.length === 0 || value.length > longestId) throw badLength(value.length);
	const record = await fetchRecord(reader, patientId);
	const before = record?.wire;
	if (before === undefined || !isOwn(reader, before)) throw notHere();
	const standing = before.legacy_patient_id?.trim() ?? '';
	if (standing === value) return { stored: value, vendorId: before.id };
	if (standing !== '') throw taken();
	const written = await outcomeOf(
		async () =>
			await reader.transport.call({
				operation: 'updatePatient',
				path: `/patients/${pathId(patientId, 'patientId')}`,
				body: toUpdateBody(before, { legacy_patient_id: value }, reader.scope),
			}),
	);
	if (!written.ok && !isUnknown(written.error)) throw written.error;
	const after = await outcomeOf(async () => await fetchRecord(reader, patientId));
	const isStored = after.ok && after.value?.wire.legacy_patient_id?.trim() === value;
	if (!isStored) {
		if (!written.ok) throw written.error;
		throw after.ok ? notStored() : after.error;
	}
	const changed = changedMembers(
		record?.members ?? {},
		after.value?.members ?? {},
		(member) => member === 'legacy_patient_id',
	);
	if (changed.length > 0) throw otherChange();
	return { stored: value, vendorId: before.id };
}

function isOwn({ scope }: CareCloudReader, wire: CareCloudPatient): boolean {
	return (
		(recordPracticeId(wire.business_entity_id, scope) ?? scope.practiceId) === scope.practiceId
	);
}

function isUnknown(error: unknown): boolean {
	return error instanceof SafeError && error.kind === 'outcomeUnknown';
}

/** What is thrown while the practice has not turned writing to patients on (sheet 8). */
export function turnedOff(operation: CareCloudOperation = facts.operation): SafeError {
	return new SafeError({
		...facts,
		operation,
		kind: 'configuration',
		vendorCode: 'updatesOff',
		message: 'Updates of patients in CareCloud are turned off in the practice profile.',
		nextStep:
			'Set carecloud.patientUpdates to "on" once the practice agrees that charts are written to without a review inside CareCloud.',
	});
}

function badLength(length: number): SafeError {
	return new SafeError({
		...facts,
		kind: 'validation',
		message: `An external ID in CareCloud has 1 to ${longestId} characters; this one has ${length}.`,
		nextStep: 'Use a shorter ID.',
		fields: ['externalId'],
	});
}

function notHere(): SafeError {
	return new SafeError({
		...facts,
		kind: 'notFound',
		message: 'This practice has no patient with this ID.',
		nextStep: 'Check the patient ID, and that it belongs to the practice of the credential.',
	});
}

function taken(): SafeError {
	return new SafeError({
		...facts,
		kind: 'conflict',
		vendorCode: 'LegacyIdTaken',
		message: 'Another ID stands in legacy_patient_id of this patient already, and was left there.',
		nextStep:
			'Find out whether the practice uses that field for an earlier system. If it does, keep the link in HealthSail only.',
		fields: ['externalId'],
	});
}

function notStored(): SafeError {
	return new SafeError({
		...facts,
		kind: 'conflict',
		vendorCode: 'NotStored',
		message: 'CareCloud said that the update was done, but does not show the ID.',
		nextStep: 'Look at the patient in CareCloud before you send it again.',
		fields: ['externalId'],
	});
}

function otherChange(): SafeError {
	return new SafeError({
		...facts,
		kind: 'conflict',
		vendorCode: 'OtherMembersChanged',
		message: 'The ID was written, and something else in the record changed with it.',
		nextStep:
			'Compare the patient with what was there before, turn carecloud.patientUpdates off, and report it: updates act differently at this practice.',
	});
}
