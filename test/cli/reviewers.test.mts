import assert from 'node:assert/strict';
import { test } from 'node:test';

import { runCli } from '../../cli/program.mjs';
import { isPasswordOf, parseReviewers } from '../../lib/inbox/reviewers.js';
import { testTerminal } from './testTerminal.mjs';

const password = 'synthetic four words here';

async function hash(
	args: readonly string[],
	answers?: readonly string[],
	env: Record<string, string> = {},
) {
	const terminal = testTerminal(env, answers);
	const exitCode = await runCli(['reviewers', 'hash', ...args], terminal, '0.0.0');
	return { terminal, exitCode };
}

test('the command asks for ID, name and password, and prints a line that the inbox reads', async () => {
	const { terminal, exitCode } = await hash([], ['dana', 'Dana Reviewer', password, password]);
	assert.equal(exitCode, 0);
	assert.equal(terminal.said.length, 1);
	const [reviewer, ...others] = parseReviewers(terminal.said[0]);
	assert.deepEqual(others, []);
	assert.deepEqual([reviewer.id, reviewer.name], ['dana', 'Dana Reviewer']);
	assert.equal(await isPasswordOf(password, reviewer.passwordHash), true);
	assert.equal(await isPasswordOf(`${password}!`, reviewer.passwordHash), false);
	assert.equal(reviewer.practices, undefined);
});

test('the password is never shown, and the same one never gives the same line', async () => {
	const lines = new Set<string>();
	for (let round = 0; round < 2; round += 1) {
		const { terminal } = await hash(
			['--id', 'dana', '--name', 'Dana Reviewer'],
			[password, password],
		);
		const shown = [...terminal.said, ...terminal.noted, ...terminal.asked].join('\n');
		assert.ok(!shown.includes(password));
		lines.add(terminal.said[0]);
	}
	assert.equal(lines.size, 2);
});

test('a reviewer can be kept to some practices', async () => {
	const { terminal, exitCode } = await hash(
		['--id', 'sam', '--name', 'Sam', '--practice', 'tebra:1', '--practice', 'nextgen:AB-2'],
		[password, password],
	);
	assert.equal(exitCode, 0);
	assert.deepEqual(parseReviewers(terminal.said[0])[0].practices, [
		{ system: 'tebra', practiceId: '1' },
		{ system: 'nextgen', practiceId: 'AB-2' },
	]);
});

test('a person whom a proxy signs in needs no password, and is asked for none', async () => {
	const { terminal, exitCode } = await hash(
		['--id', 'kim@oak-clinic.example', '--name', 'Kim', '--without-password'],
		[],
	);
	assert.equal(exitCode, 0);
	assert.deepEqual(terminal.said, ['kim@oak-clinic.example | Kim | -']);
	assert.deepEqual(parseReviewers(terminal.said[0]), [
		{ id: 'kim@oak-clinic.example', name: 'Kim' },
	]);
});

test('a script hands the password over in the environment', async () => {
	const { terminal, exitCode } = await hash(['--id', 'dana', '--name', 'Dana'], undefined, {
		HEALTHSAIL_REVIEWER_PASSWORD: password,
	});
	assert.equal(exitCode, 0);
	assert.equal(
		await isPasswordOf(password, parseReviewers(terminal.said[0])[0].passwordHash),
		true,
	);
});

test('what would not make a good line is refused, and nothing is printed', async () => {
	for (const [args, answers, words] of [
		[['--id', 'dana', '--name', 'Dana'], ['too short', 'too short'], /12 to 256 characters/],
		[['--id', 'dana', '--name', 'Dana'], [password, `${password}?`], /passwords differ/],
		[['--id', 'da na', '--name', 'Dana'], [password, password], /could not read/],
		[['--id', '#dana', '--name', 'Dana'], [password, password], /could not read/],
		[['--id', 'dana', '--name', ''], [password, password], /could not read/],
		[['--id', 'dana', '--name', 'Dana | Root'], [password, password], /could not read/],
		[['--id', 'dana', '--name', 'Dana\nroot | Root | -'], [password, password], /could not read/],
		[
			['--id', 'dana', '--name', 'D', '--practice', 'tebra'],
			[password, password],
			/could not read/,
		],
	] as const) {
		const { terminal, exitCode } = await hash(args, answers);
		assert.equal(exitCode, 5, args.join(' '));
		assert.deepEqual(terminal.said, []);
		assert.match(terminal.noted.join('\n'), words);
		assert.ok(!terminal.noted.join('\n').includes(password));
	}
});
