import { setImmediate as breathe } from 'node:timers/promises';

import type { Terminal } from './terminal.mjs';

const barWidth = 24;
const redrawMs = 200;
const lineMs = 2000;
/** The first guess at the time left is not told earlier: it would be off. */
const guessAfterMs = 1000;

export interface Progress {
	readonly done: number;
	/** 0 while it is not known. */
	readonly total: number;
	/** What is being done, where the work has stages; each has a bar of its own. */
	readonly label?: string;
}

/**
 * Runs `work` and shows how far it is: a bar with the share done and the seconds left on a screen,
 * a plain line every two seconds elsewhere. `report` may be called as often as one likes; await it.
 */
export async function withBar<T>(
	terminal: Terminal,
	label: string,
	work: (report: (progress: Progress) => Promise<void>) => Promise<T>,
): Promise<T> {
	const every = terminal.redraw ? redrawMs : lineMs;
	let toldAt = performance.now();
	let stage = { label, startedAt: toldAt, done: 0 };
	const report = async (progress: Progress) => {
		const now = performance.now();
		const title = progress.label ?? label;
		if (title !== stage.label || progress.done < stage.done)
			stage = { label: title, startedAt: now, done: 0 };
		stage.done = progress.done;
		if (now - toldAt < every) return;
		toldAt = now;
		const words = inWords(progress, now - stage.startedAt);
		if (terminal.redraw) terminal.redraw(`${bar(progress)} ${title}: ${words}`);
		else terminal.note(`${title}: ${words}`);
		// What computes without a pause would keep signals and output waiting.
		await breathe();
	};
	try {
		return await work(report);
	} finally {
		terminal.redraw?.('');
	}
}

const shareOf = ({ done, total }: Progress) => (total === 0 ? 0 : Math.min(1, done / total));

function bar(progress: Progress): string {
	const full = Math.round(shareOf(progress) * barWidth);
	return `[${'#'.repeat(full)}${'-'.repeat(barWidth - full)}]`;
}

function inWords(progress: Progress, elapsedMs: number): string {
	const share = shareOf(progress);
	if (progress.total === 0) return progress.done.toLocaleString('en-US');
	const percent = `${Math.floor(share * 100)} %`;
	if (elapsedMs < guessAfterMs || share === 0) return percent;
	return `${percent}, ${Math.ceil((elapsedMs / share - elapsedMs) / 1000)} s left`;
}
