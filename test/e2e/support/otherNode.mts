// A node that is not of the pack and is given a credential of the pack all the same.
import type { N8nApi } from '../../../host/n8nApi.mjs';

export interface Refusal {
	/** Where n8n refused: when the workflow was saved, or when it ran; undefined when it did not. */
	at: 'saving' | 'running' | undefined;
	message: string;
}

const START = 'Start';
const OTHER = 'Other Node';

/** Runs an HTTP Request node with a credential chosen as "predefined credential type". */
export async function runOther(
	api: N8nApi,
	url: string,
	type: string,
	credential: { id: string; name: string },
): Promise<Refusal> {
	const made = await api
		.createWorkflow({
			name: `Other node with ${type}`,
			nodes: [
				{
					...{ id: 'a', name: START, position: [0, 0], parameters: {} },
					...{ type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 },
				},
				{
					...{ id: 'b', name: OTHER, position: [200, 0] },
					...{ type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2 },
					parameters: {
						...{ method: 'GET', url, options: {} },
						...{ authentication: 'predefinedCredentialType', nodeCredentialType: type },
					},
					credentials: { [type]: credential },
				},
			],
			connections: { [START]: { main: [[{ node: OTHER, type: 'main', index: 0 }]] } },
			settings: {},
		})
		.then(
			(id) => ({ id }),
			(error: Error) => ({ refusal: error.message }),
		);
	if ('refusal' in made) return { at: 'saving', message: made.refusal };
	const { status, error } = await api.run(made.id, START);
	if (status === 'success') return { at: undefined, message: '' };
	return { at: 'running', message: `${error?.node}: ${error?.message}` };
}
