import { createHash } from 'node:crypto';

import { bindWorkflow } from './bind.mjs';
import type { TemplateSet, WorkflowNode } from './catalog.mjs';

/**
 * The copy of a set for one practice. Without a suffix it is the set itself; with one, workflows
 * and credentials get their own names and every id is derived anew, so that two practices on one
 * n8n never share a credential and the importer tells their workflows apart. A set that serves all
 * practices, such as the review inbox under its one address, has no copies.
 */
export function practiceCopy(set: TemplateSet, suffix: string | undefined): TemplateSet {
	if (suffix === undefined || set.id.startsWith('shared/')) return set;
	const label = (name: string) => `${name} (${suffix})`;
	const workflows = new Map(
		set.workflows.map(({ json }) => [
			json.id,
			{ id: derived(json.id, suffix).slice(0, 16), name: label(json.name) },
		]),
	);
	return {
		...set,
		credentials: set.credentials.map((need) => ({ ...need, name: label(need.name) })),
		workflows: set.workflows.map((workflow) => {
			const bound = bindWorkflow(workflow.json, { workflows, credentialId: () => undefined });
			return {
				...workflow,
				json: {
					...bound,
					...workflows.get(workflow.json.id),
					nodes: bound.nodes.map((node) => copyNode(node, suffix, label)),
				},
			};
		}),
	};
}

function copyNode(
	node: WorkflowNode,
	suffix: string,
	label: (name: string) => string,
): WorkflowNode {
	return {
		...node,
		id: toUuid(derived(node.id, suffix)),
		...(node.credentials && {
			credentials: Object.fromEntries(
				Object.entries(node.credentials).map(([type, { id, name }]) => [
					type,
					{ id, name: label(name) },
				]),
			),
		}),
	};
}

function derived(id: string, suffix: string): string {
	return createHash('sha256').update(`${id}\n${suffix}`).digest('hex');
}

function toUuid(hex: string): string {
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`5${hex.slice(13, 16)}`,
		`8${hex.slice(17, 20)}`,
		hex.slice(20, 32),
	].join('-');
}
