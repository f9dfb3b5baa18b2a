#!/usr/bin/env node
import { readFileSync } from 'node:fs';

import { runCli } from './program.mjs';
import { processTerminal } from './support/terminal.mjs';

const version = readVersion();
process.exitCode = await runCli(process.argv.slice(2), processTerminal(), version);

/** From the published package, two folders up; in a clone's build, from cli/ itself. */
function readVersion(): string {
	for (const place of ['../../package.json', '../../cli/package.json']) {
		try {
			const text = readFileSync(new URL(place, import.meta.url), 'utf8');
			const { name, version: found } = JSON.parse(text) as { name?: string; version?: string };
			if (name === 'healthsail-n8n' && found) return found;
		} catch {
			// The other place is tried.
		}
	}
	return 'unknown';
}
