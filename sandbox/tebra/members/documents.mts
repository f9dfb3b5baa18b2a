import { int, nested, request, text, time, words, type Member } from '../memberTypes.mjs';
import { documentLabels, documentStatuses } from '../words.mjs';

const content: Member = { name: 'FileContent', type: 'base64' };

/** Requests about documents (sheet 4.9). */
export const documentTables = {
	CreateDocument: request(
		nested(
			'DocumentToCreate',
			time('DocumentDate'),
			...text('DocumentNotes'),
			content,
			...text('FileName'),
			words('Label', documentLabels),
			...text('Name'),
			int('PatientId'),
			int('PracticeId'),
			words('Status', documentStatuses),
		),
	),
	DeleteDocument: request(int('DocumentId')),
} as const;
