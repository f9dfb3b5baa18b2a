import { getManyOperation } from '../factories';
import { practiceIdFilter, systemFilter, textFilter, timeFilter, wordsFilter } from '../filters';

export const getMany = getManyOperation({
	plural: 'runs',
	path: '/runs',
	filters: [
		textFilter('Flow', 'flow', 'Only runs of this flow'),
		systemFilter('system'),
		practiceIdFilter,
		wordsFilter('State', 'state', [
			'awaiting_confirmation',
			'confirmed',
			'discarded',
			'failed',
			'finished',
			'running',
		]),
		{
			query: 'mode',
			property: {
				displayName: 'Mode',
				name: 'mode',
				type: 'multiOptions',
				options: [
					{ name: 'Changes', value: 'changes' },
					{ name: 'Compare', value: 'compare' },
					{ name: 'Dry Run', value: 'dryRun' },
					{ name: 'First Load', value: 'firstLoad' },
				],
				default: [],
				description: 'Only runs of these modes',
			},
		},
		timeFilter('Started Since', 'startedSince', 'startedAt[gte]'),
	],
});
