// What staff do with the life-cycle workflows: type into the form node, execute, look at HealthSail.
import type { ImportedWorkflows } from '../../../host/importer.mjs';
import type { ExecutionEnd } from '../../../host/n8nPush.mjs';
import type { Stage } from '../../../host/stage.mjs';
import { fillForm } from './workflowEdits.mjs';

/** Who decides; a made-up login. */
export const STAFF = 'front-desk-7';

interface ByHand {
	workflow: keyof ImportedWorkflows;
	trigger: string;
	form: string;
}

const MERGE: ByHand = {
	workflow: 'merge',
	trigger: 'Two Patients Became One',
	form: 'Patients to Merge',
};
const UNDO_MERGE: ByHand = {
	workflow: 'undoMerge',
	trigger: 'They Are Two People',
	form: 'Merged Patients',
};
const DECIDE: ByHand = {
	workflow: 'decide',
	trigger: 'I Looked at Both Records',
	form: 'Your Decision',
};
const UNDO_DECISION: ByHand = {
	workflow: 'undoDecision',
	trigger: 'The Decision Was Wrong',
	form: 'Match Review to Undo',
};
const UNDO_LINK: ByHand = {
	workflow: 'undoLink',
	trigger: 'They Are Two People',
	form: 'Link to Undo',
};

export async function decide(
	stage: Stage,
	matchReviewId: string,
	decision: 'link' | 'keep_apart',
): Promise<void> {
	await runByHand(stage, DECIDE, { matchReviewId, decision, decidedBy: STAFF });
}

export async function undoDecision(stage: Stage, matchReviewId: string): Promise<void> {
	await runByHand(stage, UNDO_DECISION, { matchReviewId, decidedBy: STAFF });
}

export async function undoLink(stage: Stage, customerId: string, patientId: string): Promise<void> {
	await runByHand(stage, UNDO_LINK, { customerId, patientId, decidedBy: STAFF });
}

export async function mergePatients(stage: Stage, survivor: string, loser: string): Promise<void> {
	await runByHand(stage, MERGE, { survivor, loser });
}

export async function undoMerge(stage: Stage, survivor: string, loser: string): Promise<void> {
	await runByHand(stage, UNDO_MERGE, { survivor, loser });
}

async function runByHand(
	{ api, workflows }: Stage,
	{ workflow, trigger, form }: ByHand,
	values: Readonly<Record<string, string>>,
): Promise<void> {
	const id = workflows[workflow];
	if (id === undefined) throw new Error(`The workflow "${workflow}" was not imported.`);
	await fillForm(api, id, form, values);
	requireSuccess(await api.run(id, trigger), workflow);
}

function requireSuccess({ status, error }: ExecutionEnd, workflow: string): void {
	if (status === 'success') return;
	const why = error ? ` The node "${error.node}" says: ${error.message}` : '';
	throw new Error(`The workflow "${workflow}" ended with "${status}".${why}`);
}
