// What the tests ask of the review inbox in a real browser, and of its address.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { fieldOf, openList, PHONE } from '../../../host/pictures/reviewInbox.mjs';
import { seriousFindings, sidewaysPixels } from './browser.mjs';

export {
	decideFields,
	openList,
	PHONE,
	signInToInbox,
} from '../../../host/pictures/reviewInbox.mjs';

/** What a field of the only card shows: the practice's value and the proposed one. */
export async function valuesOf(page: Page, title: string): Promise<{ has: string; asks: string }> {
	const values = fieldOf(page.locator('article.card'), title).locator('.pair p');
	return { has: await values.nth(0).innerText(), asks: await values.nth(1).innerText() };
}

/** Releases the only incident with a comment, and answers what the page says then. */
export async function releaseIncident(page: Page, comment: string): Promise<string> {
	await openList(page, 'incidents');
	assert.equal(await page.locator('article.card').count(), 1);
	await page.getByLabel('What you found').fill(comment);
	await page.getByRole('button', { name: /^Release/ }).click();
	return await page.locator('[data-notice]').innerText();
}

/** The hidden members of the form of the only card: what a stranger would have to have. */
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

/** No serious finding of axe, and no sideways scroll on a phone. */
export async function checkPage(page: Page, what: string): Promise<void> {
	const { height, width } = page.viewportSize() ?? { width: 1200, height: 900 };
	assert.deepEqual(await seriousFindings(page), [], what);
	await page.setViewportSize({ width: PHONE, height });
	assert.equal(await sidewaysPixels(page), 0, `${what} at ${PHONE} pixels`);
	assert.deepEqual(await seriousFindings(page), [], `${what} at ${PHONE} pixels`);
	await page.setViewportSize({ width, height });
}
