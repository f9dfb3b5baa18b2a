import { SafeError } from '../../../lib/privacy/errors';
import type { GreenwaySettings } from '../../../lib/profile/systems/greenway';
import type { PatientDocument, StaffNotice, Written } from '../../common/practice/records';
import { bodyWith, gapiId, isFilled, shortReference, subjectWith } from '../gapi';
import type { GapiMembers, GapiTransport } from '../gapiTransport';
import { headerOf } from './login';

type Settings = GreenwaySettings['primeSuite'];

/** Sheet 5: larger ones were never seen to pass. */
const mostBase64Characters = Math.floor((5 * 1024 * 1024 * 4) / 3);

/**
 * Sends a message to a person of the practice (sheet 4.2); it stays out of the chart unless the
 * profile says otherwise. Sent once: a lost answer is `outcomeUnknown` (sheet 7).
 */
export async function sendMessage(
	transport: GapiTransport,
	notice: StaffNotice,
	patientNumber: number,
	settings: Settings,
): Promise<Written> {
	if (settings.recipientId === 0) {
		throw notChosen(
			'The practice profile names nobody to whom messages go.',
			'greenway.primeSuite.recipientId',
			'MessageSend',
		);
	}
	const answer = await transport.call({
		operation: settings.operations.message,
		effect: 'write',
		members: {
			...headerOf(settings.userIds.message),
			AddToChart: settings.addToChart,
			DocumentID: 0,
			Message: {
				Body: bodyWith(notice.reference, notice.body),
				Subject: subjectWith(notice.reference, notice.subject),
				FromUserID: 0,
				FromUserName: '',
				PatientID: patientNumber,
				Priority: settings.messagePriority,
				Type: settings.messageType,
				MessageRecipient: {
					Recipients: [{ RecipientID: settings.recipientId, Type: 'user' }],
				},
			},
			PatientInfo: { PatientID: patientNumber, ResidentialAddress: {} },
		},
	});
	return { id: idIn(answer, 'MessageID'), place: 'message' };
}

/**
 * Puts a document into the chart (sheet 4.2). Throws SafeError: `validation` when it is
 * too large or refused, `outcomeUnknown` when the answer tells neither a number nor an error.
 */
export async function importDocument(
	transport: GapiTransport,
	document: PatientDocument,
	patientNumber: number,
	settings: Settings,
): Promise<Written> {
	const operation = 'DocumentImportChart';
	if (settings.documentTypeId === 0) {
		throw notChosen(
			'The practice profile names no kind of document of the site.',
			'greenway.primeSuite.documentTypeId',
			operation,
		);
	}
	if (document.content.length > mostBase64Characters) {
		throw new SafeError({
			kind: 'validation',
			message: 'The document is larger than 5 MB.',
			nextStep: 'Send a smaller file.',
			system: 'greenway_prime_suite',
			operation,
			fields: ['content'],
		});
	}
	const reference = shortReference(document.reference);
	const answer = await transport.call({
		operation: settings.operations.document,
		effect: 'write',
		// Spelled so (sheet 9, quirk 1).
		besides: ['DocumentImporErrorStatus'],
		members: {
			...headerOf(settings.userIds.document),
			Base64Document: document.content,
			DocumentFileType: settings.documentFileType,
			DocumentName: document.name,
			DocumentDescription: [document.label, document.notes, `Ref ${reference}`]
				.filter(Boolean)
				.join(' - '),
			DocumentTypeID: settings.documentTypeId,
			PrimeSuitePatientId: patientNumber,
		},
	});
	const failure = answer.DocumentImporErrorStatus;
	const id = idIn(answer, 'DocumentID');
	if (isFilled(failure)) {
		throw new SafeError({
			kind: 'validation',
			message: 'Prime Suite did not take the document.',
			nextStep: 'Check the document’s type and file type of the site in the practice profile.',
			system: 'greenway_prime_suite',
			operation,
			vendorCode: 'DocumentImporErrorStatus',
		});
	}
	if (id === null) {
		throw new SafeError({
			kind: 'outcomeUnknown',
			message:
				'Prime Suite told neither a number of the document nor an error: it may or may not be in the chart.',
			nextStep: 'Look in the patient’s chart before you send it again.',
			system: 'greenway_prime_suite',
			operation,
			vendorCode: 'NoDocumentID',
		});
	}
	return { id, place: 'chart document' };
}

function idIn(answer: GapiMembers, member: string): string | null {
	return gapiId.safeParse(answer[member]).data ?? null;
}

function notChosen(message: string, setting: string, operation: string): SafeError {
	return new SafeError({
		kind: 'configuration',
		message,
		nextStep: `Put the site’s number into the practice profile (${setting}).`,
		system: 'greenway_prime_suite',
		operation,
		fields: ['practiceProfile'],
	});
}
