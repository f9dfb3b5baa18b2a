import type { Effect } from '../../core/callLog.mjs';
import type { Read } from '../deserialize.mjs';
import type { Desk } from '../desk.mjs';
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
	desk: Desk;
	now: Date;
}

/**
 * The data part of an answer, or the message of an error that is told inside HTTP 200, or that the
 * server fell over the request: an internal fault.
 */
export type Outcome =
	| { data: string; effect?: Effect }
	| { error: string; stackTrace?: string }
	| { nullReference: true }
	| { internalFault: true };

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

/** A member's number; undefined when it is absent, nil or no number. */
export function numberOf(read: Read, name: string): number | undefined {
	const value = read[name];
	return typeof value === 'number' ? value : undefined;
}

/** A member's text, trimmed; undefined when it is absent, nil or empty. */
export function textOf(read: Read, name: string): string | undefined {
	const value = read[name];
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The entries of an array; none when it is absent or nil. */
export function entries(read: Read, name: string, entry: string): readonly Read[] {
	const list = part(read, name)?.[entry];
	return Array.isArray(list) ? list.filter((one): one is Read => typeof one === 'object') : [];
}
