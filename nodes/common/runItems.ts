import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { SafeError } from '../../lib/privacy/errors';
import { mapBounded } from './mapBounded';
import { outcomeOf } from './outcome';
import { errorItem, toNodeError } from './toNodeError';

export interface RunOptions {
	/** Items worked on at the same time; 1 = one after the other. */
	readonly concurrency?: number;
}

/**
 * Runs an operation for every input item and gives n8n the result of a node with one output:
 * order of the input kept, every item paired, a failed item told on its own when the node is set to
 * continue. Throws the rebuilt error of the first failed item otherwise.
 */
export async function runItems(
	context: IExecuteFunctions,
	handler: (itemIndex: number) => Promise<INodeExecutionData[]>,
	options: RunOptions = {},
): Promise<INodeExecutionData[][]> {
	return await runItemsToOutputs(
		context,
		1,
		async (itemIndex) => [await handler(itemIndex)],
		options,
	);
}

/**
 * The same for a node with several outputs: the handler gives one list per output. What a failed
 * item tells goes to the first output, from where n8n moves it to the error output if there is one.
 */
export async function runItemsToOutputs(
	context: IExecuteFunctions,
	outputCount: number,
	handler: (itemIndex: number) => Promise<INodeExecutionData[][]>,
	{ concurrency = 1 }: RunOptions = {},
): Promise<INodeExecutionData[][]> {
	const goOn = context.continueOnFail();
	const results = await mapBounded(
		context.getInputData().map((_, itemIndex) => itemIndex),
		concurrency,
		async (itemIndex) => {
			const outcome = await outcomeOf(async () => await handler(itemIndex));
			if (outcome.ok) return pair(outcome.value, itemIndex);
			if (!goOn) throw toNodeError(context.getNode(), outcome.error, itemIndex);
			return [[failedItem(outcome.error, itemIndex)]];
		},
	);
	return Array.from({ length: outputCount }, (_, output) =>
		results.flatMap((lists) => lists[output] ?? []),
	);
}

/**
 * n8n sends an item whose json holds only `error` and `details` to the error output. The item's own
 * `error` member stays unset: n8n would put the bare message in place of these facts.
 */
function failedItem(error: unknown, itemIndex: number): INodeExecutionData {
	return { json: errorItem(error, itemIndex), pairedItem: { item: itemIndex } };
}

function pair(lists: INodeExecutionData[][], itemIndex: number): INodeExecutionData[][] {
	return lists.map((list) =>
		list.map((entry) => ({ ...entry, pairedItem: entry.pairedItem ?? { item: itemIndex } })),
	);
}

/**
 * For a router: the host adds "Custom API Call" to every operation list, and saved flows may name
 * operations that are gone.
 */
export function unknownOperation(resource: string, operation: string): SafeError {
	return new SafeError({
		kind: 'unsupported',
		message: `This node has no operation "${operation}" for "${resource}".`,
		nextStep:
			'Choose one of the listed operations. For a custom API call use the HTTP Request node.',
	});
}
