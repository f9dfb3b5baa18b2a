// The scenes of staff approval: patients ask, staff decide, and the practice shows what became of it.
import assert from 'node:assert/strict';
import { practiceSystems, type SystemName } from '../../../host/practiceSystems.mjs';
import { DANA } from '../../../host/reviewInbox.mjs';
import {
	DIRECT,
	HOME,
	HELD_HOME,
	NEW_MOBILE,
	ENTRIES,
	load,
	publishEvents,
	openPatientPage,
	standings,
	keyIn,
	releaseInBrowser,
	digits,
	capitals,
	inOrder,
	type Scene,
} from './approvalSteps.mjs';
import { useEngine, useSystem } from './approvalStage.mjs';
import { keepPicture } from './browser.mjs';
import { propose } from './patientPage.mjs';
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
} from './proposals.mjs';
import { checkPage, decideFields, openList, signInToInbox, valuesOf } from './reviewInbox.mjs';
import { waitFor } from './waitFor.mjs';

/**
 * The patient asks for an address and a telephone on the patient page; staff approve the one and reject
 * the other in the inbox. The practice has the address then and is else as it was; both pages say so.
 */
export async function decideInBrowser(scene: Scene, system: SystemName): Promise<void> {
	const { stage, browser, onUrl } = scene;
	const { key } = practiceSystems[system];
	const isDirect = DIRECT.includes(system);
	await load(scene, system);
	const known = await allPatients(stage.sandbox, key);
	const [patient] = usable(known);
	const customer = await customerOf(stage.sandbox, patient);
	const first = await stage.sandbox.lastCall();
	const byEvent = system === 'tebra';
	if (byEvent) await publishEvents(scene, system, true);

	const patientPage = await openPatientPage(scene, customer.id);
	await propose(patientPage, { ...ENTRIES, mobilePhone: NEW_MOBILE });
	const asked = await onlyRequestOf(stage.sandbox, customer.id);
	assert.deepEqual(await standings(scene, patientPage), [
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
	await keepPicture(inbox, `approval-${system}-asked`);
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
		await publishEvents(scene, system, false);
	}
	await runFlow(stage, system, 'sweep');
	if (!isDirect) await keyIn(scene, system, patient, known);
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
	assert.deepEqual(await standings(scene, patientPage), [
		'Home address: accepted, and in your practice’s record',
		'Mobile phone: declined by your practice',
	]);
	await keepPicture(patientPage, `approval-${system}-decided`);
	await openList(inbox, 'decided');
	await checkPage(inbox, 'the list of decisions');
	await inbox.context().close();
	await patientPage.context().close();
}

/**
 * A write empties a telephone that it should have left alone: nothing else is written until staff
 * release it, and what waited is written then.
 */
export async function stopAtIncident(scene: Scene, system: SystemName): Promise<void> {
	const { stage } = scene;
	const { key } = practiceSystems[system];
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
	if (system === 'tebra') await releaseInBrowser(scene);
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
}

/** An approved address goes out as an ADT A31 once, and is closed when staff keyed it in. */
export async function sendByHl7({ stage }: Scene, system: SystemName): Promise<void> {
	const { key } = practiceSystems[system];
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
}
