/** Sex as the practice noted it; vendors map it to their own codes. */
export type Sex = 'Female' | 'Male' | 'Unknown';

/** The patient's relationship to the insured. */
export type Relationship = 'self' | 'spouse' | 'child' | 'other';

export interface PostalAddress {
	line1?: string;
	line2?: string;
	city?: string;
	/** Two-letter state. */
	state?: string;
	/** Five or nine digits, with or without a hyphen, as front desks type it. */
	zip?: string;
}

/** A telephone: ten digits (or a placeholder that staff typed), maybe with an extension. */
export interface PhoneNumber {
	number: string;
	extension?: string;
}

export interface Insured {
	firstName: string;
	lastName: string;
	/** Civil date, YYYY-MM-DD. */
	birthDate: string;
	sex: Sex;
}

export interface Policy {
	id: number;
	companyId: number;
	companyName: string;
	planId: number;
	planName: string;
	number?: string;
	groupNumber?: string;
	/** Dollars, as staff typed them: `25`, `25.00`, or absent. */
	copay?: string;
	deductible?: string;
	/** Civil dates. */
	start?: string;
	end?: string;
	relationship: Relationship;
	/** Absent when the patient is the insured. */
	insured?: Insured;
}

export interface InsuranceCase {
	id: number;
	name: string;
	payerScenario: string;
	primary: boolean;
	/** In the order of precedence. */
	policies: Policy[];
}

export interface Guarantor {
	firstName: string;
	lastName: string;
	relationship: Relationship;
	address: PostalAddress;
}

/** A made-up person, in no vendor's form. Absent members were never filled in. */
export interface Person {
	prefix?: string;
	firstName: string;
	middleName?: string;
	lastName: string;
	suffix?: string;
	/** Civil date, YYYY-MM-DD. */
	birthDate?: string;
	sex: Sex;
	/** Nine digits no authority gives out. */
	ssn?: string;
	chartNumber?: string;
	maritalStatus?: string;
	address: PostalAddress;
	homePhone?: PhoneNumber;
	workPhone?: PhoneNumber;
	mobilePhone?: PhoneNumber;
	email?: string;
	emergency?: { name: string; phone?: PhoneNumber };
	employer?: string;
	employmentStatus?: string;
	guarantor?: Guarantor;
	referralSource?: string;
	note?: string;
	/** Civil date of the last visit. */
	lastVisit?: string;
	active: boolean;
	cases: InsuranceCase[];
}
