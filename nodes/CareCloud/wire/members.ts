import { z } from 'zod';

const plain = z.union([z.string(), z.number()]);

/** A text that may come as a number; absent stays absent, and null is known to be empty. */
export const wireText = plain
	.nullish()
	.transform((value) => (value === undefined || value === null ? value : String(value)));

/** An id that a record must have; types change between calls (sheet 9.4). */
export const wireId = plain.transform((value) => String(value).trim()).pipe(z.string().min(1));

/** An id that may be missing; blank is none. */
export const wireReference = wireText.transform((value) => {
	const text = value?.trim();
	return value === undefined ? undefined : text ? text : null;
});

/** Yes or no, as a boolean or as a text (sheet 4.2 on `is_confirmed`). */
export const wireFlag = z
	.union([z.boolean(), z.string()])
	.nullish()
	.transform((value) =>
		typeof value === 'string' ? value.trim().toLowerCase() === 'true' : (value ?? undefined),
	);

/** A list inside a record; one object stands for a list of one, null for an empty one. */
export function wireList<Schema extends z.ZodTypeAny>(entry: Schema) {
	return z.preprocess((value) => {
		if (value === undefined || Array.isArray(value)) return value;
		return value === null ? [] : [value];
	}, z.array(entry).optional());
}
