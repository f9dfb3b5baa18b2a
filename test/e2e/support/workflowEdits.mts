// Settings that a practice changes on the canvas or in its profile, changed through n8n's public API.
import { useCredential } from '../../../host/importer.mjs';
import type { N8nApi } from '../../../host/n8nApi.mjs';
import type { Stage } from '../../../host/stage.mjs';

interface WorkflowNode {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string | null; name: string }>;
}

interface Workflow {
	name: string;
	nodes: WorkflowNode[];
	connections: object;
	settings: Record<string, unknown>;
}

interface Assignment {
	name: string;
	value: unknown;
}

/** The schedule of the sync workflow that reads changes. */
const SCHEDULE = 'Every 15 Minutes';

export interface SyncSettings {
	firstLoad?: 'dryRunFirst' | 'atOnce';
	/** Seconds between two scheduled runs. */
	everySeconds?: number;
	/** Whether n8n keeps runs that were started by hand, so that a test can read them. */
	keepManualRuns?: boolean;
}

/** Changes the settings of the sync workflow. It must not be active. */
export async function setSync(
	api: N8nApi,
	workflowId: string,
	settings: SyncSettings,
): Promise<void> {
	const { firstLoad, everySeconds, keepManualRuns } = settings;
	await edit(api, workflowId, (workflow) => {
		const { assignments } = nodeOf(workflow, 'Settings').parameters.assignments as {
			assignments: Assignment[];
		};
		if (firstLoad !== undefined) assignmentOf(assignments, 'firstLoad').value = firstLoad;
		if (everySeconds !== undefined)
			nodeOf(workflow, SCHEDULE).parameters.rule = {
				interval: [{ field: 'seconds', secondsInterval: everySeconds }],
			};
		if (keepManualRuns !== undefined) workflow.settings.saveManualExecutions = keepManualRuns;
	});
}

/**
 * Sets the patients per page in the practice profile, which stands in the Tebra credential; `more`
 * are further values of that credential.
 */
export async function setPageSize(
	{ api, sandbox }: Pick<Stage, 'api' | 'sandbox'>,
	pageSize: number,
	more: Record<string, unknown> = {},
): Promise<void> {
	const practiceProfile = JSON.stringify({ version: 1, sync: { pageSize } });
	await useCredential(api, sandbox, 'tebra', { practiceProfile, ...more });
}

/** Types values into the Edit Fields node of a workflow that is run by hand, as a person does. */
export async function fillForm(
	api: N8nApi,
	workflowId: string,
	form: string,
	values: Readonly<Record<string, string>>,
): Promise<void> {
	await edit(api, workflowId, (workflow) => {
		const { assignments } = nodeOf(workflow, form).parameters.assignments as {
			assignments: Assignment[];
		};
		for (const [name, value] of Object.entries(values))
			assignmentOf(assignments, name, form).value = value;
	});
}

/** Chooses a credential in every node of a type, as a person does on the canvas. */
export async function addNodeCredential(
	api: N8nApi,
	workflowId: string,
	nodeType: string,
	credential: { type: string; id: string; name: string },
): Promise<void> {
	const { type, id, name } = credential;
	await edit(api, workflowId, ({ nodes }) => {
		for (const node of nodes.filter((one) => one.type === nodeType))
			node.credentials = { ...node.credentials, [type]: { id, name } };
	});
}

async function edit(
	api: N8nApi,
	workflowId: string,
	change: (workflow: Workflow) => void,
): Promise<void> {
	const path = `/api/v1/workflows/${workflowId}`;
	const workflow = (await api.publicApi('GET', path)) as Workflow;
	const { name, nodes, connections, settings } = workflow;
	const edited: Workflow = { name, nodes, connections, settings };
	change(edited);
	await api.publicApi('PUT', path, edited);
}

function nodeOf(workflow: Workflow, name: string): WorkflowNode {
	const node = workflow.nodes.find((candidate) => candidate.name === name);
	if (!node) throw new Error(`The workflow "${workflow.name}" has no node named "${name}".`);
	return node;
}

function assignmentOf(assignments: Assignment[], name: string, node = 'Settings'): Assignment {
	const found = assignments.find((assignment) => assignment.name === name);
	if (!found) throw new Error(`The node "${node}" sets no "${name}".`);
	return found;
}
