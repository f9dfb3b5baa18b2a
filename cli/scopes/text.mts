import type { NodeScope, WorkflowScope } from './workflowScopes.mjs';

const purposes: Readonly<Record<string, string>> = {
	HOPERAT: 'health care operations (HOPERAT)',
	HPAYMT: 'payment (HPAYMT)',
	TREAT: 'treatment (TREAT)',
};

/** The scopes in words, one workflow after the other. */
export function describeScopes(scopes: readonly WorkflowScope[]): string {
	return [...scopes.map(describeWorkflow), describeWebhooks(scopes)]
		.filter((text) => text !== '')
		.join('\n\n');
}

function describeWorkflow({ workflow, published, storesExecutions, nodes }: WorkflowScope): string {
	const state = published === undefined ? '' : published ? ' (published)' : ' (not published)';
	const stored = storesExecutions
		? ['  Warning: n8n stores the executions of this workflow, and with them what is read here.']
		: [];
	const silent = nodes.filter(movesNothing);
	const rest =
		silent.length === 0
			? []
			: [`  No data of patients: ${silent.map(({ node }) => node).join(', ')}`];
	return [
		`${workflow}${state}`,
		...stored,
		...nodes.filter((node) => !movesNothing(node)).flatMap(describeNode),
		...rest,
	].join('\n');
}

const movesNothing = ({ known, reads, sends, kept }: NodeScope) =>
	known && kept === undefined && reads.length + sends.length === 0;

function describeNode(one: NodeScope): string[] {
	const off = one.switchedOff ? ' (switched off)' : '';
	const head = `  ${one.node} [${one.operation}]${off}`;
	if (!one.known) return [head, '    this version of the command does not know the operation'];
	return [
		head,
		...one.reads.map(({ from, fields }) => `    reads from ${from}: ${fields.join(', ')}`),
		...one.sends.map(({ to, fields }) => `    sends to ${to}: ${fields.join(', ')}`),
		...(one.purpose ? [`    purpose: ${purposes[one.purpose] ?? one.purpose}`] : []),
		...(one.audited
			? ['    audit trail of HealthSail: keyed hashes of IDs, and names of fields']
			: []),
	];
}

/** Where n8n itself keeps what comes in: what whoever answers for the data has to know. */
function describeWebhooks(scopes: readonly WorkflowScope[]): string {
	const lines = scopes.flatMap(({ workflow, nodes }) =>
		nodes.flatMap(({ node, kept }) =>
			kept === undefined ? [] : [`  ${workflow}, ${node}: ${kept}`],
		),
	);
	return lines.length === 0 ? '' : ['What n8n keeps of what comes in:', ...lines].join('\n');
}
