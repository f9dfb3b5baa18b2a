import type { INodeProperties } from 'n8n-workflow';

import { Greenway } from '../../../nodes/Greenway/Greenway.node';

/** What the node's panel shows for each product. */

const { properties, credentials = [], usableAsTool } = new Greenway().description;

function resourcesOf(product: string): string[] {
	const field = properties.find(
		({ name, displayOptions }) =>
			name === 'resource' && displayOptions?.show?.product?.[0] === product,
	);
	return ((field?.options ?? []) as INodeProperties[]).map(({ name }) => name).sort();
}

test('each product shows its own resources, and appointments and charges are Prime Suite’s alone', () => {
	const intergy = resourcesOf('intergy');
	const primeSuite = resourcesOf('primeSuite');
	expect(intergy).toEqual(expect.arrayContaining(['Coverage', 'Patient', 'Practice', 'Provider']));
	expect(primeSuite).toEqual(expect.arrayContaining(intergy));
	const more = primeSuite.filter((name) => !intergy.includes(name));
	expect(more).toEqual(expect.arrayContaining(['Appointment', 'Charge']));
});

test('no credential hides the product by naming it under show, and GAPI is never required', () => {
	for (const { displayOptions } of credentials) {
		expect(Object.keys(displayOptions?.show ?? {})).not.toContain('product');
	}
	const hidden = (name: string) => credentials.find((entry) => entry.name === name);
	expect(hidden('greenwayPrimeSuiteApi')).toMatchObject({
		required: false,
		displayOptions: { hide: { product: ['intergy'] } },
	});
	expect(hidden('greenwayIntergyApi')).toMatchObject({
		required: false,
		displayOptions: { hide: { product: ['primeSuite'] } },
	});
	expect(hidden('greenwayFhirApi')?.required).toBe(true);
});

test('the node is no tool of a language model', () => {
	expect(usableAsTool).toBeUndefined();
});
