import { setTimeout as wait } from 'node:timers/promises';

/** Asks until the answer is not undefined; an error that says what did not come in time. */
export async function waitFor<T>(
	what: string,
	ask: () => Promise<T | undefined>,
	{ timeoutMs = 120_000, everyMs = 100 } = {},
): Promise<T> {
	const until = Date.now() + timeoutMs;
	while (Date.now() < until) {
		const answer = await ask();
		if (answer !== undefined) return answer;
		await wait(everyMs);
	}
	throw new Error(`${what} did not come within ${Math.round(timeoutMs / 1000)} s.`);
}
