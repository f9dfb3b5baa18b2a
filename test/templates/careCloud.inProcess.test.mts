import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { patientGuid } from '../../sandbox/carecloud/ids.mjs';
import type { TruthPatient } from '../../sandbox/practice/truth.mjs';
import { at, customerOf, openLinks, type State } from './inProcess/lifecycle.mjs';
import { isFilledIn, nameAndBirthDateOf, sameAs, stranger } from './inProcess/shoppers.mjs';
import { messageOf, openStage, type Stage } from './inProcess/stage.mjs';

/** CareCloud patients by a list of chart numbers, and the flows around them. All data is made up. */
const load = /load by chart numbers/;
let stage: Stage;
let folder: string;
let people: readonly TruthPatient[];
let optedOut: readonly TruthPatient[];

const state = async () => await stage.control<State>('GET', 'healthsail/state');

/** Those of a group who have a chart number, by the ids that CareCloud gives them. */
async function withNumbers(group: string): Promise<TruthPatient[]> {
	const all = await stage.truth(group, 'carecloud');
	return all
		.filter(({ chartNumber }) => chartNumber !== undefined)
		.map((patient) => ({ ...patient, id: patientGuid(Number(patient.id)) }));
}

/** Saves the numbers the way a spreadsheet program does, and runs the flow over them. */
async function loadNumbers(numbers: ReadonlyArray<string | undefined>, column = 'chart_number') {
	const file = path.join(folder, 'numbers.csv');
	await writeFile(file, `\uFEFF${[column, ...numbers].join('\r\n')}\r\n`);
	return await stage.runByHand(load, { path: file });
}

function countsOf(result: Awaited<ReturnType<typeof loadNumbers>>) {
	const { numbers, found, linked, review, created, updated, stripped, failed } =
		result.items('Load the File')[0]?.json ?? {};
	return { numbers, found, linked, review, created, updated, stripped, failed };
}

before(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'healthsail-numbers-'));
	// n8n reads files of this folder only.
	process.env.N8N_RESTRICT_FILE_ACCESS_TO = folder;
	stage = await openStage(
		['carecloud/chart-number-load', 'carecloud/patient-lifecycle'],
		{ port: 4778, patients: 30, optedOutPatients: 6, systems: ['carecloud'], seed: 5 },
		25,
	);
	people = (await withNumbers('included')).filter(isFilledIn);
	optedOut = await withNumbers('optedOut');
	assert.ok(people.length >= 5, `${people.length} patients are filled in`);
});
after(async () => {
	await stage?.sandbox.stop();
	await rm(folder, { recursive: true, force: true });
});

test('n8n finds nothing wrong with the load and the six flows of the life-cycle', () => {
	assert.equal(stage.templates.length, 2 + 6);
	for (const template of stage.templates) {
		assert.deepEqual(stage.engine.problems(template), [], template.name);
	}
});

test('of the patients behind the numbers one is linked, one asked about, the others created', async () => {
	const { ids } = await stage.control<{ ids: string[] }>('POST', 'healthsail/customers', {
		items: [sameAs(at(people, 0)), nameAndBirthDateOf(at(people, 1))],
	});
	const run = await loadNumbers([
		...people.slice(0, 4).map(({ chartNumber }) => chartNumber),
		at(optedOut, 0).chartNumber,
		'NO-SUCH-CHART',
	]);
	assert.equal(messageOf(run), undefined);
	assert.deepEqual(countsOf(run), {
		numbers: 6,
		found: 4,
		linked: 1,
		review: 1,
		created: 2,
		updated: 0,
		stripped: 0,
		failed: 0,
	});
	const now = await state();
	assert.equal(customerOf(now, at(people, 0)), ids[0]);
	assert.deepEqual(
		openLinks(now).map(({ pair }) => [pair.customerId, pair.externalId.value]),
		[[ids[1], at(people, 1).id]],
	);
	assert.ok(customerOf(now, at(people, 2)));
	assert.ok(customerOf(now, at(people, 3)));
	assert.equal(customerOf(now, at(optedOut, 0)), undefined);
});

test('running it again does nothing twice', async () => {
	const before = await state();
	const run = await loadNumbers(people.slice(0, 4).map(({ chartNumber }) => chartNumber));
	assert.equal(messageOf(run), undefined);
	const { linked, created, updated } = countsOf(run);
	assert.deepEqual([linked, created, updated], [0, 0, 0]);
	const now = await state();
	assert.deepEqual(now.customers, before.customers);
	assert.equal(openLinks(now).length, 1);
});

