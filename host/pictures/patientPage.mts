// The patient page of the sandbox, as the pictures show it.
import type { Page } from 'playwright-core';
import { Problem } from '../boot.mjs';

/** Signs in to the patient page as a patient of whom everything is on file, after `skip` others. */
export async function signInAsFullPatient(page: Page, portal: string, skip = 0): Promise<void> {
	let skipped = 0;
	await page.goto(portal);
	const choices = page.locator('form[action="/portal/login"] button');
	const count = await choices.count();
	for (let index = 0; index < count; index += 1) {
		await choices.nth(index).click();
		await page.waitForURL('**/portal/account');
		const isFull = (await page.getByText('Not on file.').count()) === 0;
		if (isFull && skipped === skip) return;
		if (isFull) skipped += 1;
		await page.goto(portal);
	}
	throw new Problem('Too few patients of the sign-in list have everything on file.');
}

/** Fills the form of the patient who is signed in with a new address and mobile number. */
export async function enterMove(page: Page): Promise<void> {
	await page.getByRole('link', { name: 'Change my details' }).click();
	const address = page.getByRole('group', { name: 'Home address' });
	await address.getByLabel('House number and street').fill('12 Harbor Road');
	await address.getByLabel('Apartment, unit or floor').fill('Apt 3');
	await address.getByLabel('City').fill('Springfield');
	await address.getByLabel('State').selectOption('IL');
	await address.getByLabel('ZIP code').fill('62704');
	await page.getByLabel('Mobile phone', { exact: false }).first().fill('(217) 555-0199');
}

/** Sends the form and waits for the account page. */
export async function sendChanges(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Send to my practice' }).click();
	await page.waitForURL('**/portal/account');
}
