// `npm run demo`: the main job in a real n8n, from a fresh clone to synced customers.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Problem, projectFolder, say, tellProblem } from './boot.mjs';
import { parseOptions, USAGE, type DemoOptions } from './demo/options.mjs';
import type { DemoRun } from './demo/runs.mjs';
import { tellStory, type Practice } from './demo/story.mjs';
import { runTable } from './demo/table.mjs';
import { useCredential } from './importer.mjs';
import { checkFree } from './ports.mjs';
import { practiceSystems, type SystemName } from './practiceSystems.mjs';
import { stopAll } from './processes.mjs';
import { setUpStage, type Stage } from './stage.mjs';

const OPTED_OUT = 10;
const FLAGGED = 10;
// Faster than a practice system, and slow enough that a busy machine does not trip its limits.
const SANDBOX_SPEED = 30;
const CLEAN_UP_MS = 3_000;
/** Status, HealthSail, and one for each practice system and the interface engine. */
const SANDBOX_PORTS = 9;

async function main(options: DemoOptions): Promise<void> {
	const started = performance.now();
	const { once, n8nPort, sandboxPort, patients, systems } = options;
	await checkFree(n8nPort, 'n8n', '--port');
	for (let offset = 0; offset < SANDBOX_PORTS; offset += 1)
		await checkFree(sandboxPort + offset, 'the sandbox', '--sandbox-port');
	const folder = once
		? await mkdtemp(path.join(tmpdir(), 'healthsail-demo-'))
		: path.join(projectFolder, '.demo');
	try {
		const size = {
			...{ patients, secondPractice: Math.round(patients / 10) },
			...{ optedOut: OPTED_OUT, flagged: FLAGGED },
		};
		const stage = await setUpStage({
			...{ folder, n8nPort, systems },
			sandbox: { ...size, port: sandboxPort, speed: SANDBOX_SPEED },
		});
		for (const system of systems) await stage.api.deactivate(stage.workflowsOf[system].sync);
		for (const [index, system] of systems.entries()) {
			// The systems hold the same people: HealthSail would link those of one to those of another.
			if (index > 0) await stage.sandbox.reset(size);
			await show(stage, system);
		}
		say(`All figures are right, after ${((performance.now() - started) / 1000).toFixed(0)} s.`);
		if (once) return;
		await stage.api.activate(stage.workflowsOf[systems[systems.length - 1]].sync);
		invite(stage);
		await untilOneEnds(stage);
	} finally {
		await stopAll();
		if (once) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	}
}

async function show(stage: Stage, system: SystemName): Promise<void> {
	const { key, title } = practiceSystems[system];
	const { patients, unreached, excluded, strays } = await stage.sandbox.reach(key);
	const practice: Practice = { system, patients, unreached, excluded, fenced: strays };
	say(`${title}: ${patients + unreached} patients belong into the sync.`);
	await useCredential(stage.api, stage.sandbox, system);
	const runs: DemoRun[] = [];
	try {
		await tellStory(stage, practice, (run) => runs.push(run));
	} finally {
		if (runs.length > 0) process.stdout.write(`\n${runTable(runs)}\n\n`);
	}
}

function invite({ n8n, login, workflows, sandbox }: Stage): void {
	process.stdout.write(
		[
			`Editor:   ${n8n.url}/workflow/${workflows.sync}`,
			`Login:    ${login.email}   password: ${login.password}`,
			`Sandbox:  ${sandbox.statusUrl}  (change patients here, then run the flow or wait 15 minutes)`,
			'Ctrl-C ends everything.',
			'',
		].join('\n'),
	);
}

async function untilOneEnds({ n8n, sandbox }: Stage): Promise<void> {
	await Promise.race([n8n.exited, sandbox.process.exited]);
	const name = n8n.hasExited() ? n8n.name : sandbox.process.name;
	throw new Problem(`${name} ended by itself. Look into the logs in ${path.dirname(n8n.logFile)}.`);
}

// A terminal sends its signal to this program and to those above it, who hand it on: it may come
// more than once.
let ending = false;
for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }))
	process.on(signal, () => {
		if (ending) return;
		ending = true;
		say('Stopping n8n and the sandbox.');
		const ended = stopAll().then(() => Promise.race([working, wait(CLEAN_UP_MS)]));
		void ended.finally(() => process.exit(code));
	});

let working: Promise<void> = Promise.resolve();

try {
	const options = parseOptions(process.argv.slice(2));
	if (options.help) process.stdout.write(`${USAGE}\n`);
	else await (working = main(options));
} catch (error) {
	if (!ending) process.exitCode = tellProblem(error);
}
