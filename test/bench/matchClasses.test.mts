import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { byClass } from '../../bench/match/classes.mjs';
import { parseMatchOptions } from '../../bench/match/options.mjs';
import { classTable } from '../../bench/match/report.mjs';
import type { ProposedPair } from '../../cli/match/comparison.mjs';
import type { RecordFile } from '../../cli/match/readRecords.mjs';

const side = (file: string, ids: string[]): RecordFile => ({
	file,
	records: ids.map((ref) => ({ ref })),
	unreadColumns: 0,
	hasMrn: false,
	unusableBirthDates: 0,
	garbledRows: 0,
});
const pair = (left: number, right: number, band: ProposedPair['band']): ProposedPair => ({
	left: `rec-${left}-org`,
	right: `rec-${right}-dup-0`,
	band,
	grade: 'probable',
	score: 10,
	probability: 0.999,
	reasons: [],
});

test('what became of the people is counted class by class', async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'healthsail-classes-'));
	try {
		const file = path.join(folder, 'classes.csv');
		const rows = ['1,clean,yes', '2,clean,yes', '3,nickname,yes', '4,nickname,no', '5,clean,yes'];
		await writeFile(file, `n,class,decidable\n${rows.join('\n')}\n`);
		const people = [1, 2, 3, 4, 5];
		const counts = await byClass(
			file,
			{
				pairs: [pair(1, 1, 'link'), pair(2, 2, 'review'), pair(3, 5, 'link'), pair(4, 4, 'link')],
				records: { link: 3, review: 1, new: 1 },
				newRecords: ['rec-5-org'],
				statistics: {
					left: 5,
					right: 5,
					bands: { link: 3, review: 1, new: 1 },
					pairsSeen: 4,
					pairsCompared: 4,
					blocksSplit: 0,
					recordsInSplitBlocks: 0,
					stopped: {},
				},
			},
			side(
				'left.csv',
				people.map((n) => `rec-${n}-org`),
			),
			side(
				'right.csv',
				people.map((n) => `rec-${n}-dup-0`),
			),
		);
		assert.deepEqual(counts, [
			{ name: 'clean', pairs: 3, linked: 1, review: 1, undecidable: 0, wrongLinks: 0 },
			{ name: 'nickname', pairs: 1, linked: 0, review: 0, undecidable: 1, wrongLinks: 1 },
		]);
		const table = classTable(counts).replaceAll(/ +/g, ' ');
		assert.match(
			table,
			/\| a nickname in place of the given name \| 1 \| 0\.0000 \| 0\.0000 \| 1 \| 1 \|/,
		);
		assert.match(table, /\| \*\*all\*\* \| 4 \| 0\.2500 \| 0\.5000 \| 1 \| 1 \|/);
	} finally {
		await rm(folder, { recursive: true });
	}
});

test('the tables of the document are never written in part', () => {
	assert.throws(() => parseMatchOptions(['--only', 'link', '--write']), /--write needs all parts/);
	assert.throws(() => parseMatchOptions(['--only', 'speed']), /not understood/);
	assert.throws(() => parseMatchOptions(['--size', '7']), /not understood/);
	assert.equal(parseMatchOptions(['--write']).write, true);
});
