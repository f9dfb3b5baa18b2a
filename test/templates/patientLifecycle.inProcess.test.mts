import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { TruthPatient } from '../../sandbox/tebra/truth.mjs';
import {
	isFilledIn,
	nameAndBirthDateOf,
	sameAs,
	stranger,
	type Shopper,
} from './inProcess/shoppers.mjs';
import { countsOf, messageOf, openStage, type Stage } from './inProcess/stage.mjs';

/** Patients come, vanish, merge and turn out to be somebody else; people decide and undo. */
const patients = 40;
const by = 'staff-1 (synthetic)';

const sync = /patients to HealthSail/;
const newPatients = /propose shoppers/;
const vanished = /find those that vanished/;
const decide = /decide a match review/;
const undoDecision = /undo a decision/;

let stage: Stage;
/** Patients of whom HealthSail has a customer since the first load. */
let known: TruthPatient[];
/** Patients who come to the practice after the first load. */
let late: TruthPatient[];
/** The shopper who the first load found to be `known[0]`. */
let linkedShopper: string;
/** Shoppers who came after the first load. */
let shopper: Record<'nobody' | 'same' | 'doubtful' | 'taken' | 'nameless', string>;

interface Pair {
	readonly customerId: string;
	readonly externalId: { readonly value: string };
}

interface State {
	customers: Array<{
		id: string;
		version: number;
		status: string;
		externalIds: Array<{ type: string; value: string; verification: string }>;
	}>;
	matchReviews: Array<{
		id: string;
		version: number;
		kind: string;
		state: string;
		reasons: string[];
		pair: Pair;
	}>;
	matchExclusions: Pair[];
	patientMerges: Array<{ id: string; state: string; matchReviewId?: string }>;
	demographicChangeRequests: Array<{
		kind: string;
		customerId: string;
		review: { state: string };
		changes: Array<{ path: string; from: unknown }>;
	}>;
}

