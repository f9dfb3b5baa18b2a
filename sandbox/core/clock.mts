/**
 * The sandbox's own time. It starts at a real moment and runs `speed` times faster than the
 * machine, so that token expiry, throttles and webhook retries can be watched within minutes.
 */
export class SandboxClock {
	private readonly realStart = Date.now();

	private skipped = 0;

	constructor(
		readonly speed = 1,
		private readonly start: Date = new Date(),
	) {
		if (!(speed > 0 && speed <= 60)) {
			throw new Error('The sandbox speed must be above 0 and at most 60.');
		}
	}

	/** The sandbox's present moment. */
	now(): Date {
		return new Date(this.millis());
	}

	/** The sandbox's present moment in milliseconds since 1970. */
	millis(): number {
		return this.start.getTime() + (Date.now() - this.realStart) * this.speed + this.skipped;
	}

	/** Moves the sandbox's time forward at once; `milliseconds` are sandbox milliseconds. */
	advance(milliseconds: number): void {
		if (milliseconds < 0) throw new Error('The sandbox clock never goes back.');
		this.skipped += milliseconds;
	}

	/** How many real milliseconds pass while `sandboxMilliseconds` pass in the sandbox. */
	realMillis(sandboxMilliseconds: number): number {
		return sandboxMilliseconds / this.speed;
	}
}
