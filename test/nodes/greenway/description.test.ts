import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

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

function operationsOf(product: string, resource: string): string[] {
	const field = properties.find(
		({ name, displayOptions }) =>
			name === 'operation' &&
			displayOptions?.show?.resource?.[0] === resource &&
			displayOptions.show.product?.[0] === product,
	);
	return ((field?.options ?? []) as INodePropertyOptions[]).map(({ value }) => String(value));
}

test('one appointment and the stored eligibility are Prime Suite’s alone (sheet 4.2)', () => {
	expect(operationsOf('primeSuite', 'appointment')).toContain('get');
	expect(operationsOf('primeSuite', 'eligibility')).toEqual(['getLast']);
	expect(operationsOf('intergy', 'appointment')).toEqual([]);
	expect(operationsOf('intergy', 'eligibility')).toEqual([]);
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
