import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { createHealthSailClient, type HealthSailClient } from '../../common/healthsail/client';
import { outcomeOf } from '../../common/outcome';
import { runItems, runItemsToOutputs, unknownOperation } from '../../common/runItems';
import { toNodeError } from '../../common/toNodeError';
import { callOf } from './factories';
import type { ItemOperation, LocalOperation, Operation, RoutedOperation } from './operation';
import { findOperation } from './resources';

/** Items of single calls under way at the same time; HealthSail allows 600 calls a minute. */
const itemConcurrency = 4;

/** Runs the operation that the node's parameters name over all input items. */
export async function router(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0);
	const name = context.getNodeParameter('operation', 0);
	const operation = findOperation(resource, name);
	if (!operation) throw toNodeError(context.getNode(), unknownOperation(resource, name));
	if (operation.kind === 'local') return await runLocal(context, operation);
	const client = await outcomeOf(async () => await createHealthSailClient(context, 0));
	if (!client.ok) throw toNodeError(context.getNode(), client.error);
	return await runWithClient(context, client.value, operation);
}

async function runWithClient(
	context: IExecuteFunctions,
	client: HealthSailClient,
	operation: Exclude<Operation, LocalOperation>,
): Promise<INodeExecutionData[][]> {
	switch (operation.kind) {
		case 'item':
			return await runItem(context, client, operation);
		case 'routed':
			return await runRouted(context, client, operation);
		case 'batch':
			// Works on all items itself, and names the item in the errors that it makes.
			return await operation.execute(context, client);
	}
}

async function runItem(
	context: IExecuteFunctions,
	client: HealthSailClient,
	operation: ItemOperation,
): Promise<INodeExecutionData[][]> {
	return await runItems(
		context,
		async (itemIndex) => {
			const result = await operation.execute(callOf(context, client, itemIndex));
			const list = Array.isArray(result) ? result : [result];
			return list.map((json) => ({ json, pairedItem: { item: itemIndex } }));
		},
		{ concurrency: itemConcurrency },
	);
}

async function runRouted(
	context: IExecuteFunctions,
	client: HealthSailClient,
	operation: RoutedOperation,
): Promise<INodeExecutionData[][]> {
	const count = operation.outputs.length;
	return await runItemsToOutputs(context, count, async (itemIndex) => {
		const { output, json } = await operation.execute(callOf(context, client, itemIndex));
		const lists: INodeExecutionData[][] = Array.from({ length: count }, () => []);
		lists[output].push({ json, pairedItem: { item: itemIndex } });
		return lists;
	});
}

async function runLocal(
	context: IExecuteFunctions,
	operation: LocalOperation,
): Promise<INodeExecutionData[][]> {
	return await runItems(context, async (itemIndex) => [
		{ json: await operation.execute(context, itemIndex), pairedItem: { item: itemIndex } },
	]);
}
