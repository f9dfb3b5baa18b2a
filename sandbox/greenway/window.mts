/** Counts calls on the sandbox's clock: at most `most` within `spanMs`. */
export class CallWindow {
	private times: number[] = [];

	constructor(
		private readonly most: number,
		private readonly spanMs: number,
		private readonly millis: () => number,
	) {}

	/** Takes a call; seconds to wait when there were too many. */
	take(): number | undefined {
		const now = this.millis();
		this.times = this.times.filter((time) => time > now - this.spanMs);
		if (this.times.length >= this.most) {
			return Math.max(1, Math.ceil((this.times[0] + this.spanMs - now) / 1000));
		}
		this.times.push(now);
		return undefined;
	}
}
