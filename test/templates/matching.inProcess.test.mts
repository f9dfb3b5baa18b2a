import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { TruthPatient } from '../../sandbox/practice/truth.mjs';
import type { RunResult } from './inProcess/engine.mjs';
import { isFilledIn, nameAndBirthDateOf, sameAs, stranger } from './inProcess/shoppers.mjs';
import { countsOf, openStage, type Stage } from './inProcess/stage.mjs';

/** The first load meets shoppers: some are patients, some only share a name and a birth date. */
const patients = 60;
const same = 20;
const doubtful = 10;
const strangers = 10;
const pageSize = 25;

const sync = /patients to HealthSail/;
let stage: Stage;
/** Patients by id → the shopper that is, or may be, the same person. */
const shopperOf = new Map<string, string>();
const doubtfulShopperOf = new Map<string, string>();

interface State {
	customers: Array<{
		id: string;
		version: number;
		source: string;
		externalIds: Array<Record<string, string>>;
		demographics?: { email?: string | null };
	}>;
	matchReviews: Array<{
		id: string;
		version: number;
		state: string;
		kind: string;
		reasons: string[];
		pair: { customerId: string; externalId: { value: string } };
	}>;
	auditEvents: Array<{
		action: string;
		flow?: string;
		runId?: string;
		subjects: unknown[];
		createdAt: string;
	}>;
}

before(async () => {
	stage = await openStage(
		['tebra/demographic-sync'],
		{
			port: 4724,
			patients,
			secondPracticePatients: 0,
			optedOutPatients: 0,
			flaggedPatients: 0,
			seed: 11,
		},
		pageSize,
	);
	const filled = (await stage.truth('included')).filter(isFilledIn);
	assert.ok(filled.length >= same + doubtful, `${filled.length} patients are filled in`);
	const known = filled.slice(0, same);
	const like = filled.slice(same, same + doubtful);
	const items = [
		...known.map(sameAs),
		...like.map(nameAndBirthDateOf),
		...Array.from({ length: strangers }, (_, number) => stranger(number)),
	];
	const { ids } = await stage.control<{ ids: string[] }>('POST', 'healthsail/customers', { items });
	const note = (map: Map<string, string>, list: TruthPatient[], from: number) =>
		list.forEach(({ id }, index) => map.set(id, ids[from + index] ?? ''));
	note(shopperOf, known, 0);
	note(doubtfulShopperOf, like, same);
});
after(() => stage?.sandbox.stop());

const state = async () => await stage.control<State>('GET', 'healthsail/state');
const outcome = { linked: same, review: doubtful, created: patients - same - doubtful };

/** The verified patient id of each customer that has one. */
const links = ({ customers }: State) =>
	new Map(
		customers.flatMap(({ id, externalIds }) =>
			externalIds
				.filter(({ type, verification }) => type === 'patient' && verification === 'verified')
				.map(({ value = '', system, practiceId }) => {
					assert.deepEqual([system, practiceId], ['tebra', '1']);
					return [value, id] as const;
				}),
		),
	);

test('the dry run tells who would be linked, asked about and created, and changes nothing', async () => {
	const before = await state();
	const result = await stage.engine.run(sync, 'Run by Hand');
	const { read, fenced = 0, ...rest } = countsOf(result);
	assert.deepEqual(rest, outcome);
	assert.equal(read, patients + fenced);
	const after = await state();
	assert.deepEqual(after.customers, before.customers);
	assert.deepEqual(after.matchReviews, []);
	assert.deepEqual(
		after.auditEvents.filter(({ action }) => action === 'link'),
		[],
	);
});

test('the first load links, asks and creates as the dry run said, and counts every call', async () => {
	await stage.engine.run(/confirm the first load/, 'I Have Read the Counts');
	const before = healthSailCalls();
	const result = await stage.engine.run(sync, 'Every 15 Minutes');
	const { read, fenced = 0, ...rest } = countsOf(result);
	assert.deepEqual(rest, outcome);
	assert.equal(read, patients + fenced);
	// Starting takes 4 calls of its own and finishing 5; the pages count all others.
	const counts = result.items('Finish Run')[0]?.json.counts as Record<string, number>;
	assert.equal(counts.healthSailCalls, healthSailCalls() - before - 4 - 5);
});

test('each shopper who is a patient has the patient ID, and no other shopper has one', async () => {
	const now = await state();
	const linked = links(now);
	assert.equal(linked.size, patients - doubtful);
	for (const [patient, shopper] of shopperOf) assert.equal(linked.get(patient), shopper);
	assert.equal(
		now.customers.length,
		same + doubtful + strangers + (patients - same - doubtful),
		'a customer too many or too few',
	);
	const shoppers = now.customers.filter(({ source }) => source === 'portal');
	const withId = shoppers.filter(({ externalIds }) => externalIds.length > 0);
	assert.deepEqual(withId.map(({ id }) => id).sort(), [...shopperOf.values()].sort());
	for (const { externalIds } of withId) {
		const methods = externalIds.filter(({ type }) => type === 'patient');
		assert.deepEqual(
			methods.map(({ matchMethod }) => matchMethod),
			['demographic'],
		);
	}
});

