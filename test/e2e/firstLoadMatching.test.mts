// The first load of a practice whose patients shop at HealthSail already: each is linked, asked about
// or created as the label file says, and what a person decides or takes back holds.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openLabelledPractice } from './support/labelledPractice.mjs';
import {
	decide,
	mergePatients,
	STAFF,
	undoDecision,
	undoLink,
	undoMerge,
} from './support/lifecycle.mjs';
import {
	byId,
	customerOf,
	customerOfRequest,
	exclusions,
	identityActs,
	links,
	openReviews,
	reviewOf,
	unlikeLabels,
} from './support/linkState.mjs';
import {
	healthSailState,
	proposeEmail,
	type Customer,
	type HealthSailState,
	type TruthPatient,
} from './support/sandboxState.mjs';
import type { Label, Labels } from './support/shoppers.mjs';
import {
	compareAll,
	confirmDryRun,
	expectNoChange,
	expectRun,
	syncChanges,
} from './support/syncRuns.mjs';
import type { TestStage } from './support/testStage.mjs';
import { differences, sharedExternalIds } from './support/truth.mjs';

/** `HEALTHSAIL_E2E_PATIENTS=1000 npm test -- firstLoadMatching` for a quicker run. */
const PATIENTS = Number(process.env.HEALTHSAIL_E2E_PATIENTS ?? 5_000);
const LINKS = PATIENTS * 0.8;
const REVIEWS = PATIENTS * 0.04;
const NEW = PATIENTS - LINKS - REVIEWS;

