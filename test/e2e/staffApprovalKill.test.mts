// n8n is killed between a write to the practice and the look at what became of it, and started again.
// Every approved address is in the practice once, or staff are told of it by name; no notice comes
// twice. All systems in one n8n; the two Greenway products share a credential and take turns. The long
// form is a command of its own: KILL_ROUNDS=20 npm test -- e2e/staffApprovalKill (about twenty minutes).
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { practiceSystems, systemNames, type SystemName } from '../../host/practiceSystems.mjs';
import { DANA, proposalWorkflow, untilServed } from '../../host/reviewInbox.mjs';
import { openApprovalStage, useSystem, type ApprovalStage } from './support/approvalStage.mjs';
import { startBrowser } from './support/browser.mjs';
import { KillTable, moments, type KillRow, type Moment } from './support/killTable.mjs';
import {
	allPatients,
	approveAll,
	differencesOf,
	makeCustomer,
	openIncidents,
	proposeAddress,
	requestOf,
	runFlow,
	usable,
	writesSince,
	type HeldPatient,
} from './support/proposals.mjs';
import { openList, signInToInbox } from './support/reviewInbox.mjs';
import { advanceClock } from './support/sandboxState.mjs';
import { waitFor } from './support/waitFor.mjs';

/** In each of these every answer is held back when n8n dies: between the write and the look at it. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 1);
/** The long form has further ones, in which it dies at any moment after the first write. */
const FURTHER = ROUNDS > 1 ? Math.ceil(ROUNDS / 5) : 0;
const momentOf = (round: number): Moment => moments[round < ROUNDS ? 0 : 1];
const SIZE = {
	// Enough for a patient of its own for each system in each round.
	patients: Math.max(60, (ROUNDS + FURTHER) * 16),
	secondPractice: 2,
	optedOut: 1,
	flagged: 1,
};

/** What writes or leaves a notice, by the names of the sandbox's call log. */
const WRITES: Readonly<Record<SystemName, string>> = {
	tebra: 'UpdatePatient',
	advancedmd: 'updatepatient',
	carecloud: 'updatePatient',
	nextgen: 'persons.update',
	'greenway-intergy': 'NotificationTaskCreate',
	'greenway-prime': 'MessageSend',
};
const GREENWAY: readonly SystemName[] = ['greenway-intergy', 'greenway-prime'];

/** A run's lease and a write's lease are over then, in seconds of the sandbox. */
const LEASES_OVER = 3_700;
/** Longer than any kill takes; n8n is dead before the answer would have come. */
const HELD_MS = 60_000;
/** What the write-ahead note asks for before a write that is not there counts as lost. */
const SETTLED_MS = 61_000;

const HELD_STATES = ['landed', 'outcome_unknown'];

interface Work {
	system: SystemName;
	patient: HeldPatient;
	/** The request's id. */
	id: string;
	line1: string;
}

