import { defaultIdentitySettings } from '../../lib/identity/defaults';
import type { IdentitySettings } from '../../lib/identity/settings';
import { matchingSchema } from '../../lib/profile/schema';
import { readJsonParameter, unusable } from './jsonParameter';

/**
 * The matching settings of a node: what `more` says over the parameter Settings over the shipped ones.
 *
 * @param settings value of the parameter Settings, the member `identity` of a practice profile
 * @throws SafeError `configuration` that names the settings which cannot be used
 */
export async function toMatchSettings(
	settings: unknown,
	more: object = {},
): Promise<IdentitySettings> {
	const profile = await readJsonParameter(settings, 'Settings');
	const parsed = matchingSchema.safeParse({
		...defaultIdentitySettings,
		...(profile as object | undefined),
		...more,
	});
	if (parsed.success) return parsed.data;
	const fields = parsed.error.issues.flatMap((issue) =>
		issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.')],
	);
	throw unusable('The matching settings cannot be used', [...new Set(fields)]);
}
