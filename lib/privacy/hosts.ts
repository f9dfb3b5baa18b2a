import type { PmSystem } from '../canonical/externalId';
import { SafeError } from './errors';

/**
 * Hosts a credential's secrets may be sent to, per system, from the vendor sheets' section 2.
 * `*.name` = every host below that name. `any` = the product has a host per customer, so any https name
 * a person entered is taken.
 */
export const knownHosts: Readonly<
	Record<PmSystem | 'healthsail' | 'hl7', readonly string[] | 'any'>
> = {
	tebra: ['webservice.kareo.com', 'fhir.prd.cloud.tebra.com'],
	advancedmd: ['*.advancedmd.com'],
	carecloud: ['*.carecloud.com'],
	nextgen: ['nativeapi.nextgen.com', 'fhir.nextgen.com'],
	greenway_intergy: ['*.greenwayhealth.com'],
	greenway_prime_suite: ['*.greenwayhealth.com', '*.greenwaymedical.com'],
	hl7: 'any',
	healthsail: 'any',
};

export interface BaseUrlRules {
	readonly system: keyof typeof knownHosts;
	/** Further host names the credential allows, for a vendor that moves or a proxy of the practice. */
	readonly extraHosts?: readonly string[];
	/** The credential's sandbox speed; more than 1 is for a sandbox on this machine only. */
	readonly sandboxSpeed?: number;
	/** The credential's field that holds the address; `baseUrl` when left out. */
	readonly field?: string;
	/** What a person calls the list of allowed hosts, where another credential has it. */
	readonly hostListAt?: string;
}

/**
 * Checks where requests with credentials would go: https to a known or allowed host name, or any
 * protocol of the web on the loopback host, where the sandbox runs. No user info, no address in
 * place of a name.
 *
 * @returns the parsed URL
 * @throws SafeError of kind `configuration`
 */
export function checkBaseUrl(url: string, rules: BaseUrlRules): URL {
	const parsed = parse(url);
	if (parsed === undefined) throw refuse(rules, 'is not a complete web address');
	if (parsed.username !== '' || parsed.password !== '') {
		throw refuse(rules, 'holds a user name or password');
	}
	const loopback = isLoopback(parsed.hostname);
	if (!loopback && (rules.sandboxSpeed ?? 1) !== 1) {
		throw new SafeError({
			kind: 'configuration',
			system: rules.system,
			message: 'The sandbox speed is set, but the address is not a sandbox on this machine.',
			nextStep: 'Set the sandbox speed to 1 for every real system.',
			fields: ['sandboxSpeed'],
		});
	}
	if (loopback) {
		if (parsed.protocol === 'http:' || parsed.protocol === 'https:') return parsed;
		throw refuse(rules, 'must begin with https://');
	}
	if (parsed.protocol !== 'https:') throw refuse(rules, 'must begin with https://');
	const host = normaliseHost(parsed.hostname);
	if (isIpLiteral(host)) throw refuse(rules, 'must have a host name, not an IP address');
	if (!isAllowed(host, rules)) {
		throw refuse(rules, 'has a host that is not known for this system');
	}
	return parsed;
}

/** Whether two addresses have the same scheme, host and port: credentials may go from one to the other. */
export function isSameOrigin(left: string, right: string): boolean {
	const [first, second] = [parse(left), parse(right)];
	return first !== undefined && second !== undefined && first.origin === second.origin;
}

/** Whether the host is this machine itself. */
export function isLoopback(hostname: string): boolean {
	const host = normaliseHost(hostname);
	return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Splits the credential's list of allowed hosts (commas, spaces or lines between them). */
export function parseHostList(text: string | undefined): string[] {
	return (text ?? '')
		.split(/[\s,;]+/)
		.map(normaliseHost)
		.filter((host) => host !== '');
}

function isAllowed(host: string, { system, extraHosts = [] }: BaseUrlRules): boolean {
	const known = knownHosts[system];
	if (known === 'any' || extraHosts.map(normaliseHost).includes(host)) return true;
	return known.some((name) =>
		name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name,
	);
}

function parse(url: string): URL | undefined {
	try {
		return new URL(url.trim());
	} catch {
		return undefined;
	}
}

function normaliseHost(host: string): string {
	return host.trim().toLowerCase().replace(/\.$/, '');
}

/** The URL parser has already turned every spelling of an IPv4 address into dotted form. */
function isIpLiteral(host: string): boolean {
	return host.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(host);
}

function refuse(
	{ system, field = 'baseUrl', hostListAt = 'its list of allowed hosts' }: BaseUrlRules,
	what: string,
): SafeError {
	return new SafeError({
		kind: 'configuration',
		system,
		message: `The address in the credential ${what}.`,
		nextStep: `Correct the address in the credential, or add the host to ${hostListAt} if your practice is sure of it.`,
		fields: [field],
	});
}
