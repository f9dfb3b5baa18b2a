import { atOutput, changeItem, closedState } from '../changes/changeItem';
import { followUp } from '../changes/followUp';
import { openChange } from '../changes/openChange';
import type { PracticeOperation } from '../operation';
import { changeRequestIdField } from './demographicChangeCompare';

const outputs = ['Closed', 'Waiting'] as const;

/**
 * Looks whether the practice shows what staff were asked to key in, and closes the request; reminds
 * them once, and gives up after the days that the practice profile names.
 */
export const demographicChangeFollowUp: PracticeOperation = {
	resource: 'demographicChange',
	operation: 'followUp',
	name: 'Follow Up',
	action: 'Follow up demographic change',
	description:
		'Check whether staff keyed in an approved change, and remind them once after some days',
	capability: 'patients.get',
	outputs,
	fields: (show) => [changeRequestIdField(show)],
	async run(call) {
		const open = await openChange(call);
		const before = closedState(open);
		const { isClosed, state } =
			before === undefined ? await followUp(open) : { isClosed: true, state: before };
		return atOutput(isClosed ? 0 : 1, outputs.length, changeItem(open, state));
	},
};
