import { z } from 'zod';

import { wireId, wireList, wireReference, wireText } from './members';

/** Read and written names of an address, and those of insurance reads (sheet 4.1). */
const addressSchema = z.object({
	line1: wireText,
	line2: wireText,
	city: wireText,
	state_code: wireText,
	state: wireText,
	zip_code: wireText,
	zip: wireText,
	country_id: wireText,
	country_name: wireText,
	is_primary: z.boolean().nullish(),
});
export type CareCloudAddress = z.output<typeof addressSchema>;

const phoneSchema = z.object({
	phone_number: wireText,
	phone_type_id: wireText,
	phone_type_code: wireText,
	phone_type: wireText,
	extension: wireText,
	phone_ext: wireText,
	is_primary: z.boolean().nullish(),
});
export type CareCloudPhone = z.output<typeof phoneSchema>;

/**
 * The members of a patient that are read (sheet 4.1). SSN, driver's licence, photo and `interface`
 * with its password are not among them: zod leaves them behind here, so nothing further on can pass
 * them.
 */
export const patientSchema = z.object({
	id: wireId,
	first_name: wireText,
	middle_initial: wireText,
	last_name: wireText,
	suffix: wireText,
	dob: wireText,
	date_of_birth: wireText,
	date_of_death: wireText,
	gender: wireText,
	gender_code: wireText,
	gender_id: wireText,
	status: wireText,
	legacy_patient_id: wireText,
	chart_number: wireText,
	business_entity_id: wireReference,
	business_entity_name: wireText,
	last_seen_date: wireText,
	email_address: wireText,
	email: wireText,
	addresses: wireList(addressSchema),
	phones: wireList(phoneSchema),
	primary_provider_id: wireReference,
	primary_location: z.object({ id: wireReference }).nullish(),
});
/** A patient as read. */
export type CareCloudPatient = z.output<typeof patientSchema>;

/** A hit of a search: enough to know whom to read (sheet 4.1). */
export const hitSchema = z.object({
	id: wireId,
	first_name: wireText,
	last_name: wireText,
	dob: wireText,
	chart_number: wireText,
});

const insuredSchema = z.object({
	relation_to_patient: wireText,
	first_name: wireText,
	last_name: wireText,
	dob: wireText,
});

const policySchema = z.object({
	policy_priority: wireText,
	member_number: wireText,
	effective_from: wireText,
	effective_to: wireText,
	co_payment: wireText,
	type: wireText,
	insured: insuredSchema.nullish(),
	payer: z.object({ id: wireReference, name: wireText }).nullish(),
});
export type CareCloudPolicy = z.output<typeof policySchema>;

/** An insurance profile with its policies (sheet 4.4). */
export const insuranceProfileSchema = z.object({
	id: wireId,
	name: wireText,
	self_pay: z.boolean().nullish(),
	default: z.boolean().nullish(),
	insurance_policies: wireList(policySchema),
});
export type CareCloudInsuranceProfile = z.output<typeof insuranceProfileSchema>;