test('a number that stands in the file twice makes one customer', async () => {
	const { chartNumber } = at(people, 4);
	const run = await loadNumbers([chartNumber, chartNumber]);
	const holders = (await state()).customers.filter(({ externalIds }) =>
		externalIds.some(({ value }) => value === at(people, 4).id),
	);
	assert.equal(holders.length, 1);
	assert.equal(messageOf(run), undefined);
});

test('what a person starts holds a path and counts, and no patient', async () => {
	const own = at(people, 2);
	const run = await loadNumbers([own.chartNumber]);
	assert.equal(countsOf(run).found, 1);
	const kept = JSON.stringify(run.run.data);
	for (const value of [own.id, own.lastName, own.firstName, own.chartNumber]) {
		assert.ok(value !== undefined && !kept.includes(value));
	}
	const called = stage.engine.subRuns.at(-1);
	assert.ok(JSON.stringify(called?.run.data).includes(own.id));
	assert.deepEqual(run.order, [
		'The File Is There',
		'File of Chart Numbers',
		'Load the File',
		'Did All Go Through?',
	]);
});

test('a customer who has opted out since is stripped and not counted as found', async () => {
	const own = at(people, 3);
	const customerId = customerOf(await state(), own);
	assert.ok(customerId);
	const externalId = { system: 'carecloud', practiceId: '1', type: 'patient', value: own.id };
	await stage.healthSail(
		'POST',
		'cohort-entries/bulk-upsert',
		{ matchOn: 'externalIds', items: [{ externalId, list: 'opted_out' }] },
		{ 'Idempotency-Key': 'opted-out-later' },
	);
	const run = await loadNumbers([own.chartNumber]);
	assert.equal(messageOf(run), undefined);
	const { numbers, found, updated, stripped } = countsOf(run);
	assert.deepEqual([numbers, found, updated, stripped], [1, 0, 0, 1]);
});

test('a file with another column ends with an error that names the column and asks nobody', async () => {
	const before = await state();
	const run = await loadNumbers(['1'], 'Chart Number');
	assert.equal(
		messageOf(run),
		'The file needs a column named chart_number, with the numbers below it.',
	);
	assert.deepEqual(stage.engine.subRuns.at(-1)?.times('Search by Chart Number'), 0);
	assert.deepEqual((await state()).customers, before.customers);
});

test('rows without a number are passed over', async () => {
	const { chartNumber } = at(people, 2);
	const run = await loadNumbers(['" "', chartNumber]);
	assert.equal(messageOf(run), undefined);
	assert.deepEqual([countsOf(run).numbers, countsOf(run).found], [1, 1]);
});

test('a file that is not there ends with an error', async () => {
	const run = await stage.runByHand(load, { path: path.join(folder, 'elsewhere.csv') });
	assert.match(messageOf(run) ?? '', /^The load ended early\. .* Reason: No file/);
});

test('a number that cannot be searched for is told with what to do next', async () => {
	await stage.control('POST', 'faults', {
		system: 'carecloud',
		operation: 'searchPatients',
		kind: 'status',
		status: 403,
	});
	const run = await loadNumbers([at(people, 2).chartNumber]);
	assert.match(
		messageOf(run) ?? '',
		/^Chart numbers or patients that failed: 1\. The others went through; run it again for the rest\. First reason: CareCloud has not granted .* Ask CareCloud /,
	);
});

test('a doubtful match is decided by the flow of the life-cycle', async () => {
	const [review] = openLinks(await state());
	assert.ok(review);
	const run = await stage.runByHand(/decide a match review/, {
		matchReviewId: review.id,
		decision: 'link',
		decidedBy: 'front desk',
	});
	assert.equal(messageOf(run), undefined);
	assert.equal(customerOf(await state(), at(people, 1)), review.pair.customerId);
});

test('a shopper whom CareCloud does not know is proposed as a new patient', async () => {
	const { ids } = await stage.control<{ ids: string[] }>('POST', 'healthsail/customers', {
		items: [stranger(1)],
	});
	const run = await stage.engine.run(/propose shoppers/, 'Run by Hand');
	assert.equal(messageOf(run), undefined);
	assert.deepEqual(
		(await state()).demographicChangeRequests.map(({ kind, customerId }) => [kind, customerId]),
		[['new_patient', ids[0]]],
	);
});
