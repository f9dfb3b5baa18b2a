import { z } from 'zod';

import { SafeError } from '../../lib/privacy/errors';
import { checkBaseUrl, parseHostList } from '../../lib/privacy/hosts';
import type { NodeContext } from '../common/transport/send';
import { decryptOnce } from '../common/transport/send';
import type { GapiService, GapiTransport } from './gapiTransport';
import { createGapiTransport } from './gapiTransport';
import type { GreenwaySystem } from './products';
import { productName } from './products';

const credentialSchema = z
	.object({
		baseUrl: z.string().trim().min(1),
		allowedHosts: z.string().nullish(),
		sandboxSpeed: z.coerce.number().min(0).max(10_000).default(1),
		limitShare: z.coerce.number().gt(0).max(1).default(1),
	})
	.passthrough();

/**
 * Opens the GAPI beside FHIR: a credential of its own, which a node need not have (sheet 1).
 *
 * @param needed members that must be filled, besides the address
 * @throws SafeError `configuration` when it is missing or incomplete
 */
export async function openGapi(
	context: NodeContext,
	itemIndex: number,
	credentialType: string,
	needed: readonly string[],
	settings: Pick<GapiService, 'callsPerSecond' | 'timeoutMs'> & { system: GreenwaySystem },
): Promise<{ transport: GapiTransport; values: Readonly<Record<string, unknown>> }> {
	const { system } = settings;
	if (context.getNode().credentials?.[credentialType] === undefined) {
		throw new SafeError({
			kind: 'configuration',
			message: `This operation needs the GAPI of ${productName(system)}, and the node has no credential for it.`,
			nextStep: 'Choose or make the GAPI credential in the node.',
			system,
		});
	}
	const { data, decrypted } = await decryptOnce(context, credentialType, itemIndex);
	const result = credentialSchema.safeParse(data);
	const values = data as Readonly<Record<string, unknown>>;
	const missing = needed.filter((name) => String(values[name] ?? '').trim() === '');
	if (!result.success || missing.length > 0) {
		throw new SafeError({
			kind: 'configuration',
			message: `The GAPI credential of ${productName(system)} is not complete.`,
			nextStep: 'Open the credential and correct the members named here.',
			system,
			fields: result.success ? missing : ['baseUrl', ...missing],
		});
	}
	const { baseUrl, allowedHosts, sandboxSpeed, limitShare } = result.data;
	const base = baseUrl.replace(/\/+$/, '');
	const extraHosts = parseHostList(allowedHosts ?? '');
	checkBaseUrl(base, { system, extraHosts, sandboxSpeed });
	const transport = createGapiTransport(
		context,
		{
			...settings,
			credentialType,
			base,
			allowedHosts: extraHosts,
			throttle: { speed: sandboxSpeed, share: limitShare },
		},
		decrypted,
	);
	return { transport, values };
}
