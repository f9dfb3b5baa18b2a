import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import type { PracticeRecordId } from '../common/healthsail/identityAudit';
import { readJsonParameter, unusable } from '../common/jsonParameter';
import type { Person } from './people';

const exclusionsSchema = z.array(
	z.union([
		z.object({
			externalId: z.object({
				system: z.string(),
				practiceId: z.string(),
				type: z.string(),
				value: z.string(),
			}),
			customerId: z.string(),
		}),
		z.object({ pair: z.tuple([z.coerce.string(), z.coerce.string()]) }),
	]),
);

/** Pairs of which a person said that they are not one; whichever side stands first. */
export interface Exclusions {
	holds(one: Person, other: Person): boolean;
	/** The excluded pairs of two lists (or of one list, given twice), without trying every pair. */
	pairsAmong(left: readonly Person[], right: readonly Person[]): Array<[Person, Person]>;
}

/**
 * Reads the exclusions of the node's options.
 *
 * @throws SafeError `configuration` when the list cannot be read: nothing may be proposed then
 */
export async function readExclusions(context: IExecuteFunctions): Promise<Exclusions> {
	const { exclusions } = context.getNodeParameter('options', 0, {}) as { exclusions?: unknown };
	const value = (await readJsonParameter(exclusions, 'Exclusions')) ?? [];
	const parsed = exclusionsSchema.safeParse(value);
	if (!parsed.success) throw unusable('The list of exclusions cannot be read', ['Exclusions']);
	const apart = new Map<string, Set<string>>();
	const add = (one: string, other: string) =>
		apart.set(one, (apart.get(one) ?? new Set<string>()).add(other));
	for (const entry of parsed.data) {
		const [one, other] =
			'pair' in entry ? entry.pair : [externalIdKey(entry.externalId), entry.customerId];
		add(one, other);
		add(other, one);
	}
	const holds = (one: Person, other: Person) => {
		const names = namesOf(other);
		return namesOf(one).some((name) => {
			const others = apart.get(name);
			return others !== undefined && names.some((otherName) => others.has(otherName));
		});
	};
	return {
		holds,
		pairsAmong(left, right) {
			const byName = new Map<string, Person[]>();
			for (const person of right) {
				for (const name of namesOf(person)) {
					if (apart.has(name)) byName.set(name, [...(byName.get(name) ?? []), person]);
				}
			}
			return left.flatMap((one) =>
				namesOf(one)
					.flatMap((name) => [...(apart.get(name) ?? [])])
					.flatMap((name) => byName.get(name) ?? [])
					.map((other): [Person, Person] => [one, other]),
			);
		},
	};
}

/** What an exclusion may call a person by. */
function namesOf({ id, externalIds }: Person): string[] {
	return [id, ...externalIds.map(externalIdKey)];
}

function externalIdKey({ system, practiceId, type, value }: PracticeRecordId): string {
	return JSON.stringify([system, practiceId, type, value]);
}
