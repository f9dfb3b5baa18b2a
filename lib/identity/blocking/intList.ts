/** A list of 32-bit numbers that grows; a tenth of the memory of an array of numbers that are boxed. */
export class IntList {
	private items: Int32Array;
	length = 0;

	constructor(capacity = 1024) {
		this.items = new Int32Array(capacity);
	}

	push(item: number): void {
		if (this.length === this.items.length) {
			const wider = new Int32Array(this.items.length * 2);
			wider.set(this.items);
			this.items = wider;
		}
		this.items[this.length++] = item;
	}

	at(index: number): number {
		return this.items[index];
	}

	set(index: number, item: number): void {
		this.items[index] = item;
	}
}
