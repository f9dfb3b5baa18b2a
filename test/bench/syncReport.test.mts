import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseSyncOptions } from '../../bench/sync/options.mjs';
import { mergeFigures, toMarkdown } from '../../bench/sync/report.mjs';
import type { Measured, Result } from '../../bench/sync/results.mjs';

const result = (form: Result['form'], patients: number, seconds: number): Result => ({
	form,
	patients,
	loaded: patients,
	seconds,
	calls: { vendor: 10, healthsail: 5 },
});

const measured = (system: Measured['system'], machine: string, ...results: Result[]): Measured => ({
	system,
	machine,
	load: 0.25,
	results,
});

test('the ratios are those of each system and size, against the faster stock form', () => {
	const table = toMarkdown([
		measured(
			'tebra',
			'here',
			...[result('a', 1000, 3), result('b1', 1000, 40), result('b2', 1000, 6)],
			...[result('c', 1000, 2), result('a', 5000, 10), result('c', 5000, 8)],
		),
		measured('nextgen', 'here', result('a', 1000, 9), result('b2', 1000, 10)),
	]);
	const rows = table
		.split('\n')
		.filter((line) => /^\| (Tebra|NextGen) /.test(line))
		.map((line) => line.split('|').map((cell) => cell.trim()))
		.map((cells) => cells.slice(1, -1));
	assert.deepEqual(rows.slice(0, 3), [
		['Tebra', '1,000', 'b2', '0.50', '1.50'],
		['Tebra', '5,000', '—', '—', '1.25'],
		['NextGen', '1,000', 'b2', '0.90', '—'],
	]);
	assert.match(table, /^Measured on here; .*: Tebra \(0\.3\), NextGen \(0\.3\)\.$/m);
});

test('memory is told only of systems that were weighed', () => {
	const weigh = (patients: number, live: number): Result => ({
		...result('a', patients, 1),
		idleMb: 100,
		peakMb: 100 + live * 10,
		liveIdleMb: 50,
		livePeakMb: 50 + live,
	});
	const table = toMarkdown([
		measured('tebra', 'here', weigh(1000, 4), weigh(10_000, 5)),
		measured('nextgen', 'here', result('a', 1000, 1), result('a', 10_000, 1)),
	]);
	assert.match(table, /\| Tebra +\| live memory above idle +\| 1\.25 +\|/);
	assert.doesNotMatch(table, /NextGen +\| (live|resident)/);
});

test('new figures take the place of those of the same system only', () => {
	const old = [
		measured('tebra', 'old', result('a', 1000, 1)),
		measured('greenway-prime', 'old', result('a', 1000, 1)),
	];
	const newer = [
		measured('greenway-prime', 'new', result('a', 1000, 2)),
		measured('nextgen', 'new', result('a', 1000, 2)),
	];
	assert.deepEqual(
		mergeFigures(old, newer).map(({ system, machine }) => [system, machine]),
		[
			['tebra', 'old'],
			['nextgen', 'new'],
			['greenway-prime', 'new'],
		],
	);
});

test('without options all systems run, each with its own sizes, without the slow form', () => {
	const options = parseSyncOptions([]);
	assert.deepEqual(
		Object.fromEntries(options.vendors.map(({ system, sizes }) => [system, sizes])),
		{
			tebra: [1000, 10_000],
			advancedmd: [1000],
			carecloud: [1000],
			nextgen: [1000, 10_000],
			'greenway-intergy': [1000],
			'greenway-prime': [1000],
		},
	);
	assert.equal(options.sizes, undefined);
	assert.deepEqual(options.forms, ['a', 'b2', 'c']);
});

test('systems and sizes may be chosen, and an unknown one is refused', () => {
	const options = parseSyncOptions(['--vendor', 'nextgen,tebra', '--sizes', '500,100']);
	assert.deepEqual(
		options.vendors.map(({ system }) => system),
		['tebra', 'nextgen'],
	);
	assert.deepEqual(options.sizes, [100, 500]);
	for (const args of [
		['--vendor', 'kareo'],
		['--vendor', ''],
		['--sizes', '0'],
	])
		assert.throws(() => parseSyncOptions(args), /was not understood/);
});
