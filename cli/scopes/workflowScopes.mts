import {
	scopeOf,
	type Move,
	type OperationScope,
	type Side,
} from '../../lib/privacy/operationScopes.js';
import { operationTitle, practiceTitle } from './words.mjs';
import type { ScopedWorkflow } from './workflowFile.mjs';

/** What one node of a workflow reads and sends. */
export interface NodeScope {
	readonly node: string;
	/** In words, such as "Tebra: Patient, Get All". */
	readonly operation: string;
	/** False for an operation that this version of the command does not know. */
	readonly known: boolean;
	readonly switchedOff: boolean;
	readonly purpose?: string;
	readonly reads: ReadonlyArray<{ readonly from: string; readonly fields: readonly string[] }>;
	readonly sends: ReadonlyArray<{ readonly to: string; readonly fields: readonly string[] }>;
	readonly audited: boolean;
	/** Where n8n keeps what reaches it by a webhook, and how long. */
	readonly kept?: string;
}

export interface WorkflowScope {
	readonly workflow: string;
	/** Absent where a file does not say. */
	readonly published?: boolean;
	/** Whether n8n stores the items of its executions: then patient data gets into its database. */
	readonly storesExecutions: boolean;
	readonly nodes: readonly NodeScope[];
}

/** The scopes of a workflow; undefined when no node of this pack is in it. */
export function scopesOfWorkflow(workflow: ScopedWorkflow): WorkflowScope | undefined {
	const nodes = workflow.nodes.flatMap((node) => scopeOfNode(node) ?? []);
	if (nodes.length === 0) return undefined;
	return {
		workflow: workflow.name,
		...(typeof workflow.active === 'boolean' && { published: workflow.active }),
		storesExecutions: storesExecutions(workflow.settings ?? {}),
		nodes,
	};
}

/** What a workflow does not set, the instance decides, and n8n's own default is to store. */
function storesExecutions(settings: Readonly<Record<string, unknown>>): boolean {
	const off: Readonly<Record<string, unknown>> = {
		saveDataSuccessExecution: 'none',
		saveDataErrorExecution: 'none',
		saveExecutionProgress: false,
		saveManualExecutions: false,
	};
	return Object.entries(off).some(([name, value]) => settings[name] !== value);
}

function scopeOfNode(node: ScopedWorkflow['nodes'][number]): NodeScope | undefined {
	const type = /^(?:n8n-nodes-healthsail|CUSTOM)\.(\w+)$/.exec(node.type)?.[1];
	if (type === undefined) return undefined;
	const parameters = node.parameters ?? {};
	const found = scopeOf(type, parameters);
	if (found === undefined) return undefined;
	const practice = practiceTitle(type, parameters);
	const sideName = (side: Side) => sideNames[side](practice);
	const { scope } = found;
	const narrowed = scope && narrow(scope, type, parameters);
	const kept = narrowed?.kept ?? keptOfTrigger(type, parameters);
	return {
		node: node.name,
		operation: operationTitle(type, practice, found.operation),
		known: narrowed !== undefined,
		switchedOff: node.disabled === true,
		...(narrowed?.purpose && { purpose: narrowed.purpose }),
		reads: (narrowed?.reads ?? []).map(({ side, fields }) => ({ from: sideName(side), fields })),
		sends: (narrowed?.sends ?? []).map(({ side, fields }) => ({ to: sideName(side), fields })),
		audited: narrowed?.audited ?? false,
		...(kept !== undefined && { kept }),
	};
}

const sideNames: Readonly<Record<Side, (practice: string) => string>> = {
	engine: () => 'the interface engine',
	healthsail: () => 'HealthSail',
	practice: (practice) => practice,
	secondInterface: (practice) => `the second interface of ${practice}`,
	staff: () => 'the browser of staff',
};

/** HealthSail's node can ask for single fields, and can name another purpose. */
function narrow(
	scope: OperationScope,
	type: string,
	parameters: Readonly<Record<string, unknown>>,
): OperationScope {
	if (type !== 'healthSail') return scope;
	const { fields, purposeOfUse } = (parameters.options ?? {}) as Readonly<Record<string, unknown>>;
	const { purpose } = scope;
	return {
		...scope,
		...(purpose && isPurpose(purposeOfUse) && { purpose: purposeOfUse }),
		reads: isLiteral(fields) ? scope.reads.map((one) => onlyFields(one, fields)) : scope.reads,
	};
}

const isLiteral = (value: unknown): value is string =>
	typeof value === 'string' && value.trim() !== '' && !value.startsWith('=');

const isPurpose = (value: unknown): value is NonNullable<OperationScope['purpose']> =>
	value === 'HOPERAT' || value === 'HPAYMT' || value === 'TREAT';

/** Splits `id,demographics(familyName,birthDate)` at the commas outside brackets. */
function onlyFields({ side }: Move, text: string): Move {
	const fields = text.match(/[^,()]+(\([^)]*\))?/g) ?? [];
	return { side, fields: fields.map((field) => field.trim()).sort() };
}

/** Items of the triggers that poll hold IDs, unless the record is to stand in them. */
function keptOfTrigger(
	type: string,
	parameters: Readonly<Record<string, unknown>>,
): string | undefined {
	if (!type.endsWith('Trigger') || parameters.includeRecord !== true) return undefined;
	return 'Include Record is on: the records stand in the items that start the workflow.';
}
