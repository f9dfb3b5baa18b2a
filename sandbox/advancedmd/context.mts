import type { Effect } from '../core/callLog.mjs';
import type { Schedule } from '../practice/schedule.mjs';
import type { PatientStore } from '../practice/store.mjs';
import { recordOfPatient } from './account.mjs';
import type { Node } from './wire.mjs';
import type { Written } from './written.mjs';

/** What a message works with. */
export interface MessageContext {
	store: PatientStore;
	schedule: Schedule;
	written: Written;
	seed: number;
	/** Time of records, in milliseconds. */
	now: number;
	/** Sandbox time, in milliseconds. */
	millis: number;
}

/** What a message is answered with: results, or a fault's code and description. */
export type Outcome =
	| { results: Node; effect?: Effect }
	| { code: string; description: string }
	| { badRequest: string };

export type Message = (message: Node, context: MessageContext) => Outcome;

/**
 * Number of the record of a patient whom this office key has; undefined = none. An office key opens
 * one practice only (sheet 3.1), so records of the other one, or of none, cannot leak here.
 */
export function ownRecord(id: string, { store }: MessageContext): number | undefined {
	const record = recordOfPatient(id);
	return store.has(record) && store.practiceId(record) === 1 ? record : undefined;
}

/** An unknown id ends in a database fault and not in "not found" (sheet 6, 9.5). */
export const unknownRecord: Outcome = {
	code: '-2147221504',
	description:
		'AMD-990001-01010000 | The statement conflicted with the FOREIGN KEY constraint. The conflict occurred in table "dbo.patients".',
};
