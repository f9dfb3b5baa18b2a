/** What a call did to the system's data: `write` only when something really changed. */
export type Effect = 'read' | 'write' | 'none';

export interface Call {
	system: string;
	operation: string;
	status: number;
	effect: Effect;
}

export interface LoggedCall extends Call {
	/** Running number, from 1. */
	n: number;
	/** Sandbox time, RFC 3339 UTC. */
	at: string;
}

const KEPT_CALLS = 50_000;

/** The calls that the sandbox answered. Names and numbers only, never patient data. */
export class CallLog {
	private calls: LoggedCall[] = [];

	private total = 0;

	private readonly perSystem = new Map<string, { calls: number; writes: number; errors: number }>();

	private readonly realTimes: number[] = [];

	constructor(private readonly now: () => Date) {}

	/** Records one answered call. */
	add(call: Call): void {
		this.total += 1;
		this.calls.push({ ...call, n: this.total, at: this.now().toISOString() });
		if (this.calls.length > KEPT_CALLS * 1.2) this.calls = this.calls.slice(-KEPT_CALLS);
		const sums = this.perSystem.get(call.system) ?? { calls: 0, writes: 0, errors: 0 };
		sums.calls += 1;
		if (call.effect === 'write') sums.writes += 1;
		if (call.status >= 400) sums.errors += 1;
		this.perSystem.set(call.system, sums);
		this.realTimes.push(Date.now());
		if (this.realTimes.length > KEPT_CALLS) this.realTimes.splice(0, KEPT_CALLS / 2);
	}

	/** The calls after number `n`, oldest first; at most `limit` of the newest when it is given. */
	since(n: number, limit?: number): readonly LoggedCall[] {
		const found = this.calls.filter((call) => call.n > n);
		return limit === undefined ? found : found.slice(-limit);
	}

	/** The number of the last call. */
	last(): number {
		return this.total;
	}

	/** Sums of one system since the start. */
	sums(system: string): { calls: number; writes: number; errors: number } {
		return this.perSystem.get(system) ?? { calls: 0, writes: 0, errors: 0 };
	}

	/** Calls within the last real minute. */
	perMinute(): number {
		const from = Date.now() - 60_000;
		let count = 0;
		for (let i = this.realTimes.length - 1; i >= 0 && this.realTimes[i] >= from; i -= 1) count += 1;
		return count;
	}
}
