import type { Terminal } from './terminal.mjs';

const secondsOfSilence = 2;

/**
 * Runs `work` and, when it takes longer than two seconds, says every two seconds how far it is.
 * `report` takes a few words, for example "300 of 1200".
 */
export async function withProgress<T>(
	terminal: Terminal,
	label: string,
	work: (report: (howFar: string) => void) => Promise<T>,
): Promise<T> {
	const startedAt = Date.now();
	let howFar = '';
	const timer = setInterval(() => {
		const seconds = Math.round((Date.now() - startedAt) / 1000);
		terminal.note(`${label}${howFar && `: ${howFar}`} (${seconds} s)`);
	}, secondsOfSilence * 1000);
	try {
		return await work((words) => {
			howFar = words;
		});
	} finally {
		clearInterval(timer);
	}
}
