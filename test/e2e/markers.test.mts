// No patient value stays in n8n: searched during a run, after it and after a kill.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { markerPattern } from '../../sandbox/people/markers.mjs';
import { TRIGGERS } from '../../host/importer.mjs';
import { startPageByHand } from './support/handRun.mjs';
import { plant, PLANT_PATTERN } from './support/plant.mjs';
import {
	addShoppers,
	healthSailState,
	practiceState,
	recordedRequests,
} from './support/sandboxState.mjs';
import { doubtful, theSame } from './support/shoppers.mjs';
import { searchN8n, told, type Hit, type SearchResult } from './support/search.mjs';
import {
	compareAll,
	expectRun,
	loadPractice,
	nextRun,
	runIds,
	syncChanges,
} from './support/syncRuns.mjs';
import {
	FENCED,
	FLAGGED,
	openStage,
	OPTED_OUT,
	PATIENTS,
	type TestStage,
} from './support/testStage.mjs';
import { waitFor } from './support/waitFor.mjs';
import { setPageSize, setSync } from './support/workflowEdits.mjs';

const PATTERNS = {
	included: markerPattern('included'),
	fenced: markerPattern('fenced'),
	excluded: markerPattern('excluded'),
};
const ANY = new RegExp(
	Object.values(PATTERNS)
		.map(({ source }) => source)
		.join('|'),
	'i',
);

/** Patients who shop at HealthSail, and those of whom a namesake does. */
const SHOPPERS = 60;
const NAMESAKES = 20;

