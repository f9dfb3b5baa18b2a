import type { IExecuteFunctions } from 'n8n-workflow';

import type { IdentitySettings } from '../../lib/identity/settings';
import { toMatchSettings } from '../common/matchSettings';

/**
 * The settings of this run: the node's thresholds over the profile's over the shipped ones. The
 * stricter word on what is linked holds.
 *
 * @throws SafeError `configuration` that names the settings which cannot be used
 */
export async function readSettings(context: IExecuteFunctions): Promise<IdentitySettings> {
	const settings = context.getNodeParameter('settings', 0, '');
	const thresholds = context.getNodeParameter('thresholds', 0, {}) as object;
	const isCertainOnly = context.getNodeParameter('linkAt', 0, 'probable') === 'certain';
	return await toMatchSettings(settings, {
		...thresholds,
		...(isCertainOnly && { linkAt: 'certain' }),
	});
}
