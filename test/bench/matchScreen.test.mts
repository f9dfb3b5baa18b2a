import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { generateHouseholds } from '../../bench/match/households/main.mjs';
import { generatePopulation } from '../../bench/match/population/main.mjs';
import { toRecord } from '../../bench/match/train/records.mjs';
import { candidateKeys } from '../../lib/identity/candidateKeys.js';
import { defaultIdentitySettings } from '../../lib/identity/defaults.js';
import { matchAgainst } from '../../lib/identity/match.js';
import { normalizeRecord } from '../../lib/identity/normalize.js';
import type { IdentityRecord } from '../../lib/identity/record.js';
import { CandidateScreen } from '../../lib/identity/screen.js';
import type { IdentitySettings } from '../../lib/identity/settings.js';

/** Find Candidates leaves people out; on people who are easily confused that changes nothing. */

const today = '2026-11-22';

interface Lists {
	left: IdentityRecord[];
	right: IdentityRecord[];
}

function households(): Lists {
	const { left, right } = generateHouseholds({ seed: 11, pairs: 2000 });
	return { left: left.map(toRecord), right: right.map(toRecord) };
}

function population(): Lists {
	const lists: Lists = { left: [], right: [] };
	for (const { side, row } of generatePopulation({ seed: 12, size: 3000, overlap: 0.8 }))
		lists[side].push(toRecord(row));
	return lists;
}

/** Whoever shares a key with a record, as HealthSail looks candidates up, but without a limit. */
function lookUpIn(
	records: readonly IdentityRecord[],
): (record: IdentityRecord) => IdentityRecord[] {
	const keysOf = (record: IdentityRecord) =>
		candidateKeys(normalizeRecord(record, { today })).map(({ type, value }) => `${type} ${value}`);
	const byKey = new Map<string, IdentityRecord[]>();
	for (const record of records)
		for (const key of keysOf(record)) byKey.set(key, [...(byKey.get(key) ?? []), record]);
	return (record) => [...new Set(keysOf(record).flatMap((key) => byKey.get(key) ?? []))];
}

/** Decides each record of the left list twice; answers how many candidates there were and stayed. */
function requireSameDecisions({ left, right }: Lists, settings: IdentitySettings) {
	const candidatesOf = lookUpIn(right);
	const screen = new CandidateScreen(settings, today);
	const counts = { found: 0, kept: 0, link: 0, review: 0, new: 0 };
	for (const record of left) {
		const candidates = candidatesOf(record);
		const kept = screen
			.possible(normalizeRecord(record, { today }), candidates)
			.map((position) => candidates[position]);
		const options = { settings, today };
		const decision = matchAgainst(record, kept, options);
		// Best, others and reasons: all that the uniqueness gate over a page looks at.
		assert.deepEqual(decision, matchAgainst(record, candidates, options));
		counts.found += candidates.length;
		counts.kept += kept.length;
		counts[decision.band] += 1;
	}
	return counts;
}

const lenient = { ...defaultIdentitySettings, reviewScore: -8, populationSize: 2000 };

describe('candidates without those that Find Candidates leaves out', () => {
	for (const [name, make] of Object.entries({ households, population })) {
		it(`give the same decisions about ${name}, and are fewer`, () => {
			const counts = requireSameDecisions(make(), defaultIdentitySettings);
			assert.ok(counts.link > 500 && counts.new > 100, JSON.stringify(counts));
			assert.ok(counts.kept < counts.found / 2, JSON.stringify(counts));
		});

		it(`give the same decisions about ${name} with lenient thresholds`, () => {
			const counts = requireSameDecisions(make(), lenient);
			assert.ok(counts.link > 500 && counts.review > 100, JSON.stringify(counts));
			assert.ok(counts.kept < counts.found, JSON.stringify(counts));
		});
	}
});
