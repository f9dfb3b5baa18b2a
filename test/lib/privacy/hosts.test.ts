import { SafeError } from '../../../lib/privacy/errors';
import {
	checkBaseUrl,
	isLoopback,
	isSameOrigin,
	parseHostList,
	type BaseUrlRules,
} from '../../../lib/privacy/hosts';

const tebra: BaseUrlRules = { system: 'tebra' };
const healthsail: BaseUrlRules = { system: 'healthsail' };

describe('hosts that credentials may be sent to', () => {
	it.each<[string, BaseUrlRules]>([
		['https://webservice.kareo.com/services/soap/2.1/KareoServices.svc', tebra],
		['https://WEBSERVICE.kareo.com./x', tebra],
		['https://fhir.prd.cloud.tebra.com/fhir-request', tebra],
		['http://127.0.0.1:4602/services', tebra],
		['http://localhost:4602/services', tebra],
		['http://[::1]:4602/services', tebra],
		['https://proxy.practice.example/kareo', { ...tebra, extraHosts: ['Proxy.Practice.example'] }],
		['https://api.healthsail.example/v1', healthsail],
		['http://127.0.0.1:4601/v1', { ...healthsail, sandboxSpeed: 60 }],
	])('accepts %s', (url, rules) => {
		expect(checkBaseUrl(url, rules)).toBeInstanceOf(URL);
	});

	it.each<[string, string, BaseUrlRules]>([
		['plain http', 'http://webservice.kareo.com/x', tebra],
		['another protocol', 'ftp://webservice.kareo.com/x', tebra],
		['another protocol on loopback', 'file://localhost/etc/passwd', tebra],
		['an unknown host', 'https://webservice.kareo.com.evil.example/x', tebra],
		['a host that only ends alike', 'https://evilwebservice.kareo.com/x', tebra],
		['a known host as user name', 'https://webservice.kareo.com@evil.example/x', tebra],
		['a user name and password', 'https://a:b@webservice.kareo.com/x', tebra],
		['an IPv4 address', 'https://10.0.0.5/x', healthsail],
		['an IPv4 address as one number', 'https://167772165/x', healthsail],
		['an IPv4 address in hexadecimal', 'https://0xa000005/x', healthsail],
		['an IPv6 address', 'https://[2001:db8::1]/x', healthsail],
		['an IPv4 address inside IPv6', 'https://[::ffff:10.0.0.5]/x', healthsail],
		[
			'an address among the extra hosts',
			'https://10.0.0.5/x',
			{ ...tebra, extraHosts: ['10.0.0.5'] },
		],
		['a host that starts like loopback', 'https://127.0.0.1.evil.example/x', tebra],
		['a piece of an address', '/v1', healthsail],
		['nothing', '', healthsail],
	])('refuses %s', (_name, url, rules) => {
		let thrown: unknown;
		try {
			checkBaseUrl(url, rules);
		} catch (error) {
			thrown = error;
		}
		expect(thrown).toBeInstanceOf(SafeError);
		expect((thrown as SafeError).kind).toBe('configuration');
		expect((thrown as SafeError).details.nextStep).not.toBe('');
	});

	it('refuses sandbox speed anywhere but on this machine', () => {
		expect(() =>
			checkBaseUrl('https://webservice.kareo.com/x', { ...tebra, sandboxSpeed: 60 }),
		).toThrow(/not a sandbox on this machine/);
		expect(
			checkBaseUrl('https://webservice.kareo.com/x', { ...tebra, sandboxSpeed: 1 }).hostname,
		).toBe('webservice.kareo.com');
	});

	it('knows this machine by every spelling of it', () => {
		expect(['localhost', '127.0.0.1', '127.9.9.9', '[::1]', 'LOCALHOST.'].map(isLoopback)).toEqual([
			true,
			true,
			true,
			true,
			true,
		]);
		expect(['127.0.0.1.example.org', 'localhost.example.org', '0.0.0.0'].map(isLoopback)).toEqual([
			false,
			false,
			false,
		]);
	});

	it('compares scheme, host and port of two addresses', () => {
		expect(isSameOrigin('https://a.example/x', 'https://A.example:443/y')).toBe(true);
		expect(isSameOrigin('https://a.example/x', 'http://a.example/x')).toBe(false);
		expect(isSameOrigin('https://a.example', 'https://b.a.example')).toBe(false);
		expect(isSameOrigin('https://a.example', 'not an address')).toBe(false);
	});

	it('reads a list of hosts as people type it', () => {
		expect(parseHostList(' A.example,\nb.example; c.example. ')).toEqual([
			'a.example',
			'b.example',
			'c.example',
		]);
		expect(parseHostList(undefined)).toEqual([]);
	});
});
