import assert from 'node:assert/strict';

import type { TruthPatient } from '../../../sandbox/practice/truth.mjs';
import { isFilledIn, sameAs, type Shopper } from './shoppers.mjs';
import { countsOf, openStage, type Stage } from './stage.mjs';

const patients = 40;

/** The workflows by what their names say. */
export const flows = {
	sync: /patients to HealthSail/,
	newPatients: /propose shoppers/,
	vanished: /find those that vanished/,
	merge: /merge two patients/,
	undoMerge: /undo a merge/,
	decide: /decide a match review/,
	undoDecision: /undo a decision/,
	undoLink: /undo a link/,
} as const;

/** A practice after its first load. */
export interface Lifecycle {
	readonly stage: Stage;
	/** Patients of whom HealthSail has a customer since the first load. */
	readonly known: readonly TruthPatient[];
	/** Patients who come to the practice after the first load. */
	readonly late: readonly TruthPatient[];
	/** The shopper who the first load found to be `known[0]`. */
	readonly linkedShopper: string;
	/** All that HealthSail holds now. */
	state(): Promise<State>;
	/** Makes shoppers; answers their customer ids. */
	shop(items: readonly Shopper[]): Promise<string[]>;
	/** Takes patients out of the practice's records, or puts them back. */
	inPractice(action: 'remove' | 'restore', who: readonly TruthPatient[]): Promise<void>;
}

export interface Pair {
	readonly customerId: string;
	readonly externalId: { readonly value: string };
}

export interface State {
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

/** Opens a sandbox with both sets and goes through the first load. */
export async function openLifecycle(port: number): Promise<Lifecycle> {
	const stage = await openStage(
		['tebra/demographic-sync', 'tebra/patient-lifecycle'],
		{
			port,
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
	// Undoing a link must take the policies along, so this one has some.
	const insured = filled.find(({ cases }) => cases.some(({ policies }) => policies.length > 0));
	assert.ok(insured, 'a patient is insured');
	const others = filled.filter((patient) => patient !== insured);
	const late = others.slice(0, 3);
	const state = async () => await stage.control<State>('GET', 'healthsail/state');
	const shop = async (items: readonly Shopper[]) =>
		(await stage.control<{ ids: string[] }>('POST', 'healthsail/customers', { items })).ids;
	const inPractice = async (action: 'remove' | 'restore', who: readonly TruthPatient[]) => {
		await stage.control('POST', `tebra/${action}`, { patientIds: who.map(({ id }) => id) });
	};
	await inPractice('remove', late);
	const [linkedShopper = ''] = await shop([sameAs(insured)]);
	await stage.engine.run(flows.sync, 'Run by Hand');
	await stage.engine.run(/confirm the first load/, 'I Have Read the Counts');
	const loaded = countsOf(await stage.engine.run(flows.sync, 'Every 15 Minutes'));
	assert.deepEqual([loaded.linked, loaded.created], [1, patients - 3 - 1]);
	await inPractice('restore', late);
	const known = [insured, ...others.slice(3)];
	return { stage, known, late, linkedShopper, state, shop, inPractice };
}

/** The customer that holds a patient's id as verified. */
export function customerOf({ customers }: State, { id }: TruthPatient): string | undefined {
	return customers.find(
		({ status, externalIds }) =>
			status !== 'merged' &&
			externalIds.some(
				(one) => one.type === 'patient' && one.value === id && one.verification === 'verified',
			),
	)?.id;
}

/** Active, merged and so on. */
export function statusOf({ customers }: State, customerId: string | undefined): string | undefined {
	return customers.find(({ id }) => id === customerId)?.status;
}

/** The match reviews that ask whether a patient is a customer, and wait for an answer. */
export function openLinks({ matchReviews }: State): State['matchReviews'] {
	return matchReviews.filter((review) => review.kind === 'link' && review.state === 'open');
}

/** The match review about a customer. */
export function reviewOf({ matchReviews }: State, customerId: string) {
	const review = matchReviews.find(
		({ kind, pair }) => kind === 'link' && pair.customerId === customerId,
	);
	assert.ok(review, 'nobody was asked about this customer');
	return review;
}

/** Patient id and customer id of each pair. */
export function pairsOf(pairs: readonly Pair[]): string[][] {
	return pairs.map(({ externalId, customerId }) => [externalId.value, customerId]);
}

/** The patient at a place of a list; there must be one. */
export function at(list: readonly TruthPatient[], index: number): TruthPatient {
	const found = list[index];
	assert.ok(found);
	return found;
}
