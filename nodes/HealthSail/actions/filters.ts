import type { FilterSpec } from './factories';
import { systemOptions, wordOptions } from './fields';

/** A filter that takes any of several words. */
export function wordsFilter(
	displayName: string,
	name: string,
	words: readonly string[],
	query: string = name,
): FilterSpec {
	return {
		query,
		property: {
			displayName,
			name,
			type: 'multiOptions',
			options: wordOptions(words),
			default: [],
			description: `Only records with one of these values of ${displayName.toLowerCase()}`,
		},
	};
}

/** A filter by an exact text. */
export function textFilter(
	displayName: string,
	name: string,
	description: string,
	query: string = name,
): FilterSpec {
	return { query, property: { displayName, name, type: 'string', default: '', description } };
}

/** A filter by yes or no. */
export function yesNoFilter(displayName: string, name: string, description: string): FilterSpec {
	return {
		query: name,
		property: { displayName, name, type: 'boolean', default: true, description },
	};
}

/** A filter by time, sent as RFC 3339 UTC. */
export function timeFilter(displayName: string, name: string, query: string): FilterSpec {
	return {
		query,
		property: {
			displayName,
			name,
			type: 'dateTime',
			default: '',
			description: 'Only records at or on this side of this time',
		},
	};
}

export const updatedSinceFilter: FilterSpec = {
	query: 'updatedAt[gte]',
	property: {
		displayName: 'Updated Since',
		name: 'updatedSince',
		type: 'dateTime',
		default: '',
		description: 'Only records that changed at or after this time',
	},
};

/** Filter by practice system; `query` is the name that the list has for it in the contract. */
export function systemFilter(query: 'system' | 'pmSystem'): FilterSpec {
	return {
		query,
		property: {
			displayName: 'Practice System',
			name: 'system',
			type: 'multiOptions',
			options: systemOptions,
			default: [],
			description: 'Only records of these practice systems',
		},
	};
}

export const practiceIdFilter = textFilter(
	'Practice ID',
	'practiceId',
	'Only records of this practice',
);

export const customerIdFilter = textFilter(
	'Customer ID',
	'customerId',
	'Only records of this customer',
);
