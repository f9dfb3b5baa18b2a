import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type {
	HealthSailClient,
	HealthSailQuery,
	HealthSailRequest,
	IdempotencySource,
	PurposeOfUse,
} from '../../common/healthsail/client';
import { readList } from '../../common/healthsail/paging';
import type { FieldSpec } from './body';
import { clearFieldsField, fieldsCollection, toBody } from './body';
import {
	optionsField,
	purposeOption,
	returnAllAndLimit,
	selectFieldsOption,
	sortOption,
	versionField,
} from './fields';
import type { Call, ItemOperation } from './operation';

/** Any resource of the contract: an ID and whatever else it carries (unknown members pass). */
export const recordSchema = z.object({ id: z.string() }).passthrough();

/** What every factory needs to know of a resource. */
export interface ResourceFacts {
	/** One record in the reader's words, lower case, e.g. `match review`. */
	readonly label: string;
	/** Several of them. */
	readonly plural: string;
	/** Path of the list, e.g. `/match-reviews`. */
	readonly path: string;
	readonly idField: INodeProperties;
	/** Names of the contract's operations, for errors. */
	readonly get?: string;
	readonly update?: string;
	readonly delete?: string;
	readonly purpose?: PurposeOfUse;
}

export interface CommonOptions {
	readonly fields?: string;
	readonly purposeOfUse?: PurposeOfUse;
	readonly idempotencySource?: string;
	readonly sort?: string;
}

/** One filter of a list: its parameter and the query member it becomes. */
export interface FilterSpec {
	readonly property: INodeProperties;
	readonly query: string;
}

/** What an operation gets for one input item. */
export function callOf(
	context: IExecuteFunctions,
	client: HealthSailClient,
	itemIndex: number,
): Call {
	return {
		context,
		client,
		itemIndex,
		param: <T>(name: string, fallback?: unknown) =>
			context.getNodeParameter(name, itemIndex, fallback) as T,
	};
}

/** Reads the Options collection of an item. */
export function readOptions(call: Call): CommonOptions {
	return call.param<CommonOptions>('options', {});
}

/** A path with its IDs encoded: `pathOf('/customers', id, 'merge')`. */
export function pathOf(base: string, ...parts: string[]): string {
	return [base, ...parts.map((part) => encodeURIComponent(part))].join('/');
}

/**
 * The source of a write's idempotency key: what the user names, else this execution, item and
 * content, so that a repeat within the execution is the same write and a later one is not.
 */
export function idempotencyOf(call: Call, body: object): IdempotencySource {
	const named = readOptions(call).idempotencySource;
	if (named !== undefined && named !== '') return { id: named, version: '' };
	return {
		id: `${executionScope(call.context, call.client, call.itemIndex)}|${call.itemIndex}`,
		version: call.client.keyedHash(JSON.stringify(body)),
	};
}

/**
 * Names this working of this node: the same when n8n tries the node again, another in the next
 * round of a loop and in the next execution.
 */
export function executionScope(
	context: IExecuteFunctions,
	client: HealthSailClient,
	itemIndex: number,
): string {
	const round = String(context.getWorkflowDataProxy(itemIndex).$runIndex ?? 0);
	return `${client.executionId}|${context.getNode().id}|${round}`;
}

/** Sends a write whose answer is one record. */
export async function writeRecord(call: Call, request: HealthSailRequest): Promise<IDataObject> {
	const target = { path: request.path, body: request.body };
	const source = request.method === 'POST' ? idempotencyOf(call, target) : undefined;
	return await readRecord(call.client, {
		...request,
		purpose: readOptions(call).purposeOfUse ?? request.purpose,
		...(source && { idempotencySource: source }),
	});
}

/** Sends a request whose answer is one record. */
export async function readRecord(
	client: HealthSailClient,
	request: HealthSailRequest,
): Promise<IDataObject> {
	return (await client.parsed(request, recordSchema)) as IDataObject;
}

/** `get` of any resource. */
export function getOperation(facts: ResourceFacts): ItemOperation {
	return {
		kind: 'item',
		name: 'Get',
		action: `Get ${facts.label}`,
		description: `Get one ${facts.label}`,
		fields: [facts.idField, optionsField(selectFieldsOption, purposeOption)],
		async execute(call) {
			const { fields, purposeOfUse } = readOptions(call);
			return await readRecord(call.client, {
				operation: facts.get ?? `get ${facts.label}`,
				method: 'GET',
				path: pathOf(facts.path, call.param<string>(facts.idField.name)),
				...(fields && { fields }),
				purpose: purposeOfUse ?? facts.purpose,
			});
		},
	};
}

