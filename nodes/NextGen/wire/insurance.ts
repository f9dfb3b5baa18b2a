import { z } from 'zod';

import {
	wireCount,
	wireFlag,
	wireGuid,
	wireObject,
	wireReference,
	wireText,
	wireTime,
} from './members';

const detailShape = {
	policyNumber: wireText,
	groupNumber: wireText,
	planCode: wireText,
	planNumber: wireText,
	planName: wireText,
	copayAmount: wireText,
	insuranceType: wireText,
	isWorkmansCompensationCoverage: wireFlag,
};

/** The part of a policy that only its detail tells (sheet 4.3). */
export const policyDetailSchema = wireObject(detailShape);
/** A policy's detail as read. */
export type PolicyDetail = z.output<typeof policyDetailSchema>;

/** The insured, where Relation is expanded (sheet 4.3); it is not told on every build. */
const relationSchema = wireObject({
	firstName: wireText,
	lastName: wireText,
	dateOfBirth: wireTime,
});

/** An expanded member comes as an object or a list of one. */
const oneOf = <Schema extends z.ZodTypeAny>(schema: Schema) =>
	z
		.union([z.array(schema).transform((list) => list[0] as z.output<Schema> | undefined), schema])
		.nullish()
		.transform((value) => (value ?? undefined) as z.output<Schema> | undefined);

/** A row of /persons/{id}/insurances (sheet 4.3). */
export const policySchema = wireObject({
	...detailShape,
	personPayerId: wireGuid,
	payerId: wireReference,
	payerName: wireText,
	defaultCob: wireCount,
	policyEffectiveDate: wireTime,
	policyExpirationDate: wireTime,
	relationship: wireText,
	isPatientInsurance: wireFlag,
	isActive: wireFlag,
	isDeleted: wireFlag,
	details: oneOf(policyDetailSchema),
	relation: oneOf(relationSchema),
});
/** A policy as listed. */
export type Policy = z.output<typeof policySchema>;

/** A stored answer of a payer (sheet 4.3 a); rows with data were never seen recorded. */
export const eligibilitySchema = wireObject({
	transactionId: wireText,
	status: wireText,
	responseStatus: wireText,
	typeOfServiceCode: wireText,
	createTimestamp: wireTime,
	createTimestampUtc: wireTime,
	modifyTimestamp: wireTime,
	modifyTimestampUtc: wireTime,
});
/** An eligibility row as read. */
export type EligibilityRow = z.output<typeof eligibilitySchema>;

/** A row of /master/codes/{type} (sheet 4.1). */
export const codeRowSchema = wireObject({
	code: wireText,
	description: wireText,
	isDeleted: wireFlag,
});
