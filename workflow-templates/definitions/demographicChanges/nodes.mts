import { ifTrue } from '../builder/builtInNodes.mjs';
import { healthSailNode, type SyncVendor } from '../demographicSync/vendor.mjs';
import type { Json } from '../builder/types.mjs';
import type { NodeDraft } from '../builder/workflow.mjs';

export type Position = readonly [number, number];

/** Outputs of Demographic Change: Deliver; the last one is there because the node goes on. */
export const deliverOutputs = { done: 0, withStaff: 1, byHl7: 2, attention: 3, error: 4 } as const;

/** Outputs of Demographic Change: Follow Up, in the same way. */
export const followUpOutputs = { closed: 0, waiting: 1, error: 2 } as const;

/** What a compared request counts as: nothing is written then. */
export const comparedAs = {
	states: { settled: 'updated', unreadable: 'review' },
	otherwise: 'unchanged',
} as const;

/** States in which an approved request has not reached the practice for certain. */
const undelivered = ['not_started', 'queued', 'failed', 'outcome_unknown'];

export const profile = '$("Get Practice Profile").first().json';

/**
 * One of the vendor node's operations on a change request. It is handed the ID of the request and
 * reads the request itself, so that no value of a patient stands in an item.
 */
export function changeNode(
	vendor: SyncVendor,
	name: string,
	position: Position,
	operation: 'compare' | 'deliver' | 'followUp',
): NodeDraft {
	return {
		name,
		position,
		type: vendor.nodeType,
		typeVersion: 1,
		credentials: [vendor.credential, 'healthSailApi'],
		parameters: {
			...vendor.nodeParameters,
			resource: 'demographicChange',
			operation,
			demographicChangeRequestId: '={{ $json.id }}',
		},
	};
}

/** A HealthSail node with these parameters. */
export function healthSail(
	name: string,
	position: Position,
	parameters: Readonly<Record<string, Json>>,
): NodeDraft {
	return {
		name,
		position,
		type: healthSailNode,
		typeVersion: 1,
		credentials: ['healthSailApi'],
		parameters: { ...parameters },
	};
}

export function practiceProfile(vendor: SyncVendor, position: Position): NodeDraft {
	return {
		name: 'Get Practice Profile',
		position,
		type: healthSailNode,
		typeVersion: 1,
		credentials: [vendor.credential],
		parameters: { resource: 'practice', operation: 'getProfile', system: vendor.system },
	};
}

/** Requests to the practice, as IDs only; those that wait longest come first. */
function requests(
	vendor: SyncVendor,
	name: string,
	position: Position,
	filters: Readonly<Record<string, Json>>,
): NodeDraft {
	return healthSail(name, position, {
		resource: 'demographicChangeRequest',
		operation: 'getMany',
		returnAll: true,
		filters: {
			...filters,
			direction: ['to_pm'],
			closed: false,
			system: [vendor.system],
			practiceId: `={{ ${profile}.practiceId }}`,
		},
		options: { fields: 'id', sort: 'updatedAt' },
	});
}

/** Requests that staff approved, in whole or in part, and that the practice may not have yet. */
export function approvedRequests(vendor: SyncVendor, name: string, position: Position): NodeDraft {
	return requests(vendor, name, position, {
		reviewState: ['approved', 'partially_approved'],
		deliveryState: undelivered,
	});
}

/**
 * Requests that nobody has decided.
 *
 * @param days only those that changed in as many days; absent = all
 */
export function undecidedRequests(
	vendor: SyncVendor,
	name: string,
	position: Position,
	days?: number,
): NodeDraft {
	return requests(vendor, name, position, {
		reviewState: ['pending_review', 'in_review'],
		...(days !== undefined && { updatedSince: `={{ $now.minus({ days: ${days} }).toISO() }}` }),
	});
}

/** Requests that lie with staff of the practice, or may do so. */
export function landedRequests(vendor: SyncVendor, name: string, position: Position): NodeDraft {
	return requests(vendor, name, position, { deliveryState: ['landed', 'outcome_unknown'] });
}

/**
 * Whether this flow delivers. Where the practice profile names the channel hl7, the set for HL7 does:
 * a message that no node sends here would stand in the audit trail as sent.
 */
export function deliveredHere(position: Position): NodeDraft {
	return ifTrue(
		'Delivered Here?',
		position,
		`={{ !${profile}.profile.changes.channels.includes("hl7") }}`,
	);
}
