import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { civilDateAt } from '../../lib/values/civilDate';
import { SafeError } from '../../lib/privacy/errors';
import { outcomeOf } from '../common/outcome';
import { errorItem, toNodeError } from '../common/toNodeError';
import { againstCandidates } from './againstCandidates';
import { readExclusions } from './exclusions';
import { listAgainstList } from './listAgainstList';
import type { FieldName } from './plainRecord';
import { emptyOutputs, RecordError, type MatchRun } from './run';
import { readSettings } from './settings';
import { withinList } from './withinList';

const operations: Readonly<Record<string, (run: MatchRun) => Promise<INodeExecutionData[][]>>> = {
	againstCandidates,
	listAgainstList,
	withinList,
};

/** Runs the chosen operation; what stops it as a whole is told in our own words. */
export async function executeMatch(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const outcome = await outcomeOf(async () => await run(context));
	if (outcome.ok) return outcome.value;
	const { error } = outcome;
	// An item's own error is already one of n8n.
	if (error instanceof NodeOperationError) throw error;
	if (!context.continueOnFail()) {
		const itemIndex = error instanceof RecordError ? error.itemIndex : undefined;
		throw toNodeError(context.getNode(), error, itemIndex);
	}
	// A node that throws and is set to continue passes its input on to its first output, and from
	// there patients that nobody compared would be written.
	return failEvery(context, error);
}

async function run(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const operation = context.getNodeParameter('operation', 0);
	if (!Object.hasOwn(operations, operation)) throw unknownOperation();
	return await operations[operation]({
		context,
		settings: await readSettings(context),
		today: civilDateAt(new Date().toISOString(), context.getTimezone()) ?? '',
		exclusions: await readExclusions(context),
		fieldNames: readFieldNames(context),
	});
}

function readFieldNames(context: IExecuteFunctions): ReadonlyMap<FieldName, readonly string[]> {
	const { fieldNames } = context.getNodeParameter('options', 0, {}) as {
		fieldNames?: { entries?: Array<{ field: FieldName; name: string }> };
	};
	const names = new Map<FieldName, string[]>();
	for (const { field, name } of fieldNames?.entries ?? []) {
		names.set(field, [...(names.get(field) ?? []), name]);
	}
	return names;
}

function failEvery(context: IExecuteFunctions, error: unknown): INodeExecutionData[][] {
	const outputs = emptyOutputs();
	outputs[0] = context.getInputData().map((_, item) => ({
		json: errorItem(error, item),
		pairedItem: { item },
	}));
	return outputs;
}

function unknownOperation(): SafeError {
	return new SafeError({
		kind: 'unsupported',
		message: 'This node has no such operation',
		nextStep: 'Choose one of the listed operations.',
	});
}
