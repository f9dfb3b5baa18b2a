import type { IExecuteFunctions } from 'n8n-workflow';

import { defaultIdentitySettings } from '../../lib/identity/defaults';
import type { IdentitySettings } from '../../lib/identity/settings';
import { SafeError } from '../../lib/privacy/errors';
import { matchingSchema } from '../../lib/profile/schema';
import { outcomeOf } from '../common/outcome';

/**
 * The settings of this run: the node's thresholds over the profile's over the shipped ones. The
 * stricter word on what is linked holds.
 *
 * @throws SafeError `configuration` that names the settings which cannot be used
 */
export async function readSettings(context: IExecuteFunctions): Promise<IdentitySettings> {
	const profile = await readJsonParameter(context.getNodeParameter('settings', 0, ''), 'Settings');
	const thresholds = context.getNodeParameter('thresholds', 0, {}) as object;
	const isCertainOnly = context.getNodeParameter('linkAt', 0, 'probable') === 'certain';
	const parsed = matchingSchema.safeParse({
		...defaultIdentitySettings,
		...(profile as object | undefined),
		...thresholds,
		...(isCertainOnly && { linkAt: 'certain' }),
	});
	if (parsed.success) return parsed.data;
	const fields = parsed.error.issues.flatMap((issue) =>
		issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.')],
	);
	throw unusable('The matching settings cannot be used', [...new Set(fields)]);
}

/** A parameter of type `json`: an object, its text, or nothing. */
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
		nextStep: 'Open the Patient Match node and correct the named fields.',
		fields: fields.slice(0, 10),
	});
}
