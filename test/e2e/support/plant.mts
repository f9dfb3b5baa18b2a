// Values planted on purpose in each place that the marker search looks at, to show that it finds
// what is there.
import type { N8nApi } from '../../../host/n8nApi.mjs';
import { waitFor } from './waitFor.mjs';

/** What is planted; unlike every marker of the sandbox. */
export const PLANT = 'ZQPLANT7X';
export const PLANT_PATTERN = /ZQPLANT\d+X/i;

const WEBHOOK_PATH = 'planted-control';

const place = { typeVersion: 1, position: [0, 0] };

/**
 * Plants a value in: a workflow's name and static data, an execution that n8n keeps with a binary
 * file, and the body of a webhook whose execution n8n only marks as deleted.
 */
export async function plant(api: N8nApi): Promise<void> {
	await plantKeptExecution(api);
	await plantDeletedExecution(api);
}

async function plantKeptExecution(api: N8nApi): Promise<void> {
	const id = await api.createWorkflow({
		name: `Planted ${PLANT}`,
		nodes: [
			{ ...place, id: 'a', name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
			{
				...place,
				...{ id: 'b', name: 'Value', type: 'n8n-nodes-base.set', typeVersion: 3.4 },
				parameters: {
					mode: 'raw',
					jsonOutput: JSON.stringify({ value: PLANT }),
				},
			},
			{
				...place,
				...{ id: 'c', name: 'File', type: 'n8n-nodes-base.convertToFile', typeVersion: 1.1 },
				parameters: { operation: 'toText', sourceProperty: 'value' },
			},
		],
		connections: { Start: wire('Value'), Value: wire('File') },
		settings: { saveManualExecutions: true },
		staticData: { global: { value: PLANT } },
	});
	await api.run(id, 'Start');
}

async function plantDeletedExecution(api: N8nApi): Promise<void> {
	const id = await api.createWorkflow({
		name: 'A webhook that keeps nothing',
		nodes: [
			{
				...place,
				...{ id: 'a', name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2 },
				webhookId: '6f1f3c3a-7f5e-4f0e-9a55-2c2a4d0f7a11',
				parameters: { httpMethod: 'POST', path: WEBHOOK_PATH },
			},
			{ ...place, id: 'b', name: 'End', type: 'n8n-nodes-base.noOp', parameters: {} },
		],
		connections: { Webhook: wire('End') },
		settings: { saveDataSuccessExecution: 'none', saveDataErrorExecution: 'none' },
	});
	await api.activate(id);
	await waitFor('The planted webhook', async () => {
		const answer = await fetch(`${api.url}/webhook/${WEBHOOK_PATH}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ value: PLANT }),
		});
		return answer.ok ? true : undefined;
	});
	await api.deactivate(id);
}

function wire(node: string) {
	return { main: [[{ node, type: 'main', index: 0 }]] };
}
