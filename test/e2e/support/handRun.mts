// One page, run by hand as a person does who tries the sub-workflow in the editor.
import { randomUUID } from 'node:crypto';
import type { Stage } from '../../../host/stage.mjs';

const START = 'Start of Page';

/**
 * Starts the page workflow with made-up input: the patients are read, then recording the page fails
 * because no run holds a lease. Answers the execution's id.
 */
export async function startPageByHand(stage: Stage): Promise<string> {
	const { api, workflows } = stage;
	const workflow = (await api.editor('GET', `/rest/workflows/${workflows.page}`)) as object;
	const input = {
		...{ runId: 'run_by_hand', leaseKey: 'by-hand', owner: 'by-hand', mode: 'compare' },
		...{ dryRun: true, wholePractice: true, since: null, cursor: null },
		...{ system: 'tebra', practiceId: '1' },
	};
	const output = {
		...{ startTime: Date.now(), executionTime: 0, executionIndex: 0, source: [] },
		data: { main: [[{ json: input }]] },
	};
	const path = `/rest/workflows/${workflows.page}/run`;
	const body = { workflowData: workflow, triggerToStartFrom: { name: START, data: output } };
	// An open editor gets the items of each node to show them.
	const editor = { 'push-ref': randomUUID() };
	const made = (await api.editor('POST', path, body, editor)) as { executionId?: string };
	if (!made.executionId) throw new Error('n8n did not start the page workflow by hand.');
	return made.executionId;
}
