// Single steps of staff approval, and what the patient of every scene asks for.
import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { TRIGGERS } from '../../../host/importer.mjs';
import { practiceSystems, type SystemName } from '../../../host/practiceSystems.mjs';
import { DANA, proposalWorkflow } from '../../../host/reviewInbox.mjs';
import { useSystem, type ApprovalStage } from './approvalStage.mjs';
import { proposalStandings, signInAs } from './patientPage.mjs';
import {
	allPatients,
	control,
	differencesOf,
	openIncidents,
	type HeldPatient,
} from './proposals.mjs';
import { checkPage, openList, PHONE, releaseIncident, signInToInbox } from './reviewInbox.mjs';
import { waitFor } from './waitFor.mjs';
import { setSync } from './workflowEdits.mjs';

export interface Scene {
	stage: ApprovalStage;
	browser: Browser;
	/** Hears every address that a browser asks for. */
	onUrl(address: string): void;
}

/** The sandbox's practice: small, since every scene begins with a first load. */
export const SIZE = { patients: 30, secondPractice: 4, optedOut: 2, flagged: 2 };

/** Systems whose interface writes what staff approved; at the others staff key it in. */
export const DIRECT: readonly SystemName[] = ['tebra', 'advancedmd', 'carecloud', 'nextgen'];
/** What staff find in the practice's own review place. */
const NOTICES: Partial<Readonly<Record<SystemName, string>>> = {
	'greenway-intergy': 'task',
	'greenway-prime': 'message',
};

/** The new home, marked as every value of the patient is. */
export const HOME = {
	line1: '12 Harbor Road ZQMARK901X',
	line2: 'Apt 3 ZQMARK902X',
	city: 'Springfield ZQMARK903X',
	region: 'IL',
	postalCode: '62704',
};
export const HELD_HOME = {
	line1: HOME.line1,
	line2: HOME.line2,
	city: HOME.city,
	state: HOME.region,
	zip: HOME.postalCode,
};
export const NEW_MOBILE = '(312) 555-0142';

export const ENTRIES = {
	homeLine1: HOME.line1,
	homeLine2: HOME.line2,
	homeCity: HOME.city,
	homeRegion: HOME.region,
	homePostalCode: HOME.postalCode,
};

/** The first load of a system into an empty HealthSail. */
export async function load({ stage }: Scene, system: SystemName): Promise<void> {
	// The systems hold the same people: HealthSail would link those of one to those of another.
	await stage.sandbox.reset(SIZE);
	await useSystem(stage, system);
	const { sync } = stage.workflowsOf[system];
	await setSync(stage.api, sync, { firstLoad: 'atOnce' });
	const { status, error } = await stage.api.run(sync, TRIGGERS.byHand);
	assert.equal(status, 'success', error?.message);
}

/** Publishes the flow of events or takes it back, and waits until HealthSail knows. */
export async function publishEvents(
	{ stage }: Scene,
	system: SystemName,
	on: boolean,
): Promise<void> {
	const id = await proposalWorkflow(stage.api, system, 'events');
	await (on ? stage.api.activate(id) : stage.api.deactivate(id));
	await waitFor('The registration at HealthSail', async () => {
		const { webhookEndpoints } = (await stage.sandbox.ask('healthsail/state')) as {
			webhookEndpoints: unknown[];
		};
		return webhookEndpoints.length > 0 === on || undefined;
	});
}

export async function openPatientPage(
	{ stage, browser, onUrl }: Scene,
	customerId: string,
): Promise<Page> {
	const context = await browser.newContext();
	const page = await context.newPage();
	page.on('request', (request) => onUrl(request.url()));
	await signInAs(page, new URL(stage.sandbox.healthSailUrl).origin, customerId);
	return page;
}

export async function standings({ stage }: Scene, page: Page): Promise<string[]> {
	await page.goto(`${new URL(stage.sandbox.healthSailUrl).origin}/portal/account`);
	return await proposalStandings(page);
}

/** Staff find the notice in the practice's own screens and key in what it says. */
export async function keyIn(
	{ stage }: Scene,
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

export async function releaseInBrowser({ stage, browser, onUrl }: Scene): Promise<void> {
	const page = await signInToInbox(browser, stage.inboxUrl, DANA, { onUrl, width: PHONE });
	await openList(page, 'incidents');
	await checkPage(page, 'the list of incidents');
	const notice = await releaseIncident(page, 'compared with the chart (synthetic)');
	assert.equal(notice, 'Released: writes to the practice go on.');
	assert.deepEqual(await openIncidents(stage.sandbox), []);
	await page.context().close();
}

export const digits = (text: string) => text.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');

/** AdvancedMD shows and keeps capitals. */
export const capitals = (text: string) => text.toUpperCase();

/** The members of an address in the order in which the expected one has them. */
export const inOrder = (address: HeldPatient['address'] | undefined) => {
	const { line1, line2, city, state, zip, ...more } = address ?? {};
	return { line1, line2, city, state, zip, ...more };
};
