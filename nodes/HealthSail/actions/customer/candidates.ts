import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { ExternalId } from '../../../../lib/canonical/externalId';
import type { HealthSailClient } from '../../../common/healthsail/client';
import { wireShapeError } from '../../../common/healthsail/errors';

export const operation = 'findCustomerCandidates';

/** Kinds of keys of the contract (section 15). */
export const keyTypes = [
	'name',
	'name_swapped',
	'birth_date',
	'phone',
	'email',
	'zip_surname_initial',
	'street',
	'member_id',
] as const;

export interface CandidateKey {
	readonly type: (typeof keyTypes)[number];
	readonly value: string;
}

/** Who is asked for: keys, and ids by which exclusions and open reviews are told. */
export interface CandidateQuestion {
	readonly keys: readonly CandidateKey[];
	readonly externalIds?: readonly ExternalId[];
}

export interface FoundCandidates {
	readonly candidates: IDataObject[];
	/** Whether more customers share the keys than HealthSail tells. */
	readonly truncated: boolean;
}

/** Whoever uses the rest of a customer checks it; there are 2,500 of them in an answer. */
const customerSchema = z.custom<IDataObject & { customerId: string }>(
	(value) =>
		typeof value === 'object' &&
		value !== null &&
		typeof (value as { customerId?: unknown }).customerId === 'string',
);

const answerSchema = z.object({
	data: z.array(
		z.object({
			ref: z.string(),
			customers: z.array(customerSchema),
			truncated: z.boolean().optional(),
		}),
	),
});
type Row = z.output<typeof answerSchema>['data'][number];

const idMembers = 'system,practiceId,type,value,verification';
const personMembers = `givenName,middleName,familyName,preferredName,suffix,birthDate,administrativeSex,email,phones(number)`;
const customerMembers = [
	'customerId,version,status,syncState,excluded,openReviewId',
	`externalIds(${idMembers})`,
	`demographics(${personMembers})`,
	'addresses(line1,line2,city,region,postalCode)',
];

/** What matching needs of a customer: less than half of what HealthSail would tell. */
export const matchingFields = `data(ref,truncated,customers(${customerMembers.join(',')}))`;

/**
 * Asks for the candidates of at most 100 people in one call. For those whose answer was cut off, a
 * second call leaves out the weakest key, which half a town may share; both answers count.
 *
 * @param fields what to tell, in the contract's syntax; everything unless said
 * @returns one answer per question, in their order; no call is made for a question without keys
 */
export async function askForCandidates(
	client: HealthSailClient,
	questions: readonly CandidateQuestion[],
	fields?: string,
): Promise<FoundCandidates[]> {
	const found: FoundCandidates[] = questions.map(() => ({ candidates: [], truncated: false }));
	const asked = positionsOf(questions, ({ keys }) => keys.length > 0);
	const first = await ask(client, asked, questions, fields);
	const cutOff = asked.filter((_, row) => first[row].truncated === true);
	const narrower = questions.map(({ keys, ...more }) => ({
		...more,
		keys: keys.filter(({ type }) => type !== 'zip_surname_initial'),
	}));
	const again = cutOff.filter((position) => {
		const { length } = narrower[position].keys;
		// The same question once more would be cut off once more.
		return length > 0 && length < questions[position].keys.length;
	});
	const second = await ask(client, again, narrower, fields);
	asked.forEach((position, row) => {
		const repeated = again.indexOf(position);
		found[position] = merged(first[row], repeated < 0 ? undefined : second[repeated]);
	});
	return found;
}

async function ask(
	client: HealthSailClient,
	positions: readonly number[],
	questions: readonly CandidateQuestion[],
	fields: string | undefined,
): Promise<Row[]> {
	if (positions.length === 0) return [];
	const items = positions.map((position) => ({ ref: String(position), ...questions[position] }));
	const answer = await client.parsed(
		{
			operation,
			method: 'POST',
			path: '/customers/candidates',
			body: { items },
			...(fields !== undefined && { fields }),
			isRepeatable: true,
		},
		answerSchema,
	);
	const byRef = new Map(answer.data.map((row) => [row.ref, row]));
	return items.map(({ ref }) => {
		const row = byRef.get(ref);
		// No answer is not "nobody found": the person would be made a second customer.
		if (!row) throw wireShapeError(operation, undefined, client.correlationId);
		return row;
	});
}

function merged(first: Row, second: Row | undefined): FoundCandidates {
	const customers = new Map(
		[...(second?.customers ?? []), ...first.customers].map((one) => [one.customerId, one]),
	);
	return {
		candidates: [...customers.values()],
		truncated: (second ?? first).truncated === true,
	};
}

function positionsOf(
	questions: readonly CandidateQuestion[],
	isWanted: (question: CandidateQuestion) => boolean,
): number[] {
	return questions.flatMap((question, position) => (isWanted(question) ? [position] : []));
}
