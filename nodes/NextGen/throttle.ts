/** Lets a bounded number of calls be under way at the same time; the others wait in line. */
export interface Gate {
	/** Runs the work when it is its turn; what it throws is thrown. */
	run<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * NextGen publishes no limits but a daily quota (sheet 5), so nothing is spaced in time: few calls at
 * once, and the vendor's own refusal decides.
 */
export function createGate(size: number): Gate {
	let free = size;
	const waiting: Array<() => void> = [];
	return {
		async run(work) {
			if (free > 0) free -= 1;
			else await new Promise<void>((resolve) => waiting.push(resolve));
			try {
				return await work();
			} finally {
				const next = waiting.shift();
				// The place goes to the next in line without becoming free in between.
				if (next === undefined) free += 1;
				else next();
			}
		},
	};
}
