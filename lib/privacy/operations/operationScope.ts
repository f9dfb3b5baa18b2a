/** Purpose of use in the words of the HealthSail contract. */
export type Purpose = 'HOPERAT' | 'HPAYMT' | 'TREAT';

/** The sides between which this pack moves data. */
export type Side = 'engine' | 'healthsail' | 'practice' | 'secondInterface' | 'staff';

/** Fields of patients that come from a side or go to it, sorted. */
export interface Move {
	readonly side: Side;
	readonly fields: readonly string[];
}

/** What one operation of a node reads and sends (design 10). */
export interface OperationScope {
	/** Absent where no data of a patient passes. */
	readonly purpose?: Purpose;
	readonly reads: readonly Move[];
	readonly sends: readonly Move[];
	/** Whether HealthSail's audit trail is told: ids as keyed hashes and names of fields, no values. */
	readonly audited: boolean;
	/** For a trigger that patient data reaches by a webhook: where n8n keeps it, and how long. */
	readonly kept?: string;
}

/** Scopes of a node's operations, by `resource.operation`, or by the operation alone. */
export type NodeScopes = Readonly<Record<string, OperationScope>>;

/** Sorted names of fields that come from a side or go to it. */
export function move(side: Side, ...fields: ReadonlyArray<string | readonly string[]>): Move {
	return { side, fields: [...new Set(fields.flat())].sort() };
}

/** An operation that touches no patient. */
export const noPatients: OperationScope = { reads: [], sends: [], audited: false };
