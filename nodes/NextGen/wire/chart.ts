import type { z } from 'zod';

import {
	wireCount,
	wireFlag,
	wireGuid,
	wireObject,
	wireReference,
	wireText,
	wireTime,
} from './members';

/** A row of /persons/{id}/chart/encounters (sheet 4.4). */
export const encounterSchema = wireObject({
	id: wireGuid,
	timestamp: wireTime,
	timestampUtc: wireTime,
	locationId: wireReference,
	renderingProviderId: wireReference,
	status: wireText,
	isLocked: wireFlag,
	checkInDateTime: wireTime,
	checkInDateTimeUtc: wireTime,
	checkOutDateTime: wireTime,
	checkOutDateTimeUtc: wireTime,
	isSensitive: wireFlag,
	suppressPortal: wireFlag,
	suppressOutreach: wireFlag,
	modifyTimestamp: wireTime,
	modifyTimestampUtc: wireTime,
});
/** An encounter as read. */
export type EncounterRow = z.output<typeof encounterSchema>;

/** A diagnosis of the chart (sheet 4.4). */
export const diagnosisSchema = wireObject({
	encounterId: wireReference,
	icdCode: wireText,
	icdCodeSystem: wireText,
	description: wireText,
	isDeleted: wireFlag,
});
/** A diagnosis as read. */
export type DiagnosisRow = z.output<typeof diagnosisSchema>;

/** A procedure of the chart (sheet 4.4). */
export const procedureSchema = wireObject({
	id: wireGuid,
	encounterId: wireReference,
	serviceItemDescription: wireText,
	cpt4Code: wireText,
	serviceDate: wireTime,
	status: wireText,
	isDeleted: wireFlag,
});
/** A procedure as listed. */
export type ProcedureRow = z.output<typeof procedureSchema>;

/** What only a procedure's detail tells (sheet 4.4). */
export const procedureDetailSchema = wireObject({
	units: wireText,
	amount: wireText,
	modifierId1: wireText,
	modifierId2: wireText,
	modifierId3: wireText,
	modifierId4: wireText,
	diagnosisCodeId1: wireText,
	diagnosisCodeId2: wireText,
	diagnosisCodeId3: wireText,
	diagnosisCodeId4: wireText,
	createTimestamp: wireTime,
	isBillingSuppressed: wireFlag,
});
/** A procedure's detail as read. */
export type ProcedureDetail = z.output<typeof procedureDetailSchema>;

/** A row of Assessment & Plan (sheet 4.4). */
export const assessmentSchema = wireObject({
	encounterId: wireReference,
	aip: wireText,
	description: wireText,
	diagnosisCode: wireText,
});

/** A recall plan of the person: the "come back" signal (sheet 4.4). */
export const recallSchema = wireObject({
	description: wireText,
	eventDescription: wireText,
	isActive: wireFlag,
	expectedReturnDate: wireTime,
	encounterId: wireReference,
});

/** A guarantor's balance (sheet 4.5). */
export const balanceSchema = wireObject({
	totalAmountDue: wireText,
	amountDuePatientOrGuarantor: wireText,
	amountDueInsurance: wireText,
	availableCredit: wireText,
});
/** A balance as read. */
export type BalanceRow = z.output<typeof balanceSchema>;

/** A document of the chart (sheet 4.7). */
export const documentSchema = wireObject({
	id: wireReference,
	documentId: wireReference,
	description: wireText,
	fileDescription: wireText,
	encounterId: wireReference,
	itemType: wireText,
	order: wireCount,
});
