import { getManyOperation, pathOf } from '../factories';
import { customerIdField } from '../fields';
import { wordsFilter } from '../filters';
import { consentPurposes } from './facts';

export const getMany = getManyOperation({
	plural: 'consents',
	description: 'Get the consents of a customer',
	leading: [customerIdField],
	path: (call) => pathOf('/customers', call.param<string>('customerId'), 'consents'),
	filters: [
		wordsFilter('Consent Purpose', 'consentPurpose', consentPurposes, 'purpose'),
		wordsFilter('Status', 'status', ['granted', 'revoked', 'expired']),
	],
});
