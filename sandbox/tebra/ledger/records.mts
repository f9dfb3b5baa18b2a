import type { EncounterWord } from '../words.mjs';

/** One line of an encounter: what was done and charged. */
export interface ServiceLine {
	code: string;
	/** Absent where nobody wrote it. */
	name?: string;
	modifiers: readonly string[];
	units: number;
	/** Cents for one unit. */
	unitCents: number;
	/** ICD-10-CM. */
	diagnoses: readonly string[];
	externalId?: string;
	/** Cents that the patient and the insurance have paid. */
	patientPaidCents: number;
	insurancePaidCents: number;
}

/** An encounter with its lines. Dates are civil dates, times milliseconds since 1970. */
export interface EncounterRecord {
	id: number;
	appointmentId?: number;
	patientId: number;
	practiceId: number;
	providerId: number;
	locationId: number;
	caseId?: number;
	status: EncounterWord;
	serviceDate: string;
	postDate: string;
	createdAt: number;
	changedAt: number;
	batch?: string;
	copayCents: number;
	lines: readonly ServiceLine[];
}

/** Money that came in. */
export interface PaymentRecord {
	id: number;
	/** Absent where it was not a patient who paid. */
	patientId?: number;
	/** The encounter that it was applied to; absent = unapplied. */
	encounterId?: number;
	appointmentId?: number;
	practiceId: number;
	payerType: string;
	payerName: string;
	cents: number;
	method: string;
	category?: string;
	reference?: string;
	batch?: string;
	postDate: string;
	createdAt: number;
}

/** Number of a line's claim, its id among the charges. */
export function chargeId(encounter: EncounterRecord, line: number): number {
	return encounter.id * 10 + line;
}

/** Number of a line within its encounter's own lists. */
export function lineId(encounter: EncounterRecord, line: number): number {
	return encounter.id * 100 + line;
}

/** Cents charged for a line. */
export function lineCents({ units, unitCents }: ServiceLine): number {
	return units * unitCents;
}

/** Cents as lists print money. */
export function moneyText(cents: number): string {
	return (cents / 100).toFixed(4);
}
