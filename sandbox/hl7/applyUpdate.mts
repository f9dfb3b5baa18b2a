import type { Person, PhoneNumber, PostalAddress, Relationship } from '../people/person.mjs';
import type { PracticePatient } from '../practice/records.mjs';
import { componentsOf, type Fields, repetitionsOf } from './readSegments.mjs';

type Read = (fields: Fields, person: Person) => void;

const sexes = { F: 'Female', M: 'Male', O: 'Unknown', U: 'Unknown' } as const;
const relationships: Readonly<Record<string, Relationship>> = {
	SEL: 'self',
	SPO: 'spouse',
	CHD: 'child',
};

/**
 * Puts an ADT A31 on a patient as an interface of the standard does: an empty field says nothing, `""`
 * empties, and a field that repeats stands in place of the whole list that was there. Answers the names
 * of what became otherwise.
 */
export function applyUpdate(segments: readonly Fields[], { person }: PracticePatient): string[] {
	const before = JSON.stringify(person);
	const earlier = JSON.parse(before) as Record<string, unknown>;
	for (const fields of segments) readers[fields[0]]?.(fields, person);
	const contacts = segments.filter(([name]) => name === 'NK1');
	if (contacts.length > 0) person.emergency = contactOf(contacts[0]);
	applyInsurance(
		segments.filter(([name]) => name === 'IN1'),
		person,
	);
	const later = JSON.parse(JSON.stringify(person)) as Record<string, unknown>;
	const names = new Set([...Object.keys(earlier), ...Object.keys(later)]);
	return [...names]
		.filter((name) => JSON.stringify(earlier[name]) !== JSON.stringify(later[name]))
		.sort();
}

const readers: Readonly<Record<string, Read>> = {
	PID(fields, person) {
		const [familyName, givenName, middleName, suffix] = componentsOf(fields[5]);
		put(familyName, (value) => (person.lastName = value ?? ''));
		put(givenName, (value) => (person.firstName = value ?? ''));
		put(middleName, (value) => (person.middleName = value));
		put(suffix, (value) => (person.suffix = value));
		put(fields[7], (value) => (person.birthDate = value && dashed(value)));
		put(fields[8], (value) => (person.sex = sexes[value as keyof typeof sexes] ?? 'Unknown'));
		put(fields[11], () => (person.address = homeAddress(fields[11])));
		put(fields[13], () => {
			person.homePhone = phoneOf(fields[13], 'PRN', 'PH');
			person.mobilePhone = phoneOf(fields[13], 'PRN', 'CP');
			person.email = emailOf(fields[13]);
		});
		put(fields[14], () => (person.workPhone = phoneOf(fields[14], 'WPN', 'PH')));
	},
};

/** Calls `set` when the field or component says something; `""` says that nothing is there. */
function put(text: string | undefined, set: (value: string | undefined) => void): void {
	if (text === undefined || text === '') return;
	set(text === '""' ? undefined : text);
}

const dashed = (date: string) => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;

/** The home address of the list; the practice keeps one. */
function homeAddress(field: string): PostalAddress {
	const all = field === '""' ? [] : repetitionsOf(field);
	const home = all.find(([, , , , , , type]) => type === 'H') ?? all[0];
	if (home === undefined) return {};
	const [line1, line2, city, state, zip] = home.map((part) => part || undefined);
	return dropUndefined({ line1, line2, city, state, zip });
}

function phoneOf(field: string, use: string, equipment: string): PhoneNumber | undefined {
	if (field === '""') return undefined;
	const found = repetitionsOf(field).find(([, own, kind]) => own === use && kind === equipment);
	if (found === undefined) return undefined;
	const [text, , , , , area = '', local = '', extension] = found;
	const number = area + local || text.replace(/\D/g, '');
	return dropUndefined({ number, extension: extension || undefined });
}

function emailOf(field: string): string | undefined {
	if (field === '""') return undefined;
	return repetitionsOf(field).find(([, use]) => use === 'NET')?.[3] || undefined;
}

function contactOf(fields: Fields): Person['emergency'] {
	const [family, given] = componentsOf(fields[2]);
	const phone = phoneOf(fields[5] ?? '', 'PRN', 'PH') ?? phoneOf(fields[5] ?? '', 'PRN', 'CP');
	return dropUndefined({ name: [given, family].filter(Boolean).join(' '), phone });
}

/** IN1 in the order of benefits, each on the policy of that rank; ranks nobody has make none. */
function applyInsurance(segments: readonly Fields[], { cases }: Person): void {
	for (const [index, fields] of segments.entries()) {
		const policy = cases[0]?.policies[Number(fields[22] || index + 1) - 1];
		if (policy === undefined) continue;
		put(componentsOf(fields[2])[1], (value) => (policy.planName = value ?? ''));
		put(componentsOf(fields[4])[0], (value) => (policy.companyName = value ?? ''));
		put(componentsOf(fields[8])[0], (value) => (policy.groupNumber = value));
		put(componentsOf(fields[36])[0], (value) => (policy.number = value));
		put(fields[17], (value) => (policy.relationship = relationships[value ?? ''] ?? 'other'));
	}
}

function dropUndefined<T extends object>(value: T): T {
	return Object.fromEntries(
		Object.entries(value).filter(([, member]) => member !== undefined),
	) as T;
}
