import { IntList } from './intList';

const empty = -1;

/** Numbers blocks by a key of two 32-bit numbers; an open hash table in flat memory. */
export class KeyTable {
	private readonly firsts = new IntList();
	private readonly seconds = new IntList();
	private slots = new Int32Array(4096).fill(empty);

	/** Number of blocks. */
	get size(): number {
		return this.firsts.length;
	}

	/** The block of a key, or -1. */
	find(first: number, second: number): number {
		const mask = this.slots.length - 1;
		let slot = hash(first, second) & mask;
		for (;;) {
			const block = this.slots[slot];
			if (block === empty) return empty;
			if (this.firsts.at(block) === first && this.seconds.at(block) === second) return block;
			slot = (slot + 1) & mask;
		}
	}

	/** The second number of a block's key. */
	secondOf(block: number): number {
		return this.seconds.at(block);
	}

	/** The block of a key, made when it is new; a new one has the number `size` had before. */
	findOrAdd(first: number, second: number): number {
		const found = this.find(first, second);
		if (found !== empty) return found;
		const block = this.firsts.length;
		this.firsts.push(first);
		this.seconds.push(second);
		if ((block + 1) * 2 > this.slots.length) this.widen();
		else this.place(block);
		return block;
	}

	private place(block: number): void {
		const mask = this.slots.length - 1;
		let slot = hash(this.firsts.at(block), this.seconds.at(block)) & mask;
		while (this.slots[slot] !== empty) slot = (slot + 1) & mask;
		this.slots[slot] = block;
	}

	private widen(): void {
		this.slots = new Int32Array(this.slots.length * 2).fill(empty);
		for (let block = 0; block < this.firsts.length; block++) this.place(block);
	}
}

function hash(first: number, second: number): number {
	let mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
	mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
	return (mixed ^ (mixed >>> 13)) >>> 0;
}
