import { z } from 'zod';

import type { XmlElement } from '../../../lib/values/xml';
import { child, children, isNil, textMembers } from '../../../lib/values/xml';
import type { WireFacts } from '../../common/parseWire';
import { parseWire } from '../../common/parseWire';
import { wireFlag, wireId, wireReference, wireText } from './members';

/** What a row of a patient list must hold (sheet 4.1): enough to find, date and fence the record. */
export const patientRowSchema = z.object({
	ID: wireId,
	PracticeId: wireReference,
	PracticeName: wireText,
	LastModifiedDate: wireText,
	LastEncounterDate: wireText,
});
/** A list row as read. */
export type TebraPatientRow = z.output<typeof patientRowSchema>;

/** A policy as GetPatient returns it (sheet 4.3); it carries no rank. */
const policySchema = z.object({
	InsurancePolicyID: wireId,
	CompanyID: wireReference,
	CompanyName: wireText,
	PlanID: wireReference,
	PlanName: wireText,
	Number: wireText,
	GroupNumber: wireText,
	Copay: wireText,
	EffectiveStartDate: wireText,
	EffectiveEndDate: wireText,
	PatientRelationshipToInsured: wireText,
	InsuredFullName: wireText,
	InsuredDateOfBirth: wireText,
});
/** A policy as read. */
export type TebraPolicy = z.output<typeof policySchema>;

const caseSchema = z.object({
	PatientCaseID: wireId,
	Name: wireText,
	PayerScenario: wireText,
	IsPrimaryCase: wireFlag,
	policies: z.array(policySchema),
});
/** A case with its policies as read (sheet 4.3). */
export type TebraCase = z.output<typeof caseSchema>;

/**
 * The members of PatientData that are read (sheet 4.1). SSN, balances, notes and diagnoses are not
 * among them: zod leaves them behind here, so nothing further on can pass them.
 */
const patientSchema = patientRowSchema.extend({
	FirstName: wireText,
	MiddleName: wireText,
	LastName: wireText,
	Suffix: wireText,
	DOB: wireText,
	Gender: wireText,
	Active: wireFlag,
	MedicalRecordNumber: wireText,
	AddressLine1: wireText,
	AddressLine2: wireText,
	City: wireText,
	State: wireText,
	Country: wireText,
	ZipCode: wireText,
	HomePhone: wireText,
	HomePhoneExt: wireText,
	WorkPhone: wireText,
	WorkPhoneExt: wireText,
	MobilePhone: wireText,
	MobilePhoneExt: wireText,
	EmailAddress: wireText,
	EmergencyName: wireText,
	EmergencyPhone: wireText,
	EmergencyPhoneExt: wireText,
	DefaultRenderingProviderId: wireReference,
	DefaultServiceLocationId: wireReference,
	AlertMessage: wireText,
	CollectionCategoryName: wireText,
	PrimaryInsurancePolicyNumber: wireText,
	SecondaryInsurancePolicyNumber: wireText,
	/** Absent = the answer told nothing of cases. */
	cases: z.array(caseSchema).optional(),
});
/** A patient of GetPatient as read. */
export type TebraPatient = z.output<typeof patientSchema>;

/** Reads a list row of GetPatients or GetAllPatients (sheet 4.1). Throws SafeError `wireShape`. */
export function readPatientRow(row: XmlElement, facts: WireFacts): TebraPatientRow {
	return parseWire(patientRowSchema, textMembers(row), facts);
}

/**
 * Reads the patient of a GetPatient answer (sheet 4.1) with cases and policies (4.3). Throws SafeError
 * `wireShape`.
 */
export function readPatient(patient: XmlElement, facts: WireFacts): TebraPatient {
	const cases = child(patient, 'Cases');
	return parseWire(
		patientSchema,
		{ ...textMembers(patient), ...alertOf(patient), ...(cases && { cases: casesOf(cases) }) },
		facts,
	);
}

function casesOf(cases: XmlElement): unknown[] {
	if (isNil(cases)) return [];
	return rows(cases, 'PatientCaseData', 'PatientCaseID').map((entry) => {
		const policies = child(entry, 'InsurancePolicies');
		return {
			...textMembers(entry),
			policies:
				policies === undefined || isNil(policies)
					? []
					: rows(policies, 'PatientInsurancePolicyData', 'InsurancePolicyID').map(textMembers),
		};
	});
}

/** Blank placeholder rows stand for none (sheet 3.3 rule 7). */
function rows(parent: XmlElement, name: string, idName: string): XmlElement[] {
	return children(parent, name).filter((row) => (child(row, idName)?.text ?? '').trim() !== '');
}

/** The alert comes flat, or as a group of its own. */
function alertOf(patient: XmlElement): { AlertMessage?: string } {
	const alert = child(patient, 'Alert');
	const message = alert && (child(alert, 'Message')?.text ?? alert.text);
	return message === undefined || message.trim() === '' ? {} : { AlertMessage: message };
}
