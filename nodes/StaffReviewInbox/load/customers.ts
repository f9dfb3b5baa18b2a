import { z } from 'zod';

import type { CustomerSource } from '../../../lib/inbox/sources';
import type { HealthSailClient } from '../../common/healthsail/client';
import { mapBounded } from '../../common/mapBounded';
import { outcomeOf } from '../../common/outcome';
import { toDetails } from '../../common/toNodeError';

const text = z.string().nullish();
const phone = z.object({ id: text, use: z.string(), number: z.string(), extension: text });
const address = z.object({
	id: text,
	use: z.string(),
	line1: text,
	line2: text,
	city: text,
	region: text,
	postalCode: text,
	country: text,
});
const demographics = z.object({
	givenName: text,
	middleName: text,
	familyName: text,
	suffix: text,
	birthDate: text,
	administrativeSex: text,
	email: text,
	phones: z.array(phone).nullish(),
});

/** A person as a match review or a customer tells them. */
export const personSchema = z.object({
	demographics: demographics.nullish(),
	addresses: z.array(address).nullish(),
});

const customerSchema = personSchema.extend({ id: z.string(), status: text, syncState: text });

/** What the page shows or tells apart by; nothing else of a customer is read. */
const fields = 'demographics,addresses,status,syncState';

/** Customers read side by side. */
const atOnce = 6;

/** Reads customers by id, each once; null = HealthSail shows none. Throws SafeError. */
export async function readCustomers(
	client: HealthSailClient,
	ids: ReadonlyArray<string | null | undefined>,
): Promise<ReadonlyMap<string, CustomerSource | null>> {
	const wanted = [...new Set(ids.filter((id): id is string => typeof id === 'string'))];
	const read = await mapBounded(wanted, atOnce, async (id) => await readCustomer(client, id));
	return new Map(wanted.map((id, index) => [id, read[index]]));
}

async function readCustomer(client: HealthSailClient, id: string): Promise<CustomerSource | null> {
	const outcome = await outcomeOf(
		async () =>
			await client.parsed(
				{
					operation: 'getCustomer',
					method: 'GET',
					path: `/customers/${encodeURIComponent(id)}`,
					fields,
				},
				customerSchema,
			),
	);
	if (outcome.ok) return outcome.value;
	if (toDetails(outcome.error).kind === 'notFound') return null;
	throw outcome.error;
}
