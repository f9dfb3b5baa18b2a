// The pictures of staff approval: two patients ask, staff decide, a write goes wrong.
import type { Browser, Page } from 'playwright-core';
import { Problem } from '../boot.mjs';
import { DANA, proposalWorkflow, publishInbox } from '../reviewInbox.mjs';
import type { Stage } from '../stage.mjs';
import { enterMove, sendChanges, signInAsFullPatient } from './patientPage.mjs';
import { decideFields, openList, PHONE, signInToInbox } from './reviewInbox.mjs';

const SYSTEM = 'tebra';

/** Makes one picture; `width` in pixels. */
export type Take = (
	name: string,
	shoot: () => Promise<Uint8Array>,
	width?: number,
) => Promise<void>;

/**
 * Takes the pictures of the inbox, and of the patient page once staff decided.
 *
 * @param patientPage of the first full patient, who has asked for a change
 */
export async function takeApproval(
	stage: Stage,
	browser: Browser,
	patientPage: Page,
	take: Take,
): Promise<void> {
	const url = await publishInbox(stage.api);
	const portal = `${new URL(stage.sandbox.healthSailUrl).origin}/portal`;
	await askWithConflict(stage, browser, portal);
	await sweep(stage);

	const inbox = await signInToInbox(browser, url, DANA, { width: 1000, height: 1250 });
	await take('review-inbox-changes', () => inbox.screenshot());
	const phone = await signInToInbox(browser, url, DANA, { width: PHONE, height: 780 });
	await phone.locator('article.card').first().scrollIntoViewIfNeeded();
	await phone.locator('article.card').first().evaluate('(card) => card.scrollIntoView()');
	await take('review-inbox-phone', () => phone.screenshot(), PHONE);

	await decideFields(inbox, { 'Home address': 'Approve', 'Mobile phone': 'Reject' });
	await sweep(stage);
	await patientPage.reload();
	await take('patient-page-decided', () => patientPage.screenshot());

	await control(stage, 'write-effects', { blankPhone: true });
	await decideFields(inbox, { 'Home address': 'Approve', 'Mobile phone': 'Approve' });
	await sweep(stage);
	await control(stage, 'write-effects', { blankPhone: false });
	await openList(inbox, 'incidents');
	await inbox.setViewportSize({ width: 1000, height: 760 });
	await take('review-inbox-incident', () => inbox.screenshot());
}

/** Another patient asks for an address, and the front desk enters a different one meanwhile. */
async function askWithConflict(stage: Stage, browser: Browser, portal: string): Promise<void> {
	const page = await (await browser.newContext()).newPage();
	await signInAsFullPatient(page, portal, 1);
	const customerId = await patientNumber(stage, page);
	await enterMove(page);
	await sendChanges(page);
	await page.context().close();
	await control(stage, 'staff-edit', {
		patientId: customerId,
		address: { line1: '7 Elm Way', city: 'Springfield', state: 'IL', zip: '62701' },
	});
}

/** The practice's number of the patient whose account page is shown. */
async function patientNumber(stage: Stage, page: Page): Promise<string> {
	const name = await page.getByRole('heading', { level: 1 }).innerText();
	const { customers } = (await stage.sandbox.ask('healthsail/state')) as {
		customers: Array<{
			demographics?: { givenName?: string; familyName?: string };
			externalIds: Array<{ type: string; value: string }>;
		}>;
	};
	const found = customers.find(({ demographics }) => {
		const { givenName = '', familyName = '' } = demographics ?? {};
		return givenName !== '' && name.startsWith(givenName) && name.includes(familyName);
	});
	const id = found?.externalIds.find(({ type }) => type === 'patient')?.value;
	if (id === undefined) throw new Problem('The patient of the page was not found.');
	return id;
}

async function sweep({ api }: Stage): Promise<void> {
	const { status } = await api.run(await proposalWorkflow(api, SYSTEM, 'sweep'), 'Run by Hand');
	if (status !== 'success') throw new Problem(`The sweep of proposals ended with "${status}".`);
}

async function control({ sandbox }: Stage, route: string, body: object): Promise<void> {
	const answer = await fetch(`${sandbox.statusUrl}/control/${SYSTEM}/${route}`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(body),
	});
	if (!answer.ok) throw new Problem(`The sandbox refused ${route}.`);
}
