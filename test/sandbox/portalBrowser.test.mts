import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import {
	PHONE_WIDTH,
	seriousFindings,
	sidewaysPixels,
	startBrowser,
} from '../e2e/support/browser.mjs';
import {
	enterMove,
	proposalStandings,
	propose,
	sendChanges,
	signInAs,
} from '../e2e/support/patientPage.mjs';
import { policy, startHealthSail, type TestSandbox } from './healthsailSupport.mjs';
import { identityCalls, type Loose } from './identitySupport.mjs';

const LONG = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(2);

describe('Patient page in a real browser', () => {
	let sandbox: TestSandbox;
	let browser: Browser;
	const { create, get, read } = identityCalls(() => sandbox);

	before(async () => {
		// First, so that a machine without a browser leaves no server behind.
		browser = await startBrowser();
		sandbox = await startHealthSail();
	});
	after(async () => {
		await browser?.close();
		await sandbox?.stop();
	});

	/** A page of its own, signed in as a new patient. */
	const patientPage = async (value: string, width: number, more: object = {}, script = true) => {
		const customer = await create(value, { ...more });
		await sandbox.call('POST', '/coverages/bulk-upsert', {
			body: { matchOn: 'externalIds', items: [policy(customer.id, value)] },
		});
		const context = await browser.newContext({
			viewport: { width, height: 800 },
			javaScriptEnabled: script,
		});
		const page = await context.newPage();
		await signInAs(page, sandbox.origin, customer.id);
		return { customer, page, close: async () => await context.close() };
	};
	const requestsOf = async (customerId: string): Promise<Loose[]> =>
		(await get(`/demographic-change-requests?customerId=${customerId}`)).json.data;

	it('proposes a new address and number without any script, and shows both waiting', async () => {
		const { customer, page, close } = await patientPage('7301', 1200, {}, false);
		await page.getByRole('button', { name: 'Sign out' }).click();
		await page.getByRole('button', { name: 'Jordan Sample7301' }).click();
		await enterMove(page);
		await sendChanges(page);
		await page.getByRole('status').getByText('Your changes were sent.').waitFor();
		const rows = page.locator('.request li');
		assert.equal(await rows.count(), 2);
		assert.match(
			(await rows.nth(0).innerText()).replace(/\s+/g, ' '),
			/^Home address waits for your practice 12 Harbor Road, Apt 3, Springfield, IL 62704 Your practice had: 7301 Example St, Springfield, IL 62701$/,
		);
		assert.match(
			(await rows.nth(1).innerText()).replace(/\s+/g, ' '),
			/^Mobile phone waits for your practice \(217\) 555-0199 Your practice had: \(217\) 555-0123$/,
		);
		assert.equal((await requestsOf(customer.id)).length, 1);
		assert.deepEqual(await read(customer.id), customer);
		assert.equal(new URL(page.url()).search, '');
		await page.getByRole('button', { name: /^Withdraw/ }).click();
		await page.getByRole('status').getByText('Your request was withdrawn.').waitFor();
		assert.equal((await requestsOf(customer.id))[0].review.state, 'cancelled');
		await propose(page, { homeRegion: 'OH', email: 'later@example.org' });
		assert.deepEqual(await proposalStandings(page), [
			'Home address: waits for your practice',
			'E-mail: waits for your practice',
			'Home address: withdrawn',
			'Mobile phone: withdrawn',
		]);
		await close();
	});

	it('can be used with the keyboard alone, from the account to the corrected form', async () => {
		const { customer, page, close } = await patientPage('7302', 1200);
		await tabTo(page, 'Change my details');
		await page.keyboard.press('Enter');
		await page.waitForURL('**/portal/account/change');
		await tabTo(page, 'ZIP code');
		await page.keyboard.press('ControlOrMeta+A');
		await page.keyboard.type('627');
		await page.keyboard.press('Enter');
		await page.getByRole('alert').waitFor();
		const focused = async () =>
			(await page.evaluate('document.activeElement.getAttribute("role")')) as string;
		assert.equal(await focused(), 'alert');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Shift+Tab');
		assert.equal(
			await page.evaluate('document.activeElement.getAttribute("aria-invalid")'),
			'true',
		);
		assert.equal(
			await page.evaluate(
				'document.getElementById(document.activeElement.getAttribute("aria-describedby")).innerText',
			),
			'Enter a ZIP code with 5 or 9 digits.',
		);
		await page.keyboard.press('ControlOrMeta+A');
		await page.keyboard.type('62705');
		await page.keyboard.press('Enter');
		await page.waitForURL('**/portal/account');
		const [request] = await requestsOf(customer.id);
		assert.equal(request.changes[0].to.postalCode, '62705');
		await close();
	});

	it('has no serious accessibility finding and no sideways scroll, wide or on a phone', async () => {
		for (const width of [1200, PHONE_WIDTH]) {
			const { page, close } = await patientPage(`73${width}`, width, {
				demographics: {
					givenName: 'Jordan',
					familyName: LONG,
					email: `${LONG.slice(0, 60)}@example.org`,
					phones: [{ use: 'mobile', number: '+12175550123', preferred: true }],
				},
			});
			const check = async (what: string) => {
				assert.deepEqual(await seriousFindings(page), [], `${what} at ${width} pixels`);
				assert.equal(await sidewaysPixels(page), 0, `${what} at ${width} pixels`);
			};
			await enterMove(page);
			await check('the form');
			await sendChanges(page);
			await check('the account with a request');
			await page.goto(`${sandbox.origin}/portal/account/change`);
			await page.getByLabel('First name').fill('');
			await page.getByRole('button', { name: 'Send to my practice' }).click();
			await page.getByRole('alert').waitFor();
			await check('the form with an error');
			await page.goto(`${sandbox.origin}/portal/shipping`);
			await check('the form for parcels');
			await page.goto(`${sandbox.origin}/portal`);
			await check('the sign-in');
			await close();
		}
	});

	it('runs nothing that stands in a name', async () => {
		const { page, close } = await patientPage('7303', 1200, {
			demographics: {
				givenName: '<img src=x onerror="document.title=1">',
				familyName: '<script>document.title=1</script>',
			},
		});
		await page.getByRole('heading', { name: '<script>document.title=1</script>' }).waitFor();
		assert.equal(await page.title(), 'Account · HealthSail sandbox');
		assert.equal(await page.locator('main img, main script').count(), 0);
		await close();
	});
});

/** Presses Tab until the control with this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
	for (let presses = 0; presses < 60; presses += 1) {
		await page.keyboard.press('Tab');
		const focused = (await page.evaluate(
			'((one) => (one.labels?.[0] ?? one).innerText)(document.activeElement)',
		)) as string;
		if (focused.startsWith(name)) return;
	}
	assert.fail(`no control named "${name}" is reached with the Tab key`);
}
