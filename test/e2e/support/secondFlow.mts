// The flow that links the record of a second interface, as the vendors' pages tell it, and reads what
// lies behind it: built of the pack's own nodes, run in a real n8n, and read back node by node.
import type { N8nApi } from '../../../host/n8nApi.mjs';
import { itemsByNode } from './executionItems.mjs';

/** A credential as a node holds it. */
export interface NodeCredential {
	id: string;
	name: string;
}

export interface SecondFlow {
	/** The vendor's node, such as `tebra`. */
	nodeType: string;
	nodeParameters?: Record<string, unknown>;
	/** By type: the practice system's and that of its second interface. */
	credentials: Record<string, NodeCredential>;
	/** By type: one of the two of HealthSail. */
	healthSail: Record<string, NodeCredential>;
	/** What the ids of the second interface are. */
	idType: 'fhir' | 'gapi';
	patientIds: readonly string[];
	/** Days of the visits that are read at the end; absent = none are. */
	window?: { from: string; to: string };
}

export type Items = Record<string, Array<Record<string, unknown>>>;

const START = 'Start';

/** Runs it once and answers what each node put out; throws with the node's message when it failed. */
export async function runSecondFlow(api: N8nApi, flow: SecondFlow): Promise<Items> {
	const id = await api.createWorkflow(workflowOf(flow));
	const { executionId, status, error } = await api.run(id, START);
	if (status !== 'success') throw new Error(`${error?.node}: ${error?.message}`);
	const execution = await api.getExecution(executionId);
	return itemsByNode(String(execution?.data));
}

function workflowOf({
	nodeType,
	nodeParameters,
	credentials,
	healthSail,
	...flow
}: SecondFlow): object {
	const patientId = "={{ $('Each Patient').item.json.patientId }}";
	const signIn = {
		healthSailAuthentication: 'healthSailOAuth2Api' in healthSail ? 'oAuth2' : 'apiKey',
	};
	const vendorType = `n8n-nodes-healthsail.${nodeType}`;
	const vendor = (name: string, parameters: object) =>
		node(...([name, vendorType, 1, { ...signIn, ...nodeParameters, ...parameters }] as const), {
			...credentials,
			...healthSail,
		});
	const customers = (name: string, parameters: object) =>
		node(name, 'n8n-nodes-healthsail.healthSail', 1, { ...signIn, ...parameters }, healthSail);
	const nodes = [
		node(START, 'n8n-nodes-base.manualTrigger', 1, {}),
		node('Patients', 'n8n-nodes-base.set', 3.4, {
			mode: 'raw',
			jsonOutput: JSON.stringify({ patientId: flow.patientIds }),
		}),
		node('Each Patient', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'patientId' }),
		vendor('Read', { resource: 'patient', operation: 'get', patientId }),
		customers('Make Customers', { resource: 'customer', operation: 'createOrUpdate' }),
		vendor('Find Second', { resource: 'patient', operation: 'findSecond', patientId }),
		node('Match', 'n8n-nodes-healthsail.patientMatch', 1, {
			operation: 'againstCandidates',
			linkAt: 'certain',
		}),
		customers('Link', {
			...{ resource: 'externalId', operation: 'add' },
			customerId: '={{ $json.healthsail.customerId }}',
			system: '={{ $json.system }}',
			practiceId: '={{ $json.practiceId }}',
			externalIdType: flow.idType,
			externalId: '={{ $json.match.candidateId }}',
			...{ verification: 'verified', matchMethod: 'demographic' },
		}),
		...(flow.window === undefined
			? []
			: [
					vendor('Visits', {
						...{ resource: 'encounter', operation: 'getMany', returnAll: true },
						...flow.window,
						patientId: "={{ $('Match').item.json.id }}",
					}),
				]),
	];
	const names = nodes.map(({ name }) => name);
	const connections = Object.fromEntries(
		names
			.slice(1)
			.map((name, index) => [names[index], { main: [[{ node: name, type: 'main', index: 0 }]] }]),
	);
	const name = `Link the second interface: ${nodeType} ${JSON.stringify(nodeParameters ?? {})}`;
	return { name, nodes, connections, settings: { saveManualExecutions: true } };
}

function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: object,
	credentials?: Record<string, NodeCredential>,
) {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters, credentials };
}
