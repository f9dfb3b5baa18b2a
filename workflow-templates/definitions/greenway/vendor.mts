import type { SyncVendor } from '../demographicSync/vendor.mjs';

const shared = {
	nodeType: 'n8n-nodes-healthsail.greenway',
	credential: 'greenwayFhirApi',
	access:
		'At Greenway’s developer portal, register a back-end application with the address of your public key set, have it approved, and let Greenway enable it for the site; the key comes from the command keys create.',
} as const;

/** Greenway Intergy: FHIR by bulk export, one credential per practice. */
export const greenwayIntergyVendor: SyncVendor = {
	...shared,
	system: 'greenway_intergy',
	title: 'Greenway Intergy',
	nodeParameters: { product: 'intergy' },
};

/** Greenway Prime Suite: the same FHIR, another product. */
export const greenwayPrimeSuiteVendor: SyncVendor = {
	...shared,
	system: 'greenway_prime_suite',
	title: 'Greenway Prime Suite',
	nodeParameters: { product: 'primeSuite' },
};
