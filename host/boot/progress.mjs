// Progress goes to standard error, so that a command's own output can be piped.
const SHOW_AFTER_MS = 2_000;
const PLAIN_EVERY_MS = 15_000;
const FRAMES = ['|', '/', '-', '\\'];

/** Writes one line to standard error. */
export function say(line) {
	process.stderr.write(`${line}\n`);
}

/**
 * Runs a piece of work and shows that it goes on: a spinner with the elapsed seconds on a terminal,
 * a plain line now and then elsewhere. Work under two seconds shows nothing.
 * The work may call `note(text)` to add what it is doing.
 */
export async function step(title, work) {
	const started = performance.now();
	const seconds = () => (performance.now() - started) / 1000;
	const spinning = process.stderr.isTTY === true && !process.env.CI;
	let noted = '';
	let shownAt = -PLAIN_EVERY_MS;
	let shown = false;
	let frame = 0;
	const timer = setInterval(
		() => {
			const elapsed = seconds() * 1000;
			if (elapsed < SHOW_AFTER_MS) return;
			const text = `${title}${noted ? ` (${noted})` : ''} ... ${Math.floor(elapsed / 1000)} s`;
			if (spinning) {
				frame = (frame + 1) % FRAMES.length;
				process.stderr.write(`\r\u001b[2K${FRAMES[frame]} ${text.slice(0, width() - 3)}`);
				shown = true;
			} else if (elapsed - shownAt >= PLAIN_EVERY_MS) {
				shownAt = elapsed;
				shown = true;
				say(`  ${text}`);
			}
		},
		spinning ? 120 : 500,
	);
	timer.unref();
	const end = (word) => {
		clearInterval(timer);
		if (spinning && shown) process.stderr.write('\r\u001b[2K');
		if (shown || word === 'failed') say(`${title}: ${word} after ${seconds().toFixed(1)} s`);
	};
	try {
		const result = await work((text) => {
			noted = text;
		});
		end('done');
		return result;
	} catch (error) {
		end('failed');
		throw error;
	}
}

function width() {
	return process.stderr.columns || 80;
}
