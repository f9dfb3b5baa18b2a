import type { INodeProperties, INodeType } from 'n8n-workflow';

import { nodeScopes, scopeOf } from '../../../lib/privacy/operationScopes';
import manifest from '../../../package.json';
import { loadClass } from './namesFile';

const nodes = manifest.n8n.nodes.map((file) => {
	const { description } = new (loadClass(file) as new () => INodeType)();
	return [description.name, description.properties] as const;
});

interface Setting {
	readonly parameters: Readonly<Record<string, string>>;
	/** Those that n8n would not store, because they stand on their default. */
	readonly stored: Readonly<Record<string, string>>;
}

/** Every resource and operation, or event, that a node offers. */
function settingsOf(properties: readonly INodeProperties[]): Setting[] {
	const selectors = properties.filter(
		({ name, type }) => type === 'options' && ['resource', 'operation', 'event'].includes(name),
	);
	const operations = selectors.filter(({ name }) => name !== 'resource');
	if (operations.length === 0) return [{ parameters: {}, stored: {} }];
	return operations.flatMap((selector) => {
		const resources = (selector.displayOptions?.show?.resource ?? [undefined]) as Array<
			string | undefined
		>;
		const values = (selector.options ?? []).map((option) =>
			'value' in option ? String(option.value) : '',
		);
		return resources.flatMap((resource) =>
			values.map((value) => {
				const isDefault = value === selector.default;
				const parameters = { ...(resource !== undefined && { resource }), [selector.name]: value };
				const first = selectors.find(({ name }) => name === 'resource')?.default;
				return {
					parameters,
					stored: {
						...(resource !== undefined && resource !== first && { resource }),
						...(!isDefault && { [selector.name]: value }),
					},
				};
			}),
		);
	});
}

test.each(nodes)('each operation of %s has a scope, also as n8n stores it', (name, properties) => {
	const settings = settingsOf(properties);
	expect(settings.length).toBeGreaterThan(0);
	const without = settings.filter(
		({ parameters }) => scopeOf(name, parameters)?.scope === undefined,
	);
	expect(without.map(({ parameters }) => parameters)).toEqual([]);
	for (const { parameters, stored } of settings) {
		expect(scopeOf(name, stored)?.operation).toBe(scopeOf(name, parameters)?.operation);
	}
});

test('no scope stands for an operation that no node offers any more', () => {
	const offered = new Set(
		nodes.flatMap(([name, properties]) =>
			settingsOf(properties).map(({ parameters }) =>
				[familyOf(name), Object.values(parameters).join('.')].join(': '),
			),
		),
	);
	const known = Object.keys(nodeScopes).flatMap((name) =>
		Object.keys(nodeScopes[name].scopes).map((key) => [familyOf(name), key].join(': ')),
	);
	expect(known.filter((one) => !offered.has(one))).toEqual([]);
});

/** Nodes with one table of scopes; not every system offers all of it. */
function familyOf(name: string): string {
	const { scopes } = nodeScopes[name];
	return Object.keys(nodeScopes).find((one) => nodeScopes[one].scopes === scopes) ?? name;
}
