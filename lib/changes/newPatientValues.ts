import type { ChangeField, FieldValues } from './field';
import type { NewPatientFacts } from './newPatient';
import { omit } from '../values/omit';

/** A field with its value. */
export type FieldEntry = {
	[F in ChangeField]: { readonly field: F; readonly to: FieldValues[F] };
}[ChangeField];

const texts = [
	'givenName',
	'middleName',
	'familyName',
	'suffix',
	'birthDate',
	'administrativeSex',
	'email',
] as const;

/**
 * The fields of a new patient, one by one, so that a port writes them as it writes approved changes:
 * of each kind of telephone and address the first, and the first emergency contact.
 */
export function newPatientValues(patient: NewPatientFacts): FieldEntry[] {
	const entries: FieldEntry[] = [];
	for (const field of texts) {
		const to = patient[field];
		if (to !== undefined) entries.push({ field, to });
	}
	for (const use of ['mobile', 'home', 'work'] as const) {
		const phone = patient.phones?.find((entry) => entry.use === use);
		if (phone === undefined) continue;
		const { number, extension } = phone;
		entries.push({ field: `phone.${use}`, to: { number, ...(extension && { extension }) } });
	}
	for (const kind of ['home', 'mailing'] as const) {
		const address = patient.addresses?.find(({ use }) => use === kind);
		if (address === undefined) continue;
		entries.push({ field: `address.${kind}`, to: omit(address, 'use') });
	}
	const contact = patient.emergencyContacts?.at(0);
	if (contact !== undefined) {
		const { phones, ...person } = contact;
		const phone = phones.at(0);
		const number = phone && {
			number: phone.number,
			...(phone.extension && { extension: phone.extension }),
		};
		entries.push({
			field: 'emergencyContact',
			to: { ...person, ...(number && { phone: number }) },
		});
	}
	return entries;
}
