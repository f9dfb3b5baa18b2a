import { knownHosts } from './hosts';

/** Where a test is sent whose address is none of the system's: nowhere, by a name that says why. */
export const notAllowedAddress = 'https://address-not-allowed.invalid';

/**
 * The base address of a credential's test as an n8n expression, for credentials whose token n8n adds
 * by itself: no code of ours stands before such a test, so that the expression holds `baseUrl` to the
 * hosts of the system, those of `allowedHosts` and this machine (as `checkBaseUrl` does for a run). A
 * test for any other address goes nowhere, and no token with it.
 *
 * @param ending text at the end of the address that the path of the test brings itself, such as `/v2`
 */
export function guardedTestAddress(system: keyof typeof knownHosts, ending = ''): string {
	const hosts = knownHosts[system];
	const known =
		hosts === 'any'
			? 'true'
			: `${JSON.stringify(hosts)}.some((name) => name.startsWith("*.") ? host.endsWith(name.slice(1)) : host === name)`;
	const base = `($credentials.baseUrl ?? "").trim().replace(/\\/+$/, "")${
		ending === '' ? '' : `.replace(/${ending.replace(/\//g, '\\/')}$/i, "")`
	}`;
	const hostOf =
		'(/^https:\\/\\/([^\\/:?#@\\\\\\s]+)(:\\d+)?(\\/|$)/i.exec(base) ?? ["", ""])[1].toLowerCase()';
	const isHere = '/^https?:\\/\\/(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d+)?(\\/|$)/i.test(base)';
	const isListed =
		'($credentials.allowedHosts ?? "").toLowerCase().split(/[\\s,;]+/).includes(host)';
	return `={{ [${base}].map((base) => [base, ${hostOf}]).map(([base, host]) => ${isHere} || (host !== "" && (${known} || ${isListed})) ? base : "${notAllowedAddress}")[0] }}`;
}
