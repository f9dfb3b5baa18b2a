import type { StaffInboxEntry } from '../practice/editControl.mjs';

/** A document that was filed with a patient (sheet 4.9). */
export interface FiledDocument {
	id: number;
	patientId: number;
	practiceId: number;
	label: string;
	status: string;
	name?: string;
	fileName?: string;
	notes?: string;
	/** Base64. */
	content: string;
	/** Milliseconds since 1970. */
	createdAt: number;
}

/** A note on a patient's record, written through the interface. */
export interface Note {
	message: string;
	user: string;
	/** Milliseconds since 1970. */
	at: number;
}

/** Documents and notes of patients. The service lists no documents; the control part does. */
export class Files {
	private readonly filed = new Map<number, FiledDocument>();

	private lastId = 0;

	private readonly notes = new Map<number, Note[]>();

	add(document: Omit<FiledDocument, 'id'>): FiledDocument {
		const added = { ...document, id: ++this.lastId };
		this.filed.set(added.id, added);
		return added;
	}

	/** Whether there was a document of this number. */
	remove(id: number): boolean {
		return this.filed.delete(id);
	}

	documents(): FiledDocument[] {
		return [...this.filed.values()];
	}

	addNote(patientId: number, note: Note): void {
		this.notes.set(patientId, [note, ...this.notesOf(patientId)]);
	}

	/** What lies there for staff: documents, and notes of patients. */
	inbox(): StaffInboxEntry[] {
		const documents = this.documents().map(({ id, patientId, name, label, content }) => ({
			id: String(id),
			kind: 'document',
			patientId: String(patientId),
			subject: name ?? label,
			text: Buffer.from(content, 'base64').toString('utf8'),
		}));
		const notes = [...this.notes].flatMap(([patientId, list]) =>
			list.map(({ message, at }) => ({
				id: `note-${patientId}-${at}`,
				kind: 'note',
				patientId: String(patientId),
				text: message,
			})),
		);
		return [...documents, ...notes];
	}

	/** The notes that were written about a patient, newest first. */
	notesOf(patientId: number): readonly Note[] {
		return this.notes.get(patientId) ?? [];
	}
}
