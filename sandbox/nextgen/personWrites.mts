import type { Person, PhoneNumber } from '../people/person.mjs';
import { practiceId } from './account.mjs';
import { guid } from './ids.mjs';
import { isAnswer, isListed, personOf } from './persons.mjs';
import { bad, type Answer, type Call, type Route } from './types.mjs';

/** No length is published; the database keeps no more. */
const LONGEST = 100;
const LONGEST_ID = 20;

const sexes: Readonly<Record<string, Person['sex']>> = { F: 'Female', M: 'Male', U: 'Unknown' };

const digitsOf = (text: string, ...counts: readonly number[]): boolean =>
	text === '' || (/^\d+$/.test(text) && counts.includes(text.length));
const isText = (text: string): boolean => text.length <= LONGEST;
const isName = (text: string): boolean => text.trim() !== '' && isText(text);
const isPhone = (text: string): boolean => digitsOf(text, 10);

type PhoneName = 'homePhone' | 'workPhone' | 'mobilePhone';

function setNumber(person: Person, name: PhoneName, text: string): void {
	const extension = person[name]?.extension;
	const phone: PhoneNumber = { number: text, ...(extension !== undefined && { extension }) };
	if (text === '') delete person[name];
	else person[name] = phone;
}

function setAddress(person: Person, name: keyof Person['address'], text: string): void {
	const { [name]: _before, ...others } = person.address;
	person.address = text === '' ? others : { ...others, [name]: text };
}

interface Member {
	isGood(text: string): boolean;
	apply(person: Person, text: string): void;
}

/** What a request may hold, by its name there, which differs from that of a read (sheet 4.1). */
const members: Readonly<Record<string, Member>> = {
	FirstName: { isGood: isName, apply: (person, text) => (person.firstName = text) },
	MiddleName: {
		isGood: isText,
		apply: (person, text) => (person.middleName = text || undefined),
	},
	LastName: { isGood: isName, apply: (person, text) => (person.lastName = text) },
	DateOfBirth: {
		isGood: (text) => /^\d{4}-\d{2}-\d{2}T00:00:00$/.test(text),
		apply: (person, text) => (person.birthDate = text.slice(0, 10)),
	},
	Sex: {
		isGood: (text) => Object.hasOwn(sexes, text),
		apply: (person, text) => (person.sex = sexes[text]),
	},
	EmailAddress: { isGood: isText, apply: (person, text) => (person.email = text || undefined) },
	AddressLine1: { isGood: isText, apply: (person, text) => setAddress(person, 'line1', text) },
	AddressLine2: { isGood: isText, apply: (person, text) => setAddress(person, 'line2', text) },
	City: { isGood: isText, apply: (person, text) => setAddress(person, 'city', text) },
	State: {
		isGood: (text) => /^([A-Z]{2})?$/.test(text),
		apply: (person, text) => setAddress(person, 'state', text),
	},
	Zip: {
		isGood: (text) => digitsOf(text, 5, 9),
		apply: (person, text) => setAddress(person, 'zip', text),
	},
	HomePhone: { isGood: isPhone, apply: (person, text) => setNumber(person, 'homePhone', text) },
	DayPhone: { isGood: isPhone, apply: (person, text) => setNumber(person, 'workPhone', text) },
	DayPhoneExt: {
		isGood: (text) => /^\d{0,8}$/.test(text),
		apply(person, text) {
			const { number } = person.workPhone ?? {};
			if (number !== undefined) person.workPhone = { number, ...(text && { extension: text }) };
		},
	},
	CellPhone: { isGood: isPhone, apply: (person, text) => setNumber(person, 'mobilePhone', text) },
};

/** Names are taken in Pascal and camel case (sheet 4.0). */
const nameOf = (given: string): string | undefined =>
	Object.keys(members).find((name) => name.toLowerCase() === given.toLowerCase());

