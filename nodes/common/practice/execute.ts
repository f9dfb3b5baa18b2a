import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { PmSystem } from '../../../lib/canonical/externalId';
import { outcomeOf } from '../outcome';
import { runItemsToOutputs, unknownOperation } from '../runItems';
import { offeredOperations } from './description';
import { practiceOperations } from './operations';
import type { OpenPort, Session } from './session';
import { closeSession, openSession } from './session';
import { unsupportedBy } from './unsupported';

/** The `execute` of every vendor node: finds the operation of each item and runs it. */
export async function executePractice(
	context: IExecuteFunctions,
	system: PmSystem,
	openPort: OpenPort,
): Promise<INodeExecutionData[][]> {
	const operations = offeredOperations(system);
	// One session for all items: the credentials are the node's, and decrypting costs time.
	let opening: Promise<Session> | undefined;
	const find = (itemIndex: number) => {
		const resource = context.getNodeParameter('resource', itemIndex) as string;
		// N8n drops the operation of a resource that this node does not show.
		const operation = context.getNodeParameter('operation', itemIndex, '') as string;
		const found = operations.find(
			(entry) => entry.resource === resource && entry.operation === operation,
		);
		if (found !== undefined) return found;
		const known = practiceOperations.find(
			(entry) => entry.resource === resource && [entry.operation, ''].includes(operation),
		);
		throw known === undefined
			? unknownOperation(resource, operation)
			: unsupportedBy(system, known.capability);
	};
	// Outputs depend on resource and operation, which take no expressions: all items agree.
	const first = await outcomeOf(async () => await Promise.resolve(find(0)));
	const outputCount = first.ok ? (first.value.outputs?.length ?? 1) : 1;
	const run = async (itemIndex: number) => {
		const operation = find(itemIndex);
		const session = await (opening ??= openSession(context, openPort, itemIndex));
		return await operation.run({
			context,
			session,
			itemIndex,
			param: <T>(name: string, fallback?: unknown) =>
				context.getNodeParameter(name, itemIndex, fallback) as T,
		});
	};
	const concurrency = first.ok ? first.value.concurrency : undefined;
	const outcome = await outcomeOf(
		async () =>
			await runItemsToOutputs(context, outputCount, run, {
				...(concurrency !== undefined && { concurrency }),
			}),
	);
	if (opening !== undefined) await closeSession(opening);
	if (!outcome.ok) throw outcome.error;
	return outcome.value;
}
