import type { Person, PhoneNumber, PostalAddress, Sex } from '../people/person.mjs';
import type { PracticePatient } from './records.mjs';

/** Exact values that staff key into the practice's own screen. Null empties, absent leaves alone. */
export interface PatientKeyed {
	firstName?: string;
	middleName?: string | null;
	lastName?: string;
	suffix?: string | null;
	/** Civil date. */
	birthDate?: string;
	sex?: Sex;
	email?: string | null;
	/** The whole address in place of the one before. */
	address?: PostalAddress;
	/** Ten digits, with an extension behind an x: `2175550188x12`. */
	mobilePhone?: string | null;
	homePhone?: string | null;
	workPhone?: string | null;
	emergency?: { name: string; phone?: string } | null;
	/** Of the first policy of the first case. */
	policy?: { companyName?: string; planName?: string; number?: string; groupNumber?: string };
}

const text = { type: 'string', maxLength: 500 } as const;
const clearable = { type: ['string', 'null'], maxLength: 500 } as const;
/** Ten digits, with an extension behind an x. */
const phone = { type: 'string', pattern: '^[0-9]{10}(x[0-9]{1,8})?$' } as const;
const clearablePhone = { ...phone, type: ['string', 'null'] } as const;
const texts = (...names: string[]) => ({
	type: 'object',
	additionalProperties: false,
	properties: Object.fromEntries(names.map((name) => [name, text])),
});

/** What the control route takes, with `patientId`: the record's number. */
export const patientKeyedSchema = {
	type: 'object',
	required: ['patientId'],
	additionalProperties: false,
	minProperties: 2,
	properties: {
		patientId: { type: 'string', pattern: '^[0-9]+$' },
		firstName: text,
		middleName: clearable,
		lastName: text,
		suffix: clearable,
		birthDate: { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' },
		sex: { enum: ['Female', 'Male', 'Unknown'] },
		email: clearable,
		address: texts('line1', 'line2', 'city', 'state', 'zip'),
		mobilePhone: clearablePhone,
		homePhone: clearablePhone,
		workPhone: clearablePhone,
		emergency: {
			type: ['object', 'null'],
			required: ['name'],
			additionalProperties: false,
			properties: { name: text, phone },
		},
		policy: texts('companyName', 'planName', 'number', 'groupNumber'),
	},
} as const;

const names = [
	'firstName',
	'middleName',
	'lastName',
	'suffix',
	'birthDate',
	'sex',
	'email',
] as const;
const phoneNames = ['mobilePhone', 'homePhone', 'workPhone'] as const;

/** Puts what staff keyed in on a patient. */
export function keyIn({ person }: PracticePatient, keyed: PatientKeyed): void {
	for (const name of names) put(person, name, keyed[name]);
	for (const name of phoneNames) put(person, name, phoneOf(keyed[name]));
	if (keyed.address) person.address = { ...keyed.address };
	const { emergency, policy } = keyed;
	const called = phoneOf(emergency?.phone);
	put(person, 'emergency', emergency && { name: emergency.name, ...(called && { phone: called }) });
	if (policy) Object.assign(person.cases[0]?.policies[0] ?? {}, policy);
}

function phoneOf<T extends null | undefined>(given: string | T): PhoneNumber | T {
	if (typeof given !== 'string') return given;
	const [number, extension] = given.split('x');
	return extension === undefined ? { number } : { number, extension };
}

function put<Name extends keyof Person>(
	person: Person,
	name: Name,
	value: Person[Name] | null | undefined,
): void {
	if (value === null) delete person[name];
	else if (value !== undefined) person[name] = value;
}
