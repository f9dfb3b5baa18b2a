// Staff approve, the record changes: in a real n8n and a real browser, for every practice system. The
// patient asks on the patient page, staff decide in the inbox that n8n serves, and the practice shows
// what they approved and nothing else. Every text of every patient carries a marker.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { practiceSystems, systemNames } from '../../host/practiceSystems.mjs';
import { DANA, EVAN } from '../../host/reviewInbox.mjs';
import { markerPattern } from '../../sandbox/people/markers.mjs';
import { decideInBrowser, sendByHl7, stopAtIncident } from './support/approvalScenes.mjs';
import { openApprovalStage, type ApprovalStage } from './support/approvalStage.mjs';
import { DIRECT, HOME, SIZE, type Scene } from './support/approvalSteps.mjs';
import { startBrowser } from './support/browser.mjs';
import { forgedForms } from './support/inboxTokens.mjs';
import {
	allPatients,
	customerOf,
	proposeAddress,
	requestOf,
	usable,
} from './support/proposals.mjs';
import { checkPage, formOf, post, signInToInbox } from './support/reviewInbox.mjs';
import { searchN8n, told } from './support/search.mjs';

const PATTERNS = (['included', 'fenced', 'excluded'] as const).map(markerPattern);
const ANY = new RegExp(PATTERNS.map(({ source }) => source).join('|'), 'i');
/** Files of n8n's editor, in which a marker's digits stand by chance. */
const SHIPPED = /^file \.cache\/n8n\/public\//;

describe('Staff approve, the record changes', { timeout: 1_800_000 }, () => {
	let stage: ApprovalStage;
	let browser: Browser;
	/** Every address that a browser asked for. */
	const addresses: string[] = [];
	const onUrl = (address: string) => void addresses.push(address);
	const scene = (): Scene => ({ stage, browser, onUrl });

	before(async () => {
		browser = await startBrowser();
		stage = await openApprovalStage({
			systems: systemNames,
			alsoServed: ['hl7'],
			sets: ['greenway_intergy/demographic-changes-by-hl7'],
			sandbox: { ...SIZE, speed: 60, markers: true },
			// The most talkative log is the one in which a value would turn up first.
			env: { N8N_LOG_LEVEL: 'debug', EXECUTIONS_DATA_SAVE_ON_PROGRESS: 'true' },
		});
	});
	after(async () => {
		await browser?.close();
		await stage?.close();
	});

	for (const system of systemNames) {
		const { title } = practiceSystems[system];

		it(`brings the approved address into ${title}, not the rejected phone, and nothing else`, async () => {
			await decideInBrowser(scene(), system);
		});

		if (DIRECT.includes(system))
			it(`stops writing to ${title} when a write empties a telephone, until staff release it`, async () => {
				await stopAtIncident(scene(), system);
			});

		if (system === 'greenway-intergy')
			it(`sends an approved address to ${title} by HL7, and closes it when staff keyed it in`, async () => {
				await sendByHl7(scene(), system);
			});
	}

	it('refuses a forged, a foreign, an expired and a replayed token at the address of the inbox', async () => {
		const { key } = practiceSystems['greenway-prime'];
		const patient = usable(await allPatients(stage.sandbox, key))[1];
		const customer = await customerOf(stage.sandbox, patient);
		const id = await proposeAddress(stage.sandbox, key, customer, HOME);
		const dana = await signInToInbox(browser, stage.inboxUrl, DANA, { onUrl });
		const evan = await signInToInbox(browser, stage.inboxUrl, EVAN, { onUrl });
		const own = { ...(await formOf(dana)), how: 'approveAll' };
		const foreign = { ...own, session: (await formOf(evan)).session };
		for (const [what, form, status] of [
			...forgedForms(own),
			['of another person', foreign, 403] as const,
		]) {
			const answer = await post(stage.inboxUrl, form);
			assert.equal(answer.status, status, what);
			const { changes } = await requestOf(stage.sandbox, id);
			assert.equal(changes[0].decision, 'pending', what);
		}
		assert.equal((await post(stage.inboxUrl, own)).status, 200);
		const { version } = await requestOf(stage.sandbox, id);
		const again = await post(stage.inboxUrl, { ...own, how: 'rejectAll' });
		assert.equal(again.status, 409);
		assert.match(again.page, /This form was sent before, and counts once\./);
		const after = await requestOf(stage.sandbox, id);
		assert.deepEqual([after.version, after.changes[0].decision], [version, 'approved']);
		for (const page of [dana, evan]) await page.context().close();
	});

	it('locks the sign-in after ten wrong passwords', async () => {
		// Forged tokens of the test before count as well.
		await stage.sandbox.reset(SIZE);
		const wrong = { act: 'signIn', reviewer: EVAN.id, password: 'not the phrase of evan' };
		const tries = Array.from({ length: 11 }, () => wrong);
		const statuses: number[] = [];
		for (const form of tries) statuses.push((await post(stage.inboxUrl, form)).status);
		assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 401), 429]);
		const right = { ...wrong, password: EVAN.password };
		assert.equal((await post(stage.inboxUrl, right)).status, 429);
		const page = await (await browser.newContext()).newPage();
		page.on('request', (request) => onUrl(request.url()));
		await page.goto(stage.inboxUrl);
		await checkPage(page, 'the sign-in');
		await page.getByLabel('User ID').fill(EVAN.id);
		await page.getByLabel('Password').fill(EVAN.password);
		await page.getByRole('button', { name: 'Sign in' }).click();
		await page.getByRole('heading', { name: 'Locked' }).waitFor();
		await checkPage(page, 'the locked sign-in');
		await page.context().close();
	});

	it('leaves no marked value in n8n, in a log, or in an address of a page', async () => {
		const { hits, tables, rows, files } = await searchN8n(stage.folder, ANY);
		assert.ok(tables >= 30 && (rows.execution_entity ?? 0) > 0, 'the database was searched');
		for (const wanted of ['n8n.log', 'sandbox.log'])
			assert.ok(files.includes(wanted), `${wanted} was searched`);
		const found = hits.filter(({ where }) => !SHIPPED.test(where));
		assert.deepEqual(found, [], `marked values after the runs: ${told(found)}`);
		const atInbox = addresses.filter((address) => address.startsWith(stage.n8n.url));
		assert.ok(atInbox.length > 20, 'the addresses of the inbox were heard');
		assert.deepEqual([...new Set(atInbox)], [stage.inboxUrl]);
		assert.deepEqual(
			addresses.filter((address) => ANY.test(decodeURIComponent(address))),
			[],
		);
	});
});
