import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { TruthPatient } from '../../sandbox/practice/truth.mjs';
import {
	at,
	customerOf,
	flows,
	openLifecycle,
	openLinks,
	pairsOf,
	reviewOf,
	statusOf,
	type Lifecycle,
} from './inProcess/lifecycle.mjs';
import { nameAndBirthDateOf, sameAs } from './inProcess/shoppers.mjs';
import { countsOf, messageOf, type Stage } from './inProcess/stage.mjs';

/** The flows that people run by hand: they decide, merge, and undo both. */
const by = 'staff-1 (synthetic)';

let stage: Stage;
let known: readonly TruthPatient[];
let late: readonly TruthPatient[];
let linkedShopper: string;
let state: Lifecycle['state'];
/** Shoppers about whom a person is asked: may be `late[1]`; is `known[1]`, who has a customer. */
let doubtful: string;
let taken: string;

before(async () => {
	const opened = await openLifecycle(4732);
	({ stage, known, late, linkedShopper, state } = opened);
	[doubtful = '', taken = ''] = await opened.shop([
		nameAndBirthDateOf(at(late, 1)),
		sameAs(at(known, 1)),
	]);
	const run = await stage.engine.run(flows.newPatients, 'Run by Hand');
	assert.equal(messageOf(run), undefined);
	assert.equal(openLinks(await state()).length, 2);
});
after(() => stage?.sandbox.stop());

test('a decision to link gives the customer the patient ID, and undoing it takes it away', async () => {
	const patient = at(late, 1);
	const { id } = reviewOf(await state(), doubtful);
	const decided = await stage.runByHand(flows.decide, {
		matchReviewId: id,
		decision: 'link',
		decidedBy: by,
	});
	assert.equal(messageOf(decided), undefined);
	assert.equal(customerOf(await state(), patient), doubtful);

	const twice = await stage.runByHand(flows.decide, {
		matchReviewId: id,
		decision: 'keep_apart',
		decidedBy: by,
	});
	assert.ok(messageOf(twice), 'a decided review was decided again');

	const undone = await stage.runByHand(flows.undoDecision, { matchReviewId: id, decidedBy: by });
	assert.equal(messageOf(undone), undefined);
	const now = await state();
	assert.equal(customerOf(now, patient), undefined);
	assert.equal(reviewOf(now, doubtful).state, 'open');
});

test('a pair kept apart is never proposed again, until the decision is undone', async () => {
	const patient = at(late, 1);
	const { id } = reviewOf(await state(), doubtful);
	const keepApart = { matchReviewId: id, decision: 'keep_apart', decidedBy: by };
	await stage.runByHand(flows.decide, keepApart);
	assert.deepEqual(pairsOf((await state()).matchExclusions), [[patient.id, doubtful]]);
	await stage.runByHand(flows.undoDecision, { matchReviewId: id, decidedBy: by });
	assert.deepEqual((await state()).matchExclusions, []);

	await stage.runByHand(flows.decide, keepApart);
	const run = await stage.engine.run(flows.newPatients, 'Every Hour');
	assert.equal(messageOf(run), undefined);
	const now = await state();
	assert.deepEqual(
		openLinks(now).filter(({ pair }) => pair.customerId === doubtful),
		[],
	);
	assert.equal(customerOf(now, patient), undefined);
	// Somebody else than the patient of that name: a new patient, then.
	assert.ok(now.demographicChangeRequests.some(({ customerId }) => customerId === doubtful));

	const night = await stage.engine.run(flows.sync, 'Every Night');
	assert.equal(countsOf(night).review, undefined);
	const own = customerOf(await state(), patient);
	assert.ok(own !== undefined && own !== doubtful);
});

test('a link undone is remembered: the patient gets a customer of its own', async () => {
	const patient = at(known, 0);
	assert.equal(customerOf(await state(), patient), linkedShopper);
	const undone = await stage.runByHand(flows.undoLink, {
		customerId: linkedShopper,
		patientId: patient.id,
		decidedBy: by,
	});
	assert.equal(messageOf(undone), undefined);
	const now = await state();
	assert.equal(customerOf(now, patient), undefined);
	assert.deepEqual(pairsOf(now.matchExclusions).at(-1), [patient.id, linkedShopper]);

	const night = await stage.engine.run(flows.sync, 'Every Night');
	assert.deepEqual([countsOf(night).created, countsOf(night).linked], [1, undefined]);
	const own = customerOf(await state(), patient);
	assert.ok(own !== undefined && own !== linkedShopper);
	await stage.engine.run(flows.newPatients, 'Every Hour');
	assert.deepEqual(
		openLinks(await state()).filter(({ pair }) => pair.customerId === linkedShopper),
		[],
	);
});

test('undoing a link that is not there is refused and leaves no exclusion behind', async () => {
	const before = await state();
	const run = await stage.runByHand(flows.undoLink, {
		customerId: linkedShopper,
		patientId: at(known, 2).id,
		decidedBy: by,
	});
	assert.ok(messageOf(run));
	assert.deepEqual((await state()).matchExclusions, before.matchExclusions);
});

test('merged patients who are two customers stay two until a person decides', async () => {
	const [survivor, loser] = [at(known, 3), at(known, 4)];
	const ids = { survivor: survivor.id, loser: loser.id };
	const start = await state();
	const [keeps, goes] = [customerOf(start, survivor), customerOf(start, loser)];
	const merged = await stage.runByHand(flows.merge, ids);
	assert.equal(messageOf(merged), undefined);
	const afterMerge = await state();
	const review = afterMerge.matchReviews.find(({ kind }) => kind === 'customer_merge');
	assert.ok(review);
	assert.equal(merged.items('Merge Patients')[0]?.json.matchReviewId, review.id);
	assert.deepEqual([review.state, review.pair.customerId], ['open', goes]);
	assert.equal(statusOf(afterMerge, goes), 'active');

	await stage.runByHand(flows.decide, {
		matchReviewId: review.id,
		decision: 'link',
		decidedBy: by,
	});
	assert.equal(statusOf(await state(), goes), 'merged');
	const tooEarly = await stage.runByHand(flows.undoMerge, ids);
	assert.ok(messageOf(tooEarly), 'a merge was undone under a decision');

	await stage.runByHand(flows.undoDecision, { matchReviewId: review.id, decidedBy: by });
	assert.equal(statusOf(await state(), goes), 'active');
	const undone = await stage.runByHand(flows.undoMerge, ids);
	assert.equal(messageOf(undone), undefined);
	const end = await state();
	assert.deepEqual([customerOf(end, survivor), customerOf(end, loser)], [keeps, goes]);
	assert.deepEqual(
		end.patientMerges.map(({ state: is }) => is),
		['undone'],
	);
	assert.equal(end.matchReviews.find(({ id }) => id === review.id)?.state, 'cancelled');
});

test('what is open for a merged patient is on the survivor, and back after the undo', async () => {
	const [survivor, loser] = [at(known, 7), at(known, 1)];
	const open = () => state().then((now) => reviewOf(now, taken).pair.externalId.value);
	assert.equal(await open(), loser.id);
	const ids = { survivor: survivor.id, loser: loser.id };
	await stage.runByHand(flows.merge, ids);
	assert.equal(await open(), survivor.id);
	await stage.runByHand(flows.undoMerge, ids);
	assert.equal(await open(), loser.id);
});
