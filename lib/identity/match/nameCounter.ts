import type { PreparedRecord } from '../compare/prepared';
import type { Vocabulary } from '../compare/vocabulary';
import type { NameCounts } from '../weights/frequencies';

/** Counts how often names stand in the lists at hand. */
export class NameCounter implements NameCounts {
	records = 0;
	private readonly givens: number[] = [];
	private readonly families: number[] = [];

	constructor(private readonly words: Vocabulary) {}

	add(record: PreparedRecord): void {
		this.records += 1;
		for (const name of record.givens) this.givens[name] = (this.givens[name] ?? 0) + 1;
		for (const name of record.families) this.families[name] = (this.families[name] ?? 0) + 1;
	}

	given(name: string): number {
		return this.givens[this.words.peek(name)] ?? 0;
	}

	family(name: string): number {
		return this.families[this.words.peek(name)] ?? 0;
	}
}
