import type { z } from 'zod';

import { SafeError } from '../../lib/privacy/errors';

/** Which answer is read, for the error text. */
export interface WireFacts {
	readonly system: string;
	readonly operation: string;
	readonly correlationId?: string;
}

/**
 * Reads a part of a vendor's answer with its schema (design 3.2). A miss is a SafeError `wireShape`
 * with the names of the members that did not fit, never with their values.
 */
export function parseWire<Schema extends z.ZodTypeAny>(
	schema: Schema,
	value: unknown,
	facts: WireFacts,
): z.output<Schema> {
	const result = schema.safeParse(value);
	if (result.success) return result.data as z.output<Schema>;
	const fields = result.error.issues.map((issue) => issue.path.join('.') || '(whole)');
	throw new SafeError({
		kind: 'wireShape',
		message: `The answer to ${facts.operation} has a form that this node does not know.`,
		nextStep:
			'Update the node pack; if it is the newest, report the operation and the member names.',
		system: facts.system,
		operation: facts.operation,
		...(facts.correlationId !== undefined && { correlationId: facts.correlationId }),
		fields: [...new Set(fields)].slice(0, 20),
	});
}
