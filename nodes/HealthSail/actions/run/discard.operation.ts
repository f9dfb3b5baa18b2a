import { flowField, practiceIdField, systemField } from '../fields';
import type { ItemOperation } from '../operation';
import { decideDryRun } from './dryRuns';

/** A person's word that the counts of the dry run are wrong. */
export const discard: ItemOperation = {
	kind: 'item',
	name: 'Discard',
	action: 'Discard dry run',
	description: 'Discard the latest dry run that waits for confirmation; the next run is a new one',
	fields: [flowField, systemField, practiceIdField],
	execute: async (call) => await decideDryRun(call, 'discard'),
};