interface ListFacts {
	readonly plural: string;
	readonly purpose?: PurposeOfUse;
	readonly filters?: readonly FilterSpec[];
	/** Required parameters before the list's own, e.g. the customer. */
	readonly leading?: readonly INodeProperties[];
	readonly path: string | ((call: Call) => string);
	/** Query members that are not filters of the user. */
	readonly query?: (call: Call) => HealthSailQuery;
	/** False for lists without the contract's field selection and sort order. */
	readonly isStandard?: boolean;
	readonly description?: string;
}

/** `getMany` of any resource: cursor paging, filters, field selection. */
export function getManyOperation(facts: ListFacts): ItemOperation {
	const { filters = [], isStandard = true } = facts;
	const options = isStandard ? [selectFieldsOption, purposeOption, sortOption] : [purposeOption];
	return {
		kind: 'item',
		name: 'Get Many',
		action: `Get many ${facts.plural}`,
		description: facts.description ?? `Get a list of ${facts.plural}`,
		fields: [
			...(facts.leading ?? []),
			...returnAllAndLimit,
			...(filters.length > 0 ? [filtersField(filters)] : []),
			optionsField(...options),
		],
		async execute(call) {
			const { fields, purposeOfUse, sort } = readOptions(call);
			const limit = call.param<boolean>('returnAll') ? undefined : call.param<number>('limit');
			const query: HealthSailQuery = {
				...facts.query?.(call),
				...filterQuery(filters, call.param<IDataObject>('filters', {})),
				...(fields && { fields }),
				...(sort && { sort }),
			};
			const path = typeof facts.path === 'string' ? facts.path : facts.path(call);
			const purpose = purposeOfUse ?? facts.purpose;
			return (await readList(call.client, { path, query, purpose, limit })) as IDataObject[];
		},
	};
}

/** `update` of any resource: JSON Merge Patch under If-Match (proposal 1.5). */
export function updateOperation(facts: ResourceFacts, specs: readonly FieldSpec[]): ItemOperation {
	return {
		kind: 'item',
		name: 'Update',
		action: `Update ${facts.label}`,
		description: `Change single fields of a ${facts.label}`,
		fields: [
			facts.idField,
			versionField,
			fieldsCollection('updateFields', specs),
			clearFieldsField(specs),
			optionsField(purposeOption),
		],
		async execute(call) {
			const values = call.param<IDataObject>('updateFields', {});
			const body = await toBody(specs, values, call.param<string[]>('clearFields', []));
			return await writeRecord(call, {
				operation: facts.update ?? `update ${facts.label}`,
				method: 'PATCH',
				path: pathOf(facts.path, call.param<string>(facts.idField.name)),
				ifMatch: call.param<string>('version'),
				body,
				purpose: facts.purpose,
			});
		},
	};
}

/** `delete` of any resource; gives `{ deleted: true }`. */
export function deleteOperation(facts: ResourceFacts): ItemOperation {
	return {
		kind: 'item',
		name: 'Delete',
		action: `Delete ${facts.label}`,
		description: `Delete a ${facts.label}`,
		fields: [facts.idField, versionField],
		async execute(call) {
			await call.client.request({
				operation: facts.delete ?? `delete ${facts.label}`,
				method: 'DELETE',
				path: pathOf(facts.path, call.param<string>(facts.idField.name)),
				ifMatch: call.param<string>('version'),
				purpose: facts.purpose,
			});
			return { deleted: true };
		},
	};
}

function filtersField(filters: readonly FilterSpec[]): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: filters
			.map(({ property }) => property)
			.sort((a, b) => (a.displayName < b.displayName ? -1 : 1)),
	};
}

/** Lists become comma-separated words, times RFC 3339 UTC (proposal 1.4). */
function filterQuery(filters: readonly FilterSpec[], values: IDataObject): HealthSailQuery {
	const query: HealthSailQuery = {};
	for (const { property, query: member } of filters) {
		const value = values[property.name];
		if (value === undefined || value === '' || value === null) continue;
		if (Array.isArray(value)) {
			if (value.length > 0) query[member] = value.join(',');
		} else if (property.type === 'dateTime') {
			query[member] = new Date(String(value)).toISOString();
		} else {
			query[member] = value as string | number | boolean;
		}
	}
	return query;
}
