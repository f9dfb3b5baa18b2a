#!/usr/bin/env node
// The way in for every npm script: makes sure that what the wanted program needs is there, then
// runs it. Plain JavaScript without packages, because on a fresh clone nothing is installed yet.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { buildPack, buildPrograms } from './boot/build.mjs';
import { ensureDependencies } from './boot/dependencies.mjs';
import { checkMachine } from './boot/machine.mjs';
import { ensureNode24 } from './boot/node24.mjs';
import { projectFolder } from './boot/paths.mjs';
import { Problem, tellProblem } from './boot/problem.mjs';
import { endOnSignals, runInPlace } from './boot/run.mjs';

// program: compiled file under build; pack: needs dist; node24: must run under Node 24.
const COMMANDS = {
	install: { installOnly: true },
	build: { pack: true },
	demo: { program: 'host/demo.mjs', pack: true, node24: true },
	test: { program: 'host/tests.mjs', pack: true, node24: true },
	bench: { program: 'bench/main.mjs', pack: true, node24: true },
	scan: { program: 'host/scan.mjs', pack: true, node24: true },
	pictures: { program: 'host/pictures.mjs', pack: true, node24: true },
	'queue-smoke': { program: 'test/e2e/queueSmoke.mjs', pack: true, node24: true },
	sandbox: { program: 'sandbox/main.mjs' },
	healthsail: { program: 'cli/main.mjs' },
	templates: { program: 'workflow-templates/generate.mjs' },
};

async function main([name, ...args]) {
	const command = COMMANDS[name];
	if (!command)
		throw new Problem(
			`Unknown command "${name ?? ''}". Known: ${Object.keys(COMMANDS).join(', ')}.`,
		);
	const takeBack = endOnSignals();
	checkMachine();
	const node = command.node24 ? await ensureNode24() : process.execPath;
	await ensureDependencies();
	if (command.installOnly) return 0;
	await buildPrograms();
	if (command.pack) await buildPack();
	if (!command.program) return 0;
	const file = path.join(projectFolder, 'build', command.program);
	if (!existsSync(file)) throw new Problem(`This clone has no program for "${name}".`);
	takeBack();
	return await runInPlace(node, [file, ...args], {
		cwd: process.cwd(),
		env: { ...process.env, PATH: withFirst(path.dirname(node)), HEALTHSAIL_PROJECT: projectFolder },
	});
}

function withFirst(folder) {
	return `${folder}${path.delimiter}${process.env.PATH ?? ''}`;
}

process.exitCode = await main(process.argv.slice(2)).catch(tellProblem);
