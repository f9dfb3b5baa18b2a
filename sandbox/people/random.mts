/** One step of splitmix32: mixes a 32-bit number well enough for made-up data. */
function mix(value: number): number {
	let z = (value + 0x9e3779b9) | 0;
	z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
	z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
	return (z ^ (z >>> 15)) >>> 0;
}

/**
 * Pseudo-random numbers of one seeded stream. Streams are keyed (seed, what for, index), so that
 * record 99,999 can be made without making the ones before it, and is the same every time.
 */
export class Random {
	private state = 0;

	constructor(...keys: readonly number[]) {
		this.reseed(...keys);
	}

	/** Starts the stream of these keys; answers itself so that one object can serve many. */
	reseed(...keys: readonly number[]): this {
		this.state = keys.reduce((state, key) => mix(state ^ mix(key | 0)), 0x5f3759df);
		return this;
	}

	/** A number from 0 up to, but not including, 1. */
	next(): number {
		this.state = (this.state + 0x9e3779b9) | 0;
		return mix(this.state) / 0x1_0000_0000;
	}

	/** A whole number from `min` to `max`, both possible. */
	int(min: number, max: number): number {
		return min + Math.floor(this.next() * (max - min + 1));
	}

	/** True in `share` (0 to 1) of all cases. */
	chance(share: number): boolean {
		return this.next() < share;
	}

	/** One of the list's entries. */
	pick<T>(list: readonly T[]): T {
		return list[Math.floor(this.next() * list.length)];
	}

	/** `length` decimal digits as text. */
	digits(length: number): string {
		let text = '';
		while (text.length < length) text += String(this.int(0, 9));
		return text;
	}
}

/** Mixes a list in place by the Fisher-Yates method. */
export function shuffle(list: Uint8Array, random: Random): void {
	for (let i = list.length - 1; i > 0; i -= 1) {
		const j = random.int(0, i);
		const kept = list[i];
		list[i] = list[j];
		list[j] = kept;
	}
}
