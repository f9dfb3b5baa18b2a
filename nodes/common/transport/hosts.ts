import { SafeError } from '../../../lib/privacy/errors';
import { checkBaseUrl, isLoopback, knownHosts } from '../../../lib/privacy/hosts';
import type { OutgoingRequest } from './request';

/**
 * Refuses an address before a credential is sent to it (lib/privacy/hosts has the rules). For a
 * system that has a host per customer, `allowedHosts` of the request narrows "any host" down; for
 * one with known hosts it adds to them. Throws SafeError `configuration`; no address is named.
 */
export function checkHost(
	request: Pick<OutgoingRequest, 'url' | 'allowedHosts' | 'system' | 'operation'>,
): void {
	const { system, allowedHosts = [] } = request;
	if (!isKnownSystem(system)) {
		throw new SafeError({
			kind: 'configuration',
			message: 'No host is known for this system, so nothing was sent.',
			nextStep: 'Update the node pack.',
			system,
			operation: request.operation,
		});
	}
	const url = checkBaseUrl(request.url, { system, extraHosts: allowedHosts });
	if (knownHosts[system] !== 'any' || allowedHosts.length === 0 || isLoopback(url.hostname)) return;
	if (allowedHosts.some((pattern) => matchesHost(url.hostname, pattern))) return;
	throw new SafeError({
		kind: 'configuration',
		message: 'The address is not on the list of allowed hosts of this credential.',
		nextStep: 'Correct the address in the credential, or its list of allowed hosts.',
		system,
		operation: request.operation,
	});
}

function isKnownSystem(system: string): system is keyof typeof knownHosts {
	return Object.hasOwn(knownHosts, system);
}

/** `example.com` matches itself only; `*.example.com` matches every host below it. */
function matchesHost(hostname: string, pattern: string): boolean {
	const host = hostname.toLowerCase();
	const wanted = pattern.trim().toLowerCase();
	return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) : host === wanted;
}
