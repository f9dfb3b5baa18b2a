import { nodeId, workflowId } from './ids.mjs';
import { credentialNames, type CredentialType } from './names.mjs';
import type {
	Connection,
	Json,
	TemplateNode,
	TemplateWorkflow,
	WorkflowSettings,
} from './types.mjs';

/** A node before it has an id: what a definition file writes down. */
export interface NodeDraft {
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly position: readonly [number, number];
	readonly parameters?: { readonly [name: string]: Json };
	readonly credentials?: readonly CredentialType[];
	readonly onError?: TemplateNode['onError'];
	readonly notes?: string;
}

/** `[from, to]`, or `[from, output, to]` where the source has several outputs. */
export type Wire = readonly [string, string] | readonly [string, number, string];

export interface WorkflowDraft {
	readonly templateId: string;
	readonly key: string;
	readonly name: string;
	/** Seconds; absent = the limit of the instance. */
	readonly executionTimeout?: number;
	readonly nodes: readonly NodeDraft[];
	readonly wires: readonly Wire[];
}

/**
 * Turns a draft into the workflow that is shipped. Throws when two nodes share a name or a wire
 * names a node that is not there: a mistake in a definition must not reach a practice.
 */
export function buildWorkflow(draft: WorkflowDraft): TemplateWorkflow {
	const names = new Set<string>();
	for (const { name } of draft.nodes) {
		if (names.has(name)) throw new Error(`Two nodes are called "${name}" in ${draft.name}`);
		names.add(name);
	}
	return {
		id: workflowId(draft.templateId, draft.key),
		name: draft.name,
		nodes: draft.nodes.map((node) => toNode(draft, node)),
		connections: toConnections(draft, names),
		settings: settingsThatStoreNothing(draft.executionTimeout),
		meta: { templateId: draft.templateId },
	};
}

function toNode(draft: WorkflowDraft, node: NodeDraft): TemplateNode {
	return {
		id: nodeId(draft.templateId, draft.key, node.name),
		name: node.name,
		type: node.type,
		typeVersion: node.typeVersion,
		position: node.position,
		parameters: node.parameters ?? {},
		...(node.credentials && {
			credentials: Object.fromEntries(
				node.credentials.map((type) => [type, { id: null, name: credentialNames[type] }]),
			),
		}),
		...(node.onError && { onError: node.onError }),
		...(node.notes && { notes: node.notes, notesInFlow: true }),
	};
}

function toConnections(
	draft: WorkflowDraft,
	names: ReadonlySet<string>,
): TemplateWorkflow['connections'] {
	const connections: Record<string, { main: Connection[][] }> = {};
	for (const wire of draft.wires) {
		const [source, output, target] = wire.length === 2 ? [wire[0], 0, wire[1]] : wire;
		for (const name of [source, target]) {
			if (!names.has(name)) throw new Error(`No node is called "${name}" in ${draft.name}`);
		}
		const { main } = (connections[source] ??= { main: [] });
		while (main.length <= output) main.push([]);
		main[output]?.push({ node: target, type: 'main', index: 0 });
	}
	return connections;
}

/** Patient data must not stay in n8n's database: nothing of an execution is saved. */
function settingsThatStoreNothing(executionTimeout: number | undefined): WorkflowSettings {
	return {
		executionOrder: 'v1',
		saveDataSuccessExecution: 'none',
		saveDataErrorExecution: 'none',
		saveExecutionProgress: false,
		saveManualExecutions: false,
		callerPolicy: 'workflowsFromSameOwner',
		...(executionTimeout !== undefined && { executionTimeout }),
	};
}
