import type { Read } from '../deserialize.mjs';
import { isoUtc } from '../clinicTime.mjs';
import { leaf } from '../xmlOut.mjs';
import { numberOf, part, textOf, type Operation, type OperationContext } from './types.mjs';

/** Larger files made the server fall over (sheet 4.9). */
const MAX_BYTES = 1024 * 1024;

/** What is wrong with a document; undefined = nothing. */
function complaintOf(asked: Read, { store }: OperationContext): string | undefined {
	const patientId = numberOf(asked, 'PatientId') ?? 0;
	if (asked.Label === undefined || asked.Status === undefined)
		return 'Label and Status are required.';
	if (textOf(asked, 'Name') === undefined) return 'Name is required.';
	if (textOf(asked, 'FileContent') === undefined) return 'FileContent is required.';
	if (!store.has(patientId) || store.practiceId(patientId) !== numberOf(asked, 'PracticeId')) {
		return 'Patient was not found.';
	}
	return undefined;
}

/** Files a document with a patient; it can neither be listed nor read afterwards (sheet 4.9). */
export const createDocument: Operation = {
	dataElement: 'DocumentId',
	run(request, context) {
		const asked = part(request, 'DocumentToCreate');
		if (!asked) return { nullReference: true };
		const content = textOf(asked, 'FileContent') ?? '';
		if (Buffer.byteLength(content, 'base64') > MAX_BYTES) return { internalFault: true };
		const complaint = complaintOf(asked, context);
		if (complaint !== undefined) return { error: complaint };
		const filed = context.desk.files.add({
			patientId: numberOf(asked, 'PatientId')!,
			practiceId: numberOf(asked, 'PracticeId')!,
			label: String(asked.Label),
			status: String(asked.Status),
			name: textOf(asked, 'Name'),
			fileName: textOf(asked, 'FileName'),
			notes: textOf(asked, 'DocumentNotes'),
			content,
			createdAt: context.now.getTime(),
		});
		return {
			data:
				leaf('CreatedDate', isoUtc(filed.createdAt)) +
				leaf('DocumentId', filed.id) +
				leaf('Label', filed.label) +
				leaf('Name', filed.name) +
				leaf('Notes', filed.notes) +
				leaf('Status', filed.status),
			effect: 'write',
		};
	},
};

/** Takes a document away. */
export const deleteDocument: Operation = {
	dataElement: 'DocumentId',
	run(request, { desk }) {
		const id = numberOf(request, 'DocumentId') ?? 0;
		if (!desk.files.remove(id)) return { error: 'Document was not found.' };
		return { data: leaf('DocumentId', id), effect: 'write' };
	},
};
