import type { INodeProperties } from 'n8n-workflow';

import type { ConflictPolicy } from '../../../../lib/profile/changes';
import { settleConflict } from '../../../../lib/changes/compare';
import { changeFields } from '../../../../lib/changes/field';
import type { ShowWhen } from '../../fields';
import { audited } from '../../healthsail/audit';
import type { ChangeComparison } from '../../healthsail/changeRequests';
import { changeItem, closedState } from '../changes/changeItem';
import type { ComparedChange } from '../changes/comparison';
import { comparePatient } from '../changes/comparison';
import { countNamesakes } from '../changes/duplicates';
import type { OpenChange } from '../changes/openChange';
import { openChange } from '../changes/openChange';
import { readPatient } from '../changes/readPatient';
import { decisionReport } from '../changes/auditWrite';
import type { PracticeOperation } from '../operation';
import { toItems } from '../operation';
import { textField } from '../recordParameters';

/** The change request that an operation works on. */
export function changeRequestIdField(show: ShowWhen): INodeProperties {
	return textField(show, {
		displayName: 'Change Request ID',
		name: 'demographicChangeRequestId',
		required: true,
		placeholder: 'e.g. dcr_01J9Z3K7',
		description:
			'ID of the demographic change request in HealthSail. The node reads the request itself, so that no values pass through the flow.',
	});
}

/**
 * Tells HealthSail what the practice has now beside each proposed value, so that staff decide by it.
 * The practice profile's policy settles conflicts that it does not leave to staff.
 */
export const demographicChangeCompare: PracticeOperation = {
	resource: 'demographicChange',
	operation: 'compare',
	name: 'Compare',
	action: 'Compare demographic change',
	description:
		'Put what the practice has now beside what the patient proposes, for staff to decide',
	capability: 'patients.get',
	fields: (show) => [changeRequestIdField(show)],
	async run(call) {
		const open = await openChange(call);
		return [toItems([await compare(open)])];
	},
};

async function compare(open: OpenChange): Promise<object> {
	const { held, subject, call } = open;
	if (closedState(open) !== undefined || pendingIds(held.now.changes).size === 0) {
		return counted(open, 'closed', []);
	}
	if (subject.state === 'newPatient') return await compareNewPatient(open);
	const isKnown = subject.state === 'patient';
	const patient = isKnown ? await readPatient(call.session, subject.patientId) : undefined;
	const pending = pendingIds(held.now.changes);
	const { body, compared } = comparePatient(
		open,
		patient,
		open.changes.filter(({ changeId }) => pending.has(changeId)),
		open.unknown.filter((id) => pending.has(id)),
	);
	await held.compare(body);
	if (!isKnown) return counted(open, 'unreadable', compared, { code: subject.state });
	if (patient === undefined) {
		return counted(open, 'unreadable', compared, { code: 'patientUnclear' });
	}
	if (isAllThere(open, body)) {
		await held.record({
			state: 'confirmed',
			confirmedAt: body.readAt,
			closedAs: 'accepted',
			outcomes: compared.map(({ change }) => ({ changeId: change.changeId, outcome: 'applied' })),
		});
		return counted(open, 'settled', compared);
	}
	const isSettled = await settleByPolicy(open, compared, patient.sourceAt);
	return counted(open, isSettled ? 'settled' : 'compared', compared);
}

/** Whether the practice shows every proposed value already, so that there is nothing to decide. */
function isAllThere({ held }: OpenChange, { changes }: ChangeComparison): boolean {
	const there = new Set(
		changes.filter(({ verdict }) => verdict === 'already_there').map(({ changeId }) => changeId),
	);
	return held.now.changes
		.filter(({ decision }) => decision !== 'rejected')
		.every(({ id, outcome }) => there.has(id) || outcome === 'applied');
}

/** Nobody can be read yet: what counts is whether somebody like them is there. */
async function compareNewPatient(open: OpenChange): Promise<object> {
	const { held, call } = open;
	const pending = pendingIds(held.now.changes);
	const texts = new Map<string, unknown>(open.changes.map(({ field, to }) => [field, to]));
	const familyName = texts.get('familyName');
	const birthDate = texts.get('birthDate');
	const isNamed = typeof familyName === 'string' && typeof birthDate === 'string';
	const namesakes = isNamed
		? await countNamesakes(call.session, { familyName, birthDate })
		: undefined;
	const verdict = namesakes === undefined ? 'unreadable' : namesakes > 0 ? 'changed' : 'unchanged';
	await held.compare({
		readAt: new Date().toISOString(),
		changes: [...pending].map((changeId) => ({ changeId, value: null, verdict })),
	});
	const isDoubtful = verdict === 'changed';
	return changeItem(open, verdict === 'unreadable' ? 'unreadable' : 'compared', {
		conflicts: isDoubtful ? pending.size : 0,
		changes: pending.size,
		...(isDoubtful && { code: 'possibleDuplicate' }),
	});
}

/** Closes what the practice's policy supersedes; true when nothing is left for staff. */
async function settleByPolicy(
	open: OpenChange,
	compared: readonly ComparedChange[],
	sourceAt: string | null | undefined,
): Promise<boolean> {
	const { held, call } = open;
	const { client, port } = call.session;
	const { policy } = port.scope.profile.changes;
	const { submittedAt } = held.now;
	const superseded = new Map<ConflictPolicy, string[]>();
	for (const { change, verdict } of compared) {
		const rule = policy[changeFields[change.field].group];
		if (settleConflict(rule, { verdict, submittedAt, sourceAt }) !== 'superseded') continue;
		superseded.set(rule, [...(superseded.get(rule) ?? []), change.changeId]);
	}
	for (const [rule, ids] of superseded) {
		const reviewer = { id: `policy:${rule}`, name: 'Practice policy', method: 'policy' };
		const decisions = held.now.changes
			.filter(({ id }) => ids.includes(id))
			.map(({ id, current }) => ({
				changeId: id,
				decision: 'rejected' as const,
				reason: 'superseded',
				valueSeen: current?.value ?? null,
			}));
		const fields = compared
			.filter(({ change }) => ids.includes(change.changeId))
			.map(({ change }) => change.field);
		await audited(
			client,
			[decisionReport(open, fields, reviewer.id)],
			async () => await held.decide(decisions, reviewer),
		);
	}
	if (superseded.size > 0 && held.now.review.state === 'rejected') {
		await held.recordFact({ closedAs: 'superseded' });
	}
	return pendingIds(held.now.changes).size === 0;
}

function pendingIds(
	changes: ReadonlyArray<{ readonly id: string; readonly decision: string }>,
): Set<string> {
	return new Set(changes.filter(({ decision }) => decision === 'pending').map(({ id }) => id));
}

function counted(
	open: OpenChange,
	state: string,
	compared: readonly ComparedChange[],
	more: Readonly<Record<string, string>> = {},
): object {
	return changeItem(open, state, {
		conflicts: compared.filter(({ verdict }) => verdict === 'changed').length,
		changes: compared.length,
		...more,
	});
}
