import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { IdentitySettings } from '../../lib/identity/settings';
import { SafeError } from '../../lib/privacy/errors';
import { outcomeOf, type Outcome } from '../common/outcome';
import { toDetails } from '../common/toNodeError';
import type { Exclusions } from './exclusions';
import { readPerson, type Person } from './people';
import type { FieldNames } from './plainRecord';

/** What one run of the node works with. */
export interface MatchRun {
	readonly context: IExecuteFunctions;
	readonly settings: IdentitySettings;
	/** Civil date in the time zone of the workflow; bounds birth dates. */
	readonly today: string;
	readonly exclusions: Exclusions;
	readonly fieldNames: FieldNames;
}

/** Items of the second input, or none where nothing is connected or nothing arrived. */
export async function secondInput(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	// n8n throws for an input that nothing arrived at, and gives undefined for one without a wire.
	const outcome = await outcomeOf(async () => context.getInputData(1));
	return outcome.ok ? (outcome.value ?? []) : [];
}

/** Empty lists for Matched, Review and New. */
export function emptyOutputs(): INodeExecutionData[][] {
	return [[], [], []];
}

/** A record that could not be read, with its place in the list. */
export class RecordError extends SafeError {
	constructor(
		error: unknown,
		readonly itemIndex: number,
	) {
		super(toDetails(error));
		this.name = 'RecordError';
	}
}

/** Reads the people of a list; refs are made unique, so that the matcher can tell them apart. */
export async function readPeople(
	run: MatchRun,
	items: readonly INodeExecutionData[],
	side: string,
): Promise<Array<Outcome<Person>>> {
	const seen = new Map<string, number>();
	const people: Array<Outcome<Person>> = [];
	for (const [index, { json }] of items.entries()) {
		people.push(
			await outcomeOf(async () => {
				const person = readPerson(json, `${side} ${index}`, run.fieldNames);
				const { ref } = person.record;
				const before = seen.get(ref) ?? 0;
				seen.set(ref, before + 1);
				return before === 0
					? person
					: { ...person, record: { ...person.record, ref: `${ref} (${before + 1})` } };
			}),
		);
	}
	return people;
}

/**
 * The people of a list, where each must be readable: a record left out could be the very one that
 * makes a match ambiguous.
 *
 * @throws RecordError of the first record that cannot be read
 */
export async function requirePeople(
	run: MatchRun,
	items: readonly INodeExecutionData[],
	side: string,
): Promise<Person[]> {
	const outcomes = await readPeople(run, items, side);
	return outcomes.map((outcome, itemIndex) => {
		if (outcome.ok) return outcome.value;
		throw new RecordError(outcome.error, itemIndex);
	});
}

/** Runs a long match to its end and lets n8n breathe between its steps. */
export async function finish<Step, Result>(steps: Generator<Step, Result, void>): Promise<Result> {
	for (;;) {
		const step = steps.next();
		if (step.done === true) return step.value;
		await sleep(0);
	}
}
