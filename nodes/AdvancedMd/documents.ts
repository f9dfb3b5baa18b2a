import { SafeError } from '../../lib/privacy/errors';
import { civilDateAt } from '../../lib/values/civilDate';
import { parseWire } from '../common/parseWire';
import type { PatientDocument, Written } from '../common/practice/records';
import type { AdvancedMdReader } from './reader';
import { referenceTag } from './booked';
import { oneLine } from './notices';
import { usDate } from './times';
import { listOf, wireId } from './wire/members';
import { z } from 'zod';

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
