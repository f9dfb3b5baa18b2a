import type { INodeProperties } from 'n8n-workflow';

import type { PmSystem } from '../../../lib/canonical/externalId';
import { offers } from '../../../lib/vendors';
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
	const operations = offeredOperations(system);
	const resources = (Object.keys(practiceResources) as PracticeResource[]).filter((resource) =>
		operations.some((entry) => entry.resource === resource),
	);
	const firstResource = resources.includes('patient') ? 'patient' : (resources[0] ?? '');
	return [
		healthSailAuthenticationField,
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
		},
		...resources.map((resource) => operationSelector(resource, operations)),
		...operations.flatMap((entry) =>
			entry.fields({ resource: [entry.resource], operation: [entry.operation] }),
		),
	];
}

function operationSelector(
	resource: PracticeResource,
	operations: readonly PracticeOperation[],
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
	const firstOperation = options[0]?.value ?? '';
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options,
		default: firstOperation,
	};
}

/**
 * The outputs of a vendor's node as an expression: page reads have two, Patients and Page, all other
 * operations one.
 */
export const practiceOutputs = `={{ ${JSON.stringify(
	practiceOperations
		.filter(({ outputs }) => outputs !== undefined)
		.map(({ resource, operation }) => `${resource}.${operation}`),
)}.includes($parameter["resource"] + "." + $parameter["operation"]) ? [{ type: "main", displayName: "Patients" }, { type: "main", displayName: "Page" }] : [{ type: "main" }] }}` as const;
