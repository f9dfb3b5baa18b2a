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
			message: `The GAPI credential of ${productName(system)} is not complete, or holds a value that cannot be used.`,
			nextStep: 'Open the credential and correct the fields named here.',
			system,
			fields: result.success ? missing : ['baseUrl', ...missing],
		});
	}
	const { baseUrl, allowedHosts, sandboxSpeed, limitShare } = result.data;
	const base = baseUrl.replace(/\/+$/, '');
	const extraHosts = parseHostList(allowedHosts ?? '');
	checkBaseUrl(base, { system, extraHosts, sandboxSpeed });
	checkService(base, system);
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

/** The service of each product, at the end of its address (sheet 2). */
const services: Readonly<Record<GreenwaySystem, string>> = {
	greenway_intergy: 'IntergyAPIService',
	greenway_prime_suite: 'PrimeSuiteAPIService',
};

/**
 * Throws SafeError `configuration` for the address of the other product's service: the two speak
 * unlike languages, and the login of one must not go to the other (sheet 1, 3).
 */
export function checkService(base: string, system: GreenwaySystem): void {
	const named = (Object.keys(services) as GreenwaySystem[]).find((key) =>
		base.toLowerCase().includes(services[key].toLowerCase()),
	);
	if (named === undefined || named === system) return;
	throw new SafeError({
		kind: 'configuration',
		message: `The address is that of ${productName(named)}’s GAPI, but this credential is for ${productName(system)}.`,
		nextStep: `Put in the address of ${services[system]}, or make a credential for ${productName(named)}.`,
		system,
		fields: ['baseUrl'],
	});
}
