import type { INodeProperties } from 'n8n-workflow';

import { idField } from '../fields';

export const leaseKeyField = idField(
	'leaseKey',
	'Lease Key',
	'Key of the lease, as the operation that took it gave it',
);

export const ownerField = idField(
	'owner',
	'Owner',
	'Token of the holder, as the operation that took the lease gave it',
);

export const leaseSecondsField: INodeProperties = {
	displayName: 'Lease Seconds',
	name: 'leaseSeconds',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 86400 },
	default: 900,
	description: 'How long the lease lasts without a sign of life, in seconds',
};
