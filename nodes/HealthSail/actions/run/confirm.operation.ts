import { flowField, practiceIdField, systemField } from '../fields';
import type { ItemOperation } from '../operation';
import { decideDryRun } from './dryRuns';

/** A person's word that the counts of the dry run are right. */
export const confirm: ItemOperation = {
	kind: 'item',
	name: 'Confirm',
	action: 'Confirm dry run',
	description: 'Confirm the latest dry run, so that the next run is the first load',
	fields: [flowField, systemField, practiceIdField],
	execute: async (call) => await decideDryRun(call, 'confirm'),
};
