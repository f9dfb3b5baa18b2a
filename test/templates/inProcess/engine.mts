import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as Core from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IExecuteWorkflowInfo,
	ExecuteWorkflowOptions,
	INode,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypes,
	IRun,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import type * as WorkflowPackage from 'n8n-workflow';

import { createCredentialsHelper } from './credentials.mjs';

/** A workflow file as it is shipped. */
export interface TemplateFile {
	readonly id: string;
	readonly name: string;
	readonly nodes: INode[];
	readonly connections: WorkflowPackage.IConnections;
	readonly settings: WorkflowPackage.IWorkflowSettings;
}

export interface Engine {
	/** What n8n's own checks find wrong with a workflow: structure, versions, parameters. */
	problems(template: TemplateFile): string[];
	/**
	 * Runs a workflow from one of its triggers to the end, sub-workflows included.
	 *
	 * @param items what the trigger emits; one empty item when left out
	 */
	run(name: RegExp, trigger: string, items?: INodeExecutionData[]): Promise<RunResult>;
	/** Runs of the workflows called, by name, since the engine was opened. */
	readonly subRuns: RunResult[];
}

export interface RunResult {
	readonly run: IRun;
	/** Names of the nodes that ran, in the order in which they ran. */
	readonly order: string[];
	/** Items that left an output of a node's last run; empty when it did not run. */
	items(node: string, output?: number): INodeExecutionData[];
	/** How often a node ran. */
	times(node: string): number;
}

/**
 * n8n's own engine without a server: n8n-core's loader loads the built pack and n8n's built-in
 * nodes, n8n-core runs the workflows. Nothing is stored.
 *
 * @param host folder whose node_modules hold n8n
 * @param pack folder with the pack's package.json and dist
 */
export async function openEngine(
	host: string,
	pack: string,
	templates: readonly TemplateFile[],
	credentials: Readonly<Record<string, ICredentialDataDecryptedObject>>,
): Promise<Engine> {
	// Read once, when n8n-core is loaded.
	process.env.N8N_USER_FOLDER ??= mkdtempSync(path.join(tmpdir(), 'healthsail-templates-'));
	process.env.N8N_ENCRYPTION_KEY ??= 'synthetic-key-for-tests-only';
	process.env.N8N_LOG_LEVEL ??= 'silent';
	const require = createRequire(path.join(host, 'node_modules/n8n/package.json'));
	const core = require('n8n-core') as typeof Core;
	const { Workflow, NodeHelpers, createRunExecutionData } =
		require('n8n-workflow') as typeof WorkflowPackage;

	const own = new core.PackageDirectoryLoader(pack);
	await own.loadAll();
	const builtIn = new core.LazyPackageDirectoryLoader(
		path.dirname(require.resolve('n8n-nodes-base/package.json')),
	);
	await builtIn.loadAll();
	const typeOf = (fullName: string) => {
		const [packageName, name = ''] = fullName.split('.');
		const loader = packageName === 'n8n-nodes-base' ? builtIn : own;
		return loader.getNode(name).type;
	};
	const nodeTypes: INodeTypes = {
		getByName: typeOf,
		getByNameAndVersion: (name, version): INodeType =>
			NodeHelpers.getVersionedNodeType(typeOf(name), version),
		getKnownTypes: () => ({}),
	};
	const helper = createCredentialsHelper(
		require('n8n-workflow') as typeof WorkflowPackage,
		(type) => own.getCredential(type).type,
		credentials,
	);

	const subRuns: RunResult[] = [];
	let lastId = 0;

	const execute = async (
		template: TemplateFile,
		startName: string,
		input: INodeExecutionData[],
	): Promise<RunResult & { readonly executionId: string }> => {
		const executionId = String((lastId += 1));
		const workflow = new Workflow({ ...template, active: false, nodeTypes });
		const order: string[] = [];
		const hooks = new core.ExecutionLifecycleHooks('trigger', executionId, {
			...template,
			active: false,
			isArchived: false,
			activeVersionId: null,
			createdAt: new Date(0),
			updatedAt: new Date(0),
		});
		hooks.addHandler('nodeExecuteAfter', (name: string) => void order.push(name));
		const additionalData = {
			...urls,
			credentialsHelper: helper,
			currentNodeExecutionIndex: 0,
			executionId,
			hooks,
			variables: {},
			getRunExecutionData: () => Promise.resolve(undefined),
			executeWorkflow: async (
				{ id }: IExecuteWorkflowInfo,
				_data: IWorkflowExecuteAdditionalData,
				{ inputData = [] }: ExecuteWorkflowOptions,
			) => {
				const called = templates.find((candidate) => candidate.id === id);
				const trigger = called?.nodes.find(({ type }) => type.endsWith('executeWorkflowTrigger'));
				if (!called || !trigger) throw new Error('The called workflow is not in the set.');
				const result = await execute(called, trigger.name, inputData);
				subRuns.push(result);
				const { lastNodeExecuted = '', error } = result.run.data.resultData;
				if (error) throw error;
				return {
					executionId: result.executionId,
					data: result.run.data.resultData.runData[lastNodeExecuted]?.at(-1)?.data?.main ?? [],
				};
			},
		} as unknown as IWorkflowExecuteAdditionalData;
		const node = workflow.getNode(startName);
		if (!node) throw new Error(`${template.name} has no node ${startName}.`);
		const run = await new core.WorkflowExecute(
			additionalData,
			'trigger',
			createRunExecutionData({
				executionData: {
					contextData: {},
					metadata: {},
					waitingExecution: {},
					waitingExecutionSource: {},
					nodeExecutionStack: [{ node, data: { main: [input] }, source: null }],
				},
			}),
		).processRunExecutionData(workflow);
		const { runData } = run.data.resultData;
		return {
			run,
			order,
			executionId,
			items: (name, output = 0) => runData[name]?.at(-1)?.data?.main[output] ?? [],
			times: (name) => runData[name]?.length ?? 0,
		};
	};

	return {
		subRuns,
		problems: (template) => [
			...validate(require('@n8n/workflow-sdk') as WorkflowSdk, template, nodeTypes),
			...template.nodes.flatMap((node) => unknownParameters(node, nodeTypes, NodeHelpers)),
		],
		async run(name, trigger, items = [{ json: {} }]) {
			const template = templates.find((candidate) => name.test(candidate.name));
			if (!template) throw new Error(`No workflow is called ${String(name)}.`);
			return execute(template, trigger, items);
		},
	};
}

