// n8n in queue mode (Postgres, Redis, one main, two workers): the same sync with one worker killed,
// and what of marked patients can be found in the database meanwhile. Ends with "N passed, N failed".
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { say, step } from '../../host/boot.mjs';
import { TRIGGERS } from '../../host/importer.mjs';
import { startWorker, type N8nOptions, type RunningN8n } from '../../host/n8nServer.mjs';
import { stopAll } from '../../host/processes.mjs';
import { setUpStage, type Stage } from '../../host/stage.mjs';
import { markerPattern } from '../../sandbox/people/markers.mjs';
import { DatabaseWatch } from './support/databaseWatch.mjs';
import { startPageByHand } from './support/handRun.mjs';
import { openReviews } from './support/linkState.mjs';
import { findPlace, type Place } from './support/place.mjs';
import { startPostgres, startRedis, watchRedis } from './support/queueServers.mjs';
import { healthSailState, practiceState } from './support/sandboxState.mjs';
import { searchFiles } from './support/search.mjs';
import { openPostgresSearch, type PostgresSearch } from './support/searchPostgres.mjs';
import type { Sightings } from './support/sightings.mjs';
import { nextRun, runIds } from './support/syncRuns.mjs';
import { FENCED, FLAGGED, OPTED_OUT, PATIENTS } from './support/testStage.mjs';
import { differences, sharedExternalIds } from './support/truth.mjs';
import { waitFor } from './support/waitFor.mjs';
import { setPageSize, setSync } from './support/workflowEdits.mjs';

const KINDS = ['included', 'fenced', 'excluded'] as const;
const ANY = new RegExp(KINDS.map((kind) => markerPattern(kind).source).join('|'), 'i');
const PAGE = 50;
const BY_HAND = 'One page run by hand in the editor';
/** n8n deletes for good what was deleted softly, every six seconds and without delay. */
const PRUNING = {
	EXECUTIONS_DATA_PRUNE: 'true',
	EXECUTIONS_DATA_HARD_DELETE_BUFFER: '0',
	EXECUTIONS_DATA_PRUNE_HARD_DELETE_INTERVAL: '0.1',
	EXECUTIONS_DATA_PRUNE_SOFT_DELETE_INTERVAL: '0.1',
};
const RESULT = path.join(tmpdir(), 'healthsail-queue-smoke.json');

let passed = 0;
let failed = 0;

function check(what: string, isRight: boolean, seen: string | number): void {
	if (isRight) passed += 1;
	else failed += 1;
	say(isRight ? `ok: ${what}` : `FAILED: ${what}; seen: ${seen}`);
}

interface Queue {
	stage: Stage;
	workers: RunningN8n[];
	watch: DatabaseWatch;
	database: PostgresSearch;
}

async function main(place: Place): Promise<void> {
	const queue = await setUp(place);
	const { stage, watch, database } = queue;
	await wait(1_000);
	await killedFirstLoad(queue);
	await scheduledRuns(queue);
	await failedPages(queue);
	await wholeRunByHand(queue);
	await pageByHand(queue);
	// Until n8n has pruned it, a row of the page that was run by hand belongs to that phase.
	await untilPruned(database);
	watch.enter('After pruning');
	await wait(3_000);
	await watch.stop();
	const outside = watch.sightings.list().filter(({ phase }) => phase !== BY_HAND);
	check(
		'no marked value reaches Postgres or Redis in whole runs, killed and failed ones included',
		outside.length === 0,
		outside.map(({ phase, where, most }) => `${phase}: ${where} (${most})`).join('; '),
	);
	const left = await database.search();
	check(
		`nothing is left in ${left.tables} tables and ${left.rows} rows after pruning`,
		left.hits.length === 0,
		left.hits.map(({ where, count }) => `${where} (${count})`).join('; '),
	);
	await checkFiles(stage);
	await tell(watch.sightings);
	await database.close();
}

