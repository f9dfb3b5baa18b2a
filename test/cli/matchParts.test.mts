import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { familyNumbersAside } from '../../cli/match/familyNumbers.mjs';
import { csvLine, CsvReader, parseCsv } from '../../cli/support/csv.mjs';
import { withBar } from '../../cli/support/progressBar.mjs';
import { testTerminal } from './testTerminal.mjs';

test('a file that comes in parts is read as the whole, wherever it is cut', () => {
	const text =
		'"id";"said ""so""";c\r\n1;"a;b\r\n""quoted""";  x  \n\n2;"";""""\r\n3;half "open;"last"';
	const whole = parseCsv(text);
	assert.deepEqual(whole, {
		rows: [
			{ line: 1, cells: ['id', 'said "so"', 'c'] },
			{ line: 2, cells: ['1', 'a;b\r\n"quoted"', 'x'] },
			{ line: 5, cells: ['2', '', '"'] },
			{ line: 6, cells: ['3', 'half "open', 'last'] },
		],
	});
	for (let size = 1; size < text.length; size += 1) {
		const reader = new CsvReader();
		const rows = [];
		for (let at = 0; at < text.length; at += size)
			rows.push(...reader.push(text.slice(at, at + size)));
		rows.push(...reader.end());
		assert.equal(reader.openQuoteOnLine, undefined);
		assert.deepEqual({ rows }, whole, `parts of ${size}`);
	}
});

test('what is written as CSV is read back as it was', () => {
	const cells = ['plain', 'a,b', 'say "so"', 'two\nlines', ''];
	assert.equal(csvLine(cells), 'plain,"a,b","say ""so""","two\nlines",');
	assert.deepEqual(parseCsv(csvLine(cells)), { rows: [{ line: 1, cells }] });
});

test('a member id that two people of a list share counts as the family\u2019s in both lists', () => {
	const card = (value: string) => ({ payer: 'Aetna', value });
	const left = [
		{ ref: 'p1', birthDate: '1961-03-14', memberIds: [card('W-100')] },
		{ ref: 'p2', birthDate: '1988-05-05', memberIds: [card('w100')] },
		{ ref: 'p3', birthDate: '1990-01-01', memberIds: [card('W200')] },
		{ ref: 'p4', birthDate: '01/01/1990', memberIds: [card('W200')] },
	];
	const right = [
		{ ref: 'c1', memberIds: [{ value: 'W100' }], subscriberIds: [card('S1')] },
		{ ref: 'c2', memberIds: [card('W200')] },
	];
	const [ours, theirs] = familyNumbersAside(left, right, '2026-11-22');
	const told = [...ours, ...(theirs ?? [])].map(({ ref, memberIds, subscriberIds }) => [
		ref,
		(memberIds ?? []).map(({ value }) => value),
		(subscriberIds ?? []).map(({ value }) => value),
	]);
	assert.deepEqual(told, [
		['p1', [], ['W-100']],
		['p2', [], ['w100']],
		['p3', ['W200'], []],
		['p4', ['W200'], []],
		['c1', [], ['S1', 'W100']],
		['c2', ['W200'], []],
	]);
});

test('on a screen a bar shows the share done and the seconds left, and goes away', async () => {
	const drawn: string[] = [];
	const terminal = { ...testTerminal(), redraw: (text: string) => void drawn.push(text) };
	const result = await withBar(terminal, 'Comparing', async (report) => {
		await report({ done: 1, total: 100 });
		await wait(1100);
		await report({ done: 50, total: 100 });
		return 'done';
	});
	assert.equal(result, 'done');
	assert.deepEqual(
		drawn.map((text) => text.replace(/\d+ s left/, 'n s left')),
		['[############------------] Comparing: 50 %, n s left', ''],
	);
	assert.deepEqual(terminal.noted, []);
});
