import type { INodeProperties } from 'n8n-workflow';

import { wordOptions } from '../fields';

export const consentPurposes = [
	'treatment_ordering',
	'billing_share',
	'pm_share',
	'fulfillment_share',
	'reminders',
	'marketing',
	'product_category',
] as const;

export const consentPurposeField: INodeProperties = {
	displayName: 'Consent Purpose',
	name: 'consentPurpose',
	type: 'options',
	required: true,
	options: wordOptions(consentPurposes),
	default: 'pm_share',
	description: 'What the customer agrees to',
};