async function setUp({ folder, port }: Place): Promise<Queue> {
	const postgres = await step(
		'Starting Postgres',
		async () => await startPostgres(folder, port + 6),
	);
	const redisPort = port + 7;
	await step('Starting Redis', async () => await startRedis(folder, redisPort));
	const commands = watchRedis(redisPort, path.join(folder, 'redis-commands.log'));
	const options = {
		postgres: postgres.options,
		queue: { redisHost: '127.0.0.1', redisPort },
		encryptionKey: randomBytes(24).toString('hex'),
		env: PRUNING,
	};
	const stage = await setUpStage({
		...{ folder, n8nPort: port + 3, ...options },
		sandbox: {
			...{ port, patients: PATIENTS, secondPractice: FENCED },
			...{ optedOut: OPTED_OUT, flagged: FLAGGED, speed: 60, markers: true },
		},
	});
	const workers = await step('Starting two workers', async () => {
		return await Promise.all(
			[1, 2].map(async (number) => {
				const logFile = path.join(folder, `worker-${number}.log`);
				const own: N8nOptions = {
					host: stage.host,
					userFolder: folder,
					port: 0,
					logFile,
					...options,
				};
				return await startWorker({ ...own, port: port + 3 + number, queue: options.queue });
			}),
		);
	});
	const database = await openPostgresSearch(postgres.options, ANY);
	const logs = [
		{ where: 'statements that write to Postgres', file: postgres.process.logFile },
		{ where: 'commands to Redis, kept nowhere', file: commands.logFile },
	];
	return {
		stage,
		workers,
		database,
		watch: new DatabaseWatch(database, logs, ANY),
	};
}

async function killedFirstLoad({ stage, workers, watch }: Queue): Promise<void> {
	const { api, sandbox, workflows } = stage;
	watch.enter('First load by two workers');
	await setSync(api, workflows.sync, { firstLoad: 'atOnce', everySeconds: 3 });
	await setPageSize(stage, PAGE);
	await sandbox.addFault({
		...{ system: 'healthsail', operation: 'bulkUpsertCustomers', kind: 'latency' },
		...{ ms: 1_000, count: 0 },
	});
	await api.activate(workflows.sync);
	const half = await waitFor('A first load in its middle', async () =>
		(await sandbox.runs()).find(
			({ state, counts }) => state === 'running' && (counts.created ?? 0) >= PAGE,
		),
	);
	const victim = worksOnFirstLoad(workers);
	await victim.kill9();
	watch.enter('After the kill of a worker');
	const held = (await healthSailState(sandbox)).customers.length;
	check('the worker died in the middle of the first load', held > 0 && held < PATIENTS, held);
	const known = await runIds(sandbox);
	await sandbox.clearFaults();
	const resumed = await step('The other worker resumes', async () => {
		return await nextRun(sandbox, known, ['finished', 'failed']);
	});
	check('the next run finishes', resumed.state === 'finished', resumed.message ?? resumed.state);
	check('it goes on with the first load', resumed.mode === 'firstLoad', resumed.mode);
	const again = resumed.counts.created ?? 0;
	check('it does not begin anew', again < PATIENTS, `${again} created`);
	const dead = (await sandbox.runs()).find(({ id }) => id === half.id);
	check('the killed run is not finished', dead?.state !== 'finished', dead?.state ?? 'none');
	const state = await healthSailState(sandbox);
	// Marked people are much alike, so a person is asked about some of them.
	const asked = new Set(openReviews(state.matchReviews).map(({ pair }) => pair.externalId.value));
	const settled = state.customers.length + asked.size;
	check(`${PATIENTS} customers or match reviews`, settled === PATIENTS, settled);
	const shared = sharedExternalIds(state.customers);
	check('no external id twice', shared.length === 0, shared.length);
	const included = await practiceState(sandbox, 'included');
	const unlike = differences(
		state,
		included.filter(({ id }) => !asked.has(id)),
	);
	check('all as the practice holds them', unlike.length === 0, unlike.slice(0, 5).join('; '));
}

