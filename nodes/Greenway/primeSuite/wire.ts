import { z } from 'zod';

import type { GreenwaySettings } from '../../../lib/profile/systems/greenway';
import { meaningOf } from '../../../lib/profile/codes';
import { foldText } from '../../../lib/values/text';
import { gapiId, gapiText } from '../gapi';
import { msCivilDate } from '../msDate';
import type { GapiPerson } from '../secondPatient';

/** The embedded Patient (sheet 4.2, spelled so). The SSN is not read. */
export const primePatientSchema = z.object({
	PatientID: gapiId,
	OtherID: gapiText,
	AlternatePatientID: gapiText,
	Firstname: gapiText,
	LastName: gapiText,
	MiddleName1: gapiText,
	Gender: gapiText,
	DateOfBirth: gapiText,
	EmailAddress1: gapiText,
	HomePhoneNumber: gapiText,
	CellPhoneNumber1: gapiText,
	PrimaryWorkPhone: gapiText,
	ResidentialAddress: z
		.object({
			AddressLine1: gapiText,
			AddressLine2: gapiText,
			City: gapiText,
			ZipCode: gapiText,
		})
		.nullish(),
});
export type PrimePatient = z.output<typeof primePatientSchema>;

const serviceDetailSchema = z.object({
	ServiceDetailID: gapiId,
	ChargeID: gapiId,
	ChargeAmount: gapiText,
	ProcedureCode: gapiText,
	NumberOfDaysOrUnits: gapiText,
	ICD10Diag1: gapiText,
	ICD10Diag2: gapiText,
	ICD10Diag3: gapiText,
	ICD10Diag4: gapiText,
	FromDate: gapiText,
	PostingDate: gapiText,
});
export type PrimeServiceDetail = z.output<typeof serviceDetailSchema>;

/** A row of PatientListGet (sheet 4.2). */
export const primeAppointmentSchema = z.object({
	AppointmentID: gapiId,
	ScheduleDate: gapiText,
	AppointmentTime: gapiText,
	StartTime: gapiText,
	EndTime: gapiText,
	Category: gapiText,
	ChiefComplaint: gapiText,
	Type: z.object({ AppointmentTypeID: gapiId, Name: gapiText, Duration: gapiText }).nullish(),
	Tracking: z.object({ Status: gapiText, TimeIn: gapiText }).nullish(),
	Patient: primePatientSchema.nullish(),
	Insurance: z
		.object({ InsuranceID: gapiId, EligibilityStatus: gapiText, InsDocVisitCoPay: gapiText })
		.nullish(),
	Visit: z
		.object({
			VisitID: gapiId,
			PatientArrivalFlag: gapiText,
			IsCheckedOut: z.boolean().nullish(),
			ServiceDetail: z.array(serviceDetailSchema).nullish(),
		})
		.nullish(),
});
export type PrimeAppointment = z.output<typeof primeAppointmentSchema>;

export const patientListSchema = z.object({
	Appointments: z.array(z.unknown()),
	TotalRows: z.number().int().min(0),
});

/** A map of the profile with its words as they are compared. */
export function foldedKeys<T>(words: Readonly<Record<string, T>>): Record<string, T> {
	return Object.fromEntries(
		Object.entries(words).map(([word, meaning]) => [foldText(word), meaning]),
	);
}

/** An embedded patient in our words; undefined for the patient 0 of blocked time. */
export function toPerson(
	wire: PrimePatient,
	settings: GreenwaySettings['primeSuite'],
): GapiPerson | undefined {
	if (wire.PatientID === undefined) return undefined;
	const address = wire.ResidentialAddress;
	return {
		gapiId: wire.PatientID,
		number: wire[settings.patientNumberMember],
		givenName: wire.Firstname,
		middleName: wire.MiddleName1,
		familyName: wire.LastName,
		birthDate: msCivilDate(wire.DateOfBirth),
		sex: meaningOf(settings.gender, wire.Gender),
		email: wire.EmailAddress1,
		phones: {
			mobile: wire.CellPhoneNumber1,
			home: wire.HomePhoneNumber,
			work: wire.PrimaryWorkPhone,
		},
		...(address && {
			address: {
				line1: address.AddressLine1,
				line2: address.AddressLine2,
				city: address.City,
				postalCode: address.ZipCode,
			},
		}),
	};
}
