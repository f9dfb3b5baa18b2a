import type {
	TemplateNode,
	TemplateWorkflow,
} from '../../../workflow-templates/definitions/builder/types.mjs';

export const STOCK_ID = 'bench/sync';

/** Names of the credentials that the stock flows use, by type. */
export const STOCK_CREDENTIALS = {
	httpHeaderAuth: 'HealthSail key in a header',
	crypto: 'Hash key',
} as const;

export interface StockNode extends TemplateNode {
	readonly executeOnce?: true;
}

export interface StockWorkflow extends Omit<TemplateWorkflow, 'meta' | 'nodes'> {
	readonly nodes: readonly StockNode[];
}

/** Names the stock credentials in the nodes that need one; `once` lists nodes run for one item. */
export function toStockWorkflow(
	{ meta: _, ...workflow }: TemplateWorkflow,
	once: readonly string[] = [],
): StockWorkflow {
	return {
		...workflow,
		nodes: workflow.nodes.map((node) => ({
			...withCredential(node),
			...(once.includes(node.name) && { executeOnce: true }),
		})),
	};
}

function withCredential(node: TemplateNode): TemplateNode {
	const type = credentialOf(node);
	if (type === undefined) return node;
	return { ...node, credentials: { [type]: { id: null, name: STOCK_CREDENTIALS[type] } } };
}

function credentialOf(node: TemplateNode): keyof typeof STOCK_CREDENTIALS | undefined {
	if (node.type === 'n8n-nodes-base.crypto') return 'crypto';
	return node.parameters.genericAuthType === 'httpHeaderAuth' ? 'httpHeaderAuth' : undefined;
}
