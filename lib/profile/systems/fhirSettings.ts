import { z } from 'zod';

const texts = z.array(z.string().trim().min(1));

/**
 * Settings of a FHIR interface that stands beside the main one. What its identifiers and organizations
 * mean, no vendor sheet tells: each practice sees it in its own data.
 */
export const fhirSettingsShape = {
	/** Identifier systems of FHIR patients whose value is the practice system's patient ID. */
	fhirPatientIdSystems: texts,
	/** FHIR ids of the organizations that are this practice; empty = its name is compared. */
	fhirOrganizationIds: texts,
	/** Whether the server holds this practice alone: a record that names none is then the practice's. */
	fhirTenantIsPractice: z.boolean(),
};

export interface FhirSettings {
	readonly fhirPatientIdSystems: readonly string[];
	readonly fhirOrganizationIds: readonly string[];
	readonly fhirTenantIsPractice: boolean;
}

export const fhirDefaults = {
	fhirPatientIdSystems: [] as string[],
	fhirOrganizationIds: [] as string[],
	fhirTenantIsPractice: false,
};
