// What should become of edits on both sides, worked out without the code under test. All data is
// synthetic.

/** One field per conflict policy. */
export const fields = ['address', 'phone', 'email', 'name'] as const;
export type LoopField = (typeof fields)[number];

/** As the practice profile of the test sets them. */
export const policies = {
	address: 'ask',
	phone: 'pm_wins',
	email: 'newest_wins',
	name: 'healthsail_proposes',
} as const satisfies Record<LoopField, string>;

export type Values = Record<LoopField, string>;

export type RequestState =
	/** Waits for staff. */
	| 'pending'
	/** Waits for the next sweep. */
	| 'approved'
	/** In the practice's record. */
	| 'accepted'
	| 'declined'
	/** The practice changed the field, and its policy lets that stand. */
	| 'overruled'
	/** The patient asked again for the same. */
	| 'replaced';

export interface ModelRequest {
	readonly id: string;
	readonly patient: number;
	readonly field: LoopField;
	readonly path: string;
	readonly from: string;
	readonly to: string;
	readonly askedAt: number;
	state: RequestState;
	/** The practice's value that staff see; undefined until the first compare. */
	current: string | undefined;
	seen: string | undefined;
}

interface ModelPatient {
	values: Values;
	/** Time of the last edit of the record, by whomever. */
	changedAt: number;
}

/** The practice, HealthSail's mirror of it, and the requests between them. */
export class LoopModel {
	readonly requests: ModelRequest[] = [];

	private time = 0;

	/** Writes into the practice that the product should have made. */
	writes = 0;

	constructor(
		readonly practice: ModelPatient[],
		/** What HealthSail has of the practice since the last sync. */
		readonly mirror: Values[],
	) {}

	/** Staff key a value into the practice's own screen. */
	edit(patient: number, field: LoopField, value: string): void {
		const record = this.practice[patient];
		record.values = { ...record.values, [field]: value };
		record.changedAt = this.tick();
	}

	/** A patient asks for a change; an older request for the same, not yet in the practice, gives way. */
	propose(request: Pick<ModelRequest, 'id' | 'patient' | 'field' | 'path' | 'from' | 'to'>): void {
		for (const older of this.requests) {
			const isOpen = older.state === 'pending' || older.state === 'approved';
			if (isOpen && older.patient === request.patient && older.path === request.path) {
				older.state = 'replaced';
			}
		}
		const askedAt = this.tick();
		const start = { state: 'pending', current: undefined, seen: undefined } as const;
		this.requests.push({ ...request, ...start, askedAt });
	}

	/** Requests that staff can decide. */
	pending(): ModelRequest[] {
		return this.requests.filter(({ state }) => state === 'pending');
	}

	/** Staff decide what they see. */
	decide(request: ModelRequest, approve: boolean): void {
		this.tick();
		request.seen = request.current ?? request.from;
		request.state = approve ? 'approved' : 'declined';
	}

	/** The sweep, first deliver then compare, and after it the sync. */
	sync(): void {
		this.tick();
		for (const request of this.requests) if (request.state === 'approved') this.deliver(request);
		for (const request of this.pending()) this.compare(request);
		this.practice.forEach(({ values }, index) => (this.mirror[index] = { ...values }));
	}

	private compare(request: ModelRequest): void {
		const { values, changedAt } = this.practice[request.patient];
		const now = values[request.field];
		request.current = now;
		if (now === request.to) request.state = 'accepted';
		else if (now !== request.from && this.isOverruled(request, changedAt)) {
			request.state = 'overruled';
		}
	}

	private isOverruled({ field, askedAt }: ModelRequest, changedAt: number): boolean {
		const policy = policies[field];
		return policy === 'pm_wins' || (policy === 'newest_wins' && changedAt > askedAt);
	}

	private deliver(request: ModelRequest): void {
		const record = this.practice[request.patient];
		const now = record.values[request.field];
		if (now === request.to) {
			request.state = 'accepted';
		} else if (now === request.seen) {
			record.values = { ...record.values, [request.field]: request.to };
			record.changedAt = this.tick();
			this.writes += 1;
			request.state = 'accepted';
		} else {
			// Nobody saw this value: staff are asked again.
			request.current = now;
			request.seen = undefined;
			request.state = 'pending';
		}
	}

	private tick(): number {
		this.time += 1;
		return this.time;
	}
}
