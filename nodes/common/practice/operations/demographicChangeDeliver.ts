import type { INodeExecutionData } from 'n8n-workflow';

import { applyChanges, untoldInMessage } from '../../../../lib/changes/applyChanges';
import type { RefusalCode } from '../../../../lib/changes/refusal';
import { reportPage } from '../../healthsail/audit';
import { writeReport } from '../changes/auditWrite';
import { atOutput, changeItem, closedState } from '../changes/changeItem';
import type { DeliveryEnd } from '../changes/deliverChange';
import { deliverChange, openIds } from '../changes/deliverChange';
import { deliverNewPatient } from '../changes/deliverNewPatient';
import type { OpenChange, OpenPatientChange } from '../changes/openChange';
import { isOfPatient, openChange } from '../changes/openChange';
import { readPatient } from '../changes/readPatient';
import { messageReference } from '../changes/staffHandOver';
import type { PracticeOperation } from '../operation';
import { notFound } from './patientGet';
import { changeRequestIdField } from './demographicChangeCompare';

const outputs = ['Done', 'With Staff', 'By HL7', 'Attention'] as const;
const places: readonly DeliveryEnd['output'][] = ['done', 'withStaff', 'byHl7', 'attention'];

/**
 * Brings what staff approved to the practice: written where its system and profile allow it, and only
 * where the practice still has what staff saw; else by a notice, an HL7 message or the review inbox.
 */
export const demographicChangeDeliver: PracticeOperation = {
	resource: 'demographicChange',
	operation: 'deliver',
	name: 'Deliver',
	action: 'Deliver demographic change',
	description:
		'Write the approved changes of a request to the practice system, or hand them to staff',
	capability: 'patients.get',
	outputs,
	fields: (show) => [changeRequestIdField(show)],
	async run(call) {
		const open = await openChange(call);
		const end = await deliver(open);
		const place = (item: object): INodeExecutionData[][] =>
			atOutput(places.indexOf(end.output), outputs.length, item);
		return place(
			end.output === 'byHl7' && isOfPatient(open)
				? await hl7Item(open)
				: changeItem(open, end.state, countsOf(open)),
		);
	},
};

async function deliver(open: OpenChange): Promise<DeliveryEnd> {
	const closed = closedState(open);
	if (closed !== undefined) return { output: 'done', state: closed };
	const { review, delivery } = open.held.now;
	if (!['approved', 'partially_approved'].includes(review.state)) {
		return { output: 'attention', state: 'notApproved' };
	}
	if (delivery.state === 'landed') return { output: 'withStaff', state: 'withStaff' };
	if (delivery.state === 'outcome_unknown' && delivery.channel !== 'direct_write') {
		return { output: 'attention', state: 'outcomeUnknown' };
	}
	const { subject } = open;
	switch (subject.state) {
		case 'patient':
			return await deliverChange({ ...open, subject });
		case 'newPatient':
			return await deliverNewPatient({ ...open, subject });
		default:
			return await nameForStaff(open, subject.state);
	}
}

/** Nobody can be written to: the review inbox says why. */
async function nameForStaff(open: OpenChange, state: RefusalCode): Promise<DeliveryEnd> {
	if (open.held.now.delivery.lastErrorCode !== state) {
		await open.held.record({
			state: 'failed',
			lastErrorCode: state,
			outcomes: [...openIds(open)].map((changeId) => ({
				changeId,
				outcome: 'refused',
				code: state,
			})),
		});
	}
	return { output: 'attention', state };
}

/**
 * The only item with values: the patient with what staff approved, for the HL7 Interface node that
 * comes next. Reported as sent out before it goes.
 */
async function hl7Item(open: OpenPatientChange): Promise<object> {
	const { session } = open.call;
	const patient = await readPatient(session, open.subject.patientId);
	if (patient === undefined) throw notFound(session.port.scope.system);
	const approved = new Set(
		open.held.now.changes.filter(({ decision }) => decision === 'approved').map(({ id }) => id),
	);
	const changes = open.changes.filter(
		(change) => approved.has(change.changeId) && untoldInMessage(change) === undefined,
	);
	await reportPage(
		session.client,
		writeReport(open, {
			action: 'transmit',
			fields: changes.map(({ field }) => field),
			step: 'demographicChange.deliver',
			protocol: 'hl7v2',
		}),
	);
	return {
		...changeItem(open, 'byHl7', countsOf(open)),
		reference: messageReference(open.held.now),
		patient: applyChanges(patient, changes),
	};
}

function countsOf({ held }: OpenChange): Record<string, number> {
	const approved = held.now.changes.filter(({ decision }) => decision === 'approved');
	const count = (outcome: string) => approved.filter((change) => change.outcome === outcome).length;
	return {
		approved: approved.length,
		applied: count('applied'),
		refused: count('refused'),
		withStaff: count('with_staff'),
	};
}
