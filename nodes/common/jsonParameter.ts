import { SafeError } from '../../lib/privacy/errors';
import { outcomeOf } from './outcome';

/**
 * A parameter of type `json`: an object, its text, or nothing.
 *
 * @throws SafeError `configuration` when the text is no JSON
 */
export async function readJsonParameter(value: unknown, label: string): Promise<unknown> {
	if (value === undefined || value === null) return undefined;
	if (typeof value !== 'string') return value;
	if (value.trim() === '') return undefined;
	const outcome = await outcomeOf(async () => JSON.parse(value) as unknown);
	if (outcome.ok) return outcome.value;
	throw unusable(`The field "${label}" is not readable as JSON`, [label]);
}

/** A parameter that cannot be used; names, never values. */
export function unusable(message: string, fields: readonly string[]): SafeError {
	return new SafeError({
		kind: 'configuration',
		message,
		nextStep: 'Open the node that stopped and correct the named fields.',
		fields: fields.slice(0, 10),
	});
}
