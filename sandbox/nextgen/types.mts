import type { Effect } from '../core/callLog.mjs';
import type { Schedule } from '../practice/schedule.mjs';
import type { PatientStore } from '../practice/store.mjs';
import type { Build } from './account.mjs';
import type { Query } from './odata.mjs';

/** An appointment's members that only NextGen has; kept beside the schedule. */
export type OwnMembers = Record<string, string>;

/** A document that was added to an encounter. */
export interface AddedDocument {
	id: number;
	personNumber: number;
	encounterNumber: number;
	description: string;
	documentType: string;
	/** The file, Base64. */
	content: string;
	createdAt: number;
}

/** A merge that staff made. */
export interface Merge {
	keep: number;
	drop: number;
	at: number;
}

/** Everything that one account of the sandbox holds; others after a reset. */
export interface Account {
	store: PatientStore;
	schedule: Schedule;
	seed: number;
	build: Build;
	/** Most rows of one look-up; an old build cuts without telling. Undefined = all. */
	lookupLimit?: number;
	/** Calls left today; undefined = no quota is kept. */
	quota?: number;
	own: Map<number, OwnMembers>;
	documents: AddedDocument[];
	merges: Merge[];
	/** When a policy was changed without the person, by patient number. */
	payerChanges: Map<number, number>;
	/** OtherIdNumber of persons, by patient number. */
	otherIds: Map<number, string>;
	/** Persons whose chart staff have not opened yet, by patient number. */
	withoutChart: Set<number>;
}

/** One call, checked and read. */
export interface Call {
	account: Account;
	/** The session's practice: 1 or 2. */
	practice: number;
	params: Record<string, string>;
	query: Query;
	/** Path below `/api`. */
	route: string;
	body: unknown;
	contentType: string;
	now: Date;
}

export interface Answer {
	status?: number;
	/** An object is sent as JSON, undefined as an empty body. */
	body?: unknown;
	headers?: Record<string, string>;
	effect?: Effect;
}

export interface Route {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH';
	/** Below `/api`, in fastify's form. */
	path: string;
	/** Name in call log, faults and rights. */
	name: string;
	/** Lists of practices need no session (sheet 3). */
	withoutSession?: boolean;
	run(call: Call): Answer;
}

/** HTTP 404 without a word, as a missing record is answered (sheet 6). */
export const missing: Answer = { status: 404 };

/** HTTP 400 with the words of the fault. */
export function bad(message: string): Answer {
	return { status: 400, body: { message } };
}
