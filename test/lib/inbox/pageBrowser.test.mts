import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../../../host/browser.mjs';
import { changeCard } from '../../../lib/inbox/changeRows.js';
import { changeCardHtml } from '../../../lib/inbox/page/cards.js';
import { inboxPage } from '../../../lib/inbox/page/inboxPage.js';
import { readKept } from '../../../lib/inbox/kept.js';
import { readView } from '../../../lib/inbox/view.js';

/** Two requests of invented people on one page; its answer is made here, without a server. */
const facts = { now: Date.parse('2026-11-23T12:00:00Z'), zone: 'UTC' };
const card = (number: number) =>
	changeCard(
		{
			...{ id: `dcr_${number}`, version: 4 + number, kind: 'change', customerId: 'cus_1' },
			...{ pmSystem: 'tebra', practiceId: '1', origin: 'patient', shortRef: `HSD${number}` },
			submittedAt: '2026-11-23T11:00:00Z',
			changes: [
				{
					...{ id: `chg_${number}`, path: '/demographics/email', decision: 'pending' },
					...{ from: null, to: `synthetic${number}@example.org` },
				},
			],
			review: { state: 'pending_review' },
			delivery: { state: 'not_started', pmRefs: [] },
		},
		{ id: 'cus_1', demographics: { givenName: 'Ada', familyName: `Sample${number}` } },
		facts,
	);

function pageAfter(posted: ReadonlyMap<string, string>): string {
	const kept = readKept(posted);
	const form = { members: { session: 'none' }, kept, isToKeyIn: false, row: 'none' };
	return inboxPage({
		...{ view: readView(posted), session: 'none', reviewerName: 'Dana', canSignOut: true },
		...{ counts: {}, practices: [], total: 2, isCut: false, pages: 1 },
		rows: [card(1), card(2)].map((one) => changeCardHtml(one, form)),
	});
}

describe('the page of the inbox in a browser', () => {
	let browser: Browser;
	let page: Page;
	let posted = new Map<string, string>();

	before(async () => {
		browser = await startBrowser();
		page = await browser.newPage();
		await page.route('http://inbox.test/**', async (route) => {
			posted = new Map(new URLSearchParams(route.request().postData() ?? ''));
			await route.fulfill({ contentType: 'text/html', body: pageAfter(posted) });
		});
		await page.goto('http://inbox.test/');
	});
	after(async () => await browser?.close());

	it('keeps what was chosen for one person while another one is saved', async () => {
		const [first, second] = [page.locator('article').first(), page.locator('article').last()];
		await first.getByRole('radio', { name: 'Approve' }).check();
		await second.getByRole('radio', { name: 'Reject' }).check();
		await second.getByLabel('Reason').selectOption('duplicate');
		const answered = page.waitForEvent('load');
		await first.getByRole('button', { name: 'Save decisions' }).click();
		await answered;
		assert.equal(posted.get('d.chg_1'), 'approved');
		assert.equal(posted.get('d.chg_2'), undefined);
		assert.equal(posted.get('keep.chg_1'), undefined);
		assert.equal(posted.get('keep.chg_2'), '6|rejected|duplicate');
		assert.equal(await second.getByRole('radio', { name: 'Reject' }).isChecked(), true);
		assert.equal(await second.getByLabel('Reason').inputValue(), 'duplicate');
		assert.equal(await first.getByRole('radio', { checked: true }).count(), 0);
	});

	it('shows nobody any more once it was left', async () => {
		assert.match((await page.textContent('main')) ?? '', /Ada/);
		await page.evaluate("window.dispatchEvent(new Event('pagehide'))");
		assert.doesNotMatch((await page.textContent('main')) ?? '', /Ada|synthetic/);
	});
});
