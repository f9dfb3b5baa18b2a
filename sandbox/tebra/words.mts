import type { AppointmentStatus } from '../practice/schedule.mjs';

/** AppointmentStatus on the wire (sheet 4.5). */
export const appointmentStatuses = [
	'Unknown',
	'Scheduled',
	'ReminderSent',
	'Confirmed',
	'CheckedIn',
	'Roomed',
	'CheckedOut',
	'NeedsReschedule',
	'ReadyToBeSeen',
	'NoShow',
	'Cancelled',
	'Rescheduled',
	'Tentative',
] as const;
export type StatusWord = (typeof appointmentStatuses)[number];

/**
 * The words of the user interface, which the list prints and filters by (sheet 4.5). The sheet has
 * seen seven of them; the others are the enum's words with spaces.
 */
export const statusShown: Readonly<Record<StatusWord, string>> = {
	Unknown: 'Unknown',
	Scheduled: 'Scheduled',
	ReminderSent: 'Reminder Sent',
	Confirmed: 'Confirmed',
	CheckedIn: 'Check-in',
	Roomed: 'Roomed',
	CheckedOut: 'Check-out',
	NeedsReschedule: 'Needs Reschedule',
	ReadyToBeSeen: 'Ready To Be Seen',
	NoShow: 'No-show',
	Cancelled: 'Cancelled',
	Rescheduled: 'Rescheduled',
	Tentative: 'Tentative',
};

/** How the practice's own statuses are called here. */
export const wordOfStatus: Readonly<Record<AppointmentStatus, StatusWord>> = {
	booked: 'Scheduled',
	confirmed: 'Confirmed',
	arrived: 'CheckedIn',
	completed: 'CheckedOut',
	cancelled: 'Cancelled',
	no_show: 'NoShow',
	rescheduled: 'Rescheduled',
};

/** What the practice makes of a word that was written. */
export const statusOfWord: Readonly<Record<StatusWord, AppointmentStatus>> = {
	Unknown: 'booked',
	Scheduled: 'booked',
	ReminderSent: 'booked',
	Confirmed: 'confirmed',
	CheckedIn: 'arrived',
	Roomed: 'arrived',
	CheckedOut: 'completed',
	NeedsReschedule: 'rescheduled',
	ReadyToBeSeen: 'arrived',
	NoShow: 'no_show',
	Cancelled: 'cancelled',
	Rescheduled: 'rescheduled',
	Tentative: 'booked',
};

/** AppointmentMode (sheet 4.5, since April 2025). */
export const appointmentModes = ['InOffice', 'Telehealth'] as const;
export type ModeWord = (typeof appointmentModes)[number];

/** U unknown, P patient, O other such as blocked time (sheet 4.5). */
export const appointmentTypeWords = ['U', 'P', 'O'] as const;

/** EncounterStatus on the wire; GetEncounterDetails tells the place in this list (sheet 4.7). */
export const encounterStatuses = [
	'Draft',
	'Submitted',
	'Approved',
	'Rejected',
	'Unpayable',
] as const;
export type EncounterWord = (typeof encounterStatuses)[number];

/** PaymentMethod (sheet 4.8). */
export const paymentMethods: readonly string[] = [
	'Cash',
	'ElectronicFundsTransfer',
	'Check',
	'Other',
	'CreditCard',
	'Unknown',
];

/** PayerType (sheet 4.8). */
export const payerTypes: readonly string[] = ['Insurance', 'Other', 'Patient'];

/** Labels of documents, without spaces and slashes; another one faults (sheet 4.9). */
export const documentLabels = [
	'MedicalReport',
	'PatientAuthorizationOrReferral',
	'PatientCorrespondence',
	'PatientDemographics',
	'PatientInsuranceCard',
	'PatientDriversLicense',
	'Superbill',
	'ExplanationofBenefits',
	'InsuranceCorrespondence',
	'Eligibility',
	'Other',
] as const;

/** Statuses of documents in one word; how the others are written is unknown (sheet 4.9). */
export const documentStatuses = ['New', 'Processed', 'Error'] as const;
