// Staff approve, the record changes: in a real n8n and a real browser, for every practice system. The
// patient asks on the patient page, staff decide in the inbox that n8n serves, and the practice shows
// what they approved and nothing else. Every text of every patient carries a marker.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { TRIGGERS } from '../../host/importer.mjs';
import { practiceSystems, systemNames, type SystemName } from '../../host/practiceSystems.mjs';
import { DANA, EVAN, proposalWorkflow } from '../../host/reviewInbox.mjs';
import { markerPattern } from '../../sandbox/people/markers.mjs';
import {
	openApprovalStage,
	useEngine,
	useSystem,
	type ApprovalStage,
} from './support/approvalStage.mjs';
import { seriousFindings, sidewaysPixels, startBrowser } from './support/browser.mjs';
import { forgedForms } from './support/inboxTokens.mjs';
import { proposalStandings, propose, signInAs } from './support/patientPage.mjs';
import {
	allPatients,
	approveAll,
	control,
	customerOf,
	differencesOf,
	onlyRequestOf,
	openIncidents,
	proposeAddress,
	releaseByApi,
	requestOf,
	runFlow,
	usable,
	writesSince,
	type HeldPatient,
} from './support/proposals.mjs';
import {
	decideFields,
	formOf,
	openList,
	PHONE,
	post,
	releaseIncident,
	signInToInbox,
	valuesOf,
} from './support/reviewInbox.mjs';
import { searchN8n, told } from './support/search.mjs';
import { waitFor } from './support/waitFor.mjs';
import { setSync } from './support/workflowEdits.mjs';

const SIZE = { patients: 30, secondPractice: 4, optedOut: 2, flagged: 2 };

/** Systems whose interface writes what staff approved; at the others staff key it in. */
const DIRECT: readonly SystemName[] = ['tebra', 'advancedmd', 'carecloud', 'nextgen'];
/** What staff find in the practice's own review place. */
const NOTICES: Partial<Readonly<Record<SystemName, string>>> = {
	'greenway-intergy': 'task',
	'greenway-prime': 'message',
};

const PATTERNS = (['included', 'fenced', 'excluded'] as const).map(markerPattern);
const ANY = new RegExp(PATTERNS.map(({ source }) => source).join('|'), 'i');
/** Files of n8n's editor, in which a marker's digits stand by chance. */
const SHIPPED = /^file \.cache\/n8n\/public\//;

/** The new home, marked as every value of the patient is. */
const HOME = {
	line1: '12 Harbor Road ZQMARK901X',
	line2: 'Apt 3 ZQMARK902X',
	city: 'Springfield ZQMARK903X',
	region: 'IL',
	postalCode: '62704',
};
const HELD_HOME = {
	line1: HOME.line1,
	line2: HOME.line2,
	city: HOME.city,
	state: HOME.region,
	zip: HOME.postalCode,
};
const NEW_MOBILE = '(312) 555-0142';

const ENTRIES = {
	homeLine1: HOME.line1,
	homeLine2: HOME.line2,
	homeCity: HOME.city,
	homeRegion: HOME.region,
	homePostalCode: HOME.postalCode,
};

