import { getManyOperation } from '../factories';
import { customerIdFilter, textFilter, timeFilter, wordsFilter } from '../filters';
import { auditActions, auditOutcomes } from './facts';

export const getMany = getManyOperation({
	plural: 'audit events',
	path: '/audit-events',
	filters: [
		wordsFilter('Action', 'action', auditActions),
		wordsFilter('Class', 'class', [
			'access',
			'administrative',
			'authentication',
			'integration',
			'modification',
		]),
		wordsFilter('Outcome', 'outcome', auditOutcomes),
		customerIdFilter,
		textFilter('Flow', 'flow', 'Only events of this flow'),
		textFilter('Run ID', 'runId', 'Only events of this run'),
		timeFilter('From', 'from', 'at[gte]'),
		timeFilter('Until', 'until', 'at[lte]'),
	],
});
