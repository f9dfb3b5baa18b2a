/** The kinds of trouble that the sandbox makes on demand. */
export const faultKinds = [
	'latency',
	'status',
	'throttle',
	'truncate',
	'dropAfterWrite',
	'expiredSession',
	'wrongCredentials',
	'malformed',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** One armed fault. `remaining` is the number of calls that it still meets; null = until cleared. */
export interface Fault {
	readonly id: number;
	readonly system: string;
	/** Operation that it meets; absent = every operation of the system. */
	readonly operation?: string;
	readonly kind: FaultKind;
	remaining: number | null;
	/** Number of calls that it still lets pass. */
	after: number;
	/** Real milliseconds that a `latency` fault waits before the work, a `dropAfterWrite` after it. */
	readonly ms?: number;
	/** HTTP status that a `status` fault answers. */
	readonly status?: number;
	/** Seconds that a `throttle` fault names in Retry-After. */
	readonly retryAfterSeconds?: number;
}

export interface FaultRequest {
	system: string;
	operation?: string;
	kind: FaultKind;
	/** Calls that it meets; absent = 1; 0 = every call until it is cleared. */
	count?: number;
	/** Calls that it lets pass first; absent = none. */
	after?: number;
	ms?: number;
	status?: number;
	retryAfterSeconds?: number;
}

/** Armed faults, first in, first met. */
export class FaultSwitches {
	private faults: Fault[] = [];

	private lastId = 0;

	/** Arms a fault and answers it. */
	arm(request: FaultRequest): Fault {
		const { count = 1, after = 0, ...rest } = request;
		const remaining = count === 0 ? null : count;
		const fault: Fault = { ...rest, id: ++this.lastId, remaining, after };
		this.faults.push(fault);
		return fault;
	}

	/** The fault that the next call of this operation meets, counted down; undefined = none. */
	next(system: string, operation: string): Fault | undefined {
		const fault = this.faults.find(
			(armed) =>
				armed.system === system && (armed.operation === undefined || armed.operation === operation),
		);
		if (fault && fault.after > 0) {
			fault.after -= 1;
			return undefined;
		}
		if (fault && fault.remaining !== null) {
			fault.remaining -= 1;
			if (fault.remaining <= 0) this.faults = this.faults.filter((armed) => armed !== fault);
		}
		return fault;
	}

	/** All armed faults. */
	list(): readonly Fault[] {
		return this.faults;
	}

	/** Disarms everything. */
	clear(): void {
		this.faults = [];
	}
}
