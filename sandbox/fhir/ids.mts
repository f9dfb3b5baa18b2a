import { createHash } from 'node:crypto';

/** An id that tells nothing of the record: the same for the same words, every time. */
export function hashedId(words: string): string {
	const hex = createHash('sha256').update(words).digest('hex');
	const part = (from: number, to: number) => hex.slice(from, to);
	return [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join('-');
}

/** Finds records by such ids; the ids of all numbers up to the asked one are kept. */
export class HashedIds {
	private readonly records = new Map<string, number>();

	constructor(
		private readonly kind: string,
		private readonly size: () => number,
	) {}

	/** The id of a record. */
	idOf(record: number): string {
		return hashedId(`${this.kind} ${record}`);
	}

	/** The record of an id; undefined when there is none. */
	recordOf(id: string): number | undefined {
		for (let record = this.records.size + 1; record <= this.size(); record += 1) {
			this.records.set(this.idOf(record), record);
		}
		return this.records.get(id);
	}
}
