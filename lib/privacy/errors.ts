/**
 * The one shape in which anything that went wrong leaves this pack (design 3).
 * Nothing a remote system sent is carried on: vendor codes come from an allow-list, words are ours.
 */

export const errorKinds = [
	'authentication',
	'permission',
	'notFound',
	'conflict',
	'validation',
	'throttled',
	'unavailable',
	'outcomeUnknown',
	'unsupported',
	'wireShape',
	'configuration',
] as const;
export type ErrorKind = (typeof errorKinds)[number];

export interface SafeErrorDetails {
	readonly kind: ErrorKind;
	/** What happened, in words a practice IT person understands. Never a value of a record. */
	readonly message: string;
	/** What to do next. */
	readonly nextStep: string;
	/** The system that answered: `tebra`, `healthsail`, … */
	readonly system?: string;
	/** The remote operation or path, without query or ids. */
	readonly operation?: string;
	/** A code from the vendor's allow-list, or an HTTP status. */
	readonly vendorCode?: string;
	/** An opaque id to find the call in the other side's log. */
	readonly correlationId?: string;
	/** Names (never values) of members that were refused. */
	readonly fields?: readonly string[];
	/** Milliseconds the other side asked us to wait. */
	readonly retryAfterMs?: number;
}

/** An error that is safe to show, log and store. */
export class SafeError extends Error {
	readonly details: SafeErrorDetails;

	constructor(details: SafeErrorDetails) {
		super(details.message);
		this.name = 'SafeError';
		this.details = details;
	}

	get kind(): ErrorKind {
		return this.details.kind;
	}
}

/** The same facts as a plain object, for an item's error output and a run's history. */
export function toErrorItem(details: SafeErrorDetails, itemIndex?: number) {
	return {
		kind: details.kind,
		message: details.message,
		nextStep: details.nextStep,
		...(details.system !== undefined && { system: details.system }),
		...(details.operation !== undefined && { operation: details.operation }),
		...(details.vendorCode !== undefined && { vendorCode: details.vendorCode }),
		...(details.correlationId !== undefined && { correlationId: details.correlationId }),
		...(details.fields !== undefined && { fields: [...details.fields] }),
		...(itemIndex !== undefined && { itemIndex }),
	};
}
