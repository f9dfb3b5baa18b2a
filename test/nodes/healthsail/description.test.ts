import type { INode, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { HealthSail } from '../../../nodes/HealthSail/HealthSail.node';
import { HealthSailTrigger } from '../../../nodes/HealthSail/HealthSailTrigger.node';
import { outputsExpression } from '../../../nodes/HealthSail/actions/outputs';
import type { Operation } from '../../../nodes/HealthSail/actions/operation';
import { resources } from '../../../nodes/HealthSail/actions/resources';

const { description } = new HealthSail();

const operations = Object.entries(resources).flatMap(([resource, { operations: of }]) =>
	Object.entries(of as Record<string, Operation>).map(
		([operation, definition]) => [`${resource}:${operation}`, definition] as const,
	),
);

function optionsOf(property: INodeProperties): INodePropertyOptions[] {
	return (property.options ?? []) as INodePropertyOptions[];
}

it('offers every resource and operation of the type map, and no other', () => {
	const offered = description.properties
		.filter(({ name }) => name === 'operation')
		.flatMap((property) => {
			const [resource] = (property.displayOptions?.show?.resource ?? []) as string[];
			return optionsOf(property).map(({ value }) => `${resource}:${String(value)}`);
		});
	expect(offered.sort()).toEqual(operations.map(([name]) => name).sort());
});

it('gives each operation the outputs that it uses', () => {
	for (const [name, definition] of operations) {
		const [resource, operation] = name.split(':');
		const outputs = outputsOf({ resource, operation });
		const expected = 'outputs' in definition ? definition.outputs : undefined;
		const named = outputs.map((output) =>
			typeof output === 'string' ? output : output.displayName,
		);
		expect([name, named]).toEqual([name, expected ?? ['main']]);
	}
});

/** The outputs as n8n works them out from a node's parameters. */
function outputsOf(parameters: Record<string, string>) {
	const node: INode = {
		id: '1',
		name: 'HealthSail',
		type: 'healthSail',
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const nodeTypes = {
		getByName: () => new HealthSail(),
		getByNameAndVersion: () => new HealthSail(),
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return workflow.expression.getSimpleParameterValue(
		node,
		outputsExpression,
		'internal',
		{},
	) as unknown as Array<string | { displayName: string }>;
}

it('lists options of five or more in alphabetical order, and collections too', () => {
	const unsorted: string[] = [];
	const visit = (property: INodeProperties) => {
		const named = optionsOf(property);
		const labels = named.map((option) => option.name);
		const isList = property.type === 'options' || property.type === 'multiOptions';
		if (isList && labels.length >= 5) check(property.displayName, labels);
		if (property.type === 'collection') {
			const members = (property.options ?? []) as INodeProperties[];
			check(
				property.displayName,
				members.map(({ displayName }) => displayName),
			);
			members.forEach(visit);
		}
	};
	const check = (label: string, names: readonly string[]) => {
		const sorted = [...names].sort((a, b) => (a < b ? -1 : 1));
		if (sorted.join() !== names.join()) unsorted.push(`${label}: ${names.join(', ')}`);
	};
	[...description.properties, ...new HealthSailTrigger().description.properties].forEach(visit);
	expect(unsorted).toEqual([]);
});

it('shows every operation with a name, an action and a description in the house style', () => {
	for (const [name, { name: label, action, description: text }] of operations) {
		expect([name, label]).toEqual([name, expect.stringMatching(/^[A-Z]/)]);
		expect([name, action]).toEqual([name, expect.not.stringMatching(/\b(a|an|the)\b/i)]);
		expect([name, text.length > 10]).toEqual([name, true]);
	}
});

it('keeps out of the hands of AI agents', () => {
	expect(description.usableAsTool).toBeFalsy();
	expect(new HealthSailTrigger().description.usableAsTool).toBeFalsy();
});

it('names no parameter under the "show" of a credential but the way to sign in', () => {
	// The editor leaves such parameters, and those they depend on, out of the node's panel.
	const named = (description.credentials ?? []).flatMap(({ displayOptions }) =>
		Object.keys(displayOptions?.show ?? {}),
	);
	// The node's version is no parameter.
	const parameters = named.filter((name) => name !== '@version');
	expect([...new Set(parameters)]).toEqual(['healthSailAuthentication']);
});

it('asks for the Tebra credential in Practice: Get Profile only', () => {
	const tebra = description.credentials?.find(({ name }) => name === 'tebraSoapApi');
	const hidden = tebra?.displayOptions?.hide?.resource ?? [];
	const others = Object.keys(resources).filter((resource) => resource !== 'practice');
	expect([...hidden].sort()).toEqual(others.sort());
});
