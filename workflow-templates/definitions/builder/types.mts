/** The shapes a template is written in and generated to. They hold no n8n code on purpose. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A credential entry as it ships: never an id, always the documented name (see names.mts). */
export interface CredentialReference {
	readonly id: null;
	readonly name: string;
}

export interface TemplateNode {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly position: readonly [number, number];
	readonly parameters: { readonly [name: string]: Json };
	readonly credentials?: { readonly [type: string]: CredentialReference };
	readonly onError?: 'continueErrorOutput' | 'continueRegularOutput';
	readonly notes?: string;
	readonly notesInFlow?: boolean;
}

export interface Connection {
	readonly node: string;
	readonly type: 'main';
	readonly index: number;
}

export interface TemplateWorkflow {
	readonly id: string;
	readonly name: string;
	readonly nodes: readonly TemplateNode[];
	readonly connections: { readonly [source: string]: { readonly main: readonly Connection[][] } };
	readonly settings: WorkflowSettings;
	readonly meta: { readonly templateId: string };
}

export interface WorkflowSettings {
	readonly executionOrder: 'v1';
	readonly saveDataSuccessExecution: 'none';
	readonly saveDataErrorExecution: 'none';
	readonly saveExecutionProgress: false;
	readonly saveManualExecutions: false;
	readonly callerPolicy: 'workflowsFromSameOwner';
	/** Seconds; absent = the limit of the instance. */
	readonly executionTimeout?: number;
}

/** One workflow of a set, in the order in which it must be imported (callees first). */
export interface TemplateMember {
	/** File name without `.json`. */
	readonly file: string;
	readonly key: string;
	/** Whether the workflow has a trigger that only works once it is published. */
	readonly activate: boolean;
	readonly workflow: TemplateWorkflow;
}

export interface CredentialNeed {
	readonly type: string;
	readonly name: string;
	readonly purpose: string;
}

/** A set of workflows that is imported together: one row of `templates list`. */
export interface Template {
	/** Also its folder, for example `tebra/demographic-sync`. */
	readonly id: string;
	readonly title: string;
	/** Markdown, with the sections that the template library asks for. */
	readonly description: string;
	readonly credentials: readonly CredentialNeed[];
	readonly members: readonly TemplateMember[];
}
