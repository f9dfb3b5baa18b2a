import type { PmSystem } from '../../../lib/canonical/externalId.js';
import type { CredentialType } from '../builder/names.mjs';

/** What differs from vendor to vendor in the demographic sync. */
export interface SyncVendor {
	/** The system as the contract names it. */
	readonly system: PmSystem;
	/** As people call it. */
	readonly title: string;
	/** The vendor's node. */
	readonly nodeType: string;
	readonly credential: CredentialType;
	/** Set on each of the vendor's nodes, such as the product where the vendor has several. */
	readonly nodeParameters?: Readonly<Record<string, string>>;
	/** Shown on the canvas: what staff must ask the vendor for. */
	readonly access: string;
}

export const templateId = (vendor: SyncVendor) => `${vendor.system}/demographic-sync`;
export const healthSailNode = 'n8n-nodes-healthsail.healthSail';
export const patientMatchNode = 'n8n-nodes-healthsail.patientMatch';
