import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { TruthPatient } from '../../sandbox/practice/truth.mjs';
import type { RunResult } from './inProcess/engine.mjs';
import { openListener } from './inProcess/listener.mjs';
import { countsOfRun, flows, openPractice, type Practice } from './inProcess/proposals.mjs';
import { messageOf, type Stage } from './inProcess/stage.mjs';

/** The flows of staff approval in n8n's own engine, against the sandbox. */
let practice: Practice;
let stage: Stage;
let known: readonly TruthPatient[];

before(async () => {
	practice = await openPractice(4784);
	({ stage, known } = practice);
});
after(() => stage?.sandbox.stop());

/** Another patient for each test. */
let used = 0;
function nextPatient(): TruthPatient {
	const patient = known[used];
	used += 1;
	assert.ok(patient);
	return patient;
}

const email = (patient: TruthPatient, to: string) => ({
	path: '/demographics/email',
	from: patient.email ?? null,
	to,
});

/** Every item that left any node of a run, as text. */
function allItems({ run }: RunResult): string {
	return JSON.stringify(
		Object.values(run.data.resultData.runData).flatMap((runs) =>
			runs.flatMap(({ data }) => data?.main ?? []),
		),
	);
}

test('n8n finds nothing wrong with any workflow of the sets', () => {
	assert.equal(stage.templates.length, 4 + 2 + 1 + 1);
	for (const template of stage.templates) {
		assert.deepEqual(stage.engine.problems(template), [], template.name);
	}
});

test('without a proposal the sweep and the follow-up have nothing to do, and say so', async () => {
	for (const flow of [flows.sweep, flows.followUp, flows.byHl7]) {
		const run = await stage.engine.run(flow, 'Run by Hand');
		assert.equal(messageOf(run), undefined);
		assert.deepEqual(countsOfRun(run), {});
	}
});

test('a proposal is compared by its event, and what staff approved is written by the next', async () => {
	const patient = nextPatient();
	const proposal = await practice.propose(patient, [email(patient, 'event@patient.example')]);
	const asked = await practice.eventOf(proposal, 'demographic_change.requested');
	const compared = await stage.engine.run(flows.events, 'Proposal Came or Was Decided', [asked]);
	assert.equal(messageOf(compared), undefined);
	assert.equal(compared.times('Mark Done'), 1);
	assert.equal(compared.times('Deliver to the Practice'), 0);
	const seen = await practice.read(proposal);
	assert.deepEqual(
		seen.changes.map(({ current }) => [current?.value, current?.verdict]),
		[[patient.email, 'unchanged']],
	);
	assert.equal((await practice.now(patient)).email, patient.email);

	await practice.decide(proposal, ['approved']);
	const decided = await practice.eventOf(proposal, 'demographic_change.approved');
	const delivered = await stage.engine.run(flows.events, 'Proposal Came or Was Decided', [decided]);
	assert.equal(messageOf(delivered), undefined);
	assert.equal(delivered.items('Deliver to the Practice', 0).length, 1);
	assert.deepEqual(await practice.now(patient), {
		...patient,
		email: 'event@patient.example',
		lastModifiedAt: (await practice.now(patient)).lastModifiedAt,
	});
	const closed = await practice.read(proposal);
	assert.deepEqual([closed.delivery.state, closed.closedAs], ['confirmed', 'accepted']);
	for (const run of [compared, delivered]) {
		const items = allItems(run);
		assert.ok(!items.includes('event@patient.example'));
		assert.ok(!items.includes(patient.lastName));
	}
});

test('an event that comes again is not worked on again', async () => {
	const patient = nextPatient();
	const proposal = await practice.propose(patient, [email(patient, 'twice@patient.example')]);
	const event = await practice.eventOf(proposal, 'demographic_change.requested');
	for (const times of [1, 0]) {
		const run = await stage.engine.run(flows.events, 'Proposal Came or Was Decided', [event]);
		assert.equal(messageOf(run), undefined);
		assert.equal(run.times('Compare with the Practice'), times);
	}
});

