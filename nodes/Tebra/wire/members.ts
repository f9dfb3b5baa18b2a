import { z } from 'zod';

/** Text as Tebra writes nearly everything (sheet 3.3): absent = not sent, null = nil, '' = empty. */
export const wireText = z.string().nullish();

/** Ids are small whole numbers (sheet 3.3 rule 10). */
export const wireId = z
	.string()
	.transform((text) => text.trim())
	.pipe(z.string().regex(/^\d{1,18}$/));

/** A reference to another record (sheet 3.3 rule 10): blank and 0 mean none. */
export const wireReference = wireText.transform((text) => {
	const id = text?.trim();
	return id === undefined ? undefined : id === '' || id === '0' ? null : id;
});

/** "True"/"False" in lists (sheet 3.3 rule 8); anything else is not told. */
export const wireFlag = wireText.transform((text) => {
	const word = text?.trim().toLowerCase();
	return word === 'true' ? true : word === 'false' ? false : undefined;
});
