import { newPatientValues } from '../../lib/changes/newPatientValues';
import { refusalSentences } from '../../lib/changes/refusal';
import { SafeError } from '../../lib/privacy/errors';
import { textOf } from '../../lib/values/xml';
import type { NewPatient, SourcePatient } from '../common/practice/port';
import type { ExternalVendors } from './externalIds';
import { longestExternalId } from './externalIds';
import { unknownOutcome } from './faults';
import { toWriting } from './mapping/change';
import type { PatientReader } from './patients';
import { fetchPatient } from './patients';

const facts = { system: 'tebra', operation: 'CreatePatient' } as const;

/** The patient who carries our reference as external id (sheet 7). Throws SafeError. */
export async function findCreated(
	reader: PatientReader,
	vendors: ExternalVendors,
	{ reference }: NewPatient,
): Promise<SourcePatient | undefined> {
	requireReference(reference);
	const vendorId = await vendors.find();
	if (vendorId === undefined) return undefined;
	return await fetchPatient(reader, { ExternalID: reference, ExternalVendorID: vendorId });
}

/**
 * CreatePatient (sheet 4.2), sent once, with our reference as external id. Tebra is taken not to refuse
 * a person whom it has already (sheet 7): the caller looks first. Throws SafeError: `validation` with
 * the code of a refusal, `conflict` when the reference is taken, `outcomeUnknown`.
 */
export async function createPatient(
	reader: PatientReader,
	vendors: ExternalVendors,
	patient: NewPatient,
): Promise<{ id: string }> {
	const { scope, transport } = reader;
	requireReference(patient.reference);
	const values = valuesOf(reader, patient);
	const { result, facts: call } = await transport.call('CreatePatient', {
		Patient: {
			...values,
			ExternalVendorID: await vendors.ensure(),
			PatientExternalID: patient.reference,
			Practice: { PracticeID: scope.practiceId },
		},
	});
	const id = textOf(result, 'PatientID')?.trim() ?? '';
	if (!/^[1-9]\d{0,17}$/.test(id)) throw unknownOutcome(call, 'NoId');
	return { id };
}

/** What Tebra has no member for, a second address, is left out; a value it cannot take stops all. */
function valuesOf({ scope }: PatientReader, patient: NewPatient): Record<string, string> {
	const values: Record<string, string> = {};
	for (const entry of newPatientValues(patient)) {
		const writing = toWriting(entry, {}, scope);
		if (writing.ok) Object.assign(values, writing.value.values);
		else if (writing.code !== 'unsupportedField' || entry.field === 'address.home') {
			throw new SafeError({
				...facts,
				kind: 'validation',
				vendorCode: writing.code,
				message: refusalSentences[writing.code],
				nextStep: 'Correct the value, or add the patient in Tebra.',
				fields: [entry.field],
			});
		}
	}
	return values;
}

/** A longer one would be cut off without a word and never be found again (sheet 4.2). */
function requireReference(reference: string): void {
	if (reference.length > 0 && reference.length <= longestExternalId) return;
	throw new SafeError({
		...facts,
		kind: 'validation',
		message: `Our reference of a new patient has to have 1 to ${longestExternalId} characters.`,
		nextStep: 'Report this: the reference is made by this node pack or by HealthSail.',
		fields: ['reference'],
	});
}
