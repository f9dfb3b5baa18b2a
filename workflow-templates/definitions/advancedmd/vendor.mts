import type { SyncVendor } from '../demographicSync/vendor.mjs';

/** AdvancedMD: messages and REST, one credential per office key. */
export const advancedMdVendor: SyncVendor = {
	system: 'advancedmd',
	title: 'AdvancedMD',
	nodeType: 'n8n-nodes-healthsail.advancedMd',
	credential: 'advancedMdApi',
	access:
		'AdvancedMD enables the application for your office key, and an administrator of the practice creates an API user with the privileges that the vendor page lists.',
};
