/** Street, town and state as a practice keeps one address; a member that is absent was not told. */
export interface AddressValue {
	readonly line1?: string;
	readonly line2?: string;
	readonly city?: string;
	/** Two letters of the state. */
	readonly region?: string;
	readonly postalCode?: string;
	readonly country?: string;
}

/** `number` is E.164. */
export interface PhoneValue {
	readonly number: string;
	readonly extension?: string;
}

export interface ContactValue {
	readonly name: string;
	readonly relationship?: string;
	readonly phone?: PhoneValue;
}

/** What stands on an insurance card. `coverageId` is the practice system's id of the policy. */
export interface CoverageValue {
	readonly coverageId?: string;
	readonly payerName?: string;
	readonly planName?: string;
	readonly memberId?: string;
	readonly groupNumber?: string;
}

/** The fields of a patient that are proposed, approved and written one by one, with their values. */
export interface FieldValues {
	givenName: string;
	middleName: string;
	familyName: string;
	suffix: string;
	/** Civil date, YYYY-MM-DD. */
	birthDate: string;
	/** `male`, `female`, `other` or `unknown`. */
	administrativeSex: string;
	email: string;
	'phone.mobile': PhoneValue;
	'phone.home': PhoneValue;
	'phone.work': PhoneValue;
	'address.home': AddressValue;
	'address.mailing': AddressValue;
	/** The first one that the practice keeps. */
	emergencyContact: ContactValue;
	'coverage.primary': CoverageValue;
	'coverage.secondary': CoverageValue;
	'coverage.tertiary': CoverageValue;
}
export type ChangeField = keyof FieldValues;
export type FieldValue = FieldValues[ChangeField];

/**
 * One approved or proposed change of one field. `from` is what the practice had when it was proposed,
 * or what staff saw when they approved it; null = nothing stands there, or is to stand there.
 */
export type FieldChange = {
	[F in ChangeField]: {
		/** HealthSail's id of the change. */
		readonly changeId: string;
		readonly field: F;
		readonly from: FieldValues[F] | null;
		readonly to: FieldValues[F] | null;
	};
}[ChangeField];

/** Fields that share one conflict policy in the practice profile. */
export const policyGroups = [
	'name',
	'birthDate',
	'administrativeSex',
	'email',
	'phone',
	'address',
	'emergencyContact',
	'coverage',
] as const;
export type PolicyGroup = (typeof policyGroups)[number];

/** Every field with the group of its policy and its name for people, in the order staff read them. */
export const changeFields: Readonly<
	Record<ChangeField, { readonly group: PolicyGroup; readonly title: string }>
> = {
	givenName: { group: 'name', title: 'First name' },
	middleName: { group: 'name', title: 'Middle name' },
	familyName: { group: 'name', title: 'Last name' },
	suffix: { group: 'name', title: 'Suffix' },
	birthDate: { group: 'birthDate', title: 'Birth date' },
	administrativeSex: { group: 'administrativeSex', title: 'Sex' },
	'address.home': { group: 'address', title: 'Home address' },
	'address.mailing': { group: 'address', title: 'Mailing address' },
	'phone.mobile': { group: 'phone', title: 'Mobile phone' },
	'phone.home': { group: 'phone', title: 'Home phone' },
	'phone.work': { group: 'phone', title: 'Work phone' },
	email: { group: 'email', title: 'E-mail' },
	emergencyContact: { group: 'emergencyContact', title: 'Emergency contact' },
	'coverage.primary': { group: 'coverage', title: 'Primary insurance' },
	'coverage.secondary': { group: 'coverage', title: 'Secondary insurance' },
	'coverage.tertiary': { group: 'coverage', title: 'Tertiary insurance' },
};