/** The values of a body by their names; an answer when one is not taken. */
function valuesOf(body: Readonly<Record<string, unknown>>): Map<string, string> | Answer {
	const values = new Map<string, string>();
	for (const [given, value] of Object.entries(body)) {
		const name = nameOf(given);
		if (name === undefined) return bad(`The member '${given}' is not known.`);
		if (typeof value !== 'string' || !members[name].isGood(value)) {
			return bad(`The value of ${name} is not valid.\r\nParameter name: ${name}`);
		}
		values.set(name, value);
	}
	// The extension comes after its number.
	return new Map(
		[...values].sort(([a], [b]) => Number(a === 'DayPhoneExt') - Number(b === 'DayPhoneExt')),
	);
}

const recordOf = (body: unknown): Record<string, unknown> =>
	typeof body === 'object' && body !== null ? { ...(body as Record<string, unknown>) } : {};

/** Changes the given members (sheet 4.1). */
function patchPerson(call: Call): Answer {
	const patient = personOf(call);
	if (isAnswer(patient)) return patient;
	// What a person of another practice yields is not known (sheet 9.15).
	if (patient.practiceId !== call.practice) return { status: 403 };
	const values = valuesOf(recordOf(call.body));
	if (!(values instanceof Map)) return values;
	call.account.store.write(
		patient.id,
		({ person }) => {
			for (const [name, text] of values) members[name].apply(person, text);
		},
		call.now,
	);
	return { status: 204, effect: 'write' };
}

const required = ['LastName', 'FirstName', 'DateOfBirth', 'Sex'];

/** Whether the practice has somebody of this name and birth date. */
function isThere({ account, practice }: Call, values: ReadonlyMap<string, string>): boolean {
	const same = (have: string | undefined, name: string) =>
		(have ?? '').toLowerCase() === (values.get(name) ?? '').slice(0, 100).toLowerCase();
	for (let id = 1; id <= account.store.size; id += 1) {
		if (!account.store.has(id) || !isListed(account, practice, id)) continue;
		const { person } = account.store.get(id);
		const isBorn = person.birthDate === values.get('DateOfBirth')?.slice(0, 10);
		if (isBorn && same(person.lastName, 'LastName') && same(person.firstName, 'FirstName')) {
			return true;
		}
	}
	return false;
}

/** Adds a person; the chart is opened by staff (sheet 4.1). */
function addPerson(call: Call): Answer {
	const { OtherIdNumber = '', IgnoreDuplicatePersons = false, ...rest } = recordOf(call.body);
	const values = valuesOf(rest);
	if (!(values instanceof Map)) return values;
	const absent = required.find((name) => !values.get(name));
	if (absent !== undefined) return bad(`${absent} is required.`);
	if (typeof OtherIdNumber !== 'string' || OtherIdNumber.length > LONGEST_ID) {
		return bad('The value of OtherIdNumber is not valid.');
	}
	if (IgnoreDuplicatePersons !== true && isThere(call, values)) return { status: 409 };
	const person: Person = {
		firstName: '',
		lastName: '',
		sex: 'Unknown',
		address: {},
		active: true,
		cases: [],
	};
	for (const [name, text] of values) members[name].apply(person, text);
	const { account, practice, now } = call;
	const { id } = account.store.add(
		{ person, practiceId: practice, providerId: 1, locationId: 1 },
		now,
	);
	account.withoutChart.add(id);
	if (OtherIdNumber !== '') account.otherIds.set(id, OtherIdNumber);
	return {
		status: 201,
		// The address inside the vendor's network (sheet 9.7).
		headers: {
			Location: `http://127.0.0.1:889/${practiceId(practice)}/api/persons/${guid('person', id)}`,
		},
		effect: 'write',
	};
}

export const personWriteRoutes: readonly Route[] = [
	{ method: 'POST', path: '/persons', name: 'persons.create', run: addPerson },
	{ method: 'PATCH', path: '/persons/:id', name: 'persons.update', run: patchPerson },
];
