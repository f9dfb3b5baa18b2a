import type { StaffInboxEntry } from '../practice/editControl.mjs';
import { recordOfPatient } from './account.mjs';
import type { Node } from './wire.mjs';

/** What clients wrote and the shared practice has no place for. */
export interface Memo {
	id: number;
	text: string;
	type: string;
	created: string;
}

export interface PatientNote {
	id: number;
	text: string;
	typeId: string;
	profileId: string;
}

export interface StoredFile {
	id: number;
	name: string;
	extension: string;
	bytes: number;
	content: Buffer;
}

export interface EligibilityRequest {
	id: number;
	patientId: string;
	coverageId: number;
	serviceTypeCode: string;
	/** Sandbox time from which on the payer has answered. */
	answeredFrom: number;
	/** Times that the answer was looked for; no payer has one at the first look. */
	looks: number;
	/** Real time of the request, for its stamps. */
	askedAt: number;
}

/** Records by patient id, numbered together. */
export class Written {
	readonly memos = new Map<string, Memo[]>();

	readonly notes = new Map<string, PatientNote[]>();

	readonly files = new Map<string, StoredFile[]>();

	/** Where patients lived before the last change of their address, as it was shown. */
	readonly previousAddresses = new Map<string, Node>();

	readonly eligibility = new Map<number, EligibilityRequest>();

	private last = 70_000;

	nextId(): number {
		return ++this.last;
	}

	addMemo(patientId: string, memo: Omit<Memo, 'id'>): Memo {
		const made = { ...memo, id: this.nextId() };
		this.memos.set(patientId, [...(this.memos.get(patientId) ?? []), made]);
		return made;
	}

	addNote(patientId: string, note: Omit<PatientNote, 'id'>): PatientNote {
		const made = { ...note, id: this.nextId() };
		this.notes.set(patientId, [...(this.notes.get(patientId) ?? []), made]);
		return made;
	}

	addFile(patientId: string, file: Omit<StoredFile, 'id'>): StoredFile {
		const made = { ...file, id: this.nextId() };
		this.files.set(patientId, [...(this.files.get(patientId) ?? []), made]);
		return made;
	}

	/** What lies with the patients for staff: memos, notes and files. */
	inbox(): StaffInboxEntry[] {
		const entries = <T extends { id: number }>(
			lists: ReadonlyMap<string, readonly T[]>,
			kind: string,
			read: (entry: T) => Pick<StaffInboxEntry, 'subject' | 'text'>,
		): StaffInboxEntry[] =>
			[...lists].flatMap(([patientId, list]) =>
				list.map((entry) => ({
					id: String(entry.id),
					kind,
					patientId: String(recordOfPatient(patientId)),
					...read(entry),
				})),
			);
		return [
			...entries(this.memos, 'memo', ({ text }) => ({ text })),
			...entries(this.notes, 'note', ({ text }) => ({ text })),
			...entries(this.files, 'file', ({ name, extension, content }) => ({
				subject: `${name}.${extension}`,
				text: content.toString('utf8'),
			})),
		];
	}

	/** The newest request about a policy. */
	lastRequest(coverageId: number): EligibilityRequest | undefined {
		return [...this.eligibility.values()].filter((entry) => entry.coverageId === coverageId).at(-1);
	}
}
