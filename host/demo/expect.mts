// What a run must show. Each miss is one sentence.
import { Problem } from '../boot.mjs';
import type { DemoRun } from './runs.mjs';

// Calls that write but tell nothing about a patient: who works, how far, and who looked.
const HOUSEKEEPING = new Set([
	'acquireLease',
	'renewLease',
	'releaseLease',
	'startRun',
	'advanceRun',
	'finishRun',
	'failRun',
	'confirmRun',
	'createAuditEvent',
	'bulkCreateAuditEvents',
]);

/** Throws a Problem when the run's state or one of the counts is not the expected one. */
export function expectRun(run: DemoRun, state: string, counts: Record<string, number>): void {
	const misses: string[] = [];
	if (run.record.state !== state)
		misses.push(`its state is "${run.record.state}", expected was "${state}"`);
	for (const [key, expected] of Object.entries(counts)) {
		const actual = run.record.counts[key] ?? 0;
		if (actual !== expected) misses.push(`${key} is ${actual}, expected was ${expected}`);
	}
	if (misses.length > 0) throw new Problem(`${run.title}: ${misses.join('; ')}.`);
}

/** Throws a Problem when a call changed customers, coverages, external ids or match reviews. */
export function expectNoChange(run: DemoRun): void {
	const changes = run.calls.filter(
		({ effect, operation }) => effect === 'write' && !HOUSEKEEPING.has(operation),
	);
	if (changes.length === 0) return;
	const names = [...new Set(changes.map(({ system, operation }) => `${system} ${operation}`))];
	throw new Problem(
		`${run.title}: ${changes.length} calls changed data although nothing had changed: ${names.join(', ')}.`,
	);
}
