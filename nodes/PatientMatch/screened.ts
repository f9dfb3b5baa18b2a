import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { isScreenedFor, type ScreenSettings } from '../../lib/identity/screen';
import type { IdentitySettings } from '../../lib/identity/settings';
import { SafeError } from '../../lib/privacy/errors';

const screenedSchema: z.ZodType<ScreenSettings> = z.object({
	reviewScore: z.number(),
	populationSize: z.number(),
});

/**
 * Makes sure that no candidate which these settings ask for was left out by other ones.
 *
 * @throws SafeError `configuration` when Find Candidates was given stricter settings
 */
export function requireScreenedFor(settings: IdentitySettings, json: IDataObject): void {
	if (json.candidatesScreened === undefined) return;
	const screened = screenedSchema.safeParse(json.candidatesScreened);
	if (screened.success && isScreenedFor(settings, screened.data)) return;
	throw new SafeError({
		kind: 'configuration',
		message: 'Find Candidates left out customers that the settings of this node ask for',
		nextStep:
			'Give Settings of Find Candidates and of this node the same value; where this node has Thresholds of its own, leave Settings of Find Candidates empty.',
		fields: ['candidatesScreened'],
	});
}
