import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { audited } from '../../../common/healthsail/audit';
import type { ChangeDecision, Reviewer } from '../../../common/healthsail/changeRequests';
import { decideChangeRequest } from '../../../common/healthsail/changeRequests';
import { invalidField, readJson } from '../body';
import type { Call, ItemOperation } from '../operation';
import { decideFields, reviewerFields } from './decideFields';
import { readRequest, readTarget, requestReport, toStates } from './target';

/** Records what a person decided about changes; the decision is in the audit trail first. */
export const decide: ItemOperation = {
	kind: 'item',
	name: 'Decide',
	action: 'Decide demographic change request',
	description:
		'Record which changes a person approved or rejected. Nothing is written to the practice system here.',
	fields: decideFields,
	async execute(call) {
		const request = readRequest(call);
		const decisions = await readDecisions(call);
		const reviewer = readReviewer(call);
		const { customerId, changes } = await readTarget(call, request.id);
		const decided = new Set(decisions.map(({ changeId }) => changeId));
		const report = requestReport(call, request.id, {
			action: 'decide',
			fields: changes.filter(({ id }) => decided.has(id)).map((change) => change.path),
			workflowStep: 'demographicChangeRequest.decide',
			approvedBy: reviewer.id,
			customerId,
		});
		return await audited(call.client, [report], async () =>
			toStates(await decideChangeRequest(call.client, request, { decisions, reviewer })),
		);
	},
};

const decisionsSchema = z
	.array(
		z.object({
			changeId: z.string().trim().min(1),
			decision: z.enum(['approved', 'rejected']),
			reason: z.string().trim().min(1).max(300).optional(),
			valueSeen: z.unknown().optional(),
		}),
	)
	.min(1)
	.max(100);

async function readDecisions(call: Call): Promise<ChangeDecision[]> {
	const isJson = call.param<string>('decisionsFrom') === 'json';
	const label = isJson ? 'Decisions (JSON)' : 'Decisions';
	const given = isJson
		? await readJson(label, call.param('decisionsJson'))
		: await enteredDecisions(call);
	const decisions = decisionsSchema.safeParse(given);
	if (decisions.success) return decisions.data;
	throw invalidField(
		label,
		'needs 1 to 100 entries, each with a change ID and approved or rejected',
	);
}

/** An empty box is no value seen; the word null says that the practice had nothing there. */
async function enteredDecisions(call: Call): Promise<object[]> {
	const { entries = [] } = call.param<{ entries?: IDataObject[] }>('decisions', {});
	const decisions: object[] = [];
	for (const { changeId, decision, reason, valueSeen } of entries) {
		decisions.push({
			changeId,
			decision,
			...(reason !== undefined && reason !== '' && { reason }),
			...(valueSeen !== undefined &&
				valueSeen !== '' && { valueSeen: await readJson('Value Seen', valueSeen) }),
		});
	}
	return decisions;
}

function readReviewer(call: Call): Reviewer {
	const [id, name, method] = reviewerFields.map((field) => {
		const text = String(call.param<string | number>(field.name)).trim();
		if (text === '') throw invalidField(field.displayName, 'is empty');
		return text;
	});
	return { id, name, method };
}
