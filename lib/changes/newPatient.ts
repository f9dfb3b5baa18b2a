import type { EmergencyContact, Patient } from '../canonical/patient';
import type { FieldChange } from './field';

/** A person who is to become a patient; no member is null. */
export interface NewPatientFacts
	extends Pick<Patient, 'phones' | 'addresses' | 'emergencyContacts'> {
	readonly givenName: string;
	readonly middleName?: string;
	readonly familyName: string;
	readonly suffix?: string;
	readonly birthDate: string;
	readonly administrativeSex?: 'male' | 'female' | 'other' | 'unknown';
	readonly email?: string;
	readonly reference: string;
}

export type NewPatientReading =
	| { readonly ok: true; readonly patient: NewPatientFacts }
	/** Names of fields that a practice needs and that were not approved. */
	| { readonly ok: false; readonly missing: readonly string[] };

const required = ['givenName', 'familyName', 'birthDate'] as const;
const sexes = ['male', 'female', 'other', 'unknown'] as const;

/** The new patient that the approved changes make up (domain notes 1: name and birth date at least). */
export function toNewPatient(
	changes: readonly FieldChange[],
	reference: string,
): NewPatientReading {
	const texts: Partial<Record<string, string>> = {};
	const phones: NonNullable<Patient['phones']> = [];
	const addresses: NonNullable<Patient['addresses']> = [];
	const emergencyContacts: EmergencyContact[] = [];
	for (const { field, to } of changes) {
		if (to === null) continue;
		switch (field) {
			case 'phone.mobile':
			case 'phone.home':
			case 'phone.work':
				phones.push({ use: field.slice(6) as 'mobile' | 'home' | 'work', ...to });
				break;
			case 'address.home':
			case 'address.mailing':
				addresses.push({ use: field.slice(8) as 'home' | 'mailing', ...to });
				break;
			case 'emergencyContact': {
				const { phone, ...contact } = to;
				emergencyContacts.push({
					...contact,
					phones: phone === undefined ? [] : [{ use: 'home', ...phone }],
				});
				break;
			}
			case 'coverage.primary':
			case 'coverage.secondary':
			case 'coverage.tertiary':
				// Insurance of a new patient is verified by staff from the card.
				break;
			default:
				texts[field] = to;
		}
	}
	const missing = required.filter((name) => !texts[name]);
	const { givenName, familyName, birthDate, middleName, suffix, email } = texts;
	if (!givenName || !familyName || !birthDate) return { ok: false, missing };
	const sex = sexes.find((word) => word === texts.administrativeSex);
	return {
		ok: true,
		patient: {
			givenName,
			familyName,
			birthDate,
			...(middleName && { middleName }),
			...(suffix && { suffix }),
			...(email && { email }),
			...(sex && { administrativeSex: sex }),
			...(phones.length > 0 && { phones }),
			...(addresses.length > 0 && { addresses }),
			...(emergencyContacts.length > 0 && { emergencyContacts }),
			reference,
		},
	};
}
