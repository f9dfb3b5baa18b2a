import type { INodeExecutionData } from 'n8n-workflow';

import { toItems } from '../operation';
import type { OpenChange } from './openChange';

/**
 * The item that an operation on a change request gives: ids, states and numbers, never a value.
 * `more` holds such facts only.
 */
export function changeItem(
	{ call, held }: OpenChange,
	state: string,
	more: Readonly<Record<string, string | number>> = {},
): object {
	const { system, practiceId } = call.session.port.scope;
	const { id, version, delivery } = held.now;
	return {
		system,
		practiceId,
		requestId: id,
		version,
		state,
		...(delivery.channel && { channel: delivery.channel }),
		...more,
	};
}

/** One item at an output of several. */
export function atOutput(index: number, outputs: number, item: object): INodeExecutionData[][] {
	return Array.from({ length: outputs }, (_, output) => (output === index ? toItems([item]) : []));
}

/** Why a request that is closed, or was not approved, is not worked on; undefined = it is open. */
export function closedState({ held }: OpenChange): string | undefined {
	const { closedAs, review, delivery } = held.now;
	if (closedAs) return closedAs;
	if (['cancelled', 'expired', 'rejected'].includes(review.state)) return review.state;
	return delivery.state === 'confirmed' ? 'accepted' : undefined;
}
