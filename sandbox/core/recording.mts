export interface RecordedRequest {
	system: string;
	operation: string;
	body: string;
}

/** Raw request bodies, kept in memory for tests that search them for marked values. Off at first. */
export class Recording {
	private requests: RecordedRequest[] = [];

	constructor(public on = false) {}

	/** Keeps a request body while recording is on. */
	add(system: string, operation: string, body: string): void {
		if (this.on) this.requests.push({ system, operation, body });
	}

	/** The bodies kept, of one system or of all. */
	list(system?: string): readonly RecordedRequest[] {
		return system === undefined
			? this.requests
			: this.requests.filter((request) => request.system === system);
	}

	/** Switches recording and forgets what was kept before. */
	set(on: boolean): void {
		this.on = on;
		this.requests = [];
	}
}
