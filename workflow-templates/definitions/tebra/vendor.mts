import type { SyncVendor } from '../demographicSync/vendor.mjs';

/** Tebra (formerly Kareo): SOAP web services, one credential per practice. */
export const tebraVendor: SyncVendor = {
	system: 'tebra',
	title: 'Tebra',
	nodeType: 'n8n-nodes-healthsail.tebra',
	credential: 'tebraSoapApi',
	access:
		'In Tebra, a system administrator asks Customer Care for API access, finds the customer key under Help, and creates an API user with System Admin rights.',
};
