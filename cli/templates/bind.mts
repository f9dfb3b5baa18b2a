import { CliFailure } from '../support/failure.mjs';
import type { WorkflowJson, WorkflowNode } from './catalog.mjs';

/** What stands in an n8n for the names in a template. */
export interface Bindings {
	/** Template workflow id → the workflow as it is named and numbered where it goes. */
	readonly workflows: ReadonlyMap<string, { readonly id: string; readonly name: string }>;
	/** Credential id for a type and name; undefined leaves the entry unbound. */
	credentialId(type: string, name: string): string | undefined;
}

/**
 * Replaces the ids of called workflows, of the error workflow and of credentials.
 *
 * @throws CliFailure when a workflow calls one that is not in the set or comes after it
 */
export function bindWorkflow(workflow: WorkflowJson, bindings: Bindings): WorkflowJson {
	const target = (id: string) => {
		const found = bindings.workflows.get(id);
		if (found) return found;
		throw new CliFailure(
			'refused',
			`The template "${workflow.name}" calls a workflow that is not imported before it.`,
			'This is a mistake in the package: install healthsail-n8n again and report it.',
		);
	};
	const { errorWorkflow } = workflow.settings;
	return {
		...workflow,
		nodes: workflow.nodes.map((node) => bindNode(node, bindings, target)),
		settings: {
			...workflow.settings,
			...(typeof errorWorkflow === 'string' && { errorWorkflow: target(errorWorkflow).id }),
		},
	};
}

function bindNode(
	node: WorkflowNode,
	bindings: Bindings,
	target: (id: string) => { readonly id: string; readonly name: string },
): WorkflowNode {
	const called = calledWorkflowId(node);
	const callee = called === undefined ? undefined : target(called);
	return {
		...node,
		...(callee && {
			parameters: {
				...node.parameters,
				workflowId: {
					...(node.parameters.workflowId as object),
					value: callee.id,
					cachedResultName: callee.name,
				},
			},
		}),
		...(node.credentials && {
			credentials: Object.fromEntries(
				Object.entries(node.credentials).map(([type, { name }]) => [
					type,
					{ id: bindings.credentialId(type, name) ?? null, name },
				]),
			),
		}),
	};
}

/** The workflow an Execute Workflow node calls, as a template names it. */
export function calledWorkflowId(node: WorkflowNode): string | undefined {
	if (node.type !== 'n8n-nodes-base.executeWorkflow') return undefined;
	const reference = node.parameters.workflowId;
	if (typeof reference !== 'object' || reference === null || !('value' in reference)) {
		return undefined;
	}
	return typeof reference.value === 'string' ? reference.value : undefined;
}
