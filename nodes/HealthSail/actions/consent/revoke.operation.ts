import { pathOf, writeRecord } from '../factories';
import { idField, optionsField, purposeOption, versionField } from '../fields';
import type { ItemOperation } from '../operation';

/** Revokes a consent; the ledger keeps what was granted. */
export const revoke: ItemOperation = {
	kind: 'item',
	name: 'Revoke',
	action: 'Revoke consent',
	description: 'Record that a customer took a consent back',
	fields: [
		idField('consentId', 'Consent ID', 'ID of the consent; it starts with con_'),
		versionField,
		{
			displayName: 'Evidence Reference',
			name: 'evidenceRef',
			type: 'string',
			default: '',
			description: 'Opaque reference to the document in which it was taken back',
		},
		optionsField(purposeOption),
	],
	async execute(call) {
		const evidenceRef = call.param<string>('evidenceRef', '');
		return await writeRecord(call, {
			operation: 'revokeConsent',
			method: 'POST',
			path: pathOf('/consents', call.param<string>('consentId'), 'revoke'),
			ifMatch: call.param<string>('version'),
			body: evidenceRef === '' ? {} : { evidenceRef },
		});
	},
};
