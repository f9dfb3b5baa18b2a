import { IntList } from './blocking/intList';
import { KeyTable } from './blocking/keyTable';
import { isSplit, visitKeys, visitQueries, visitSplits } from './blocking/keys';
import type { PreparedRecord } from './compare/prepared';
import type { Vocabulary } from './compare/vocabulary';

const end = -1;
/** A block with more records is split by a second key. */
const largestBlock = 300;

/**
 * Brings together records that share a key. Built once, asked many times; blocks are chains in flat
 * memory. A block that is too large is not dropped: inside it records must share a second key too.
 */
export class BlockingIndex {
	private readonly records: PreparedRecord[] = [];
	private readonly table = new KeyTable();
	private readonly heads = new IntList();
	private readonly counts = new IntList();
	/** Entry by entry: the record, and the next entry of the block. */
	private readonly entries = new IntList();
	private readonly nexts = new IntList();
	/** Blocks that were split, with the number of records that were split then. */
	private readonly split = new Map<number, number>();
	private seen = new Int32Array(1024);
	private query = 0;
	private isSealed = true;

	constructor(
		private readonly words: Vocabulary,
		private readonly largest = largestBlock,
	) {}

	get size(): number {
		return this.records.length;
	}

	record(index: number): PreparedRecord {
		return this.records[index];
	}

	/** Blocks above the cap, and the records in them. */
	get splitBlocks(): { blocks: number; records: number } {
		this.seal();
		let records = 0;
		for (const count of this.split.values()) records += count;
		return { blocks: this.split.size, records };
	}

	add(record: PreparedRecord): void {
		const index = this.records.length;
		this.records.push(record);
		visitKeys(record, this.words, (first, second) => this.enter(first, second, index));
		this.isSealed = false;
	}

	/** Visits each record that shares a key with the one given, once, by its index. */
	visit(record: PreparedRecord, visitor: (index: number) => void): void {
		this.seal();
		this.query += 1;
		const walk = (first: number, second: number) => {
			const block = this.table.find(first, second);
			if (block === end) return;
			if (!this.split.has(block)) {
				this.walk(block, visitor);
				return;
			}
			visitSplits(block, record, (firstOfSplit, secondOfSplit) => {
				const part = this.table.find(firstOfSplit, secondOfSplit);
				if (part !== end) this.walk(part, visitor);
			});
		};
		visitQueries(record, this.words, walk);
	}

	private walk(block: number, visitor: (index: number) => void): void {
		for (let entry = this.heads.at(block); entry !== end; entry = this.nexts.at(entry)) {
			const index = this.entries.at(entry);
			if (this.seen[index] === this.query) continue;
			this.seen[index] = this.query;
			visitor(index);
		}
	}

	private enter(first: number, second: number, index: number): void {
		const block = this.table.findOrAdd(first, second);
		if (block === this.heads.length) {
			this.heads.push(end);
			this.counts.push(0);
		}
		// A record with two names or addresses may reach one block twice.
		const head = this.heads.at(block);
		if (head !== end && this.entries.at(head) === index) return;
		this.nexts.push(head);
		this.entries.push(index);
		this.heads.set(block, this.entries.length - 1);
		this.counts.set(block, this.counts.at(block) + 1);
	}

	/** Splits the blocks that have grown too large since the last question. */
	private seal(): void {
		if (this.isSealed) return;
		this.isSealed = true;
		if (this.seen.length < this.records.length) {
			this.seen = new Int32Array(Math.max(this.records.length, this.seen.length * 2));
			this.query = 0;
		}
		const blocks = this.table.size;
		for (let block = 0; block < blocks; block++) {
			const count = this.counts.at(block);
			if (count <= this.largest || this.split.get(block) === count) continue;
			if (isSplit(this.table.secondOf(block))) continue;
			const done = this.split.get(block) ?? 0;
			this.split.set(block, count);
			this.splitNewest(block, count - done);
		}
	}

	private splitNewest(block: number, count: number): void {
		let entry = this.heads.at(block);
		for (let left = count; left > 0; left--) {
			const index = this.entries.at(entry);
			visitSplits(block, this.records[index], (first, second) => this.enter(first, second, index));
			entry = this.nexts.at(entry);
		}
	}
}
