import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import type { HealthSailQuery } from '../../../common/healthsail/client';
import type { ItemOperation } from '../operation';

const verificationSchema = z.object({ valid: z.boolean(), checked: z.number() }).passthrough();

/** Has HealthSail check that no audit event was changed or taken away. */
export const verify: ItemOperation = {
	kind: 'item',
	name: 'Verify',
	action: 'Verify audit events',
	description: 'Check that the chain of audit events is whole: nothing changed, nothing missing',
	fields: [
		{
			displayName: 'From',
			name: 'from',
			type: 'dateTime',
			default: '',
			description: 'First time to check; leave empty to begin with the first event',
		},
		{
			displayName: 'To',
			name: 'to',
			type: 'dateTime',
			default: '',
			description: 'Last time to check; leave empty to end with the latest event',
		},
	],
	async execute(call) {
		const query: HealthSailQuery = {};
		for (const name of ['from', 'to']) {
			const time = call.param<string>(name, '');
			if (time) query[name] = new Date(time).toISOString();
		}
		return (await call.client.parsed(
			{ operation: 'verifyAuditEvents', method: 'GET', path: '/audit-events/verify', query },
			verificationSchema,
		)) as IDataObject;
	},
};
