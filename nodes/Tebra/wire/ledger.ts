import { z } from 'zod';

import { wireId, wireReference, wireText } from './members';

const four = [1, 2, 3, 4] as const;

/** ChargeData (sheet 4.8), as far as it is read. Codes are in columns of their own. */
export const chargeSchema = z
	.object({
		ID: wireId,
		EncounterID: wireReference,
		AppointmentID: wireReference,
		PatientID: wireReference,
		PracticeID: wireReference,
		PracticeName: wireText,
		ProcedureCode: wireText,
		ProcedureName: wireText,
		ServiceStartDate: wireText,
		PostingDate: wireText,
		Units: wireText,
		TotalCharges: wireText,
		PatientBalance: wireText,
		InsuranceBalance: wireText,
		Status: wireText,
		LastModifiedDate: wireText,
	})
	.catchall(wireText)
	.transform((row) => ({
		...row,
		modifiers: textsOf(row, 'ProcedureModifier'),
		// The WSDL and the guide name the diagnoses differently (sheet 4.7): both are read.
		diagnoses: [...textsOf(row, 'EncounterDiagnosisID'), ...textsOf(row, 'DiagnosisCode')],
	}));
/** A charge row as read. */
export type TebraCharge = z.output<typeof chargeSchema>;

/** PaymentData (sheet 4.8); it names no patient. */
export const paymentSchema = z.object({
	ID: wireId,
	Amount: wireText,
	AppointmentID: wireReference,
	PayerType: wireText,
	PaymentMethod: wireText,
	PostDate: wireText,
	PracticeId: wireReference,
	ReferenceNumber: wireText,
	Refunds: wireText,
	Unapplied: wireText,
});
export type TebraPayment = z.output<typeof paymentSchema>;

/** TransactionData (sheet 4.8). */
export const transactionSchema = z.object({
	ID: wireId,
	Amount: wireText,
	PatientID: wireReference,
	PayerType: wireText,
	PostingDate: wireText,
	PracticeName: wireText,
	Type: wireText,
});
export type TebraTransaction = z.output<typeof transactionSchema>;

/** EncounterDetailsData (sheet 4.7): the head of an encounter, without diagnosis or procedure. */
export const encounterSchema = z.object({
	EncounterID: wireId,
	AppointmentID: wireReference,
	EncounterStatus: wireText,
	PatientID: wireReference,
	PracticeID: wireReference,
	RenderingProviderID: wireReference,
	ServiceLocationID: wireReference,
	ServiceStartDate: wireText,
	ServiceEndDate: wireText,
	LastModifiedDate: wireText,
});
export type TebraEncounter = z.output<typeof encounterSchema>;

/** The balances of a PatientData (sheet 4.1). */
export const balanceSchema = z.object({
	ID: wireId,
	InsuranceBalance: wireText,
	PatientBalance: wireText,
	TotalBalance: wireText,
});

function textsOf(row: Readonly<Record<string, unknown>>, name: string): string[] {
	return four.flatMap((place) => {
		const text = row[`${name}${place}`];
		return typeof text === 'string' && text.trim() !== '' ? [text.trim()] : [];
	});
}
