import { z } from 'zod';

import { newPatientValues } from '../../lib/changes/newPatientValues';
import type { RefusalCode } from '../../lib/changes/refusal';
import { refusalSentences } from '../../lib/changes/refusal';
import { SafeError } from '../../lib/privacy/errors';
import type { NewPatient, SourcePatient } from '../common/practice/port';
import { turnedOff } from './externalIds';
import { unclearError } from './faults';
import { toWriting } from './mapping/change';
import { settingsOf } from './mapping/context';
import type { Edit } from './mapping/edit';
import { applyWriting, startEdit } from './mapping/edit';
import { listsBody } from './mapping/update';
import type { CareCloudReader } from './patients';
import { searchPatients } from './search';

const facts = { system: 'carecloud', operation: 'createPatient' } as const;

const createdSchema = z.object({
	patient: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
});

/** The patient of that name and birth date who carries our reference (sheet 7). Throws SafeError. */
export async function findCreated(
	reader: CareCloudReader,
	{ givenName, familyName, birthDate, reference }: NewPatient,
): Promise<SourcePatient | undefined> {
	const query = { givenName, familyName, birthDate, externalId: reference };
	return (await searchPatients(reader, query, 1)).at(0);
}

/**
 * POST of a patient (sheet 4.1), sent once, with our reference as `legacy_patient_id`. Whether the
 * server looks for the same person is not told (sheet 7): the caller does. Throws SafeError:
 * `configuration` while updates are off, `validation` with the code of a refusal, `outcomeUnknown`.
 */
export async function createPatient(
	reader: CareCloudReader,
	patient: NewPatient,
): Promise<{ id: string }> {
	if (settingsOf(reader.scope).patientUpdates === 'off') throw turnedOff('createPatient');
	const body = bodyOf(reader, patient);
	const { body: answer, facts: call } = await reader.transport.call({
		operation: 'createPatient',
		path: '/patients',
		body,
	});
	const created = createdSchema.safeParse(answer);
	if (!created.success) throw unclearError(call, 'NoId');
	return { id: created.data.patient };
}

/** What CareCloud has no member for is left out; a value that it cannot take stops all. */
function bodyOf({ scope }: CareCloudReader, patient: NewPatient): object {
	let edit: Edit = startEdit({ addresses: [], phones: [] });
	for (const entry of newPatientValues({
		...patient,
		// One letter of it is kept (sheet 4.1).
		...(patient.middleName && { middleName: patient.middleName.trim().slice(0, 1) }),
	})) {
		const writing = toWriting(entry, scope);
		const edited = writing.ok ? applyWriting(edit, writing.value, scope) : writing;
		if (edited.ok) edit = edited.value;
		else if (edited.code !== 'unsupportedField' || entry.field === 'address.home') {
			throw refusal(edited.code, entry.field);
		}
	}
	return {
		patient: { ...edit.members, legacy_patient_id: patient.reference },
		...listsBody(edit.lists, scope),
	};
}

function refusal(code: RefusalCode, field: string): SafeError {
	return new SafeError({
		...facts,
		kind: 'validation',
		vendorCode: code,
		message: refusalSentences[code],
		nextStep: 'Correct the value, or add the patient in CareCloud.',
		fields: [field],
	});
}
