import './n8nEnvironment';

import {
	CredentialTestContext,
	ExecuteContext,
	ExecutionLifecycleHooks,
	PollContext,
	WebhookContext,
	WorkflowExecute,
} from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeCredentialTestResult,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypes,
	IPollFunctions,
	IRun,
	IVersionedNodeType,
	IWebhookData,
	IWebhookFunctions,
	IWorkflowExecuteAdditionalData,
	NodeParameterValueType,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createRunExecutionData, NodeHelpers, Workflow } from 'n8n-workflow';

import { HealthSail } from '../../nodes/HealthSail/HealthSail.node';
import { PatientMatch } from '../../nodes/PatientMatch/PatientMatch.node';
import { Tebra } from '../../nodes/Tebra/Tebra.node';
import { TebraTrigger } from '../../nodes/Tebra/TebraTrigger.node';
import { TestCredentials } from './nodesCredentials';

/**
 * Runs one of the pack's nodes in n8n-core's own engine: expressions, credentials, continue-on-fail
 * and error output are n8n's, and HTTP goes out for real.
 */
export interface NodeRun {
	/** Name in the description, e.g. `tebra`. */
	readonly nodeType: string;
	readonly parameters?: Record<string, NodeParameterValueType>;
	/** Decrypted values by credential type; see `sandboxCredentials`. */
	readonly credentials?: Record<string, ICredentialDataDecryptedObject>;
	/** One empty item when left out. */
	readonly items?: readonly IDataObject[];
	/** Items of the second input; left out = nothing arrived there. */
	readonly secondInput?: readonly IDataObject[];
	readonly onError?: INode['onError'];
	/** Sandbox addresses: the credentials of the sandbox, with what `credentials` lays over them. */
	readonly baseUrls?: SandboxUrls;
}

export interface SandboxUrls {
	/** The SOAP endpoint. */
	readonly tebra?: string;
	/** The base URL with its version. */
	readonly healthSail?: string;
}

export interface NodeResult {
	readonly run: IRun;
	/** Items per output. */
	readonly outputs: INodeExecutionData[][];
	/** JSON of one output's items. */
	json(output?: number): IDataObject[];
	/** What the run failed with. */
	readonly error: (Error & { description?: string | null; context?: IDataObject }) | undefined;
}

const nodeClasses: Record<string, INodeType> = Object.fromEntries(
	[new Tebra(), new TebraTrigger(), new HealthSail(), new PatientMatch()].map((node) => [
		node.description.name,
		node,
	]),
);

/** Makes further node types known, before a test runs them. */
export function registerNodes(...more: readonly INodeType[]): void {
	for (const node of more) nodeClasses[node.description.name] = node;
}

/** The description of a node by its name, for tests that compare nodes. */
export function descriptionOf(name: string): INodeType['description'] {
	return classOf(name).description;
}

const nodeTypes: INodeTypes = {
	getByName: (name: string): INodeType | IVersionedNodeType => classOf(name),
	getByNameAndVersion: (name: string, version?: number): INodeType =>
		NodeHelpers.getVersionedNodeType(classOf(name), version),
	getKnownTypes: () => ({}),
};

const packageName = 'n8n-nodes-healthsail';

function classOf(name: string): INodeType {
	const found = nodeClasses[name.replace(`${packageName}.`, '')];
	if (found === undefined) throw new Error(`There is no node type ${name} in the test harness.`);
	return found;
}

/** Credentials as the sandbox knows them (all synthetic). */
export function sandboxCredentials({
	tebra,
	healthSail,
}: SandboxUrls): Record<string, ICredentialDataDecryptedObject> {
	return {
		...(tebra !== undefined && {
			tebraSoapApi: {
				customerKey: 'ck-sandbox',
				user: 'api@oak-clinic.example',
				password: 'p&ss-sandbox',
				practiceName: 'Oak Clinic',
				practiceId: '1',
				timeZone: 'America/Chicago',
				endpoint: tebra,
				sandboxSpeed: 0,
				limitShare: 1,
			},
		}),
		...(healthSail !== undefined && {
			healthSailApi: {
				baseUrl: healthSail,
				apiKey: ['hs_test_sandbox', '0'.repeat(16)].join('_'),
				hashKey: 'synthetic-'.repeat(4),
			},
		}),
	};
}

/** Runs an action node over its items. */
export async function runNode(request: NodeRun): Promise<NodeResult> {
	const { workflow, node, additionalData } = prepare(request, 'manual');
	const toItems = (list: readonly IDataObject[]) =>
		list.map((json, item) => ({ json, pairedItem: { item } }));
	const inputs = [
		toItems(request.items ?? [{}]),
		...(request.secondInput ? [toItems(request.secondInput)] : []),
	];
	const executionData = createRunExecutionData({
		executionData: {
			contextData: {},
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
			nodeExecutionStack: [{ node, data: { main: inputs }, source: null }],
		},
	});
	const run = await new WorkflowExecute(
		additionalData,
		'manual',
		executionData,
	).processRunExecutionData(workflow);
	const taskData = run.data.resultData.runData[node.name]?.[0];
	const outputs = (taskData?.data?.main ?? []).map((list) => list ?? []);
	return {
		run,
		outputs,
		json: (output = 0) => (outputs[output] ?? []).map(({ json }) => json),
		error: run.data.resultData.error as NodeResult['error'],
	};
}

