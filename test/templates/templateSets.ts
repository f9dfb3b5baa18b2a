import type { IConnections, INode, IWorkflowSettings } from 'n8n-workflow';

import { readSets } from './readSets';

export interface TemplateJson {
	readonly id: string;
	readonly name: string;
	readonly nodes: INode[];
	readonly connections: IConnections;
	readonly settings: IWorkflowSettings;
	readonly meta: { readonly templateId: string };
}

export interface TemplateSet {
	readonly id: string;
	readonly title: string;
	readonly description: string;
	readonly credentials: ReadonlyArray<{ readonly type: string; readonly name: string }>;
	/** Names of the workflows' files, in import order. */
	readonly files: readonly string[];
	readonly workflows: readonly TemplateJson[];
}

/** The committed files, all of them. */
export const templateSets: readonly TemplateSet[] = readSets();

export const workflows: ReadonlyArray<readonly [string, TemplateJson]> = templateSets.flatMap(
	(set) => set.workflows.map((workflow) => [workflow.name, workflow] as const),
);
