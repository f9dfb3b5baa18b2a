import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';

import { planReplace } from '../../cli/cohort/replacePlan.mjs';
import { runCli } from '../../cli/program.mjs';
import { API_KEY, startHealthSail, type TestSandbox } from '../sandbox/healthsailSupport.mjs';
import { testTerminal } from './testTerminal.mjs';

/** Patient ids are synthetic; HealthSail is the sandbox, which checks every call by the contract. */
let sandbox: TestSandbox;

before(async () => {
	sandbox = await startHealthSail();
});
after(async () => {
	assert.equal(sandbox.system.contractViolations(), 0, 'an answer missed the contract');
	await sandbox.stop();
});
afterEach(() => {
	const { cohort } = sandbox.system.tenant;
	for (const entry of [...cohort.collection.values()]) cohort.remove(entry);
	sandbox.world.faults.clear();
});

const numbers = (from: number, count: number) =>
	Array.from({ length: count }, (_, index) => String(from + index));

function onList(list = 'opted_out', practiceId = '1', system = 'tebra'): string[] {
	return [...sandbox.system.tenant.cohort.collection.values()]
		.filter(
			({ list: name, externalId }) =>
				name === list && externalId.practiceId === practiceId && externalId.system === system,
		)
		.map(({ externalId }) => externalId.value)
		.sort();
}

async function replaceWith(
	patients: readonly string[],
	more: readonly string[] = ['--yes'],
	answers?: readonly string[],
) {
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-cli-'));
	const file = path.join(folder, 'list.csv');
	await writeFile(file, ['patient_id', ...patients, ''].join('\n'));
	const env = { HEALTHSAIL_URL: `${sandbox.origin}/v1`, HEALTHSAIL_API_KEY: API_KEY };
	const terminal = testTerminal(env, answers);
	const where = ['--list', 'opted_out', '--system', 'tebra', '--practice', '1'];
	const args = ['cohort', 'import', file, ...where, '--replace', ...more];
	const code = await runCli(args, terminal, '0.0.0');
	return { code, said: terminal.said.join('\n'), noted: terminal.noted.join('\n') };
}

test('a list longer than a page becomes the file, and other lists and practices stay', async () => {
	sandbox.system.seedOptOuts('tebra', '1', numbers(1000, 450));
	sandbox.system.seedOptOuts('tebra', '2', ['7']);
	sandbox.system.seedOptOuts('nextgen', '1', ['8']);
	sandbox.system.tenant.cohort.upsert({
		externalId: { system: 'tebra', practiceId: '1', type: 'patient', value: '9' },
		list: 'portal',
		by: 'sandbox',
	});
	const wanted = [...numbers(1009, 441), '5000', '5001'];
	const { code, said } = await replaceWith(wanted);
	assert.equal(code, 0);
	assert.match(said, /to add 2, to keep 441, to remove 9/);
	assert.match(said, /added 2, kept 441, removed 9, refused 0/);
	assert.deepEqual(onList(), [...wanted].sort());
	assert.deepEqual(onList('opted_out', '2'), ['7']);
	assert.deepEqual(onList('opted_out', '1', 'nextgen'), ['8']);
	assert.deepEqual(onList('portal'), ['9']);
});

test('replacing twice changes nothing the second time', async () => {
	await replaceWith(['1', '2', '3']);
	const again = await replaceWith(['1', '2', '3']);
	assert.equal(again.code, 0);
	assert.match(again.said, /added 0, kept 3, removed 0, refused 0/);
});

test('a dry run prints the plan and changes nothing', async () => {
	sandbox.system.seedOptOuts('tebra', '1', ['1', '2']);
	const { code, said } = await replaceWith(['2', '3'], ['--dry-run']);
	assert.equal(code, 0);
	assert.match(said, /to add 1, to keep 1, to remove 1/);
	assert.deepEqual(onList(), ['1', '2']);
});

test('the command asks before it replaces, and a no changes nothing', async () => {
	sandbox.system.seedOptOuts('tebra', '1', ['1', '2']);
	const no = await replaceWith(['2', '3'], [], ['n']);
	assert.equal(no.code, 0);
	assert.match(no.said, /Nothing was sent/);
	assert.deepEqual(onList(), ['1', '2']);
	const yes = await replaceWith(['2', '3'], [], ['y']);
	assert.equal(yes.code, 0);
	assert.deepEqual(onList(), ['2', '3']);
});

test('many removals are refused in one sentence until they are allowed', async () => {
	const before = numbers(1000, 199);
	sandbox.system.seedOptOuts('tebra', '1', before);
	const refused = await replaceWith(before.slice(10));
	assert.equal(refused.code, 5);
	assert.match(refused.noted, /would take 10 of 199 patients off the list.*5 %/);
	assert.match(refused.noted, /--allow-many-removals/);
	assert.deepEqual(onList(), before);
	const allowed = await replaceWith(before.slice(10), ['--yes', '--allow-many-removals']);
	assert.equal(allowed.code, 0);
	assert.deepEqual(onList(), before.slice(10));
});

test('nine removals, or ten of two hundred, need no permission', async () => {
	const ten = numbers(1000, 10);
	sandbox.system.seedOptOuts('tebra', '1', ten);
	assert.equal((await replaceWith(ten.slice(9))).code, 0);
	const many = numbers(2000, 200);
	sandbox.system.seedOptOuts('tebra', '1', many.slice(1));
	assert.equal((await replaceWith(many.slice(10), ['--yes'])).code, 0);
	assert.deepEqual(onList(), many.slice(10));
});

test('a removal that changed after it was listed stays and is told', async () => {
	sandbox.system.seedOptOuts('tebra', '1', ['1', '2']);
	sandbox.world.faults.arm({
		system: 'healthsail',
		operation: 'deleteCohortEntry',
		kind: 'status',
		status: 412,
		count: 1,
	});
	const { code, said, noted } = await replaceWith(['2']);
	assert.equal(code, 6);
	assert.match(said, /removed 0/);
	assert.match(noted, /1 to remove changed in the meantime/);
	assert.deepEqual(onList(), ['1', '2']);
});

test('a removal whose answer was lost is sent again and counts once', async () => {
	sandbox.system.seedOptOuts('tebra', '1', ['1', '2']);
	sandbox.world.faults.arm({
		system: 'healthsail',
		operation: 'deleteCohortEntry',
		kind: 'dropAfterWrite',
		count: 1,
	});
	const { code, said } = await replaceWith(['2']);
	assert.equal(code, 0);
	assert.match(said, /removed 1/);
	assert.deepEqual(onList(), ['2']);
});

test('a patient number is a text: one with a leading zero is another patient', () => {
	const rows = [{ line: 2, patientId: '07', reason: undefined }];
	const stored = [{ id: 'coh_1', version: 1, patientId: '7' }];
	assert.deepEqual(planReplace(rows, stored), {
		added: 1,
		kept: 0,
		removals: stored,
		stored: 1,
	});
});
