// A patient at the patient page, in a real browser.
import type { Page } from 'playwright-core';
import { sendChanges } from '../../../host/pictures/patientPage.mjs';

export { enterMove, sendChanges } from '../../../host/pictures/patientPage.mjs';

/**
 * Signs in as any customer, also as one whom the list of the sign-in page does not show.
 *
 * @param origin of HealthSail's server, where the patient page is
 */
export async function signInAs(page: Page, origin: string, customerId: string): Promise<void> {
	await page.context().request.post(`${origin}/portal/login`, { form: { customer: customerId } });
	await page.goto(`${origin}/portal/account`);
	await page.waitForURL('**/portal/account');
}

/** Changes some inputs of the form, by their names (sandbox/healthsail/portal/parts), and sends it. */
export async function propose(
	page: Page,
	entries: Readonly<Record<string, string>>,
): Promise<void> {
	await page.getByRole('link', { name: 'Change my details' }).click();
	for (const [name, text] of Object.entries(entries)) {
		const choice = page.locator(`select[name="${name}"]`);
		if ((await choice.count()) > 0) await choice.selectOption(text);
		else await page.locator(`input[name="${name}"]`).fill(text);
	}
	await sendChanges(page);
}

/** What the account page says of each proposed change, newest request first: "title: standing". */
export async function proposalStandings(page: Page): Promise<string[]> {
	const rows = await page.locator('.request li').all();
	return await Promise.all(
		rows.map(async (row) => {
			const [title, standing] = [row.locator('.what'), row.locator('.tag')];
			return `${await title.innerText()}: ${await standing.innerText()}`;
		}),
	);
}