/** As far as it is used: the package is part of n8n and not among those the project installs. */
interface WorkflowSdk {
	validateWorkflow(
		workflow: TemplateFile,
		options: { readonly nodeTypesProvider: INodeTypes },
	): Record<'errors' | 'warnings', ReadonlyArray<{ code: string; message: string }>>;
}

function validate(sdk: WorkflowSdk, template: TemplateFile, nodeTypesProvider: INodeTypes) {
	const { errors, warnings } = sdk.validateWorkflow(template, { nodeTypesProvider });
	return [...errors, ...warnings].map(({ code, message }) => `${code}: ${message}`);
}

/** Parameters, of built-in nodes too, that the node's version does not have, and missing ones. */
function unknownParameters(
	node: INode,
	nodeTypes: INodeTypes,
	{
		displayParameter,
		getNodeParameters,
		getNodeParametersIssues,
	}: typeof WorkflowPackage.NodeHelpers,
): string[] {
	const { description } = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const { properties, version } = description;
	if (![version].flat().includes(node.typeVersion)) return [`${node.name}: no such version`];
	const known = getNodeParameters(properties, node.parameters, true, false, node, description);
	// Several operations have a collection of one name; only that of the node's own is shown.
	const shown = properties.filter((property) =>
		displayParameter({ ...known, ...node.parameters }, property, node, description),
	);
	return [
		...Object.keys(node.parameters)
			.filter((name) => !(name in (known ?? {})))
			.map((name) => `${node.name}: unknown parameter ${name}`),
		...Object.entries(node.parameters).flatMap(([name, value]) =>
			unknownMembers(shown, name, value).map(
				(member) => `${node.name}: unknown parameter ${name}.${member}`,
			),
		),
		...Object.keys(getNodeParametersIssues(properties, node, description)?.parameters ?? {}).map(
			(name) => `${node.name}: parameter ${name} is not filled as it must be`,
		),
	];
}

/** Members of a collection, such as one of `filters`, that the node does not offer: n8n drops them. */
function unknownMembers(
	properties: readonly INodeProperties[],
	name: string,
	value: unknown,
): string[] {
	const collections = properties.filter(
		(property) => property.name === name && property.type === 'collection',
	);
	if (collections.length === 0 || typeof value !== 'object' || value === null) return [];
	const offered = collections.flatMap(({ options = [] }) => options.map((option) => option.name));
	return Object.keys(value).filter((member) => !offered.includes(member));
}

/** The engine wants valid ones; nobody calls them. */
const urls = {
	restApiUrl: 'http://127.0.0.1/rest',
	instanceBaseUrl: 'http://127.0.0.1/',
	webhookBaseUrl: 'http://127.0.0.1/webhook',
	webhookTestBaseUrl: 'http://127.0.0.1/webhook-test',
	webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
	formBaseUrl: 'http://127.0.0.1/form',
	formTestBaseUrl: 'http://127.0.0.1/form-test',
	formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
};