describe('Marked patients and what n8n keeps of them', { timeout: 600_000 }, () => {
	let stage: TestStage;
	/** Files of n8n's editor in which a marker's digits stand by chance. */
	const shipped = new Set<string>();

	before(async () => {
		// The most talkative log is the one in which a value would turn up first.
		stage = await openStage(
			{ markers: true, record: true },
			{ N8N_LOG_LEVEL: 'debug', EXECUTIONS_DATA_SAVE_ON_PROGRESS: 'true' },
		);
		const { hits } = await search();
		for (const { where } of hits) {
			assert.match(where, /^file \.cache\/n8n\/public\//, 'a marked value before any run');
			shipped.add(where);
		}
		const patients = await practiceState(stage.sandbox, 'included');
		await addShoppers(stage.sandbox, [
			...theSame(patients.slice(0, SHOPPERS)),
			...doubtful(patients.slice(SHOPPERS, SHOPPERS + NAMESAKES)),
		]);
	});
	after(async () => await stage?.close());

	async function search(pattern = ANY): Promise<SearchResult> {
		const result = await searchN8n(stage.folder, pattern);
		return { ...result, hits: result.hits.filter(({ where }) => !shipped.has(where)) };
	}

	/** Searches again and again until the work is done. */
	async function searchWhile(work: Promise<unknown>): Promise<{ searches: number; hits: Hit[] }> {
		let working = true;
		const done = work.finally(() => (working = false));
		const hits: Hit[] = [];
		let searches = 0;
		let executionsSeen = 0;
		while (working) {
			const result = await search();
			hits.push(...result.hits);
			executionsSeen += result.rows.execution_data ?? 0;
			searches += 1;
			await wait(50);
		}
		await done;
		assert.ok(executionsSeen > 0, 'the searches saw executions that n8n held at the time');
		return { searches, hits };
	}

	it('finds a value that is planted in the database, a log and the binary storage', async () => {
		const earlier = await search(PLANT_PATTERN);
		assert.deepEqual(earlier.hits, [], 'nothing is planted yet');
		await plant(stage.api);
		const found = await waitFor('The planted values', async () => {
			const { hits } = await search(PLANT_PATTERN);
			return hits.some(({ where }) => where.includes('n8nEventLog')) ? hits : undefined;
		});
		const places = found.map(({ where }) => where);
		const missing = [
			/^table workflow_entity\.name$/,
			/^table workflow_entity\.staticData$/,
			/^table execution_data\.data$/,
			/^file .*n8nEventLog.*\.log$/,
			/^file .*database\.sqlite(-wal)?$/,
			/^file .*(binaryData|storage|executions)/,
		].filter((wanted) => !places.some((place) => wanted.test(place)));
		assert.deepEqual(missing, [], `planted values were found in ${told(found)}`);
		const kept = found.find(({ where }) => where === 'table execution_data.data');
		assert.ok((kept?.count ?? 0) >= 2, 'the execution that is marked as deleted is searched too');
	});

	it('works on patients whose every text carries a marker', async () => {
		for (const [group, pattern, count] of [
			['included', PATTERNS.included, PATIENTS],
			['secondPractice', PATTERNS.fenced, FENCED],
			['optedOut', PATTERNS.excluded, OPTED_OUT],
			['flagged', PATTERNS.excluded, FLAGGED],
		] as const) {
			const patients = await practiceState(stage.sandbox, group);
			const marked = patients.filter((patient) => pattern.test(JSON.stringify(patient)));
			assert.equal(marked.length, count, `marked patients of the group ${group}`);
		}
	});

	it('keeps no marked value during a dry run, a first load, a sync and a compare', async (t) => {
		await setPageSize(stage, 100);
		const work = async () => {
			const load = await loadPractice(stage);
			expectRun(load, 'finished', {
				...{ failed: 0, excluded: OPTED_OUT + FLAGGED },
				...{ fenced: (await stage.sandbox.reach()).strays },
			});
			// Marked people are much alike, so more of them are asked about than were made for it.
			const { linked, review, created } = load.record.counts;
			assert.equal(linked + review + created, PATIENTS);
			assert.ok(linked > 0 && review > 0 && created > 0, `${linked}, ${review}, ${created}`);
			await stage.sandbox.change({ kind: 'random', count: 20, seed: 3, moveLastModified: true });
			await syncChanges(stage);
			await compareAll(stage);
		};
		const { searches, hits } = await searchWhile(work());
		t.diagnostic(`${searches} searches during the runs`);
		assert.ok(searches >= 5, `only ${searches} searches were made during the runs`);
		assert.deepEqual(hits, [], `marked values during the runs: ${told(hits)}`);
	});

	it('keeps no marked value after the runs', async (t) => {
		const { hits, tables, rows, files } = await search();
		const sum = Object.values(rows).reduce((left, right) => left + right, 0);
		t.diagnostic(`${tables} tables, ${sum} rows, ${files.length} files`);
		assert.deepEqual(hits, [], `marked values after the runs: ${told(hits)}`);
		assert.ok(tables >= 30, `only ${tables} tables were searched`);
		for (const wanted of ['n8n.log', 'sandbox.log'])
			assert.ok(files.includes(wanted), `${wanted} was searched`);
	});

	it('keeps no marked value when a person runs one page by hand', async () => {
		const before = await stage.sandbox.lastCall();
		const run = async () => {
			await startPageByHand(stage);
			await waitFor('The audit record of the page', async () =>
				(await stage.sandbox.calls(before)).find(({ operation }) => /AuditEvent/.test(operation)),
			);
			await wait(2_000);
		};
		const { hits } = await searchWhile(run());
		assert.deepEqual(hits, [], `marked values of a page run by hand: ${told(hits)}`);
	});

	it('keeps no marked value when a run fails in the middle', async () => {
		const { sandbox } = stage;
		await sandbox.change({ kind: 'random', count: 20, seed: 4, moveLastModified: true });
		for (const kind of ['status', 'malformed', 'truncate'])
			for (const system of ['healthsail', 'tebra']) {
				const operation = system === 'tebra' ? 'GetPatient' : 'bulkUpsertCustomers';
				await sandbox.addFault({ system, operation, kind, status: 422, count: 0 });
				await stage.api.run(stage.workflows.sync, TRIGGERS.byHand);
				await sandbox.clearFaults();
			}
		const { hits } = await search();
		assert.deepEqual(hits, [], `marked values after failed runs: ${told(hits)}`);
	});

	it('keeps no marked value when n8n is killed in the middle of scheduled runs', async () => {
		const { api, sandbox, workflows } = stage;
		await setSync(api, workflows.sync, { everySeconds: 2 });
		await setPageSize(stage, 25);
		await sandbox.change({ kind: 'random', count: 100, seed: 5, moveLastModified: true });
		await sandbox.addFault({
			...{ system: 'healthsail', operation: 'bulkUpsertCustomers', kind: 'latency' },
			...{ ms: 1_000, count: 0 },
		});
		const known = await runIds(sandbox);
		await api.activate(workflows.sync);
		const half = await waitFor('A scheduled run in its middle', async () =>
			(await sandbox.runs()).find(
				({ id, state, counts }) => !known.has(id) && state === 'running' && counts.read > 0,
			),
		);
		const during = await search();
		assert.deepEqual(during.hits, [], `marked values during a scheduled run: ${told(during.hits)}`);
		await stage.n8n.kill9();
		const killed = await search();
		assert.deepEqual(killed.hits, [], `marked values after the kill: ${told(killed.hits)}`);
		assert.ok((killed.rows.execution_data ?? 0) > 0, 'n8n left executions behind when it died');

		await sandbox.clearFaults();
		await stage.restartN8n();
		known.add(half.id);
		const next = nextRun(sandbox, known, ['finished', 'failed']);
		const { hits } = await searchWhile(next);
		assert.equal((await next).state, 'finished');
		assert.deepEqual(hits, [], `marked values after the restart: ${told(hits)}`);
		await api.deactivate(workflows.sync);
	});

	it('sends HealthSail no marked value of fenced, opted-out or flagged patients', async () => {
		const requests = await recordedRequests(stage.sandbox, 'healthsail');
		const marked = (pattern: RegExp) => requests.filter(({ body }) => pattern.test(body));
		assert.ok(marked(PATTERNS.included).length > 0, 'values of included patients are recorded');
		for (const kind of ['fenced', 'excluded'] as const) {
			const operations = [...new Set(marked(PATTERNS[kind]).map(({ operation }) => operation))];
			assert.deepEqual(operations, [], `bodies with marked values of ${kind} patients`);
		}
		const held = JSON.stringify(await healthSailState(stage.sandbox));
		assert.ok(PATTERNS.included.test(held), 'HealthSail holds the included patients');
		assert.ok(!PATTERNS.fenced.test(held), 'HealthSail holds values of fenced patients');
		assert.ok(!PATTERNS.excluded.test(held), 'HealthSail holds values of excluded patients');
	});

	it('tells audit, runs, leases and look-ups no marked value, and match reviews none but what staff compare', async () => {
		const requests = await recordedRequests(stage.sandbox, 'healthsail');
		const carriers = new Set([
			...['bulkUpsertCustomers', 'bulkUpsertCoverages', 'findCustomerCandidates'],
		]);
		for (const operation of ['findCustomerCandidates', 'bulkCreateMatchReviews'])
			assert.ok(
				requests.some((request) => request.operation === operation),
				`${operation} was called and recorded`,
			);
		const others = requests.filter(
			({ operation, body }) => !carriers.has(operation) && ANY.test(withoutPatients(body)),
		);
		assert.deepEqual([...new Set(others.map(({ operation }) => operation))], []);
	});
});

/** A match review holds the patient for staff to compare, in one member and nowhere else. */
function withoutPatients(body: string): string {
	if (!body.includes('"patient"')) return body;
	const { items = [], ...rest } = JSON.parse(body) as {
		items?: Array<{ pair?: unknown; patient?: Record<string, unknown> }>;
	};
	return JSON.stringify({
		...rest,
		items: items.map(({ patient, ...item }) => {
			if (item.pair === undefined) return { ...item, patient };
			const { demographics, addresses, ...more } = patient ?? {};
			assert.ok(demographics !== undefined || addresses !== undefined, 'staff see the patient');
			const told = Object.keys(demographics ?? {});
			const allowed = ['givenName', 'middleName', 'familyName', 'suffix', 'birthDate', 'phones'];
			assert.deepEqual(
				told.filter((name) => !allowed.includes(name)),
				[],
			);
			return { ...item, ...more };
		}),
	});
}