before(async () => {
	stage = await openStage(
		['tebra/demographic-sync', 'tebra/patient-lifecycle'],
		{
			port: 4728,
			patients,
			secondPracticePatients: 5,
			optedOutPatients: 2,
			flaggedPatients: 2,
			seed: 5,
		},
		25,
	);
	const filled = (await stage.truth('included')).filter(isFilledIn);
	assert.ok(filled.length >= 12, `${filled.length} patients are filled in`);
	late = filled.slice(0, 3);
	known = filled.slice(3);
	await inPractice('remove', late);
	[linkedShopper = ''] = await shop([sameAs(first(known))]);
	await stage.engine.run(sync, 'Run by Hand');
	await stage.engine.run(/confirm the first load/, 'I Have Read the Counts');
	const loaded = countsOf(await stage.engine.run(sync, 'Every 15 Minutes'));
	assert.deepEqual([loaded.linked, loaded.created], [1, patients - 3 - 1]);
	await inPractice('restore', late);
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
	const quiet = await stage.engine.run(vanished, 'Run by Hand');
	assert.equal(messageOf(quiet), undefined);
	assert.equal(quiet.times('Ask a Person'), 0);

	await inPractice('remove', [gone]);
	for (const trigger of ['Every Week', 'Run by Hand']) {
		const run = await stage.engine.run(vanished, trigger);
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
	const run = await stage.engine.run(vanished, 'Run by Hand');
	stage.sandbox.world.faults.clear();
	assert.ok(messageOf(run));
	await inPractice('restore', [gone]);
});

test('of new shoppers one is proposed, one linked, two asked about, and others left alone', async () => {
	const before = await state();
	const [nobody = '', same = '', doubtful = '', taken = '', nameless = ''] = await shop([
		stranger(1),
		sameAs(at(late, 0)),
		nameAndBirthDateOf(at(late, 1)),
		sameAs(at(known, 1)),
		{ demographics: { email: 'nameless@shopper.example' } },
	]);
	shopper = { nobody, same, doubtful, taken, nameless };
	const run = await stage.engine.run(newPatients, 'Run by Hand');
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
	const run = await stage.engine.run(newPatients, 'Every Hour');
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
	const failed = await stage.engine.run(newPatients, 'Every Hour');
	faults.clear();
	assert.match(messageOf(failed) ?? '', /^Shoppers who could not be handled: 1\. .* First reason: \w/);
	assert.equal((await proposed()).length, 1);
	assert.equal(failed.order.at(-1), 'Stop and Say Why');

	const next = await stage.engine.run(newPatients, 'Every Hour');
	assert.equal(messageOf(next), undefined);
	assert.deepEqual((await proposed()).sort(), [one, other].sort());
});

test('a decision to link gives the customer the patient ID, and undoing it takes it away', async () => {
	const patient = at(late, 1);
	const { id } = reviewOf(await state(), shopper.doubtful);
	const decided = await stage.runByHand(decide, {
		matchReviewId: id,
		decision: 'link',
		decidedBy: by,
	});
	assert.equal(messageOf(decided), undefined);
	assert.equal(customerOf(await state(), patient), shopper.doubtful);

	const twice = await stage.runByHand(decide, {
		matchReviewId: id,
		decision: 'keep_apart',
		decidedBy: by,
	});
	assert.ok(messageOf(twice), 'a decided review was decided again');

	const undone = await stage.runByHand(undoDecision, { matchReviewId: id, decidedBy: by });
	assert.equal(messageOf(undone), undefined);
	const now = await state();
	assert.equal(customerOf(now, patient), undefined);
	assert.equal(reviewOf(now, shopper.doubtful).state, 'open');
});

test('a pair kept apart is never proposed again, until the decision is undone', async () => {
	const patient = at(late, 1);
	const { id } = reviewOf(await state(), shopper.doubtful);
	const keepApart = { matchReviewId: id, decision: 'keep_apart', decidedBy: by };
	await stage.runByHand(decide, keepApart);
	assert.deepEqual(pairsOf((await state()).matchExclusions), [[patient.id, shopper.doubtful]]);
	await stage.runByHand(undoDecision, { matchReviewId: id, decidedBy: by });
	assert.deepEqual((await state()).matchExclusions, []);

	await stage.runByHand(decide, keepApart);
	const run = await stage.engine.run(newPatients, 'Every Hour');
	assert.equal(messageOf(run), undefined);
	const now = await state();
	assert.deepEqual(
		openLinks(now).filter(({ pair }) => pair.customerId === shopper.doubtful),
		[],
	);
	assert.equal(customerOf(now, patient), undefined);
	// Somebody else than the patient of that name: a new patient, then.
	assert.ok(
		now.demographicChangeRequests.some(({ customerId }) => customerId === shopper.doubtful),
	);

	const night = await stage.engine.run(sync, 'Every Night');
	assert.equal(countsOf(night).review, undefined);
	const own = customerOf(await state(), patient);
	assert.ok(own !== undefined && own !== shopper.doubtful);
});

test('a link undone is remembered: the patient gets a customer of its own', async () => {
	const patient = first(known);
	assert.equal(customerOf(await state(), patient), linkedShopper);
	const undone = await stage.runByHand(/undo a link/, {
		customerId: linkedShopper,
		patientId: patient.id,
		decidedBy: by,
	});
	assert.equal(messageOf(undone), undefined);
	const now = await state();
	assert.equal(customerOf(now, patient), undefined);
	assert.deepEqual(pairsOf(now.matchExclusions).at(-1), [patient.id, linkedShopper]);

	const night = await stage.engine.run(sync, 'Every Night');
	assert.deepEqual([countsOf(night).created, countsOf(night).linked], [1, undefined]);
	const own = customerOf(await state(), patient);
	assert.ok(own !== undefined && own !== linkedShopper);
	await stage.engine.run(newPatients, 'Every Hour');
	assert.deepEqual(
		openLinks(await state()).filter(({ pair }) => pair.customerId === linkedShopper),
		[],
	);
});

test('undoing a link that is not there is refused and leaves no exclusion behind', async () => {
	const before = await state();
	const run = await stage.runByHand(/undo a link/, {
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
	const merged = await stage.runByHand(/merge two patients/, ids);
	assert.equal(messageOf(merged), undefined);
	const afterMerge = await state();
	const review = afterMerge.matchReviews.find(({ kind }) => kind === 'customer_merge');
	assert.ok(review);
	assert.equal(merged.items('Merge Patients')[0]?.json.matchReviewId, review.id);
	assert.deepEqual([review.state, review.pair.customerId], ['open', goes]);
	assert.equal(statusOf(afterMerge, goes), 'active');

	await stage.runByHand(decide, { matchReviewId: review.id, decision: 'link', decidedBy: by });
	assert.equal(statusOf(await state(), goes), 'merged');
	const tooEarly = await stage.runByHand(/undo a merge/, ids);
	assert.ok(messageOf(tooEarly), 'a merge was undone under a decision');

	await stage.runByHand(undoDecision, { matchReviewId: review.id, decidedBy: by });
	assert.equal(statusOf(await state(), goes), 'active');
	const undone = await stage.runByHand(/undo a merge/, ids);
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
	const open = () => state().then((now) => reviewOf(now, shopper.taken).pair.externalId.value);
	assert.equal(await open(), loser.id);
	const ids = { survivor: survivor.id, loser: loser.id };
	await stage.runByHand(/merge two patients/, ids);
	assert.equal(await open(), survivor.id);
	await stage.runByHand(/undo a merge/, ids);
	assert.equal(await open(), loser.id);
});

const state = async () => await stage.control<State>('GET', 'healthsail/state');

async function shop(items: readonly Shopper[]): Promise<string[]> {
	return (await stage.control<{ ids: string[] }>('POST', 'healthsail/customers', { items })).ids;
}

async function inPractice(action: 'remove' | 'restore', who: readonly TruthPatient[]) {
	await stage.control('POST', `tebra/${action}`, { patientIds: who.map(({ id }) => id) });
}

/** The customer that holds a patient's id as verified. */
function customerOf({ customers }: State, { id }: TruthPatient): string | undefined {
	return customers.find(
		({ status, externalIds }) =>
			status !== 'merged' &&
			externalIds.some(
				(one) => one.type === 'patient' && one.value === id && one.verification === 'verified',
			),
	)?.id;
}

function statusOf({ customers }: State, customerId: string | undefined): string | undefined {
	return customers.find(({ id }) => id === customerId)?.status;
}

function openLinks({ matchReviews }: State): State['matchReviews'] {
	return matchReviews.filter((review) => review.kind === 'link' && review.state === 'open');
}

/** The match review about a customer. */
function reviewOf({ matchReviews }: State, customerId: string) {
	const review = matchReviews.find(
		({ kind, pair }) => kind === 'link' && pair.customerId === customerId,
	);
	assert.ok(review, 'nobody was asked about this customer');
	return review;
}

function pairsOf(pairs: readonly Pair[]): string[][] {
	return pairs.map(({ externalId, customerId }) => [externalId.value, customerId]);
}

function first(list: readonly TruthPatient[]): TruthPatient {
	return at(list, 0);
}

function at(list: readonly TruthPatient[], index: number): TruthPatient {
	const found = list[index];
	assert.ok(found);
	return found;
}
