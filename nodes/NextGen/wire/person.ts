import { z } from 'zod';

import { wireFlag, wireGuid, wireObject, wireReference, wireText, wireTime } from './members';

/** A row of the list of changed persons: ids and times only (sheet 4.1). */
export const personRowSchema = wireObject({
	personId: wireGuid,
	practiceId: wireText,
	modifyTimestamp: wireTime,
});

/** A row of the list of changed policies (sheet 4.3); it names no practice. */
export const payerRowSchema = wireObject({
	personId: wireGuid,
	modifyTimestamp: wireTime,
});

/** A row of /persons/lookup, of which only ids and time are used (sheet 4.1). */
export const lookupRowSchema = wireObject({
	id: wireGuid,
	isPatient: wireFlag,
	otherIdNumber: wireText,
	modifyTimestamp: wireTime,
});

/** The practice chart, expanded into a person or as /chart answers it (sheet 4.0, 4.1). */
const chartSchema = wireObject({ practiceId: wireText, medicalRecordNumber: wireText });

/** An expanded member comes as an object, a list of one, or nothing. */
const chartsSchema = z
	.union([z.array(chartSchema), chartSchema.transform((chart) => [chart])])
	.nullish()
	.transform((charts) => charts ?? undefined);

/** GET /persons/{id} (sheet 4.1). The social security number is left behind here. */
export const personSchema = wireObject({
	id: wireGuid.optional(),
	personId: wireGuid.optional(),
	practiceId: wireText,
	firstName: wireText,
	middleName: wireText,
	lastName: wireText,
	suffix: wireText,
	dateOfBirth: wireTime,
	sex: wireText,
	email: wireText,
	addressLine1: wireText,
	addressLine2: wireText,
	city: wireText,
	state: wireText,
	zip: wireText,
	homePhone: wireText,
	dayPhone: wireText,
	dayPhoneExtension: wireText,
	cellPhone: wireText,
	personNumber: wireText,
	isExpired: wireFlag,
	isOptOut: wireFlag,
	modifyTimestamp: wireTime,
	modifyTimestampUtc: wireTime,
	chart: chartsSchema,
});
/** A person as read. */
export type Person = z.output<typeof personSchema>;

/** A chart alert (sheet 4.4). */
export const alertSchema = wireObject({
	alertTypeDescription: wireText,
	description: wireText,
	comment: wireText,
	isDeleted: wireFlag,
});
/** An alert as read. */
export type PersonAlert = z.output<typeof alertSchema>;

/** A merge of two persons (sheet 4.1). */
export const mergeSchema = wireObject({
	keepPersonId: wireGuid,
	dropPersonId: wireGuid,
	createTimestamp: wireTime,
	createTimestampUtc: wireTime,
	modifyTimestamp: wireTime,
	modifyTimestampUtc: wireTime,
});

/** A system under which external ids stand (sheet 4.1). */
export const externalSystemSchema = wireObject({
	id: z.union([z.number().int(), z.string().regex(/^\d+$/)]).transform(String),
	name: wireText,
	description: wireText,
});

/** One external id of a person (sheet 4.1). */
export const externalIdSchema = wireObject({
	externalSystemId: z
		.union([z.number().int(), z.string().regex(/^\d+$/)])
		.transform(String)
		.nullish(),
	externalId: wireText,
	personId: wireReference,
});