describe(`A first load of ${PATIENTS} patients who are customers`, { timeout: 1_800_000 }, () => {
	let stage: TestStage;
	let truth: TruthPatient[];
	let labels: Labels;
	let shopperIds: string[];
	/** As the shoppers were before any run. */
	let shoppersBefore: Map<string, Customer>;

	before(async () => {
		({ stage, truth, labels, shopperIds } = await openLabelledPractice(PATIENTS));
		shoppersBefore = byId((await state()).customers);
	});
	after(async () => await stage?.close());

	it('has a label file with as many pairs, doubts and strangers as there must be', () => {
		const count = (what: Label['what']) => labelled(what).length;
		assert.deepEqual(
			{ link: count('link'), review: count('review'), new: count('new') },
			{ link: LINKS, review: REVIEWS, new: NEW },
		);
		assert.equal(shopperIds.length, PATIENTS);
		const kinds = Object.values(labels).map((label) => 'kind' in label && label.kind);
		assert.equal(new Set(kinds.filter(Boolean)).size, 7);
	});

	it('counts links, doubts and new customers in the dry run and writes nothing', async () => {
		const run = await syncChanges(stage, 'Dry run');
		const counts = { linked: LINKS, review: REVIEWS, created: NEW, updated: 0, failed: 0 };
		expectRun(run, 'awaiting_confirmation', counts);
		expectNoChange(run);
		const after = await state();
		assert.equal(after.matchReviews.length, 0);
		assert.deepEqual(byId(after.customers), shoppersBefore);
		assert.deepEqual(identityActs(after), {});
	});

	it('links, asks and creates as the label file says', async (t) => {
		await confirmDryRun(stage, 'tebra');
		const run = await syncChanges(stage, 'First load');
		t.diagnostic(`first load of ${PATIENTS}: ${run.seconds.toFixed(1)} s`);
		const counts = { linked: LINKS, review: REVIEWS, created: NEW, updated: 0, failed: 0 };
		expectRun(run, 'finished', counts);
		const after = await state();
		assert.deepEqual(unlikeLabels(after, labels, shopperIds), []);
		assert.equal(openReviews(after.matchReviews).length, REVIEWS);
		assert.equal(after.customers.length, PATIENTS + NEW);
		// Staff type chart numbers, so two patients may have the same one.
		const shared = sharedExternalIds(after.customers).filter((id) => !id.includes(' chart '));
		assert.deepEqual(shared, []);
		const known = truth.filter(({ id }) => labels[id].what !== 'review');
		assert.deepEqual(differences(after, known), []);
	});

	it('leaves shoppers alone who are no patients or may be ones', async () => {
		const linked = new Set(labelled('link').map(shopperOf));
		const others = shopperIds.filter((id) => !linked.has(id));
		assert.equal(others.length, PATIENTS - LINKS);
		const now = byId((await state()).customers);
		for (const id of others) assert.deepEqual(now.get(id), shoppersBefore.get(id));
	});

	it('reports one link to the audit trail for each customer that was linked', async () => {
		const after = await state();
		assert.deepEqual(identityActs(after), { 'link customer.createOrUpdate success': LINKS });
		const told = after.auditEvents.flatMap(({ action, customerId }) =>
			action === 'link' ? [customerId] : [],
		);
		assert.deepEqual(new Set(told), new Set(labelled('link').map(shopperOf)));
	});

	it('changes nothing and asks nothing twice when it runs again', async () => {
		const before = await state();
		const changes = await syncChanges(stage, 'Second run');
		expectRun(changes, 'finished', { linked: 0, created: 0, updated: 0, failed: 0 });
		const compare = await compareAll(stage, 'Compare after the first load');
		const unchanged = PATIENTS - REVIEWS;
		const counts = { linked: 0, created: 0, updated: 0, failed: 0 };
		expectRun(compare, 'finished', { ...counts, review: REVIEWS, unchanged });
		const after = await state();
		assert.deepEqual(after.matchReviews, before.matchReviews);
		assert.deepEqual(byId(after.customers), byId(before.customers));
		assert.deepEqual(identityActs(after), identityActs(before));
	});

	describe('after people looked at it', () => {
		/** Patients of whom a person says: the same, not the same, wrongly linked. */
		let [same, apart, wrong] = ['', '', ''];
		let wrongCustomer: string;
		let audited: Set<string>;

		before(async () => {
			[same, apart] = labelled('review');
			[wrong] = labelled('link');
			wrongCustomer = shopperOf(wrong);
		});

		it('carries a decision to link and one to keep apart out at once', async () => {
			await rememberAudit();
			const before = await state();
			await decide(stage, reviewOf(before, same).id, 'link');
			await decide(stage, reviewOf(before, apart).id, 'keep_apart');
			const after = await state();
			assert.equal(customerOf(after, same)?.id, shopperOf(same));
			assert.equal(reviewOf(after, same).decision, 'link');
			assert.equal(reviewOf(after, same).by, STAFF);
			assert.equal(customerOf(after, apart), undefined);
			assert.deepEqual(exclusions(after), [`${apart} ${shopperOf(apart)}`]);
			assert.deepEqual(identityActs(after, audited), {
				'decide matchReview.decide success': 2,
				'link matchReview.decide success': 1,
				'exclude matchReview.decide success': 1,
			});
		});

		it('takes a link away that the matcher made, and remembers why', async () => {
			await rememberAudit();
			await undoLink(stage, wrongCustomer, wrong);
			const after = await state();
			assert.equal(customerOf(after, wrong), undefined);
			assert.deepEqual(
				exclusions(after),
				[`${apart} ${shopperOf(apart)}`, `${wrong} ${wrongCustomer}`].sort(),
			);
			assert.deepEqual(identityActs(after, audited), {
				'exclude matchExclusion.create success': 1,
				'unlink externalId.remove success': 1,
			});
		});

		it('acts on all of it in the nightly compare', async () => {
			const run = await compareAll(stage, 'Compare after the decisions');
			// Two patients are kept from their customers; the one that a person linked gets its data.
			const counts = { linked: 0, created: 2, updated: 1, review: REVIEWS - 2, failed: 0 };
			expectRun(run, 'finished', counts);
			const after = await state();
			const three = truth.filter(({ id }) => [same, apart, wrong].includes(id));
			assert.deepEqual(differences(after, three), []);
			assert.equal(customerOf(after, same)?.id, shopperOf(same));
			assert.notEqual(customerOf(after, apart)?.id, shopperOf(apart));
			assert.notEqual(customerOf(after, wrong)?.id, wrongCustomer);
			assert.equal(openReviews(after.matchReviews).length, REVIEWS - 2);
			assert.equal(after.customers.length, PATIENTS + NEW + 2);
		});

		it('holds the exclusions in the compare after that', async () => {
			const before = await state();
			const run = await compareAll(stage, 'Compare once more');
			const counts = { linked: 0, created: 0, updated: 0, review: REVIEWS - 2, failed: 0 };
			expectRun(run, 'finished', { ...counts, unchanged: PATIENTS - REVIEWS + 2 });
			const after = await state();
			assert.deepEqual(byId(after.customers), byId(before.customers));
			assert.deepEqual(after.matchReviews, before.matchReviews);
			assert.deepEqual(after.matchExclusions, before.matchExclusions);
		});

		it('takes both decisions back and asks again', async () => {
			await rememberAudit();
			const before = await state();
			await undoDecision(stage, reviewOf(before, same).id);
			await undoDecision(stage, reviewOf(before, apart).id);
			const after = await state();
			assert.equal(customerOf(after, same), undefined, 'the link is gone');
			assert.deepEqual(exclusions(after), [`${wrong} ${wrongCustomer}`], 'its exclusion is gone');
			for (const patientId of [same, apart]) {
				const { state, decision } = reviewOf(after, patientId);
				assert.deepEqual({ state, decision }, { state: 'open', decision: undefined });
			}
			assert.equal(openReviews(after.matchReviews).length, REVIEWS);
			assert.deepEqual(identityActs(after, audited), {
				'decide matchReview.reopen success': 2,
				'unlink matchReview.reopen success': 1,
				'delete matchReview.reopen success': 1,
			});
		});

		it('moves open work to the patient that remains of a merge, and back', async () => {
			// The loser has a customer, a match exclusion, a change request, and no review of its own.
			const survivor = labelled('link')[1];
			const before = await state();
			const [own, other] = [customerOf(before, wrong), customerOf(before, survivor)];
			assert.ok(own && other);
			const requestId = await proposeEmail(stage.sandbox, own.id);
			const earlier = await state();
			await rememberAudit();

			await mergePatients(stage, survivor, wrong);
			const merged = await state();
			const [merge] = merged.patientMerges;
			assert.deepEqual(
				new Set(merge.moved.map(({ kind }) => kind)),
				new Set(['external_id', 'match_exclusion', 'demographic_change_request']),
			);
			assert.deepEqual(exclusions(merged), [`${survivor} ${wrongCustomer}`]);
			assert.equal(customerOfRequest(merged, requestId), other.id);
			assert.equal(customerOf(merged, survivor)?.id, other.id);
			const asked = merged.matchReviews.find(({ id }) => id === merge.matchReviewId);
			assert.equal(asked?.kind, 'customer_merge', 'a person is asked before customers merge');
			assert.equal(asked?.state, 'open');
			assert.equal(byId(merged.customers).get(own.id)?.status, own.status, 'nothing merged yet');

			await undoMerge(stage, survivor, wrong);
			const after = await state();
			assert.deepEqual(links(after), links(earlier));
			assert.deepEqual(exclusions(after), exclusions(earlier));
			assert.equal(customerOfRequest(after, requestId), own.id);
			assert.equal(after.patientMerges[0].state, 'undone');
			assert.deepEqual(
				after.matchReviews.filter(({ state }) => state === 'open').map(({ id }) => id),
				earlier.matchReviews.filter(({ state }) => state === 'open').map(({ id }) => id),
			);
			assert.deepEqual(identityActs(after, audited), {
				'merge patient.merge success': 1,
				'merge patient.unmerge success': 1,
			});
		});

		it('moves an open review to the patient that remains of a merge, and back', async () => {
			const survivor = labelled('link')[2];
			const loser = labelled('review')[2];
			const before = await state();
			const review = reviewOf(before, loser);
			await mergePatients(stage, survivor, loser);
			const moved = (await state()).matchReviews.find(({ id }) => id === review.id);
			assert.equal(moved?.pair.externalId.value, survivor);
			assert.equal(moved?.state, 'open');
			await undoMerge(stage, survivor, loser);
			const after = await state();
			assert.deepEqual(reviewOf(after, loser).pair, review.pair);
			assert.deepEqual(links(after), links(before));
		});

		async function rememberAudit(): Promise<void> {
			audited = new Set((await state()).auditEvents.map(({ id }) => id));
		}
	});

	async function state(): Promise<HealthSailState> {
		return await healthSailState(stage.sandbox);
	}

	function labelled(what: Label['what']): string[] {
		return Object.keys(labels).filter((patientId) => labels[patientId].what === what);
	}

	/** The shopper who is the patient by the label file, or may be. */
	function shopperOf(patientId: string): string {
		const label = labels[patientId];
		assert.ok(label.what !== 'new');
		return shopperIds[label.shopper];
	}
});
