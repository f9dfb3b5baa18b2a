import { z } from 'zod';

import { wireObject } from './members';

const envelopeSchema = wireObject({
	items: z.array(z.unknown()),
	nextPageLink: z.string().nullish(),
});

const someArray = z.array(z.unknown());

/** A list as NextGen sends it: an envelope, or a bare array (sheet 4.0). */
export const listSchema = z.union([
	someArray.transform((items) => ({ items, nextPageLink: undefined })),
	envelopeSchema,
]);

/** Empty text in place of a link means the same as none. */
export function linkOf({ nextPageLink }: { nextPageLink?: string | null }): string | undefined {
	return nextPageLink?.trim() ? nextPageLink.trim() : undefined;
}
