import type { PmSystem } from '../../../lib/canonical/externalId';

/** What a vendor says of its FHIR interface, for the shared reads and their errors. */
export interface FhirVendor {
	readonly system: PmSystem;
	/** Name of the credential, which a node may have beside its main one. */
	readonly credentialType: string;
	/** The product's name in sentences. */
	readonly product: string;
	/** Whether the server holds this practice alone: a record that names none is then the practice's. */
	readonly tenantIsPractice: boolean;
	/** What 200 without a body says: a wrong address, or calls that are used up. */
	readonly emptyAnswer: 'address' | 'quota';
	/** What to do, in the vendor's own terms. */
	readonly nextSteps: {
		readonly signIn: string;
		readonly scope: string;
		readonly address: string;
	};
}

/** A read of FHIR, for errors. */
export interface FhirFacts {
	readonly system: string;
	readonly operation: string;
	readonly correlationId: string;
}
