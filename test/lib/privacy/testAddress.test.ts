import { Workflow } from 'n8n-workflow';

import { guardedTestAddress } from '../../../lib/privacy/testAddress';

/** What n8n makes of the expression for a credential. */
function resolve(
	expression: string,
	$credentials: { baseUrl?: string; allowedHosts?: string },
): unknown {
	const node = {
		...{ id: '1', name: 'Mock', type: 'mock', typeVersion: 1, parameters: {} },
		position: [0, 0] as [number, number],
	};
	const nodeTypes = {
		getByName: () => undefined as never,
		getByNameAndVersion: () => ({ description: { properties: [] } }) as never,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return workflow.expression.getSimpleParameterValue(node, expression, 'internal', {
		$credentials,
	} as never);
}

const expression = guardedTestAddress('carecloud', '/v2');
const nowhere = 'https://address-not-allowed.invalid';

describe('the address of a test to which n8n adds a token', () => {
	it.each([
		['https://api.carecloud.com', 'https://api.carecloud.com'],
		['https://API.carecloud.com/v2/', 'https://API.carecloud.com'],
		['https://platform.carecloud.com:443/x', 'https://platform.carecloud.com:443/x'],
		['http://127.0.0.1:4604', 'http://127.0.0.1:4604'],
		['http://localhost:4604/v2', 'http://localhost:4604'],
	])('is %s where the host is known', (baseUrl, told) => {
		expect(resolve(expression, { baseUrl })).toBe(told);
	});

	it('is a host that the credential allows by name', () => {
		const baseUrl = 'https://proxy.practice.example/cc';
		const allowedHosts = 'other.example, Proxy.Practice.example';
		expect(resolve(expression, { baseUrl, allowedHosts })).toBe(baseUrl);
		expect(resolve(expression, { baseUrl, allowedHosts: 'practice.example' })).toBe(nowhere);
	});

	it.each([
		['another host', 'https://attacker.example'],
		['a name that only ends alike', 'https://evilcarecloud.com'],
		['the name as a part of another one', 'https://api.carecloud.com.attacker.example'],
		['the name as a user', 'https://api.carecloud.com@attacker.example'],
		['the name and a port as a user', 'https://api.carecloud.com:443@attacker.example'],
		['the name behind a backslash', 'https://attacker.example\\@api.carecloud.com'],
		['no encryption', 'http://api.carecloud.com'],
		['this machine as a user', 'http://127.0.0.1@attacker.example'],
		['this machine as a part of a name', 'http://localhost.attacker.example'],
		['nothing', ''],
	])('is nowhere for %s', (_words, baseUrl) => {
		expect(resolve(expression, { baseUrl })).toBe(nowhere);
	});

	it('is nowhere for a credential without an address', () => {
		expect(resolve(expression, {})).toBe(nowhere);
	});

	it('compares a whole name where the system has one host', () => {
		const nextGen = guardedTestAddress('nextgen');
		expect(resolve(nextGen, { baseUrl: 'https://nativeapi.nextgen.com/nge/prod' })).toBe(
			'https://nativeapi.nextgen.com/nge/prod',
		);
		expect(resolve(nextGen, { baseUrl: 'https://x.nativeapi.nextgen.com' })).toBe(nowhere);
	});
});
