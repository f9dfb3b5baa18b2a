/** Opaque ids of one prefix, rising, the same for the same order of calls. */
export class IdSource {
	private last = 0;

	constructor(private readonly prefix: string) {}

	/** The next id, such as `cus_00000a1z`. */
	next(): string {
		this.last += 1;
		return `${this.prefix}_${this.last.toString(36).padStart(8, '0')}`;
	}
}
