import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { TruthPatient } from '../../sandbox/practice/truth.mjs';
import {
	at,
	customerOf,
	flows,
	openLifecycle,
	openLinks,
	reviewOf,
	type Lifecycle,
	type State,
} from './inProcess/lifecycle.mjs';
import { nameAndBirthDateOf, sameAs, stranger } from './inProcess/shoppers.mjs';
import { messageOf, type Stage } from './inProcess/stage.mjs';

/** The flows that run by themselves: patients vanish, and shoppers become patients. */
let stage: Stage;
let known: readonly TruthPatient[];
let late: readonly TruthPatient[];
let linkedShopper: string;
let state: Lifecycle['state'];
let shop: Lifecycle['shop'];
let inPractice: Lifecycle['inPractice'];

before(async () => {
	({ stage, known, late, linkedShopper, state, shop, inPractice } = await openLifecycle(4728));
});
after(() => stage?.sandbox.stop());

test('n8n finds nothing wrong with any workflow of the set', () => {
	assert.equal(stage.templates.length, 4 + 7);
	for (const template of stage.templates) {
		assert.deepEqual(stage.engine.problems(template), [], template.name);
	}
});

test('a patient who vanished is put before a person once, and no customer changes', async () => {
	const gone = at(known, 5);
	const before = await state();
	const quiet = await stage.engine.run(flows.vanished, 'Run by Hand');
	assert.equal(messageOf(quiet), undefined);
	assert.equal(quiet.times('Ask a Person'), 0);

	await inPractice('remove', [gone]);
	for (const trigger of ['Every Week', 'Run by Hand']) {
		const run = await stage.engine.run(flows.vanished, trigger);
		assert.equal(messageOf(run), undefined);
		assert.deepEqual(
			run.items('Ask a Person').map(({ json }) => json.result),
			['review'],
		);
	}
	const now = await state();
	assert.deepEqual(now.customers, before.customers);
	assert.deepEqual(
		now.matchReviews.map(({ kind, pair }) => [kind, pair.externalId.value, pair.customerId]),
		[['vanished', gone.id, customerOf(now, gone)]],
	);
	await inPractice('restore', [gone]);
});

test('when the reviews of vanished patients cannot be opened, the run ends with an error', async () => {
	const gone = at(known, 6);
	await inPractice('remove', [gone]);
	stage.sandbox.world.faults.arm({
		system: 'healthsail',
		operation: 'bulkCreateMatchReviews',
		kind: 'status',
		status: 422,
		count: 0,
	});
	const run = await stage.engine.run(flows.vanished, 'Run by Hand');
	stage.sandbox.world.faults.clear();
	assert.ok(messageOf(run));
	await inPractice('restore', [gone]);
});

test('of new shoppers one is proposed, one linked, two asked about, and others left alone', async () => {
	const before = await state();
	const [nobody = '', same = '', doubtful = '', taken = ''] = await shop([
		stranger(1),
		sameAs(at(late, 0)),
		nameAndBirthDateOf(at(late, 1)),
		sameAs(at(known, 1)),
		{ demographics: { email: 'nameless@shopper.example' } },
	]);
	const run = await stage.engine.run(flows.newPatients, 'Run by Hand');
	assert.equal(messageOf(run), undefined);

	const now = await state();
	assert.deepEqual(
		now.demographicChangeRequests.map(({ kind, customerId }) => [kind, customerId]),
		[['new_patient', nobody]],
	);
	const { changes = [] } = now.demographicChangeRequests[0] ?? {};
	assert.ok(changes.some(({ path }) => path === '/demographics/birthDate'));
	assert.ok(changes.every(({ from }) => from === null));
	assert.equal(customerOf(now, at(late, 0)), same);
	const asked = openLinks(now);
	assert.deepEqual(
		new Map(asked.map(({ pair }) => [pair.customerId, pair.externalId.value])),
		new Map([
			[doubtful, at(late, 1).id],
			[taken, at(known, 1).id],
		]),
	);
	assert.ok(reviewOf(now, doubtful).reasons.includes('nameAndBirthDateOnly'));
	assert.ok(reviewOf(now, taken).reasons.includes('alreadyLinked'));
	const untouched = ({ customers }: State) => customers.filter(({ id }) => id === linkedShopper);
	assert.deepEqual(untouched(now), untouched(before));
	assert.equal(run.items('Search the Practice').length, 4);
});

test('the next run proposes and asks about nobody twice', async () => {
	const told = async () => {
		const { customers, matchReviews, matchExclusions, demographicChangeRequests } = await state();
		return { customers, matchReviews, matchExclusions, demographicChangeRequests };
	};
	const before = await told();
	const run = await stage.engine.run(flows.newPatients, 'Every Hour');
	assert.equal(messageOf(run), undefined);
	assert.deepEqual(
		[run.items('Ask a Person').length, run.items('Propose New Patient').length],
		[2, 1],
	);
	assert.deepEqual(await told(), before);
});

test('a shopper who fails keeps no other waiting, is told, and is tried again', async () => {
	const [one = '', other = ''] = await shop([stranger(2), stranger(3)]);
	const proposed = async () =>
		(await state()).demographicChangeRequests
			.map(({ customerId }) => customerId)
			.filter((id) => id === one || id === other);
	const { faults } = stage.sandbox.world;
	const operation = 'createDemographicChangeRequest';
	faults.arm({ system: 'healthsail', operation, kind: 'status', status: 422, count: 1 });
	const failed = await stage.engine.run(flows.newPatients, 'Every Hour');
	faults.clear();
	assert.match(
		messageOf(failed) ?? '',
		/^Shoppers who could not be handled: 1\. .* First reason: \w/,
	);
	assert.equal((await proposed()).length, 1);
	assert.equal(failed.order.at(-1), 'Stop and Say Why');

	const next = await stage.engine.run(flows.newPatients, 'Every Hour');
	assert.equal(messageOf(next), undefined);
	assert.deepEqual((await proposed()).sort(), [one, other].sort());
});
