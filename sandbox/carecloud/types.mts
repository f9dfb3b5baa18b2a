import type { Effect } from '../core/callLog.mjs';
import type { Schedule } from '../practice/schedule.mjs';
import type { PatientStore } from '../practice/store.mjs';

/** What a call is answered with. `body` undefined = empty. */
export interface Answer {
	status: number;
	body?: unknown;
	headers?: Record<string, string>;
	effect: Effect;
}

export type PhoneKind = 'mobile' | 'home' | 'work';

/** What is written through the interface beside the shared records. */
export interface Written {
	/** `legacy_patient_id` by the patient's number. */
	readonly legacyIds: Map<number, string>;
	/** Which telephone is the primary one, by the patient's number; undefined = none. */
	readonly primaryPhones: Map<number, PhoneKind | undefined>;
	/** Cancellation comments by the appointment's number. */
	readonly cancelComments: Map<number, string>;
}

export interface Call {
	readonly params: Readonly<Record<string, string>>;
	readonly query: Readonly<Record<string, string | undefined>>;
	readonly body: unknown;
	readonly store: PatientStore;
	readonly schedule: Schedule;
	readonly written: Written;
	readonly seed: number;
	/** The time that changed records get. */
	readonly now: Date;
}

export interface Route {
	/** Name in call log, faults and rights. */
	readonly operation: string;
	readonly method: 'GET' | 'POST' | 'PUT';
	/** Path below /v2, with `:names`. */
	readonly path: string;
	run(call: Call): Answer;
}

/** A read that found what was asked for. */
export const read = (body: unknown, headers?: Record<string, string>): Answer => ({
	status: 200,
	body,
	effect: 'read',
	...(headers && { headers }),
});

/** Refusals. The bodies are of the sandbox: CareCloud publishes none (sheet 6). */
export const notFound = (): Answer => ({
	status: 404,
	body: { error: 'Resource not found' },
	effect: 'none',
});
export const unprocessable = (why: string): Answer => ({
	status: 422,
	body: { error: 'Unprocessable', message: why },
	effect: 'none',
});

/** The practice that gave its consent: its number in the shared records. */
export const servedPractice = 1;