async function scheduledRuns({ stage, watch }: Queue): Promise<void> {
	const { sandbox, api, workflows } = stage;
	watch.enter('Scheduled runs after it');
	for (const seed of [1, 2]) {
		await sandbox.change({ kind: 'random', count: 50, seed, moveLastModified: true });
		const run = await nextRun(sandbox, await runIds(sandbox), ['finished', 'failed']);
		check(`scheduled run ${seed} finishes`, run.state === 'finished', run.message ?? run.state);
	}
	await api.deactivate(workflows.sync);
	await wait(6_000);
}

async function failedPages({ stage, watch }: Queue): Promise<void> {
	const { sandbox, api, workflows } = stage;
	watch.enter('A run that fails at a page');
	await sandbox.change({ kind: 'random', count: 50, seed: 3, moveLastModified: true });
	await sandbox.addFault({
		...{ system: 'healthsail', operation: 'bulkUpsertCustomers', kind: 'status' },
		...{ status: 422, count: 0 },
	});
	const known = await runIds(sandbox);
	await api.activate(workflows.sync);
	const run = await nextRun(sandbox, known, ['finished', 'failed']);
	await sandbox.clearFaults();
	await api.deactivate(workflows.sync);
	check('a refused page fails the run', run.state === 'failed', run.state);
	await wait(6_000);
}

async function wholeRunByHand({ stage, watch }: Queue): Promise<void> {
	watch.enter('The whole flow run by hand in the editor');
	const end = await stage.api.run(stage.workflows.sync, TRIGGERS.nightly);
	check('a compare that is started by hand succeeds', end.status === 'success', end.status);
	await wait(6_000);
}

async function pageByHand({ stage, watch }: Queue): Promise<void> {
	watch.enter(BY_HAND);
	const before = await stage.sandbox.lastCall();
	await startPageByHand(stage);
	await waitFor('The page that was started by hand', async () =>
		(await stage.sandbox.calls(before)).find(({ operation }) => /AuditEvent/.test(operation)),
	);
	await wait(5_000);
}

/** The worker that has the oldest job: later ones found the lease taken and ended at once. */
function worksOnFirstLoad(workers: readonly RunningN8n[]): RunningN8n {
	const oldest = workers.map((worker) => {
		const log = readFileSync(worker.logFile, 'utf8');
		const jobs = (word: string) =>
			[...log.matchAll(new RegExp(`${word} execution (\\d+)`, 'g'))].map(([, id]) => Number(id));
		const finished = new Set(jobs('finished'));
		return Math.min(...jobs('started').filter((id) => !finished.has(id)));
	});
	return workers[oldest.indexOf(Math.min(...oldest))];
}

async function untilPruned(database: PostgresSearch): Promise<void> {
	await waitFor(
		'The end of pruning',
		async () => ((await database.search()).hits.length === 0 ? true : undefined),
		{ timeoutMs: 90_000, everyMs: 500 },
	).catch(() => undefined);
}

async function checkFiles(stage: Stage): Promise<void> {
	const { hits, files } = await searchFiles(stage.folder, ANY);
	// The database's own files keep deleted rows until it cleans up; its tables were searched above,
	// and so was the log of commands to Redis.
	// In n8n's editor files a marker's digits stand by chance.
	const found = hits.filter(
		({ where }) => !/^file (postgres[/.]|redis-commands|\.cache\/n8n\/public\/)/.test(where),
	);
	check(
		`no marked value in ${files.length} files: logs of main and workers, binary storage`,
		found.length === 0,
		found.map(({ where, count }) => `${where} (${count})`).join('; '),
	);
}

async function tell(sightings: Sightings): Promise<void> {
	process.stdout.write(`\n${sightings.table()}\n\n`);
	await writeFile(RESULT, JSON.stringify(sightings.list(), null, 2));
	say(`The table's figures stand in ${RESULT}.`);
}

const place = await findPlace();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
	process.once(signal, () => {
		void stopAll()
			.then(place.leave)
			.finally(() => process.exit(1));
	});
try {
	await main(place);
} catch (error) {
	failed += 1;
	process.stderr.write(`${error instanceof Error ? error.message : 'The smoke run broke off.'}\n`);
} finally {
	await stopAll();
	await place.leave();
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
