// What the tests of pages need of a real browser.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { writePicture } from '../../../host/browser.mjs';

export { startBrowser } from '../../../host/browser.mjs';

/** Width of a small phone in CSS pixels (WCAG 2.2, 1.4.10 asks for 320 and up). */
export const PHONE_WIDTH = 320;

/** Set to keep what tests photograph: `docs/images` is written anew. */
const KEEP_PICTURES = 'HEALTHSAIL_PICTURES';

interface AxeResult {
	violations: Array<{
		id: string;
		impact?: string | null;
		help: string;
		nodes: Array<{ target: unknown[] }>;
	}>;
}

let axeSource: Promise<string> | undefined;

async function axe(): Promise<string> {
	const file = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
	return await readFile(file, 'utf8');
}

/**
 * Serious and critical accessibility findings of a page as axe-core tells them, one line each: rule,
 * what it says, where. axe runs past the page's Content-Security-Policy, which stays in force.
 */
export async function seriousFindings(page: Page): Promise<string[]> {
	axeSource ??= axe();
	await page.evaluate(await axeSource);
	const { violations } = (await page.evaluate('axe.run()')) as AxeResult;
	return violations
		.filter(({ impact }) => impact === 'serious' || impact === 'critical')
		.map(({ id, help, nodes }) => {
			const places = nodes.slice(0, 5).map(({ target }) => target.join(' '));
			return `${id}: ${help} (${places.join('; ')})`;
		});
}

/** By how many CSS pixels a page is wider than its window. */
export async function sidewaysPixels(page: Page): Promise<number> {
	return (await page.evaluate(
		'document.documentElement.scrollWidth - document.documentElement.clientWidth',
	)) as number;
}

/** Writes `docs/images/<name>.webp` of what the page shows, when pictures are to be made. */
export async function keepPicture(page: Page, name: string): Promise<void> {
	if (process.env[KEEP_PICTURES] !== '1') return;
	await writePicture(name, await page.screenshot());
}
