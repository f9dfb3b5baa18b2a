import type { INodeExecutionData } from 'n8n-workflow';

import type { GradedCandidate, RecordDecision } from '../../lib/identity/decision';
import { findDuplicates, pairKey } from '../../lib/identity/match';
import type { Person } from './people';
import { outputOfBand, toMatch } from './result';
import { emptyOutputs, finish, requirePeople, type MatchRun } from './run';

/** The decision that a group or a pair is shown with, and the items it is made of. */
interface Duplicate {
	readonly decision: RecordDecision;
	readonly members: readonly number[];
}

/**
 * Finds the people that stand in one list more than once: Matched gives a group per person, Review a
 * pair that a person has to look at, New every item that has no duplicate.
 */
export async function withinList(run: MatchRun): Promise<INodeExecutionData[][]> {
	const { context, settings, today } = run;
	const items = context.getInputData();
	const people = await requirePeople(run, items, 'record');
	const places = new Map(people.map((person, item) => [person.record.ref, item]));
	const pairs = run.exclusions.pairsAmong(people, people);
	const { decisions, groups } = await finish(
		findDuplicates(
			people.map(({ record }) => record),
			{
				settings,
				today,
				excluded: new Set(pairs.map(([one, other]) => pairKey(one.record.ref, other.record.ref))),
			},
		),
	);
	const matched = groups.map((refs) => groupOf(refs, decisions, places));
	const review = pairsOf(decisions, places);
	const outputs = emptyOutputs();
	const push = (output: number, { decision, members }: Duplicate) =>
		outputs[output].push({
			json: {
				ids: members.map((item) => people[item].id),
				match: { ...toMatch(decision, (ref) => partner(ref), false) },
				records: members.map((item) => items[item].json),
			},
			pairedItem: members.map((item) => ({ item })),
		});
	const partner = (ref: string): Person | undefined => people[places.get(ref) ?? -1];
	matched.forEach((group) => push(outputOfBand.link, group));
	review.forEach((pair) => push(outputOfBand.review, pair));
	const seen = new Set([...matched, ...review].flatMap(({ members }) => members));
	items.forEach(({ json }, item) => {
		if (!seen.has(item)) outputs[outputOfBand.new].push({ json, pairedItem: { item } });
	});
	return outputs;
}

/** A group is as sure as its weakest link. */
function groupOf(
	refs: readonly string[],
	decisions: readonly RecordDecision[],
	places: ReadonlyMap<string, number>,
): Duplicate {
	const members = refs.map((ref) => places.get(ref) as number);
	const [weakest] = members
		.map((item) => decisions[item])
		.filter(({ band, best }) => band === 'link' && best !== undefined)
		.sort((a, b) => scoreOf(a.best) - scoreOf(b.best) || (a.ref < b.ref ? -1 : 1));
	return { decision: { ...weakest, others: [] }, members };
}

/** Each doubtful pair once, from whichever of its records comes first. */
function pairsOf(
	decisions: readonly RecordDecision[],
	places: ReadonlyMap<string, number>,
): Duplicate[] {
	const seen = new Set<string>();
	return decisions.flatMap((decision, item): Duplicate[] => {
		const { band, best } = decision;
		const other = best && places.get(best.ref);
		if (band !== 'review' || other === undefined) return [];
		const members = [item, other].sort((a, b) => a - b);
		const name = members.join('|');
		if (seen.has(name)) return [];
		seen.add(name);
		return [{ decision: { ...decision, others: [] }, members }];
	});
}

function scoreOf(candidate: GradedCandidate | undefined): number {
	return candidate?.score ?? 0;
}
