import type { INodeExecutionData } from 'n8n-workflow';

import { linkLists, pairKey } from '../../lib/identity/match';
import { normalizeRecord } from '../../lib/identity/normalize';
import type { Person } from './people';
import { hasNothingToCompare, outputOfBand, toMatch, toMatchedItem } from './result';
import { emptyOutputs, finish, requirePeople, secondInput, type MatchRun } from './run';
import { isTaken, personalIds } from './taken';

/** Matches the whole first input with the whole second one; a person stands in each once at most. */
export async function listAgainstList(run: MatchRun): Promise<INodeExecutionData[][]> {
	const { context, settings, today } = run;
	const items = context.getInputData();
	const left = await requirePeople(run, items, 'patient');
	const right = await requirePeople(run, await secondInput(context), 'candidate');
	const open = right.filter(({ isMerged }) => !isMerged);
	const partners = new Map(open.map((person) => [person.record.ref, person]));
	const places = new Map(right.map((person, item) => [person.record.ref, item]));
	const { decisions } = await finish(
		linkLists(
			left.map(({ record }) => record),
			open.map(({ record }) => record),
			{ settings, today, excluded: excludedPairs(run, left, open), taken: takenBy(left, open) },
		),
	);
	const outputs = emptyOutputs();
	decisions.forEach((decision, item) => {
		const { best, band } = decision;
		const isEmpty = hasNothingToCompare(normalizeRecord(left[item].record, { today }));
		const partner = best && partners.get(best.ref);
		const place = best && places.get(best.ref);
		outputs[outputOfBand[band]].push({
			json: toMatchedItem(
				items[item].json,
				toMatch(decision, (ref) => partners.get(ref), isEmpty),
				partner,
			),
			pairedItem: [{ item, input: 0 }, ...(place === undefined ? [] : [{ item: place, input: 1 }])],
		});
	});
	return outputs;
}

function excludedPairs(
	run: MatchRun,
	left: readonly Person[],
	right: readonly Person[],
): ReadonlySet<string> {
	const pairs = run.exclusions.pairsAmong(left, right);
	return new Set(pairs.map(([one, other]) => pairKey(one.record.ref, other.record.ref)));
}

/** Customers and patients that are linked to somebody who is not in the other list. */
function takenBy(left: readonly Person[], right: readonly Person[]): ReadonlySet<string> {
	const patientIds = personalIds(left.filter(({ customer }) => customer === undefined));
	const customers = left.filter(({ customer }) => customer !== undefined);
	const customerIds = new Set(customers.map(({ id }) => id));
	const isLinkedOutside = (person: Person) =>
		person.customer === undefined
			? customers.length > 0 && person.linkedTo !== undefined && !customerIds.has(person.linkedTo)
			: isTaken(person, patientIds);
	return new Set(right.filter(isLinkedOutside).map(({ record }) => record.ref));
}
