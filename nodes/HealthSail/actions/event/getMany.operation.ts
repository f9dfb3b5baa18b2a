import { getManyOperation } from '../factories';
import { textFilter, timeFilter, yesNoFilter } from '../filters';

/** The events list is what a flow sweeps, because an answered webhook can still be lost. */
export const getMany = getManyOperation({
	plural: 'events',
	path: '/events',
	description: 'Get events of the last 30 days, oldest first',
	isStandard: false,
	filters: [
		textFilter('After Event ID', 'after', 'Only events after this one; it starts with evt_'),
		textFilter(
			'Event Types',
			'eventTypes',
			'Types separated by commas; a whole group is written as customer.*',
			'type',
		),
		yesNoFilter(
			'Delivery Success',
			'deliverySuccess',
			'Whether to get events that were delivered, or those that were not',
		),
		timeFilter('Created Since', 'createdSince', 'createdAt[gte]'),
	],
});
