import type { Person } from '../people/person.mjs';

/** Why a seeded patient is there. */
export type Group = 'included' | 'optedOut' | 'flagged' | 'secondPractice' | 'noPractice';

/** The single alert of a patient (sheet 4.2). */
export interface Alert {
	message: string;
	/** Every ShowWhen flag of the seeded alerts has this value. */
	show: boolean;
}

/** A patient as the account holds it. */
export interface TebraPatient {
	id: number;
	group: Group;
	/** Absent on the few records whose practice cannot be told. */
	practiceId?: number;
	person: Person;
	alert?: Alert;
	collectionCategory?: string;
	providerId: number;
	locationId: number;
	createdAt: number;
	/** Milliseconds since 1970. */
	lastModifiedAt: number;
}

export interface TebraPractice {
	id: number;
	name: string;
	npi: string;
	taxId: string;
	city: string;
}

export interface TebraProvider {
	id: number;
	practiceId: number;
	firstName: string;
	lastName: string;
	degree: string;
	npi: string;
	specialty: string;
	active: boolean;
	type: 'Normal Provider' | 'Referring Provider';
}

export interface TebraLocation {
	id: number;
	practiceId: number;
	name: string;
	line1: string;
	city: string;
	state: string;
	zip: string;
	phone: string;
	npi: string;
	placeOfService: string;
}

/** Full name as the service builds it: `First Middle Last`. */
export function fullName(person: Person): string {
	return [person.firstName, person.middleName, person.lastName].filter(Boolean).join(' ');
}
