import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { projectFolder } from '../../host/boot.mjs';

// Each rule, one import that breaks it: [rule, importing file, import statement].
const VIOLATIONS: Array<[rule: string, file: string, statement: string]> = [
	['no-circular', 'lib/sync/circleA.ts', "import './circleB';"],
	['no-unresolvable', 'lib/sync/lost.ts', "import './nowhere';"],
	['lib-is-pure', 'lib/sync/impure.ts', "import { createServer } from 'http';\ncreateServer();"],
	[
		'lib-is-pure',
		'lib/sync/host.ts',
		"import type { INode } from 'n8n-workflow';\nexport type N = INode;",
	],
	['common-below-vendors', 'nodes/common/upward.ts', "import '../Tebra/port';"],
	['Tebra-alone', 'nodes/Tebra/sideways.ts', "import '../NextGen/port';"],
	['AdvancedMd-alone', 'nodes/AdvancedMd/sideways.ts', "import '../Tebra/port';"],
	['CareCloud-alone', 'nodes/CareCloud/sideways.ts', "import '../Tebra/port';"],
	['NextGen-alone', 'nodes/NextGen/sideways.ts', "import '../HealthSail/port';"],
	['Greenway-alone', 'nodes/Greenway/sideways.ts', "import '../Tebra/port';"],
	['Hl7Interface-alone', 'nodes/Hl7Interface/sideways.ts', "import '../Tebra/port';"],
	['healthsail-alone', 'nodes/HealthSail/sideways.ts', "import '../Tebra/port';"],
	['pack-alone', 'nodes/Tebra/cheat.ts', "import '../../sandbox/store';"],
	[
		'no-axios-in-pack',
		'credentials/Own.credentials.ts',
		"import axios from 'axios';\naxios.get('');",
	],
	['cli-on-lib', 'cli/cheat.mts', "import '../nodes/Tebra/port.js';"],
	['sandbox-on-the-wire', 'sandbox/cheat.mts', "import '../lib/sync/hash.js';"],
	['sandbox-contract-types-only', 'sandbox/code.mts', "import '../lib/contract/healthsail.js';"],
	['members-typed-anew', 'test/contract/tebra.members.ts', "import '../../nodes/Tebra/port';"],
	[
		'contract-not-from-members',
		'test/contract/tebra.test.ts',
		"import '../../nodes/Tebra/members';",
	],
	['host-on-the-outside', 'host/cheat.mts', "import '../lib/sync/hash.js';"],
];

const ALLOWED: Array<[file: string, statement: string]> = [
	[
		'lib/sync/hash.ts',
		"import { createHmac } from 'crypto';\nimport { z } from 'zod';\nexport default [createHmac, z];",
	],
	['lib/sync/circleB.ts', "import './circleA';"],
	['lib/contract/healthsail.ts', 'export type Customer = { id: string };\nexport const x = 1;'],
	[
		'sandbox/store.mts',
		"import type { Customer } from '../lib/contract/healthsail.js';\nexport type C = Customer;",
	],
	['nodes/common/hash.ts', "import '../../lib/sync/hash';"],
	[
		'nodes/Tebra/port.ts',
		"import '../common/hash';\nimport './members';\nimport '../../lib/sync/hash';",
	],
	['nodes/Tebra/members.ts', 'export const members = [];'],
	['nodes/HealthSail/port.ts', "import '../common/hash';"],
	['nodes/NextGen/port.ts', "import '../common/hash';"],
	['cli/main.mts', "import '../lib/sync/hash.js';\nimport 'axios';"],
	['test/contract/port.test.ts', "import '../../nodes/Tebra/port';"],
];

interface Report {
	summary: { violations: Array<{ from: string; rule: { name: string } }> };
}

describe('import direction', () => {
	let folder = '';
	let found: Array<{ from: string; rule: string }> = [];

	before(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'healthsail-imports-'));
		for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'tsconfig.programs.json'])
			await cp(path.join(projectFolder, file), path.join(folder, file));
		await symlink(path.join(projectFolder, 'node_modules'), path.join(folder, 'node_modules'));
		const files = [...ALLOWED, ...VIOLATIONS.map(([, file, statement]) => [file, statement])];
		for (const [file, statement] of files) {
			await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
			await writeFile(path.join(folder, file), `${statement}\n`);
		}
		const script = path.join('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
		const rooms = ['lib', 'nodes', 'credentials', 'cli', 'sandbox', 'host', 'test'];
		const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...rooms];
		const { stdout, status } = spawnSync(process.execPath, [script, ...args], {
			cwd: folder,
			encoding: 'utf8',
		});
		assert.notEqual(status, null);
		const report = JSON.parse(stdout) as Report;
		found = report.summary.violations.map(({ from, rule }) => ({ from, rule: rule.name }));
	});

	after(async () => await rm(folder, { recursive: true, force: true }));

	for (const [rule, file] of VIOLATIONS)
		it(`${rule} notices ${file}`, () => {
			assert.ok(
				found.some((violation) => violation.rule === rule && violation.from === file),
				JSON.stringify(found.filter(({ from }) => from === file)),
			);
		});

	for (const [file] of ALLOWED.filter(([name]) => !name.includes('circle')))
		it(`the allowed imports of ${file} pass`, () => {
			assert.deepEqual(
				found.filter(({ from }) => from === file),
				[],
			);
		});
});
