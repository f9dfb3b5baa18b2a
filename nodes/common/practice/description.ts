import type { INodeProperties } from 'n8n-workflow';

import type { PmSystem } from '../../../lib/canonical/externalId';
import { offers } from '../../../lib/vendors';
import { takesField } from '../../../lib/vendors/panelFields';
import type { ShowWhen } from '../fields';
import { healthSailAuthenticationField } from '../healthsail/credentialFields';
import type { PracticeOperation, PracticeResource } from './operation';
import { practiceResources } from './operation';
import { practiceOperations } from './operations';

/** The shared operations that a system's node shows: those its capability row offers. */
export function offeredOperations(system: PmSystem): readonly PracticeOperation[] {
	return practiceOperations.filter(({ capability }) => offers(system, capability));
}

/** All properties of a vendor's action node: selectors, then the fields of every operation. */
export function practiceProperties(system: PmSystem): INodeProperties[] {
	return [healthSailAuthenticationField, ...systemProperties(system, {})];
}

/** A product of a vendor whose node serves several systems. */
export interface Product {
	readonly name: string;
	/** Value of the product parameter; stable. */
	readonly value: string;
	readonly system: PmSystem;
}

/** The same for a vendor with several products: what is shown follows the chosen product. */
export function productProperties(products: readonly Product[]): INodeProperties[] {
	return [
		healthSailAuthenticationField,
		productField(products),
		...products.flatMap(({ value, system }) => systemProperties(system, { product: [value] })),
	];
}

/** Which product the practice runs; takes no expressions, since what is shown depends on it. */
export function productField(products: readonly Product[]): INodeProperties {
	const firstProduct = products[0]?.value ?? '';
	return {
		displayName: 'Product',
		name: 'product',
		type: 'options',
		noDataExpression: true,
		options: products.map(({ name, value }) => ({ name, value })),
		default: firstProduct,
		description: 'The product that the practice runs. The two have unlike interfaces.',
	};
}

function systemProperties(system: PmSystem, show: ShowWhen): INodeProperties[] {
	const operations = offeredOperations(system);
	const resources = (Object.keys(practiceResources) as PracticeResource[]).filter((resource) =>
		operations.some((entry) => entry.resource === resource),
	);
	const firstResource = resources.includes('patient') ? 'patient' : (resources[0] ?? '');
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map((resource) => ({
				name: practiceResources[resource],
				value: resource,
			})),
			default: firstResource,
			...(Object.keys(show).length > 0 && { displayOptions: { show } }),
		},
		...resources.map((resource) => operationSelector(resource, operations, show)),
		...operations.flatMap((entry) =>
			entry
				.fields({ ...show, resource: [entry.resource], operation: [entry.operation] })
				.filter(({ name }) => takesField(system, `${entry.resource}.${entry.operation}.${name}`)),
		),
	];
}

function operationSelector(
	resource: PracticeResource,
	operations: readonly PracticeOperation[],
	show: ShowWhen,
): INodeProperties {
	const options = operations
		.filter((entry) => entry.resource === resource)
		.sort((left, right) => (left.name < right.name ? -1 : 1))
		.map(({ name, operation, action, description }) => ({
			name,
			value: operation,
			action,
			description,
		}));
	const firstOperation = (options.find(isHarmless) ?? options[0])?.value ?? '';
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { ...show, resource: [resource] } },
		options,
		default: firstOperation,
	};
}

/** What a new node stands on: a plain read rather than the first by name, such as Book. */
const isHarmless = ({ value }: { value: string }) => value === 'get' || value === 'getMany';

/** Names of the outputs by `resource.operation`, of the operations that have more than one. */
const outputNames = Object.fromEntries(
	practiceOperations.flatMap(({ resource, operation, outputs }) =>
		outputs === undefined ? [] : [[`${resource}.${operation}`, outputs]],
	),
);

/**
 * The outputs of a vendor's node as an expression: page reads have two, the records and the Page,
 * all other operations one.
 */
export const practiceOutputs =
	`={{ ((${JSON.stringify(outputNames)})[$parameter["resource"] + "." + $parameter["operation"]] ?? [undefined]).map((displayName) => displayName === undefined ? { type: "main" } : { type: "main", displayName }) }}` as const;
