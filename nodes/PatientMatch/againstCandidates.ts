import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { RecordDecision } from '../../lib/identity/decision';
import { matchAgainst } from '../../lib/identity/match';
import { normalizeRecord } from '../../lib/identity/normalize';
import { normalizeBirthDate } from '../../lib/identity/normalize/birthDate';
import { SafeError } from '../../lib/privacy/errors';
import { outcomeOf, type Outcome } from '../common/outcome';
import { runItemsToOutputs } from '../common/runItems';
import { settleClaims } from './claims';
import { readPerson, type Person } from './people';
import { requireScreenedFor } from './screened';
import { hasNothingToCompare, outputOfBand, toMatch, toMatchedItem } from './result';
import { emptyOutputs, type MatchRun } from './run';
import { isLinkedElsewhere } from './taken';

/** Items after which n8n is let to do something else. */
const itemsPerBreath = 25;

/** One item with what became of it, before the claims of the other items are looked at. */
interface Compared {
	readonly person: Person;
	readonly candidates: ReadonlyMap<string, Person>;
	readonly decision: RecordDecision;
	readonly isTruncated: boolean;
	readonly isEmpty: boolean;
}

/** Matches each item with the candidates that it brings; items of one run may not share one. */
export async function againstCandidates(run: MatchRun): Promise<INodeExecutionData[][]> {
	const { context } = run;
	const items = context.getInputData();
	const compared: Array<Outcome<Compared>> = [];
	for (const [index, { json }] of items.entries()) {
		compared.push(await outcomeOf(async () => compare(run, json, index)));
		if ((index + 1) % itemsPerBreath === 0) await sleep(0);
	}
	const readable = compared.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
	const settled = settleClaims(
		readable.map(({ person, decision, isTruncated }) => ({
			owner: person.record.ref,
			decision,
			isTruncated,
		})),
	);
	const decisions = new Map(readable.map((one, index) => [one, settled[index]]));
	return await runItemsToOutputs(context, 3, async (itemIndex) => {
		const outcome = compared[itemIndex];
		if (!outcome.ok) throw outcome.error;
		const { candidates, isEmpty } = outcome.value;
		const decision = decisions.get(outcome.value) as RecordDecision;
		const match = toMatch(decision, (ref) => candidates.get(ref), isEmpty);
		const partner = decision.best && candidates.get(decision.best.ref);
		const outputs = emptyOutputs();
		outputs[outputOfBand[decision.band]].push({
			json: toMatchedItem(items[itemIndex].json, match, partner),
			pairedItem: { item: itemIndex },
		});
		return outputs;
	});
}

function compare(run: MatchRun, json: IDataObject, index: number): Compared {
	const { settings, today, fieldNames } = run;
	requireScreenedFor(settings, json);
	const person = readPerson(json, `item ${index}`, fieldNames);
	const candidates = new Map<string, Person>();
	candidatesOf(json).forEach((candidate, position) => {
		const read = readPerson(candidate, `candidate ${position}`, fieldNames);
		if (!read.isMerged) candidates.set(read.record.ref, read);
	});
	const people = [...candidates.values()];
	const refsOf = (isWanted: (candidate: Person) => boolean) =>
		new Set(people.filter(isWanted).map(({ record }) => record.ref));
	return {
		person,
		candidates,
		decision: matchAgainst(
			person.record,
			people.map((candidate) => candidate.record),
			{
				settings,
				today,
				excluded: refsOf(
					(candidate) => candidate.isExcluded || run.exclusions.holds(person, candidate),
				),
				taken: refsOf((candidate) => isLinkedElsewhere(person, candidate)),
			},
		),
		isTruncated: json.candidatesTruncated === true,
		isEmpty: isEmpty(person, today),
	};
}

/** Nearly everybody has a birth date, and need not be looked at further. */
function isEmpty({ record }: Person, today: string): boolean {
	return (
		normalizeBirthDate(record.birthDate, today) === undefined &&
		hasNothingToCompare(normalizeRecord(record, { today }))
	);
}

function candidatesOf(json: IDataObject): IDataObject[] {
	const candidates: unknown = json.candidates;
	if (Array.isArray(candidates) && candidates.every(isObject)) return candidates;
	throw new SafeError({
		kind: 'validation',
		message: 'The item brings no list of candidates',
		nextStep:
			'Put HealthSail: Customer, Find Candidates before this node, or choose the operation List Against List.',
		fields: ['candidates'],
	});
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