describe('Staff approve, the record changes', { timeout: 1_800_000 }, () => {
	let stage: ApprovalStage;
	let browser: Browser;
	/** Every address that a browser asked for. */
	const addresses: string[] = [];
	const onUrl = (address: string) => addresses.push(address);

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
		const { key, title } = practiceSystems[system];
		const isDirect = DIRECT.includes(system);

		it(`brings the approved address into ${title}, not the rejected phone, and nothing else`, async () => {
			await load(system);
			const known = await allPatients(stage.sandbox, key);
			const [patient] = usable(known);
			const customer = await customerOf(stage.sandbox, patient);
			const first = await stage.sandbox.lastCall();
			const byEvent = system === 'tebra';
			if (byEvent) await publishEvents(system, true);

			const patientPage = await openPatientPage(customer.id);
			await propose(patientPage, { ...ENTRIES, mobilePhone: NEW_MOBILE });
			const asked = await onlyRequestOf(stage.sandbox, customer.id);
			assert.deepEqual(await standings(patientPage), [
				'Home address: waits for your practice',
				'Mobile phone: waits for your practice',
			]);
			if (byEvent) {
				await waitFor('The comparison that the event brings', async () => {
					const { changes } = await requestOf(stage.sandbox, asked.id);
					return changes.every(({ current }) => current) || undefined;
				});
			}
			await runFlow(stage, system, 'sweep');
			assert.deepEqual(differencesOf(known, await allPatients(stage.sandbox, key)), []);
			assert.deepEqual(await writesSince(stage.sandbox, key, first), []);

			const inbox = await signInToInbox(browser, stage.inboxUrl, DANA, { onUrl });
			const address = await valuesOf(inbox, 'Home address');
			const street = capitals(patient.address.line1 ?? '');
			assert.ok(capitals(address.has).includes(street), 'the practice’s street is shown');
			assert.ok(address.asks.includes(HOME.line1), 'the proposed street is shown');
			const phone = await valuesOf(inbox, 'Mobile phone');
			assert.equal(digits(phone.has), patient.phones.mobile?.number);
			assert.equal(digits(phone.asks), digits(NEW_MOBILE));
			await checkPage(inbox, 'the list of changes');
			const notice = await decideFields(inbox, {
				'Home address': 'Approve',
				'Mobile phone': 'Reject',
			});
			assert.match(notice, /^Saved: 1 field approved, 1 field rejected\./);

			if (byEvent) {
				await waitFor('The write that the event brings', async () => {
					const { closedAs } = await requestOf(stage.sandbox, asked.id);
					return closedAs ?? undefined;
				});
				await publishEvents(system, false);
			}
			await runFlow(stage, system, 'sweep');
			if (!isDirect) await keyIn(system, patient, known);
			const after = await allPatients(stage.sandbox, key);
			assert.deepEqual(differencesOf(known, after), [
				`${patient.id}: address`,
				`${patient.id}: lastModifiedAt`,
			]);
			const held = after.find(({ id }) => id === patient.id)?.address;
			assert.equal(capitals(JSON.stringify(inOrder(held))), capitals(JSON.stringify(HELD_HOME)));
			const writes = await writesSince(stage.sandbox, key, first);
			assert.equal(writes.length, 1, writes.map(({ operation }) => operation).join(', '));
			if (!isDirect) await runFlow(stage, system, 'followUp');
			const closed = await requestOf(stage.sandbox, asked.id);
			assert.equal(closed.closedAs, 'accepted');
			assert.equal(closed.delivery.state, 'confirmed');
			assert.deepEqual(closed.review.reviewer, {
				...closed.review.reviewer,
				id: DANA.id,
				name: DANA.name,
				method: 'password',
			});
			assert.deepEqual(await standings(patientPage), [
				'Home address: accepted, and in your practice’s record',
				'Mobile phone: declined by your practice',
			]);
			await openList(inbox, 'decided');
			await checkPage(inbox, 'the list of decisions');
			await inbox.context().close();
			await patientPage.context().close();
		});

		if (isDirect)
			it(`stops writing to ${title} when a write empties a telephone, until staff release it`, async () => {
				const known = await allPatients(stage.sandbox, key);
				const [first, second] = usable(known).slice(1);
				const asked: string[] = [];
				for (const patient of [first, second]) {
					const customer = await customerOf(stage.sandbox, patient);
					asked.push(await proposeAddress(stage.sandbox, key, customer, HOME));
				}
				await runFlow(stage, system, 'sweep');
				for (const id of asked) await approveAll(stage.sandbox, id, DANA);
				await control(stage.sandbox, `${key}/write-effects`, { blankPhone: true });
				const calls = await stage.sandbox.lastCall();
				await runFlow(stage, system, 'sweep');
				await runFlow(stage, system, 'sweep');
				assert.equal((await writesSince(stage.sandbox, key, calls)).length, 1);
				assert.deepEqual(differencesOf(known, await allPatients(stage.sandbox, key)), [
					`${first.id}: address`,
					`${first.id}: lastModifiedAt`,
					`${first.id}: phones`,
				]);
				const incidents = await openIncidents(stage.sandbox);
				assert.equal(incidents.length, 1);
				assert.equal(incidents[0].kind, 'unexpected_change');
				assert.equal(incidents[0].pmSystem, key);
				assert.ok(incidents[0].fields.length > 0, 'the incident names the member');

				await control(stage.sandbox, `${key}/write-effects`, { blankPhone: false });
				if (system === 'tebra') await releaseInBrowser();
				else await releaseByApi(stage.sandbox, incidents[0], DANA);
				await runFlow(stage, system, 'sweep');
				const last = await requestOf(stage.sandbox, asked[1]);
				assert.equal(last.closedAs, 'accepted');
				assert.deepEqual(differencesOf(known, await allPatients(stage.sandbox, key)), [
					`${first.id}: address`,
					`${first.id}: lastModifiedAt`,
					`${first.id}: phones`,
					`${second.id}: address`,
					`${second.id}: lastModifiedAt`,
				]);
			});

		if (system === 'greenway-intergy')
			it(`sends an approved address to ${title} by HL7, and closes it when staff keyed it in`, async () => {
				await useSystem(stage, system, { changes: { channels: ['hl7', 'manual'] } });
				await useEngine(stage);
				const known = await allPatients(stage.sandbox, key);
				const patient = usable(known)[1];
				const customer = await customerOf(stage.sandbox, patient);
				const id = await proposeAddress(stage.sandbox, key, customer, HOME);
				await runFlow(stage, system, 'sweep');
				await approveAll(stage.sandbox, id, DANA);
				await runFlow(stage, system, 'byHl7');
				const { delivery } = await requestOf(stage.sandbox, id);
				assert.deepEqual([delivery.state, delivery.channel], ['landed', 'hl7']);
				const received = (await stage.sandbox.ask('hl7/received')) as Array<{
					event: string;
					code: string;
					text: string;
				}>;
				assert.deepEqual(
					received.map(({ event, code }) => [event, code]),
					[['ADT^A31', 'AA']],
				);
				assert.ok(received[0].text.includes(HOME.line1), 'the message holds the approved street');
				assert.deepEqual(differencesOf(known, await allPatients(stage.sandbox, key)), []);
				await control(stage.sandbox, `${key}/staff-edit`, {
					patientId: patient.id,
					address: HELD_HOME,
				});
				await runFlow(stage, system, 'followUp');
				const closed = await requestOf(stage.sandbox, id);
				assert.deepEqual([closed.delivery.state, closed.closedAs], ['confirmed', 'accepted']);
				await runFlow(stage, system, 'byHl7');
				assert.equal(((await stage.sandbox.ask('hl7/received')) as unknown[]).length, 1);
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

	/** The first load of a system into an empty HealthSail. */
	async function load(system: SystemName): Promise<void> {
		// The systems hold the same people: HealthSail would link those of one to those of another.
		await stage.sandbox.reset(SIZE);
		await useSystem(stage, system);
		const { sync } = stage.workflowsOf[system];
		await setSync(stage.api, sync, { firstLoad: 'atOnce' });
		const { status, error } = await stage.api.run(sync, TRIGGERS.byHand);
		assert.equal(status, 'success', error?.message);
	}

	/** Publishes the flow of events or takes it back, and waits until HealthSail knows. */
	async function publishEvents(system: SystemName, on: boolean): Promise<void> {
		const id = await proposalWorkflow(stage.api, system, 'events');
		await (on ? stage.api.activate(id) : stage.api.deactivate(id));
		await waitFor('The registration at HealthSail', async () => {
			const { webhookEndpoints } = (await stage.sandbox.ask('healthsail/state')) as {
				webhookEndpoints: unknown[];
			};
			return webhookEndpoints.length > 0 === on || undefined;
		});
	}

	async function openPatientPage(customerId: string): Promise<Page> {
		const context = await browser.newContext();
		const page = await context.newPage();
		page.on('request', (request) => onUrl(request.url()));
		await signInAs(page, new URL(stage.sandbox.healthSailUrl).origin, customerId);
		return page;
	}

	async function standings(page: Page): Promise<string[]> {
		await page.goto(`${new URL(stage.sandbox.healthSailUrl).origin}/portal/account`);
		return await proposalStandings(page);
	}

	/** Staff find the notice in the practice's own screens and key in what it says. */
	async function keyIn(
		system: SystemName,
		patient: HeldPatient,
		known: readonly HeldPatient[],
	): Promise<void> {
		const { key } = practiceSystems[system];
		assert.deepEqual(differencesOf(known, await allPatients(stage.sandbox, key)), []);
		const { entries } = (await stage.sandbox.ask(`${key}/staff-inbox`)) as {
			entries: Array<{ kind: string; text: string }>;
		};
		assert.deepEqual(
			entries.map(({ kind }) => kind),
			[NOTICES[system]],
		);
		assert.ok(entries[0].text.includes(HOME.line1), 'the notice holds the approved street');
		assert.ok(!entries[0].text.includes(digits(NEW_MOBILE)), 'and not the rejected number');
		await control(stage.sandbox, `${key}/staff-edit`, {
			patientId: patient.id,
			address: HELD_HOME,
		});
	}

	async function releaseInBrowser(): Promise<void> {
		const page = await signInToInbox(browser, stage.inboxUrl, DANA, { onUrl, width: PHONE });
		await openList(page, 'incidents');
		await checkPage(page, 'the list of incidents');
		const notice = await releaseIncident(page, 'compared with the chart (synthetic)');
		assert.equal(notice, 'Released: writes to the practice go on.');
		assert.deepEqual(await openIncidents(stage.sandbox), []);
		await page.context().close();
	}

	/** No serious finding of axe, and no sideways scroll on a phone. */
	async function checkPage(page: Page, what: string): Promise<void> {
		const { height, width } = page.viewportSize() ?? { width: 1200, height: 900 };
		assert.deepEqual(await seriousFindings(page), [], what);
		await page.setViewportSize({ width: PHONE, height });
		assert.equal(await sidewaysPixels(page), 0, `${what} at ${PHONE} pixels`);
		assert.deepEqual(await seriousFindings(page), [], `${what} at ${PHONE} pixels`);
		await page.setViewportSize({ width, height });
	}
});

const digits = (text: string) => text.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');

/** AdvancedMD shows and keeps capitals. */
const capitals = (text: string) => text.toUpperCase();

/** The members of an address in the order in which the expected one has them. */
const inOrder = (address: HeldPatient['address'] | undefined) => {
	const { line1, line2, city, state, zip, ...more } = address ?? {};
	return { line1, line2, city, state, zip, ...more };
};
