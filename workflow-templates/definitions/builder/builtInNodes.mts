import type { Json } from './types.mjs';
import type { NodeDraft } from './workflow.mjs';

/** The built-in nodes the templates use, in the versions current in n8n 2.41. */

type Position = readonly [number, number];

/** Starts when somebody runs the workflow by hand. */
export function manualTrigger(name: string, position: Position): NodeDraft {
	return { name, position, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 };
}

/** Starts every so many minutes. */
export function everyMinutes(name: string, position: Position, minutes: number): NodeDraft {
	return schedule(name, position, { field: 'minutes', minutesInterval: minutes });
}

/** Starts once an hour. */
export function everyHour(name: string, position: Position): NodeDraft {
	return schedule(name, position, { field: 'hours', hoursInterval: 1 });
}

/** Once a day, in the time zone of the n8n instance. */
export function everyNight(
	name: string,
	position: Position,
	at: { readonly hour: number; readonly minute: number },
): NodeDraft {
	return schedule(name, position, {
		field: 'days',
		daysInterval: 1,
		triggerAtHour: at.hour,
		triggerAtMinute: at.minute,
	});
}

/** Once a week, in the time zone of the n8n instance; weekday 0 is Sunday. */
export function everyWeek(
	name: string,
	position: Position,
	at: { readonly weekday: number; readonly hour: number },
): NodeDraft {
	return schedule(name, position, {
		field: 'weeks',
		weeksInterval: 1,
		triggerAtDay: [at.weekday],
		triggerAtHour: at.hour,
		triggerAtMinute: 0,
	});
}

function schedule(name: string, position: Position, interval: Record<string, Json>): NodeDraft {
	return {
		name,
		position,
		type: 'n8n-nodes-base.scheduleTrigger',
		typeVersion: 1.4,
		parameters: { rule: { interval: [interval] } },
	};
}

export type FieldType = 'string' | 'number' | 'boolean' | 'object' | 'array';

export interface Field {
	readonly name: string;
	readonly type: FieldType;
	readonly value: Json;
}

/** Edit Fields: adds the fields, keeps those that came in. */
export function setFields(name: string, position: Position, fields: readonly Field[]): NodeDraft {
	return {
		name,
		position,
		type: 'n8n-nodes-base.set',
		typeVersion: 3.5,
		parameters: {
			mode: 'manual',
			assignments: {
				assignments: fields.map((field) => ({ id: field.name, ...field })),
			},
			includeOtherFields: true,
			options: {},
		},
	};
}

/** If with one condition: the expression is true. Output 0 = true, 1 = false. */
export function ifTrue(name: string, position: Position, expression: string): NodeDraft {
	return {
		name,
		position,
		type: 'n8n-nodes-base.if',
		typeVersion: 2.3,
		parameters: {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 3 },
				conditions: [
					{
						id: 'condition',
						leftValue: expression,
						rightValue: '',
						operator: { type: 'boolean', operation: 'true', singleValue: true },
					},
				],
				combinator: 'and',
			},
			options: {},
		},
	};
}

export interface SubWorkflowInput {
	readonly name: string;
	readonly type: FieldType | 'any';
}

/** Starts when another workflow calls this one, with these inputs. */
export function calledByWorkflow(
	name: string,
	position: Position,
	inputs: readonly SubWorkflowInput[],
): NodeDraft {
	return {
		name,
		position,
		type: 'n8n-nodes-base.executeWorkflowTrigger',
		typeVersion: 1.2,
		parameters: {
			inputSource: 'workflowInputs',
			workflowInputs: { values: inputs.map((input) => ({ ...input })) },
		},
	};
}

/**
 * Execute Workflow; its second output carries the page that failed. Inputs without a value are the
 * item's own members of that name: until an execution ends, n8n keeps about 16 KB for every
 * expression that it has worked out, which adds up in a loop over many pages.
 */
export function callWorkflow(
	name: string,
	position: Position,
	callee: { readonly id: string; readonly name: string },
	inputs: ReadonlyArray<SubWorkflowInput & { readonly value?: string }>,
): NodeDraft {
	const given = inputs.flatMap(({ name: input, value }) => (value ? [[input, value]] : []));
	return {
		name,
		position,
		type: 'n8n-nodes-base.executeWorkflow',
		typeVersion: 1.4,
		onError: 'continueErrorOutput',
		parameters: {
			source: 'database',
			workflowId: {
				__rl: true,
				mode: 'list',
				value: callee.id,
				cachedResultName: callee.name,
			},
			workflowInputs: {
				mappingMode: given.length > 0 ? 'defineBelow' : 'autoMapInputData',
				value: Object.fromEntries(given),
				matchingColumns: [],
				schema: inputs.map((input) => ({
					id: input.name,
					displayName: input.name,
					required: false,
					defaultMatch: false,
					display: true,
					canBeUsedToMatch: true,
					...(input.type !== 'any' && { type: input.type }),
				})),
				attemptToConvertTypes: false,
				convertFieldsToString: false,
			},
			mode: 'once',
			options: { waitForSubWorkflow: true },
		},
	};
}

/** Ends the execution as failed; the message is what people read in the list of executions. */
export function stopWithMessage(name: string, position: Position, message: string): NodeDraft {
	return {
		name,
		position,
		type: 'n8n-nodes-base.stopAndError',
		typeVersion: 1,
		parameters: { errorType: 'errorMessage', errorMessage: message },
	};
}

/** Ends a branch; it shows that a path was thought of. */
export function doNothing(name: string, position: Position): NodeDraft {
	return { name, position, type: 'n8n-nodes-base.noOp', typeVersion: 1 };
}
