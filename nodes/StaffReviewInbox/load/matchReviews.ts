import { z } from 'zod';

import type { HealthSailClient, HealthSailQuery } from '../../common/healthsail/client';
import { reviewFactsSchema, type MatchDecision } from '../../common/healthsail/matchReviews';
import { readList } from '../../common/healthsail/paging';
import { personSchema } from './customers';

const text = z.string().nullish();

const reviewSchema = reviewFactsSchema.extend({
	id: z.string(),
	version: z.number().int(),
	createdAt: text,
	updatedAt: text,
	grade: z.string(),
	reasons: z.array(z.string()),
	state: z.string(),
	by: text,
	at: text,
	patient: personSchema.nullish(),
});
export type StoredMatchReview = z.output<typeof reviewSchema>;

const base = '/match-reviews';

/** Match reviews by the filters of the contract; the longest unchanged first. Throws SafeError. */
export async function listMatchReviews(
	client: HealthSailClient,
	query: HealthSailQuery & { state: 'open' | 'decided' },
	limit: number,
): Promise<StoredMatchReview[]> {
	const rows = await readList(client, {
		path: base,
		query: { sort: 'updatedAt', ...query },
		limit,
	});
	return z.array(reviewSchema).parse(rows);
}

/** Throws SafeError `notFound`. */
export async function getMatchReview(
	client: HealthSailClient,
	id: string,
): Promise<StoredMatchReview> {
	return await client.parsed(
		{ operation: 'getMatchReview', method: 'GET', path: `${base}/${encodeURIComponent(id)}` },
		reviewSchema,
	);
}

/** Records what a person decided. Throws SafeError `conflict` when somebody was faster. */
export async function decideMatchReview(
	client: HealthSailClient,
	{ id, version }: Pick<StoredMatchReview, 'id' | 'version'>,
	body: { readonly decision: MatchDecision; readonly by: string },
): Promise<StoredMatchReview> {
	return await client.parsed(
		{
			operation: 'decideMatchReview',
			method: 'POST',
			path: `${base}/${encodeURIComponent(id)}/decide`,
			ifMatch: version,
			body,
			idempotencySource: {
				id: `decideMatchReview|${id}|${version}`,
				version: `${body.decision}|${body.by}`,
			},
		},
		reviewSchema,
	);
}
