import type { PmSystem } from '../../../lib/canonical/externalId';

/** What a vendor says of its FHIR interface, for the shared reads and their errors. */
export interface FhirVendor {
	readonly system: PmSystem;
	/** Name of the credential, which a node may have beside its main one. */
	readonly credentialType: string;
	/** The product's name in sentences. */
	readonly product: string;
	/** What 200 without a body says first: a wrong address, or calls that may be used up. */
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
