import type { Person } from '../people/person.mjs';

/** Why a seeded patient is there. */
export type Group = 'included' | 'optedOut' | 'flagged' | 'secondPractice' | 'noPractice';

/** The single alert of a patient. */
export interface Alert {
	message: string;
	/** Every ShowWhen flag of the seeded alerts has this value. */
	show: boolean;
}

/** A patient as the practice holds it, in no vendor's form. */
export interface PracticePatient {
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

/** A practice of the made-up account. */
export interface PracticeRecord {
	id: number;
	name: string;
	npi: string;
	taxId: string;
	city: string;
}

export interface PracticeProvider {
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

export interface PracticeLocation {
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
