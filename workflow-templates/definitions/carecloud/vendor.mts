import type { SyncVendor } from '../demographicSync/vendor.mjs';

/** CareCloud Central: REST v2 with OAuth 2.0, one grant per practice. */
export const careCloudVendor: SyncVendor = {
	system: 'carecloud',
	title: 'CareCloud',
	nodeType: 'n8n-nodes-healthsail.careCloud',
	credential: 'careCloudOAuth2Api',
	access:
		'CareCloud registers an app for the practice and gives it its privileges; an administrator of the practice then connects the credential. Patients are met in appointments: who has none is not reached.',
};
