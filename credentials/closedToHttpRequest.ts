import type { INodeProperties } from 'n8n-workflow';

/**
 * Has n8n refuse a credential that opens patient data to its HTTP Request and GraphQL nodes. For OAuth
 * 2.0 credentials that n8n is to test: it tests as its No Operation node, and would refuse it a
 * credential with `restrictToSupportedNodes`.
 */
export const closedToHttpRequest: INodeProperties = {
	displayName: 'Allowed HTTP Request Domains',
	name: 'allowedHttpRequestDomains',
	type: 'hidden',
	default: 'none',
};
