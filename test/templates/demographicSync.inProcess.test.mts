import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { RunningSandbox } from '../../sandbox/sandbox.mjs';
import type { Engine } from './inProcess/engine.mjs';
import { countsOf, openStage, type Stage } from './inProcess/stage.mjs';

const patients = 40;
const pageSize = 15;
/** Opted out and flagged ones of the served practice, beside the included. */
const excluded = 20;

const sync = /patients to HealthSail/;
let stage: Stage;
let sandbox: RunningSandbox;
let engine: Engine;
/** Records of another practice, or of none, that Tebra hands out all the same. */
let fenced: number;
let pages: number;

/** The template in n8n's own engine, against the sandbox, from the dry run to the nightly compare. */
before(async () => {
	stage = await openStage(
		['tebra/demographic-sync'],
		{ port: 4720, patients, secondPracticePatients: 5, seed: 7 },
		pageSize,
	);
	({ sandbox, engine } = stage);
	const second = await idsOf('secondPractice');
	fenced = second.filter((id) => id % 2 === 0).length + (await idsOf('noPractice')).length;
	assert.ok(fenced > 0);
	pages = Math.ceil((patients + excluded + fenced) / pageSize);
});
after(() => sandbox?.stop());

test('n8n finds nothing wrong with any workflow of the set', async () => {
	assert.equal(stage.templates.length, 4);
	for (const template of stage.templates) {
		assert.deepEqual(engine.problems(template), [], template.name);
	}
});

test('the first run is a dry run: it counts every page and changes no customer', async () => {
	const result = await engine.run(sync, 'Run by Hand');
	assert.deepEqual(countsOf(result), {
		read: patients + excluded + fenced,
		fenced,
		excluded,
		created: patients,
	});
	assert.equal(result.times('Sync One Page'), pages);
	assert.equal(sandbox.healthsail.counts().customers, 0);
	assert.equal(result.items('Finish Run')[0]?.json.state, 'awaiting_confirmation');
});

test('until a person confirms, a run ends at once', async () => {
	const result = await engine.run(sync, 'Every 15 Minutes');
	assert.equal(result.items('Not Started Now')[0]?.json.reason, 'awaitingConfirmation');
	assert.equal(result.times('Sync One Page'), 0);
});

test('counts that are wrong are thrown away, and the next run is a new dry run', async () => {
	const discarded = await engine.run(/ask for a new dry run/, 'Counts Are Wrong');
	assert.equal(discarded.items('Discard Dry Run')[0]?.json.state, 'discarded');
	const again = await engine.run(sync, 'Every 15 Minutes');
	assert.equal(countsOf(again).created, patients);
	assert.equal(again.items('Finish Run')[0]?.json.state, 'awaiting_confirmation');
	assert.equal(sandbox.healthsail.counts().customers, 0);
});

test('after the confirmation the first load writes every included patient, page by page', async () => {
	const confirmed = await engine.run(/confirm the first load/, 'I Have Read the Counts');
	assert.equal(confirmed.items('Confirm Dry Run')[0]?.json.state, 'confirmed');
	const before = healthSailCalls();
	const result = await engine.run(sync, 'Every 15 Minutes');
	assert.deepEqual(countsOf(result), {
		read: patients + excluded + fenced,
		fenced,
		excluded,
		created: patients,
	});
	assert.equal(sandbox.healthsail.counts().customers, patients);
	// Starting takes 4 calls of its own and finishing 5; the pages count all others.
	const { healthSailCalls: counted } = result.items('Finish Run')[0]?.json.counts as Record<
		string,
		number
	>;
	assert.equal(counted, healthSailCalls() - before - 4 - 5);
});

test('in each page the record of the page is the last node that runs', () => {
	assert.equal(engine.subRuns.length, 3 * pages);
	for (const page of engine.subRuns) {
		assert.equal(page.order.at(-1), 'Record Page');
		assert.equal(page.times('Record Page'), 1);
	}
});

test('what the page flow receives is where to read on and nothing of a patient', () => {
	for (const page of engine.subRuns) {
		const [item] = page.items('Start of Page');
		assert.deepEqual(Object.keys(item?.json ?? {}).sort(), [
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

test('a run without changes writes nothing, and the nightly compare finds all unchanged', async () => {
	const before = writes();
	const changes = await engine.run(sync, 'Every 15 Minutes');
	assert.equal(countsOf(changes).created ?? 0, 0);
	const compare = await engine.run(sync, 'Every Night');
	assert.deepEqual(countsOf(compare), {
		read: patients + excluded + fenced,
		fenced,
		excluded,
		unchanged: patients,
	});
	assert.deepEqual(writes(), before);
});

test('a page that fails marks the run failed, says why, and the next run goes through', async () => {
	sandbox.world.faults.arm({ system: 'tebra', kind: 'wrongCredentials', count: 0 });
	const failed = await engine.run(sync, 'Every Night');
	sandbox.world.faults.clear();
	assert.equal(failed.items('Mark Run Failed')[0]?.json.state, 'failed');
	const { problems } = failed.items('Mark Run Failed')[0]?.json ?? {};
	assert.equal((problems as Array<{ kind: string }>)[0]?.kind, 'authentication');
	const said = failed.run.data.resultData.error?.message ?? '';
	assert.match(said, /^The sync stopped at a page; the next run repeats that page\. Reason: Tebra/);
	const next = await engine.run(sync, 'Every Night');
	assert.equal(countsOf(next).unchanged, patients);
});

/** How many calls HealthSail has had so far. */
function healthSailCalls(): number {
	return sandbox.world.calls.since(0).filter(({ system }) => system === 'healthsail').length;
}

/** Ids of a group of the sandbox's patients. */
async function idsOf(group: string): Promise<number[]> {
	return (await stage.truth(group)).map(({ id }) => Number(id));
}

/** The calls so far that change a customer, coverage, external id or match review. */
function writes() {
	const changing = /Customer|Coverage|ExternalId|MatchReview/;
	const calls = sandbox.world.calls
		.since(0)
		.filter(({ effect, operation }) => effect === 'write' && changing.test(operation));
	return calls.map(({ operation }) => operation);
}
