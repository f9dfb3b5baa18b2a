import { SafeError } from '../../lib/privacy/errors';
import { tebraDefaults } from '../../lib/profile/systems/tebra';
import { civilDateAt } from '../../lib/values/civilDate';
import { textOf } from '../../lib/values/xml';
import type { PatientDocument, StaffNotice, Written } from '../common/practice/records';
import type { PatientReader } from './patients';

/**
 * CreateDocument (sheet 4.9): shown in the patient's chart and on the Documents page. Documents can
 * neither be listed nor read back, so that an unclear answer stays unclear. Throws SafeError.
 */
export async function createDocument(
	{ scope, transport, now }: PatientReader,
	document: PatientDocument,
): Promise<Written> {
	const { documentLabel, documentStatus, documentMaxBytes } = scope.profile.tebra ?? tebraDefaults;
	const label = document.label ?? documentLabel;
	if (!/^[A-Za-z]{1,40}$/.test(label)) throw wrongLabel();
	const bytes = Math.floor((document.content.length * 3) / 4);
	if (bytes > documentMaxBytes) throw tooLarge(documentMaxBytes);
	const { result } = await transport.call('CreateDocument', {
		DocumentToCreate: {
			DocumentDate: `${civilDateAt(now().toISOString(), scope.timeZone) ?? ''}T00:00:00`,
			DocumentNotes: [document.notes, `HealthSail ${document.reference}`]
				.filter((part) => part)
				.join(' – '),
			FileContent: document.content,
			FileName: document.name,
			Label: label,
			Name: document.name,
			PatientId: document.patientId,
			PracticeId: scope.practiceId,
			Status: documentStatus,
		},
	});
	const id = (textOf(result, 'DocumentId') ?? textOf(result, 'DocumentID') ?? '').trim();
	return { id: /^\d{1,18}$/.test(id) ? id : null, place: 'Documents' };
}

/**
 * A notice as a text document that staff find by its status New (sheet 4.9): Tebra has no task or
 * message. Throws SafeError.
 */
export async function createNotice(reader: PatientReader, notice: StaffNotice): Promise<Written> {
	const { patientId, subject, body, reference } = notice;
	return await createDocument(reader, {
		patientId,
		name: `${subject.slice(0, 60).replace(/[\\/:*?"<>|\r\n]/g, ' ')}.txt`,
		mimeType: 'text/plain',
		content: Buffer.from(`${subject}\r\n\r\n${body}\r\n`, 'utf8').toString('base64'),
		reference,
	});
}

function wrongLabel(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'Labels of documents in Tebra are one word, such as PatientDemographics.',
		nextStep: 'Correct the label, or leave it empty for the one of the practice profile.',
		system: 'tebra',
		operation: 'CreateDocument',
		fields: ['label'],
	});
}

function tooLarge(most: number): SafeError {
	return new SafeError({
		kind: 'validation',
		message: `The file is larger than the ${most} bytes that this practice’s Tebra takes.`,
		nextStep: 'Make the file smaller.',
		system: 'tebra',
		operation: 'CreateDocument',
		fields: ['content'],
	});
}