describe(`n8n killed ${ROUNDS + FURTHER} times after a write`, { timeout: 4 * 3_600_000 }, () => {
	let stage: ApprovalStage;
	let browser: Browser;
	const known = new Map<SystemName, HeldPatient[]>();
	const table = new KillTable();
	const work: Work[][] = [];

	before(async () => {
		browser = await startBrowser();
		stage = await openApprovalStage({
			systems: systemNames,
			sandbox: { ...SIZE, speed: 60 },
		});
		for (const system of systemNames) {
			await useSystem(stage, system);
			known.set(system, await allPatients(stage.sandbox, practiceSystems[system].key));
		}
	});
	after(async () => {
		await browser?.close();
		await stage?.close();
	});

	it('brings every approved address into the practice once, or names it for staff', async (t) => {
		for (let round = 0; round < ROUNDS + FURTHER; round += 1) {
			work.push(await proposeRound(round));
			await killRound(round, work[round]);
		}
		t.diagnostic(`\n${table.text()}`);
		for (const row of table.rows()) assert.equal(row.verdict, 'as it must be', JSON.stringify(row));
		assert.deepEqual(await openIncidents(stage.sandbox), []);
	});

	it('changed nothing but those addresses', async () => {
		for (const system of systemNames) {
			const { key } = practiceSystems[system];
			const expected = GREENWAY.includes(system)
				? []
				: work
						.flat()
						.filter((one) => one.system === system)
						.flatMap(({ patient: { id } }) => [`${id}: address`, `${id}: lastModifiedAt`]);
			const before = known.get(system) ?? [];
			const after = await allPatients(stage.sandbox, key);
			assert.deepEqual(differencesOf(before, after), expected.sort(), system);
		}
	});

	it('shows staff by name what it could not tell the end of', async () => {
		const open = work.flat().filter(({ system }) => GREENWAY.includes(system));
		const page = await signInToInbox(browser, stage.inboxUrl, DANA);
		await openList(page, 'withStaff');
		const text = await page.locator('main').innerText();
		for (const { id } of open) {
			const { shortRef } = (await requestOf(stage.sandbox, id)) as unknown as { shortRef: string };
			assert.ok(text.includes(shortRef), 'the request is on the list of what lies with staff');
		}
		await page.context().close();
	});

	/** The systems of a round: the two Greenway products take turns. */
	function systemsOf(round: number): SystemName[] {
		const other = GREENWAY[(round + 1) % GREENWAY.length];
		return systemNames.filter((name) => name !== other);
	}

	/** Each system has patients of its own at HealthSail: no customer is one of two practices. */
	async function proposeRound(round: number): Promise<Work[]> {
		const items: Work[] = [];
		for (const system of systemsOf(round)) {
			const { key } = practiceSystems[system];
			const place = systemNames.indexOf(system);
			const all = usable(known.get(system) ?? []);
			const patient = all.filter(({ id }) => Number(id) % systemNames.length === place)[round];
			assert.ok(patient, `${system} has a patient for round ${round + 1}`);
			const customer = await makeCustomer(stage.sandbox, system, patient);
			const line1 = `${100 + round} Kill Round Road`;
			const to = { line1, line2: 'Apt 3', city: 'Springfield', region: 'IL', postalCode: '62704' };
			items.push({
				...{ system, patient, line1 },
				id: await proposeAddress(stage.sandbox, key, customer, to),
			});
		}
		return items;
	}

	async function killRound(round: number, items: readonly Work[]): Promise<void> {
		const { sandbox, api } = stage;
		const greenway = items.find(({ system }) => GREENWAY.includes(system));
		if (greenway) await useSystem(stage, greenway.system);
		await sweepAll(items);
		for (const { id } of items) await approveAll(sandbox, id, DANA);
		const first = await sandbox.lastCall();
		const moment = momentOf(round);
		if (moment === 'answer held back') await holdAnswers(items);
		for (const { system } of items)
			await api.start(await proposalWorkflow(api, system, 'sweep'), 'Run by Hand');
		await untilWritten(moment, items, first);
		if (moment === 'answer held back') await assertUndecided(items);
		await stage.n8n.kill9();
		await sandbox.clearFaults();
		const killed = await sandbox.lastCall();
		await advanceClock(sandbox, LEASES_OVER);
		await stage.restartN8n();
		await untilServed(stage.inboxUrl);
		// The second has nothing left to do, and must not do anything again.
		await sweepAll(items);
		await sweepAll(items);
		for (const item of items) table.add(await rowOf(round, moment, item, first, killed));
		const open = items.filter(({ id }) => table.row(id)?.verdict === 'to be settled');
		if (open.length > 0) await wait(SETTLED_MS);
		for (const item of open) await settle(item);
	}

	async function sweepAll(items: readonly Work[]): Promise<void> {
		await Promise.all(items.map(async ({ system }) => await runFlow(stage, system, 'sweep')));
	}

	/** The write is done and its answer does not come. */
	async function holdAnswers(items: readonly Work[]): Promise<void> {
		for (const { system } of items)
			await stage.sandbox.addFault({
				system: practiceSystems[system].key,
				operation: WRITES[system],
				kind: 'dropAfterWrite',
				ms: HELD_MS,
			});
	}

	/** No run has looked at what became of its write: that is where n8n dies. */
	async function assertUndecided(items: readonly Work[]): Promise<void> {
		for (const { id, system } of items) {
			const { delivery, closedAs } = await requestOf(stage.sandbox, id);
			assert.deepEqual([delivery.state, closedAs ?? null], ['queued', null], system);
		}
	}

	async function untilWritten(
		moment: Moment,
		items: readonly Work[],
		first: number,
	): Promise<void> {
		const wanted = moment === 'answer held back' ? items.length : 1;
		await waitFor(
			'The write to the practice',
			async () => {
				const calls = await stage.sandbox.calls(first);
				const done = items.filter(({ system }) =>
					calls.some(
						({ system: key, operation }) =>
							key === practiceSystems[system].key && operation === WRITES[system],
					),
				);
				return done.length >= wanted || undefined;
			},
			{ everyMs: 10 },
		);
	}

	async function rowOf(
		round: number,
		moment: Moment,
		{ system, id, patient, line1 }: Work,
		first: number,
		killed: number,
	): Promise<KillRow> {
		const { key } = practiceSystems[system];
		const { closedAs, delivery } = await requestOf(stage.sandbox, id);
		const isWrite = ({ operation }: { operation: string }) => operation === WRITES[system];
		const before = (await writesSince(stage.sandbox, key, first)).filter(
			({ n, ...call }) => n <= killed && isWrite(call),
		).length;
		const all = (await writesSince(stage.sandbox, key, first)).filter(isWrite).length;
		const isThere = await hasStreet(key, patient.id, line1);
		const outcome = closedAs ?? delivery.state;
		const isNotice = GREENWAY.includes(system);
		const isDone = isNotice ? HELD_STATES.includes(outcome) : isThere && outcome === 'accepted';
		// Whether a notice went out that was only announced, nobody can tell: staff are told so.
		const isOnce = all === 1 || (isNotice && all === 0 && outcome === 'outcome_unknown');
		// Killed after the note of the write and before the write: it may be sent once it is settled.
		const isOpen = ['not_started', 'queued', 'outcome_unknown'].includes(outcome);
		const settlesLater = !isNotice && !isThere && all === 0 && isOpen;
		return {
			...{ round: round + 1, system, id, moment, beforeKill: before, afterKill: all - before },
			isThere,
			outcome,
			verdict: isDone && isOnce ? 'as it must be' : settlesLater ? 'to be settled' : 'wrong',
		};
	}

	/** A write that never came through is sent again once it cannot come through any more. */
	async function settle({ system, id, patient, line1 }: Work): Promise<void> {
		const row = table.row(id);
		assert.ok(row);
		const { key } = practiceSystems[system];
		const calls = await stage.sandbox.lastCall();
		await runFlow(stage, system, 'sweep');
		const { closedAs } = await requestOf(stage.sandbox, id);
		const isThere = await hasStreet(key, patient.id, line1);
		const writes = (await writesSince(stage.sandbox, key, calls)).length;
		const isOnce = row.beforeKill + row.afterKill === 0 && writes === 1;
		table.add({
			...row,
			isThere,
			outcome: closedAs ?? 'open',
			afterKill: row.afterKill + writes,
			verdict: isThere && isOnce && closedAs === 'accepted' ? 'as it must be' : 'wrong',
		});
	}

	async function hasStreet(key: string, patientId: string, line1: string): Promise<boolean> {
		const now = (await allPatients(stage.sandbox, key)).find(({ id }) => id === patientId);
		// AdvancedMD keeps capitals.
		return now?.address.line1?.toUpperCase() === line1.toUpperCase();
	}
});
