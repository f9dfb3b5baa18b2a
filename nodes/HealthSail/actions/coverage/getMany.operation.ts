import { getManyOperation, pathOf } from '../factories';
import { customerIdField } from '../fields';
import { wordsFilter } from '../filters';
import { coverageFacts, coverageStatuses, priorities } from './facts';

export const getMany = getManyOperation({
	plural: coverageFacts.plural,
	purpose: coverageFacts.purpose,
	description: 'Get the coverages of a customer',
	leading: [customerIdField],
	path: (call) => pathOf('/customers', call.param<string>('customerId'), 'coverages'),
	filters: [
		wordsFilter('Status', 'status', coverageStatuses),
		wordsFilter('Priority', 'priority', priorities),
	],
});
