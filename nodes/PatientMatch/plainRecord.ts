import type { IDataObject } from 'n8n-workflow';

import type { IdentityRecord } from '../../lib/identity/record';
import { SafeError } from '../../lib/privacy/errors';
import { foldText } from '../../lib/values/text';

/** A field of a plain record, and the names that it is known by (without case, blanks and dashes). */
interface RecordField {
	readonly name: string;
	readonly value: FieldName;
	readonly known: readonly string[];
}

const names = {
	addressLine1: ['Address Line 1', 'addressline1', 'address1', 'address', 'street', 'line1'],
	addressLine2: ['Address Line 2', 'addressline2', 'address2', 'line2'],
	birthDate: ['Birth Date', 'birthdate', 'dateofbirth', 'dob'],
	city: ['City', 'city', 'suburb'],
	email: ['Email', 'email'],
	familyName: ['Family Name', 'familyname', 'lastname', 'surname'],
	givenName: ['Given Name', 'givenname', 'firstname'],
	houseNumber: ['House Number', 'housenumber', 'streetnumber'],
	id: ['ID', 'id', 'recid', 'patientid'],
	memberId: ['Member ID', 'memberid'],
	middleName: ['Middle Name', 'middlename'],
	nationalId: ['National ID', 'nationalid', 'ssn', 'socsecid'],
	payer: ['Payer', 'payer'],
	phone: ['Phone', 'phone', 'phone2', 'mobilephone', 'homephone', 'workphone'],
	postalCode: ['Postal Code', 'postalcode', 'postcode', 'zip'],
	previousFamilyName: ['Previous Family Name', 'previousfamilyname', 'previoussurname'],
	region: ['Region', 'region', 'state'],
	sex: ['Sex', 'sex', 'gender'],
	suffix: ['Suffix', 'suffix'],
} as const;
export type FieldName = keyof typeof names;

/** Every field of a plain record. */
export const recordFields: readonly RecordField[] = (Object.keys(names) as FieldName[]).map(
	(value) => {
		const [name, ...known] = names[value];
		return { name, value, known };
	},
);

/** Names that the user gave to fields; they take the place of the known ones. */
export type FieldNames = ReadonlyMap<FieldName, readonly string[]>;

/**
 * A person out of a plain object, by the names of its members.
 *
 * @param ref used where the object has no id
 * @throws SafeError `validation` naming a member whose value is no text, number or empty
 */
export function readPlainRecord(json: IDataObject, ref: string, given: FieldNames): IdentityRecord {
	const members = new Map<string, string[]>();
	for (const [name, value] of Object.entries(json)) {
		const known = fieldOf(name, given);
		if (known === undefined || value === null || value === undefined || value === '') continue;
		if (typeof value !== 'string' && typeof value !== 'number') throw notText(known);
		members.set(known, [...(members.get(known) ?? []), String(value)]);
	}
	const all = (field: FieldName) => members.get(field) ?? [];
	const one = (field: FieldName): string | undefined => all(field)[0];
	const person = { given: one('givenName'), middle: one('middleName') };
	const memberIds = all('memberId').map((value) => ({ payer: one('payer'), value }));
	return {
		ref: one('id') ?? ref,
		names: [
			{ ...person, family: one('familyName') },
			...all('previousFamilyName').map((family) => ({ ...person, family })),
		],
		suffix: one('suffix'),
		birthDate: one('birthDate'),
		sex: one('sex'),
		phones: all('phone'),
		emails: all('email'),
		addresses: [
			{
				houseNumber: one('houseNumber'),
				line1: one('addressLine1'),
				line2: one('addressLine2'),
				city: one('city'),
				region: one('region'),
				postalCode: one('postalCode'),
			},
		],
		nationalId: one('nationalId'),
		memberIds,
	};
}

function fieldOf(member: string, given: FieldNames): FieldName | undefined {
	for (const [field, own] of given) if (own.includes(member)) return field;
	const word = foldText(member).replace(/[^a-z0-9]/g, '');
	return recordFields.find(({ value, known }) => !given.has(value) && known.includes(word))?.value;
}

function notText(field: FieldName): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'A field of a record holds neither text nor a number',
		nextStep: 'Give plain records one value per field, such as the first name or the phone number.',
		fields: [field],
	});
}