test('events of another system or practice end without an error and stay for their own flow', async () => {
	const patient = nextPatient();
	const change = email(patient, 'elsewhere@patient.example');
	const ofPractice = await practice.propose(patient, [change], { practiceId: '2' });
	const ofSystem = await practice.propose(patient, [change], { pmSystem: 'nextgen' });
	for (const [proposal, lastNode] of [
		[ofPractice, 'For This Practice?'],
		[ofSystem, 'For This System?'],
	] as const) {
		const event = await practice.eventOf(proposal, 'demographic_change.requested');
		const run = await stage.engine.run(flows.events, 'Proposal Came or Was Decided', [event]);
		assert.equal(messageOf(run), undefined);
		assert.equal(run.order.at(-1), lastNode);
		assert.equal(run.times('Take Event'), 0);
	}
});

test('the sweep does what no event brought: it compares, then delivers what staff approved', async () => {
	const [first, second] = [nextPatient(), nextPatient()];
	const proposals = [
		await practice.propose(first, [
			email(first, 'sweep@patient.example'),
			{ path: '/demographics/givenName', from: first.firstName, to: 'Sweepa' },
		]),
		await practice.propose(second, [email(second, 'kept@patient.example')]),
	];
	await stage.engine.run(flows.sweep, 'Every 15 Minutes');
	for (const proposal of proposals) {
		const { changes } = await practice.read(proposal);
		for (const { current } of changes) assert.equal(current?.verdict, 'unchanged');
	}
	await practice.decide(proposals[0] ?? { id: '' }, ['approved', 'rejected']);
	await practice.decide(proposals[1] ?? { id: '' }, ['rejected']);
	const run = await stage.engine.run(flows.sweep, 'Run by Hand');
	assert.equal(messageOf(run), undefined);
	assert.equal(run.items('Deliver to the Practice', 0).length, 1);
	assert.equal(countsOfRun(run).updated, 1);
	const now = await practice.now(first);
	assert.deepEqual([now.email, now.firstName], ['sweep@patient.example', first.firstName]);
	assert.equal((await practice.now(second)).email, second.email);
	assert.ok(!allItems(run).includes('@patient.example'));
	const again = await stage.engine.run(flows.sweep, 'Run by Hand');
	assert.equal(again.times('Deliver to the Practice'), 0);
});

test('when the practice changed the value meanwhile nothing is written, and staff decide anew', async () => {
	const patient = nextPatient();
	const proposal = await practice.propose(patient, [email(patient, 'late@patient.example')]);
	await stage.engine.run(flows.sweep, 'Run by Hand');
	await practice.decide(proposal, ['approved']);
	await practice.keyIn(patient, { email: 'desk@practice.example' });
	const run = await stage.engine.run(flows.sweep, 'Run by Hand');
	assert.equal(messageOf(run), undefined);
	assert.equal(run.items('Deliver to the Practice', 3).length, 1);
	assert.equal((await practice.now(patient)).email, 'desk@practice.example');
	const reopened = await practice.read(proposal);
	assert.equal(reopened.changes[0]?.decision, 'pending');
});

test('one proposal that fails does not hold up the others, and the run ends with the reason', async () => {
	const [lost, fine] = [nextPatient(), nextPatient()];
	const proposals = [
		await practice.propose(lost, [email(lost, 'lost@patient.example')]),
		await practice.propose(fine, [email(fine, 'fine@patient.example')]),
	] as const;
	await stage.engine.run(flows.sweep, 'Run by Hand');
	await practice.decide(proposals[0], ['approved']);
	await practice.decide(proposals[1], ['approved']);
	stage.sandbox.world.faults.arm({
		system: 'healthsail',
		operation: 'getDemographicChangeRequest',
		kind: 'status',
		status: 404,
		count: 1,
	});
	const run = await stage.engine.run(flows.sweep, 'Run by Hand');
	stage.sandbox.world.faults.clear();
	assert.match(messageOf(run) ?? '', /could not be handled: 1\./);
	assert.equal(countsOfRun(run).failed, 1);
	assert.equal(countsOfRun(run).updated, 1);
	const after = await stage.engine.run(flows.sweep, 'Run by Hand');
	assert.equal(messageOf(after), undefined);
	assert.equal((await practice.now(lost)).email, 'lost@patient.example');
	assert.equal((await practice.now(fine)).email, 'fine@patient.example');
});

