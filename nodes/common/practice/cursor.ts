import type { z } from 'zod';

import { SafeError } from '../../../lib/privacy/errors';
import { safely } from '../outcome';

/** The JSON value of a cursor's text; undefined when it is no JSON. */
export function cursorValue(text: string): unknown {
	const parsed = safely(() => JSON.parse(text) as unknown);
	return parsed.ok ? parsed.value : undefined;
}

/**
 * Reads a cursor that a page of the same operation handed out. Throws SafeError `validation` when it
 * is none of this schema.
 */
export function readCursor<Schema extends z.ZodTypeAny>(
	schema: Schema,
	text: string,
	system: string,
): z.output<Schema> {
	const result = schema.safeParse(cursorValue(text));
	if (result.success) return result.data as z.output<Schema>;
	throw wrongCursor(system);
}

/** The refusal of a cursor that another operation made. */
export function wrongCursor(system: string): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'The cursor is not one of this operation.',
		nextStep:
			'Give the cursor from the Page output of the same operation, or leave it empty to start at the first page.',
		system,
		fields: ['cursor'],
	});
}
