// A member of staff at the review inbox, in a real browser.
import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { Reviewer } from './approvalStage.mjs';

export type InboxSection =
	| 'changes'
	| 'newPatients'
	| 'matches'
	| 'incidents'
	| 'withStaff'
	| 'decided';

/** Width of a common phone in CSS pixels. */
export const PHONE = 360;

/** A browser of a person of its own, who opens the inbox and signs in. `onUrl` hears every address. */
export async function signInToInbox(
	browser: Browser,
	url: string,
	{ id, password }: Reviewer,
	{ width = 1200, onUrl = (() => undefined) as (address: string) => void } = {},
): Promise<Page> {
	const context = await browser.newContext({ viewport: { width, height: 900 } });
	const page = await context.newPage();
	page.on('request', (request) => onUrl(request.url()));
	await page.goto(url);
	await page.getByLabel('User ID').fill(id);
	await page.getByLabel('Password').fill(password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.getByRole('navigation', { name: 'Lists' }).waitFor();
	return page;
}

/** Opens one of the lists. */
export async function openList(page: Page, section: InboxSection): Promise<void> {
	await page.locator(`nav.tabs button[value="${section}"]`).click();
	await page.locator(`nav.tabs button[value="${section}"][aria-current="page"]`).waitFor();
}

/** What a field of the only card shows: the practice's value and the proposed one. */
export async function valuesOf(page: Page, title: string): Promise<{ has: string; asks: string }> {
	const values = fieldOf(page, title).locator('.pair p');
	return {
		has: await values.nth(0).innerText(),
		asks: await values.nth(1).innerText(),
	};
}

/** Decides fields of the only card by their titles, saves, and answers what the page says then. */
export async function decideFields(
	page: Page,
	words: Readonly<Record<string, 'Approve' | 'Reject'>>,
): Promise<string> {
	for (const [title, word] of Object.entries(words))
		await fieldOf(page, title).getByRole('radio', { name: word }).check();
	await page.getByRole('button', { name: 'Save decisions' }).click();
	return await page.locator('[data-notice]').innerText();
}

/** Releases the only incident with a comment, and answers what the page says then. */
export async function releaseIncident(page: Page, comment: string): Promise<string> {
	await openList(page, 'incidents');
	assert.equal(await page.locator('article.card').count(), 1);
	await page.getByLabel('What you found').fill(comment);
	await page.getByRole('button', { name: /^Release/ }).click();
	return await page.locator('[data-notice]').innerText();
}

function fieldOf(page: Page, title: string) {
	return page
		.locator('article.card fieldset')
		.filter({ has: page.locator('legend', { hasText: new RegExp(`^\\s*${title}\\s*$`) }) });
}

/** The hidden members of the form of a row: what a stranger would have to have. */
export async function formOf(page: Page): Promise<Record<string, string>> {
	const form = page.locator('article.card form');
	assert.equal(await form.count(), 1);
	const members: Record<string, string> = {};
	for (const input of await form.locator('input[type="hidden"]').all()) {
		members[(await input.getAttribute('name')) ?? ''] = (await input.getAttribute('value')) ?? '';
	}
	return members;
}

/** Posts a form to the inbox as a program would; answers the status and the page. */
export async function post(
	url: string,
	form: Readonly<Record<string, string>>,
): Promise<{ status: number; page: string }> {
	const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
	return { status: response.status, page: await response.text() };
}
