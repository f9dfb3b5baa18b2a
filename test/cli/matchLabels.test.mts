import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, test } from 'node:test';

import type { ProposedPair } from '../../cli/match/comparison.mjs';
import { measure, readPeople, truePairs } from '../../cli/match/labels.mjs';
import { describeAccuracy } from '../../cli/match/summary.mjs';
import { CliFailure } from '../../cli/support/failure.mjs';
import { header, MatchFolder, synthetic } from './matchSupport.mjs';

let folder: MatchFolder;
beforeEach(async () => {
	folder = await MatchFolder.create();
});
afterEach(() => rm(folder.path, { recursive: true }));

const pair = (left: string, right: string, band: ProposedPair['band']): ProposedPair => ({
	left,
	right,
	band,
	grade: 'possible',
	score: 1,
	probability: 0.5,
	reasons: [],
});

test('equal labels are true pairs, across two lists and within one', () => {
	const left = readPeople(['rec-1-org', 'rec-2-org', 'rec-12-org'], 'a.csv');
	const right = readPeople(['rec-2-dup-0', 'rec-2-dup-1', 'rec-3-dup-0', 'rec-1-dup-0'], 'b.csv');
	assert.deepEqual(
		[...truePairs(left, right)],
		[
			['rec-1-org', 'rec-1-dup-0'],
			['rec-2-org', 'rec-2-dup-0'],
			['rec-2-org', 'rec-2-dup-1'],
		],
	);
	const one = readPeople(['rec-7-org', 'rec-7-dup-1', 'rec-8-org', 'rec-7-dup-0'], 'a.csv');
	assert.deepEqual(
		[...truePairs(one)],
		[
			['rec-7-dup-1', 'rec-7-org'],
			['rec-7-dup-0', 'rec-7-org'],
			['rec-7-dup-0', 'rec-7-dup-1'],
		],
	);
	assert.throws(() => readPeople(['rec-1-org', 'p7'], 'a.csv'), CliFailure);
});

test('precision, recall and F1 are those of the pairs, the review load that of the records', () => {
	const truth = [1, 2, 3, 4, 5].map((n) => [`rec-${n}-org`, `rec-${n}-dup-0`] as const);
	const accuracy = measure(
		{
			pairs: [
				pair('rec-1-org', 'rec-1-dup-0', 'link'),
				pair('rec-2-org', 'rec-2-dup-0', 'link'),
				pair('rec-3-org', 'rec-4-dup-0', 'link'),
				pair('rec-5-org', 'rec-2-dup-0', 'review'),
				pair('rec-5-org', 'rec-5-dup-0', 'review'),
			],
			records: { link: 3, review: 1, new: 4 },
		},
		truth,
		(left) => left !== 'rec-4-org',
	);
	assert.deepEqual(accuracy, {
		truePairs: 5,
		link: { pairs: 3, right: 2, precision: 2 / 3, recall: 0.4, f1: 0.5 },
		linkAndReview: { pairs: 5, right: 3, precision: 0.6, recall: 0.6, f1: 0.6 },
		reviewLoad: 0.125,
		pairCompleteness: 0.8,
		wrongLinks: [['rec-3-org', 'rec-4-dup-0']],
		missed: [
			['rec-3-org', 'rec-3-dup-0'],
			['rec-4-org', 'rec-4-dup-0'],
		],
	});
	const words = describeAccuracy(accuracy);
	assert.match(words, /link +3 +0\.6666 +0\.4000 +0\.5000/);
	assert.match(words, /link \+ review +5 +0\.6000 +0\.6000 +0\.6000/);
	assert.match(words, /review load: 12\.50 %/);
	assert.match(words, /pair completeness of the blocking: 0\.8000/);
	assert.match(words, /wrong links: 1\n {2}rec-3-org rec-4-dup-0/);
});

test('almost all is never told as all', () => {
	const truth = Array.from({ length: 100_000 }, (_, n) => [`l${n}`, `r${n}`] as const);
	const pairs = truth.slice(1).map(([left, right]) => pair(left, right, 'link'));
	const accuracy = measure({ pairs, records: { link: 99_999, review: 0, new: 1 } }, truth);
	assert.match(describeAccuracy(accuracy), /link +99,999 +1\.0000 +0\.9999 +0\.9999/);
	assert.match(describeAccuracy(accuracy), /pair completeness of the blocking: —/);
});

test('in one list whole groups count, also pairs that only a third record joins', () => {
	const people = readPeople(['rec-1-a', 'rec-1-b', 'rec-1-c', 'rec-2-a'], 'a.csv');
	const accuracy = measure(
		{
			pairs: [pair('rec-1-b', 'rec-1-a', 'link'), pair('rec-1-b', 'rec-1-c', 'link')],
			groups: [['rec-1-a', 'rec-1-b', 'rec-1-c', 'rec-2-a']],
			records: { link: 4, review: 0, new: 0 },
		},
		[...truePairs(people)],
	);
	assert.equal(accuracy.link.recall, 1);
	assert.equal(accuracy.link.precision, 0.5);
	assert.deepEqual(accuracy.wrongLinks, [
		['rec-1-a', 'rec-2-a'],
		['rec-1-b', 'rec-2-a'],
		['rec-1-c', 'rec-2-a'],
	]);
});

test('the command measures itself by labelled ids', async () => {
	const { quill, okafor, tran, lindqvist } = synthetic;
	await folder.write('a.csv', [
		header,
		`rec-1-org,${quill}`,
		`rec-2-org,${okafor}`,
		`rec-3-org,${lindqvist}`,
	]);
	await folder.write('b.csv', [
		header,
		`rec-1-dup-0,${quill}`,
		// The label says that these are not the persons they look like.
		`rec-9-dup-0,${okafor}`,
		`rec-3-dup-0,${tran}`,
	]);
	const { code, said } = await folder.run('--left a.csv --right b.csv --labels');
	assert.equal(code, 0);
	assert.match(said, /there are 2 true pairs/);
	assert.match(said, /link +2 +0\.5000 +0\.5000 +0\.5000/);
	assert.match(said, /pair completeness of the blocking: 0\.5000/);
	assert.match(said, /wrong links: 1\n {2}rec-2-org rec-9-dup-0/);
	assert.match(said, /neither linked nor in review: 1/);
	await folder.write('c.csv', [header, `p1,${quill}`]);
	const unlabelled = await folder.run('--left a.csv --right c.csv --labels');
	assert.equal(unlabelled.code, 5);
	assert.match(unlabelled.noted, /c\.csv, 1 id is not of the form rec-N-/);
});
