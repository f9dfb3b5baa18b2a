import type { Effect } from '../../core/callLog.mjs';
import type { Read } from '../deserialize.mjs';
import type { PatientStore } from '../../practice/store.mjs';

/** External systems that registered (sheet 4.2). */
export interface ExternalVendor {
	id: number;
	name: string;
}

/** What an operation works with. */
export interface OperationContext {
	store: PatientStore;
	vendors: ExternalVendor[];
	now: Date;
}

/**
 * The data part of an answer, or the message of an error that is told inside HTTP 200, or that the
 * answer grew too large for the server, which ends in an internal fault.
 */
export type Outcome =
	| { data: string; effect?: Effect }
	| { error: string; stackTrace?: string }
	| { nullReference: true }
	| { tooMuch: true };

export interface Operation {
	/** Element of the data, nil when a call is refused. */
	readonly dataElement: string;
	/** Does the work. `request` is what the serializer read of the body parameter. */
	run(request: Read, context: OperationContext): Outcome;
}

/** The member as a read type, undefined when it is absent or nil. */
export function part(request: Read, name: string): Read | undefined {
	const value = request[name];
	return value !== null && typeof value === 'object' && !Array.isArray(value)
		? (value as Read)
		: undefined;
}

/** The columns whose toggle is true; undefined, meaning all, when none is (sheet 3.3 rule 6). */
export function wantedColumns(request: Read): ReadonlySet<string> | undefined {
	const fields = part(request, 'Fields') ?? {};
	const names = Object.keys(fields).filter((name) => fields[name] === true);
	return names.length > 0 ? new Set(names) : undefined;
}
