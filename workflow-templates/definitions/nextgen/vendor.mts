import type { SyncVendor } from '../demographicSync/vendor.mjs';

/** NextGen Enterprise: one credential per practice of the enterprise. */
export const nextGenVendor: SyncVendor = {
	system: 'nextgen',
	title: 'NextGen',
	nodeType: 'n8n-nodes-healthsail.nextGen',
	credential: 'nextGenOAuth2Api',
	access:
		'In the NextGen developer portal, register an app for the Enterprise API, ask for the routes that the documentation lists, and let the practice approve it: then you get client ID, secret and site ID.',
};
