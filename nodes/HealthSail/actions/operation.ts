import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import type { HealthSailClient } from '../../common/healthsail/client';

/** What an operation gets for one input item. */
export interface Call {
	readonly context: IExecuteFunctions;
	readonly client: HealthSailClient;
	readonly itemIndex: number;
	/** Reads a parameter for this item. */
	param<T>(name: string, fallback?: unknown): T;
}

interface OperationText {
	/** Shown in the operation list, Title Case. */
	readonly name: string;
	/** Shown in the node panel, sentence case, without articles. */
	readonly action: string;
	readonly description: string;
	readonly fields: readonly INodeProperties[];
}

/** Works on one item after the other; each result becomes one item. */
export interface ItemOperation extends OperationText {
	readonly kind: 'item';
	execute(call: Call): Promise<IDataObject | IDataObject[]>;
}

/** Works on one item after the other and chooses the output of its result. */
export interface RoutedOperation extends OperationText {
	readonly kind: 'routed';
	readonly outputs: readonly string[];
	execute(call: Call): Promise<{ output: number; json: IDataObject }>;
}

/** Works on all items at once (bulk calls); gives one list of items per output. */
export interface BatchOperation extends OperationText {
	readonly kind: 'batch';
	readonly outputs?: readonly string[];
	execute(context: IExecuteFunctions, client: HealthSailClient): Promise<INodeExecutionData[][]>;
}

/** Needs no HealthSail client and makes no call. */
export interface LocalOperation extends OperationText {
	readonly kind: 'local';
	execute(context: IExecuteFunctions, itemIndex: number): Promise<IDataObject>;
}

export type Operation = ItemOperation | RoutedOperation | BatchOperation | LocalOperation;

/** A resource with an operation for every name that the type map lists. */
export interface Resource<Names extends string = string> {
	/** Shown in the resource list, Title Case. */
	readonly name: string;
	readonly operations: Readonly<Record<Names, Operation>>;
}

/** The operation selector and all fields of one resource, each stamped with when it is shown. */
export function resourceProperties(resource: string, { operations }: Resource): INodeProperties[] {
	const entries = Object.entries(operations).sort(([, a], [, b]) => (a.name < b.name ? -1 : 1));
	const options: INodePropertyOptions[] = entries.map(([value, operation]) => ({
		name: operation.name,
		value,
		action: operation.action,
		description: operation.description,
	}));
	const selector: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options,
		default: String(options[0].value),
	};
	const fields = entries.flatMap(([value, operation]) =>
		updateDisplayOptions({ show: { resource: [resource], operation: [value] } }, [
			...operation.fields,
		]),
	);
	return [selector, ...fields];
}
