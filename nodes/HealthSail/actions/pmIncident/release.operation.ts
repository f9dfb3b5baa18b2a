import type { IDataObject } from 'n8n-workflow';

import { releaseIncident } from '../../../common/healthsail/incidents';
import { versionField } from '../fields';
import type { ItemOperation } from '../operation';
import { readVersion } from '../version';
import { pmIncidentFacts } from './facts';

/** Lets writes to the practice go on after a person looked at the incident. */
export const release: ItemOperation = {
	kind: 'item',
	name: 'Release',
	action: 'Release PM incident',
	description: 'Close a PM incident after a person looked at it, so that writes go on',
	fields: [
		pmIncidentFacts.idField,
		versionField,
		{
			displayName: 'Released By',
			name: 'by',
			type: 'string',
			required: true,
			default: '',
			description: 'Login or staff ID of the person who looked at it',
		},
		{
			displayName: 'Comment',
			name: 'comment',
			type: 'string',
			default: '',
			description: 'Note for colleagues, without patient data',
		},
	],
	async execute(call) {
		const comment = call.param<string>('comment', '');
		return (await releaseIncident(
			call.client,
			{ id: call.param<string>('pmIncidentId'), version: readVersion(call) },
			{ by: call.param<string>('by'), ...(comment !== '' && { comment }) },
		)) as IDataObject;
	},
};