/** The context in which an action node executes, for tests of the parts below the nodes. */
export function openContext(request: NodeRun): IExecuteFunctions {
	const { workflow, node, additionalData } = prepare(request, 'manual');
	const items = (request.items ?? [{}]).map((json) => ({ json }));
	return new ExecuteContext(
		workflow,
		node,
		additionalData,
		'manual',
		createRunExecutionData({}),
		0,
		items,
		{ main: [items] },
		{ node, data: { main: [items] }, source: null },
		[],
	) as unknown as IExecuteFunctions;
}

/** Opens a trigger for one request of a browser or another system, as n8n hands it over. */
export function openWebhook(
	request: NodeRun,
	{ httpRequest, httpResponse }: { httpRequest: object; httpResponse: object },
): IWebhookFunctions {
	const { workflow, node, additionalData } = prepare(request, 'webhook');
	const handed = { ...additionalData, executionId: undefined, httpRequest, httpResponse };
	const [webhookDescription] = classOf(node.type).description.webhooks ?? [];
	return new WebhookContext(
		workflow,
		node,
		handed as unknown as IWorkflowExecuteAdditionalData,
		'webhook',
		{ webhookDescription } as unknown as IWebhookData,
		[],
		null,
	) as unknown as IWebhookFunctions;
}

/** A polling trigger with the static data it keeps between polls. */
export interface Poller {
	poll(mode?: WorkflowExecuteMode): Promise<INodeExecutionData[] | null>;
	readonly staticData: IDataObject;
}

/** Opens a trigger node; each `poll` is one poll of n8n. */
export function openPoller(request: NodeRun): Poller {
	const { workflow, node, additionalData } = prepare(request, 'trigger');
	return {
		staticData: workflow.getStaticData('node', node),
		async poll(mode = 'trigger') {
			const context = new PollContext(workflow, node, additionalData, mode, 'init');
			const result = await classOf(node.type).poll?.call(context as unknown as IPollFunctions);
			return result?.[0] ?? null;
		},
	};
}

/** Runs the credential test that a node names, as the credential window does. */
export async function testCredential(
	nodeType: string,
	method: string,
	type: string,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const test = classOf(nodeType).methods?.credentialTest?.[method];
	if (test === undefined) throw new Error(`${nodeType} has no credential test ${method}.`);
	return await test.call(new CredentialTestContext(), { id: '1', name: 'test', type, data });
}

function prepare(request: NodeRun, mode: WorkflowExecuteMode) {
	const type = `${packageName}.${request.nodeType}`;
	const credentials = mergeCredentials(request);
	const node: INode = {
		id: 'node-under-test',
		name: 'Node',
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: (request.parameters ?? {}) as INodeParameters,
		credentials: Object.fromEntries(
			Object.keys(credentials).map((name) => [name, { id: `id-${name}`, name: `${name} account` }]),
		),
		...(request.onError && { onError: request.onError }),
	};
	const workflow = new Workflow({
		id: 'workflow-under-test',
		name: 'Workflow under test',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes,
		settings: {},
	});
	const helper = new TestCredentials(credentials);
	const additionalData = {
		credentialsHelper: helper,
		currentNodeExecutionIndex: 0,
		executionId: 'execution-under-test',
		restApiUrl: 'http://127.0.0.1/rest',
		instanceBaseUrl: 'http://127.0.0.1/',
		webhookBaseUrl: 'http://127.0.0.1/webhook',
		webhookTestBaseUrl: 'http://127.0.0.1/webhook-test',
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		formBaseUrl: 'http://127.0.0.1/form',
		formTestBaseUrl: 'http://127.0.0.1/form-test',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		variables: {},
		hooks: new ExecutionLifecycleHooks(mode, 'execution-under-test', {
			id: workflow.id,
			name: 'Workflow under test',
			active: false,
			isArchived: false,
			createdAt: new Date(0),
			updatedAt: new Date(0),
			nodes: [node],
			connections: {},
			activeVersionId: null,
		}),
	} as unknown as IWorkflowExecuteAdditionalData;
	const prepared = workflow.getNode(node.name);
	if (prepared === null) throw new Error('The node under test is not in its workflow.');
	return { workflow, node: prepared, additionalData };
}

function mergeCredentials({ baseUrls, credentials = {} }: NodeRun) {
	const known = baseUrls ? sandboxCredentials(baseUrls) : {};
	const names = new Set([...Object.keys(known), ...Object.keys(credentials)]);
	return Object.fromEntries(
		[...names].map((name) => [name, { ...known[name], ...credentials[name] }]),
	);
}