test('what lies with staff is closed by the follow-up once they keyed it in', async () => {
	const patient = nextPatient();
	practice.useProfile({ changes: { channels: ['manual'] } });
	const proposal = await practice.propose(patient, [email(patient, 'keyed@patient.example')]);
	await stage.engine.run(flows.sweep, 'Run by Hand');
	await practice.decide(proposal, ['approved']);
	const run = await stage.engine.run(flows.sweep, 'Run by Hand');
	assert.equal(run.items('Deliver to the Practice', 1).length, 1);
	assert.equal((await practice.read(proposal)).delivery.state, 'landed');
	assert.equal((await practice.now(patient)).email, patient.email);

	const waiting = await stage.engine.run(flows.followUp, 'Every Night');
	assert.equal(messageOf(waiting), undefined);
	assert.equal(waiting.items('Look for the Value', 1).length, 1);
	await practice.keyIn(patient, { email: 'keyed@patient.example' });
	const closing = await stage.engine.run(flows.followUp, 'Run by Hand');
	assert.equal(messageOf(closing), undefined);
	assert.equal(closing.items('Look for the Value', 0).length, 1);
	const closed = await practice.read(proposal);
	assert.deepEqual([closed.delivery.state, closed.closedAs], ['confirmed', 'accepted']);
	assert.ok(!allItems(closing).includes('@patient.example'));
	practice.useProfile({});
});

test('what the engine refuses for good is sent once, and the next run leaves it to staff', async () => {
	const patient = nextPatient();
	practice.useProfile({ changes: { channels: ['hl7', 'manual'] } });
	const proposal = await practice.propose(patient, [email(patient, 'refused@patient.example')]);
	await stage.engine.run(flows.sweep, 'Run by Hand');
	await practice.decide(proposal, ['approved']);
	const sweep = await stage.engine.run(flows.sweep, 'Run by Hand');
	assert.equal(messageOf(sweep), undefined);
	assert.equal(sweep.times('Deliver to the Practice'), 0);
	const event = await practice.eventOf(proposal, 'demographic_change.approved');
	const told = await stage.engine.run(flows.events, 'Proposal Came or Was Decided', [event]);
	assert.equal(messageOf(told), undefined);
	assert.deepEqual([told.times('Deliver to the Practice'), told.times('Mark Done')], [0, 1]);
	assert.notEqual((await practice.read(proposal)).delivery.state, 'landed');

	// The sandbox's engine stands before another system and knows no such patient.
	const refused = await stage.engine.run(flows.byHl7, 'Run by Hand');
	assert.match(messageOf(refused) ?? '', /could not be handled: 1\..*AE/);
	assert.deepEqual(countsOfRun(refused), { read: 2, failed: 1, review: 1 });
	assert.equal(refused.times('Mark as Landed'), 0);
	const { delivery } = await practice.read(proposal);
	assert.deepEqual([delivery.state, delivery.channel], ['failed', 'hl7']);
	const next = await stage.engine.run(flows.byHl7, 'Run by Hand');
	assert.equal(messageOf(next), undefined);
	assert.equal(next.times('Send ADT A31'), 0);
	const left = await practice.read(proposal);
	assert.deepEqual([left.delivery.state, left.delivery.channel], ['landed', 'manual']);
	practice.useProfile({});
});

test('where the profile says so, the approved value goes out as an A31 and the proposal has landed', async () => {
	const patient = nextPatient();
	practice.useProfile({ changes: { channels: ['hl7', 'manual'] } });
	const proposal = await practice.propose(patient, [email(patient, 'a31@patient.example')]);
	await stage.engine.run(flows.sweep, 'Run by Hand');
	await practice.decide(proposal, ['approved']);

	const listener = await openListener();
	const account = stage.credentials['Interface engine account'];
	assert.ok(account);
	account.url = listener.url;
	const run = await stage.engine.run(flows.byHl7, 'Every 15 Minutes');
	assert.equal(messageOf(run), undefined);
	assert.deepEqual(countsOfRun(run), { read: 1, review: 1 });
	assert.equal(listener.messages.length, 1);
	const [message = ''] = listener.messages;
	assert.ok(message.includes('a31@patient.example'));
	assert.equal(message.split('|')[9], `${proposal.shortRef}-1`);
	const landed = await practice.read(proposal);
	assert.deepEqual([landed.delivery.state, landed.delivery.channel], ['landed', 'hl7']);
	assert.equal(landed.changes[0]?.outcome, 'with_staff');
	const again = await stage.engine.run(flows.byHl7, 'Run by Hand');
	assert.equal(again.times('Send ADT A31'), 0);
	listener.close();
	practice.useProfile({});
});
