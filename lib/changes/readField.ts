import type { Address, Patient, Phone } from '../canonical/patient';
import type { ChangeField, ContactValue, FieldValue, FieldValues, PhoneValue } from './field';

/**
 * What a patient record has in a field: null = nothing, undefined = the record does not tell.
 * `coverage.*` is the policy of that rank; `emergencyContact` is the first one.
 */
export function readField<F extends ChangeField>(
	patient: Patient,
	field: F,
): FieldValues[F] | null | undefined {
	return readers[field](patient) as FieldValues[F] | null | undefined;
}

type Reader = (patient: Patient) => FieldValue | null | undefined;

const readers: Readonly<Record<ChangeField, Reader>> = {
	givenName: ({ givenName }) => textOf(givenName),
	middleName: ({ middleName }) => textOf(middleName),
	familyName: ({ familyName }) => textOf(familyName),
	suffix: ({ suffix }) => textOf(suffix),
	birthDate: ({ birthDate }) => textOf(birthDate),
	administrativeSex: ({ administrativeSex }) => textOf(administrativeSex),
	email: ({ email }) => textOf(email),
	'phone.mobile': ({ phones }) => phoneOf(phones, 'mobile'),
	'phone.home': ({ phones }) => phoneOf(phones, 'home'),
	'phone.work': ({ phones }) => phoneOf(phones, 'work'),
	'address.home': ({ addresses }) => addressOf(addresses, 'home'),
	'address.mailing': ({ addresses }) => addressOf(addresses, 'mailing'),
	emergencyContact: ({ emergencyContacts }) => contactOf(emergencyContacts),
	'coverage.primary': (patient) => coverageOf(patient, 'primary'),
	'coverage.secondary': (patient) => coverageOf(patient, 'secondary'),
	'coverage.tertiary': (patient) => coverageOf(patient, 'tertiary'),
};

function textOf(value: string | null | undefined): string | null | undefined {
	return value === undefined ? undefined : value || null;
}

function phoneOf(phones: readonly Phone[] | undefined, use: Phone['use']) {
	if (phones === undefined) return undefined;
	const own = phones.filter((phone) => phone.use === use);
	const found = own.find(({ preferred }) => preferred === true) ?? own[0];
	return found === undefined ? null : numberOf(found);
}

function numberOf({ number, extension }: Phone): PhoneValue {
	return { number, ...(extension && { extension }) };
}

function addressOf(addresses: readonly Address[] | undefined, use: Address['use']) {
	if (addresses === undefined) return undefined;
	const found = addresses.find((address) => address.use === use);
	if (found === undefined) return null;
	const { line1, line2, city, region, postalCode, country } = found;
	return withValues({ line1, line2, city, region, postalCode, country });
}

function contactOf(contacts: Patient['emergencyContacts']): ContactValue | null | undefined {
	if (contacts === undefined) return undefined;
	const first = contacts.at(0);
	if (first === undefined) return null;
	const phone = first.phones.at(0);
	return {
		name: first.name,
		...(first.relationship && { relationship: first.relationship }),
		...(phone && { phone: numberOf(phone) }),
	};
}

function coverageOf({ coverages }: Patient, rank: 'primary' | 'secondary' | 'tertiary') {
	if (coverages === undefined) return undefined;
	const found =
		coverages.find(({ priority, status }) => priority === rank && status !== 'terminated') ??
		coverages.find(({ priority }) => priority === rank);
	if (found === undefined) return null;
	return withValues({
		coverageId: found.id,
		payerName: found.payer.name,
		planName: found.plan.name,
		memberId: found.memberId,
		groupNumber: found.plan.groupNumber,
	});
}

function withValues(members: Readonly<Record<string, string | null | undefined>>) {
	const told = Object.entries(members).filter(([, value]) => value);
	return told.length === 0 ? null : (Object.fromEntries(told) as Record<string, string>);
}
