import { SafeError } from '../../lib/privacy/errors';
import { civilDateAt } from '../../lib/values/civilDate';
import { parseWire } from '../common/parseWire';
import type { PatientDocument, StaffNotice, Written } from '../common/practice/records';
import { unknownOutcome } from './faults';
import type { AdvancedMdReader } from './reader';
import { referenceTag } from './booking';
import { usDate } from './times';
import { listOf, wireId } from './wire/members';
import { z } from 'zod';

/**
 * Puts a memo on the patient (savememo, sheet 4.10): one line of subject, text and our reference.
 * Throws SafeError, `validation` when that is longer than the profile allows: nothing is cut.
 */
export async function writeMemo(reader: AdvancedMdReader, notice: StaffNotice): Promise<Written> {
	const { scope, settings, transport, now } = reader;
	const answer = await transport.message('savememo', {
		'@patientfid': notice.patientId,
		'@created': usDate(civilDateAt(now().toISOString(), scope.timeZone) ?? ''),
		'@case_memotext': memoText(notice, settings.memo.length),
		'@memotype': settings.memo.type,
		'@expiredate': '',
	});
	if (answer?.results.success === '1') return { id: null, place: 'memo' };
	throw unknownOutcome(
		answer?.facts ?? {
			system: 'advancedmd',
			operation: 'savememo',
			effect: 'write',
			correlationId: notice.reference,
		},
		'NoSuccess',
	);
}

/** `HS: subject: text [HS:reference]`, as one line. */
function memoText({ subject, body, reference }: StaffNotice, length: number): string {
	const tag = ` ${referenceTag(reference)}`;
	const room = length - 'HS: '.length - tag.length;
	if (room < 1) {
		throw new SafeError({
			kind: 'configuration',
			message: 'The longest memo that the practice profile allows has no room for a text.',
			nextStep: 'Raise advancedmd.memo.length in the practice profile.',
			system: 'advancedmd',
			operation: 'savememo',
		});
	}
	const text = [subject, body].map(oneLine).filter(Boolean).join(': ');
	if (text.length > room) throw tooLong(text.length, room);
	return `HS: ${text}${tag}`;
}

function oneLine(text: string | undefined): string {
	return (text ?? '').replace(/\s+/g, ' ').trim();
}

const extensions: Readonly<Record<string, string>> = {
	'application/pdf': 'pdf',
	'image/jpeg': 'jpeg',
	'image/png': 'png',
	'image/tiff': 'tiff',
	'text/plain': 'txt',
};

const fileSchema = z.object({ id: wireId });

/** Uploads a file to the patient's documents (uploadfile, sheet 4.10). Throws SafeError. */
export async function uploadDocument(
	reader: AdvancedMdReader,
	document: PatientDocument,
): Promise<Written> {
	const { settings, transport, scope, now } = reader;
	const { fileType, largest, group, category } = settings.documents;
	const extension = extensions[document.mimeType];
	if (extension === undefined) throw wrongType();
	const bytes = Math.floor((document.content.replace(/=+$/, '').length * 3) / 4);
	if (bytes > largest * 1024) throw tooLarge(largest);
	const today = civilDateAt(now().toISOString(), scope.timeZone) ?? '';
	const answer = await transport.message('uploadfile', {
		file: {
			'@name': `HS-${document.reference}`,
			'@description': descriptionOf(document),
			'@filetype': fileType,
			'@fileext': extension,
			'@patientid': document.patientId,
			'@dos': usDate(today),
			'@savechanges': 'true',
			'@zipmode': '0',
			filecontents: document.content,
			grouplist: {
				group: {
					'@id': group.id,
					'@code': group.code,
					'@name': group.name,
					categorylist: {
						category: {
							'@id': category.id,
							'@filegroupfid': group.id,
							'@code': category.code,
							'@name': category.name,
							'@filetype': '0',
							'@level': '0',
							'@default': '1',
						},
					},
				},
			},
		},
	});
	const [file] = answer ? listOf(answer.results, 'filelist', 'file') : [];
	if (answer === undefined || file === undefined) return { id: null, place: 'document' };
	return { id: parseWire(fileSchema, file, answer.facts).id, place: 'document' };
}

/** `label: notes [HS:reference]`. */
function descriptionOf({ label, name, notes, reference }: PatientDocument): string {
	const text = [label ?? name, notes].map(oneLine).filter(Boolean).join(': ');
	return `${text} ${referenceTag(reference)}`.trim();
}

function tooLong(length: number, room: number): SafeError {
	return new SafeError({
		kind: 'validation',
		message: `Subject and Text make ${length} characters, but the memo has room for ${room}.`,
		nextStep:
			'Shorten them; or raise advancedmd.memo.length in the practice profile once your practice has tried longer memos.',
		system: 'advancedmd',
		operation: 'savememo',
		fields: ['subject', 'body'],
	});
}

function wrongType(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'AdvancedMD is not given files of this type.',
		nextStep: `Send one of: ${Object.keys(extensions).join(', ')}.`,
		system: 'advancedmd',
		operation: 'uploadfile',
		fields: ['mimeType'],
	});
}

function tooLarge(largest: number): SafeError {
	return new SafeError({
		kind: 'validation',
		message: `The file is larger than ${largest} KB, the most that is sent to AdvancedMD.`,
		nextStep: 'Make it smaller, or split it.',
		system: 'advancedmd',
		operation: 'uploadfile',
		fields: ['content'],
	});
}
