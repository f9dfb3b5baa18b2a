import type {
	TemplateNode,
	TemplateWorkflow,
} from '../../../workflow-templates/definitions/builder/types.mjs';

/** Names of the credentials that all stock flows use, by type. */
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

/** Where the flows of a system belong: their ids are made from it. */
export const stockId = (system: string): string => `bench/${system}`;

/**
 * Names the stock credentials in the nodes that need one.
 *
 * @param once names of nodes that run for one item
 * @param more credentials of the system: names by type
 */
export function toStockWorkflow(
	{ meta: _, ...workflow }: TemplateWorkflow,
	once: readonly string[] = [],
	more: Readonly<Record<string, string>> = {},
): StockWorkflow {
	const names: Readonly<Record<string, string>> = { ...STOCK_CREDENTIALS, ...more };
	return {
		...workflow,
		nodes: workflow.nodes.map((node) => ({
			...withCredential(node, names),
			...(once.includes(node.name) && { executeOnce: true }),
		})),
	};
}

function withCredential(node: TemplateNode, names: Readonly<Record<string, string>>): TemplateNode {
	const type = credentialOf(node);
	if (type === undefined) return node;
	if (!(type in names)) throw new Error(`No credential of type ${type} is known to the flows.`);
	return { ...node, credentials: { [type]: { id: null, name: names[type] } } };
}

function credentialOf({ type, parameters }: TemplateNode): string | undefined {
	if (type === 'n8n-nodes-base.crypto') return 'crypto';
	if (type === 'n8n-nodes-base.jwt') return 'jwtAuth';
	return typeof parameters.genericAuthType === 'string' ? parameters.genericAuthType : undefined;
}