test('each doubtful pair waits for a person, with the reason why', async () => {
	const { matchReviews } = await state();
	assert.deepEqual(
		new Map(matchReviews.map(({ pair }) => [pair.externalId.value, pair.customerId])),
		doubtfulShopperOf,
	);
	for (const review of matchReviews) {
		assert.deepEqual([review.state, review.kind], ['open', 'link']);
		assert.ok(review.reasons.includes('nameAndBirthDateOnly'));
	}
});

test('every link is in the audit trail, under the flow and its run', async () => {
	const { auditEvents } = await state();
	const reported = auditEvents.filter(({ action }) => action === 'link');
	assert.equal(
		reported.reduce((sum, { subjects }) => sum + subjects.length, 0),
		same * 2,
	);
	for (const { flow, runId } of reported) {
		assert.equal(flow, 'tebra/demographic-sync');
		assert.match(runId ?? '', /^run_/);
	}
});

test('in each page the record of the page is the last node that runs', () => {
	assert.ok(stage.engine.subRuns.length >= 2 * Math.ceil(patients / pageSize));
	for (const page of stage.engine.subRuns) {
		assert.equal(page.order.at(-1), 'Record Page');
		const written = ['Link to Customers', 'Ask a Person', 'Create Customers'];
		for (const name of written.filter((node) => page.times(node) > 0)) {
			assert.ok(page.order.indexOf('Get Practice Profile') < page.order.indexOf(name));
		}
	}
});

test('no patient reaches the main flow or goes to the sub-workflow', async () => {
	const compare = await stage.engine.run(sync, 'Every Night');
	const text = JSON.stringify(compare.run.data.resultData.runData);
	const found = (await stage.truth('included')).filter(
		({ email, address }) =>
			(email !== undefined && text.includes(email)) ||
			(address.line1 !== undefined && text.includes(address.line1)),
	);
	assert.equal(found.length, 0, 'patients found in the data of the main flow');
	for (const page of stage.engine.subRuns) {
		assert.equal(page.items('Start of Page').length, 1);
		const given = Object.keys(page.items('Start of Page')[0]?.json ?? {}).sort();
		assert.deepEqual(given, [
			'cursor',
			'dryRun',
			'leaseKey',
			'mode',
			'owner',
			'practiceId',
			'runId',
			'since',
			'system',
			'wholePractice',
		]);
	}
});

test('a second compare finds all unchanged, and asks about nobody twice', async () => {
	const before = await state();
	const result = await stage.engine.run(sync, 'Every Night');
	const { read: _read, fenced: _fenced, ...rest } = countsOf(result);
	assert.deepEqual(rest, { unchanged: patients - doubtful, review: doubtful });
	const after = await state();
	assert.deepEqual(after.customers, before.customers);
	assert.deepEqual(after.matchReviews, before.matchReviews);
});

test('once the reviews are decided, pages without new patients go through without a search', async () => {
	for (const { id, version } of (await state()).matchReviews) {
		await stage.healthSail(
			'POST',
			`match-reviews/${id}/decide`,
			{ decision: 'link', by: 'staff-1 (synthetic)' },
			{ 'If-Match': `"${version}"` },
		);
	}
	const result = await stage.engine.run(sync, 'Every Night');
	const { read: _read, fenced: _fenced, ...rest } = countsOf(result);
	assert.deepEqual(rest, { unchanged: patients - doubtful, updated: doubtful });
	const linked = links(await state());
	for (const [patient, shopper] of doubtfulShopperOf) assert.equal(linked.get(patient), shopper);

	const pagesBefore = stage.engine.subRuns.length;
	const again = await stage.engine.run(sync, 'Every Night');
	const { read: _all, fenced: _others, ...still } = countsOf(again);
	assert.deepEqual(still, { unchanged: patients });
	const pages: RunResult[] = stage.engine.subRuns.slice(pagesBefore);
	assert.ok(pages.length > 1);
	for (const page of pages) {
		assert.equal(page.times('Find Candidates'), 0);
		assert.equal(page.times('Patient Match'), 0);
		assert.equal(page.times('Record Page'), 1);
	}
});

/** How many calls HealthSail has had so far. */
function healthSailCalls(): number {
	return stage.sandbox.world.calls.since(0).filter(({ system }) => system === 'healthsail').length;
}
