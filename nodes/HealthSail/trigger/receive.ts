import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { jsonOrNothing } from '../../common/healthsail/errors';
import { verifySignature } from '../../common/healthsail/signature';
import { isChosen } from './eventTypes';

const eventSchema = z.object({
	id: z.string().min(1),
	type: z.string().min(1),
	createdAt: z.string(),
	data: z.object({
		object: z.string(),
		id: z.string(),
		version: z.number().int().optional(),
		changedFields: z.array(z.string()).optional(),
		locationId: z.string().nullish(),
		pmSystems: z.array(z.string()).optional(),
	}),
});

export interface Delivery {
	readonly rawBody: Buffer;
	readonly signature: string | undefined;
	readonly secret: string;
	readonly nowSeconds: number;
	readonly toleranceSeconds: number;
	readonly eventTypes: readonly string[];
}

export type Reception =
	| { readonly verdict: 'item'; readonly item: IDataObject }
	/** A good delivery that this trigger did not ask for: taken, no work. */
	| { readonly verdict: 'ignored' }
	| { readonly verdict: 'refused'; readonly status: 400 | 401; readonly message: string };

/**
 * Judges one delivery: signature over the raw bytes first, then the shape, then the type
 * (proposal section 12). The item is thin: what happened to which object, never its content.
 */
export function receive(delivery: Delivery): Reception {
	const { rawBody, signature, secret, nowSeconds, toleranceSeconds } = delivery;
	const check = verifySignature(signature, rawBody, secret, nowSeconds, toleranceSeconds);
	if (!check.valid) {
		return { verdict: 'refused', status: 401, message: 'The signature is not valid.' };
	}
	const event = eventSchema.safeParse(jsonOrNothing(rawBody.toString('utf8')));
	if (!event.success) {
		return { verdict: 'refused', status: 400, message: 'The body is not an event.' };
	}
	const { id: eventId, type, createdAt, data } = event.data;
	if (!isChosen(type, delivery.eventTypes)) return { verdict: 'ignored' };
	const { object, id, version, changedFields, locationId, pmSystems } = data;
	return {
		verdict: 'item',
		item: {
			eventId,
			type,
			object,
			id,
			version: version ?? null,
			createdAt,
			changedFields: changedFields ?? [],
			locationId: locationId ?? null,
			pmSystems: pmSystems ?? [],
		},
	};
}
