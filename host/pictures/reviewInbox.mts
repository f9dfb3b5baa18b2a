// A member of staff at the review inbox, in a real browser.
import type { Browser, Locator, Page } from 'playwright-core';
import type { Reviewer } from '../reviewInbox.mjs';

export type InboxList =
	| 'changes'
	| 'newPatients'
	| 'matches'
	| 'incidents'
	| 'withStaff'
	| 'decided';

/** Width of a common phone in CSS pixels. */
export const PHONE = 360;

interface Look {
	/** CSS pixels. */
	width?: number;
	height?: number;
	/** Hears every address that the page asks for. */
	onUrl?: (address: string) => void;
}

/** Opens the inbox in a browser session of its own and signs in. */
export async function signInToInbox(
	browser: Browser,
	url: string,
	{ id, password }: Reviewer,
	{ width = 1200, height = 900, onUrl }: Look = {},
): Promise<Page> {
	const context = await browser.newContext({ viewport: { width, height } });
	const page = await context.newPage();
	if (onUrl) page.on('request', (request) => onUrl(request.url()));
	await page.goto(url);
	await page.getByLabel('User ID').fill(id);
	await page.getByLabel('Password').fill(password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.getByRole('navigation', { name: 'Lists' }).waitFor();
	return page;
}

/** Opens one of the lists. */
export async function openList(page: Page, list: InboxList): Promise<void> {
	await page.locator(`nav.tabs button[value="${list}"]`).click();
	await page.locator(`nav.tabs button[value="${list}"][aria-current="page"]`).waitFor();
}

/** Decides fields of the first card by their titles, saves, and answers what the page says then. */
export async function decideFields(
	page: Page,
	words: Readonly<Record<string, 'Approve' | 'Reject'>>,
): Promise<string> {
	const card = page.locator('article.card').first();
	for (const [title, word] of Object.entries(words))
		await fieldOf(card, title).getByRole('radio', { name: word }).check();
	await card.getByRole('button', { name: 'Save decisions' }).click();
	return await page.locator('[data-notice]').innerText();
}

/** A field of a card by its title. */
export function fieldOf(card: Locator, title: string): Locator {
	const legend = card.page().locator('legend', { hasText: new RegExp(`^\\s*${title}\\s*$`) });
	return card.locator('fieldset').filter({ has: legend });
}
