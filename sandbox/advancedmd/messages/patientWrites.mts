import type { Person, PhoneNumber } from '../../people/person.mjs';
import { bareNumber } from '../account.mjs';
import { ownRecord, unknownRecord, type Message, type MessageContext } from '../context.mjs';
import { demographicNode, nameOf } from '../patientNode.mjs';
import { upper, type Node } from '../wire.mjs';
import { civilOf } from '../zones.mjs';
import { profileNodes } from './schedule.mjs';

/** Somebody else was quicker (sheet 6). */
const changedMeanwhile = {
	code: '-2147217398',
	description: 'Another user has changed this patient record.',
} as const;
const truncated = {
	code: '-2147221504',
	description: 'AMD-990001 | String or binary data would be truncated.',
} as const;
const notTaken = {
	code: '-2147221504',
	description: 'AMD-990001 | The request holds what a patient does not have.',
} as const;

/** No length is published; the office keeps no more. */
const LONGEST = 100;
const suffixes: readonly string[] = ['JR', 'SR', 'II', 'III', 'IV'];

/** Members with a pair of old and new value (sheet 4.2); without it, only `force` writes them. */
const paired = ['address1', 'address2', 'zip', 'city', 'state', 'homephone'];

const parts = {
	patient: ['name'],
	address: ['address1', 'address2', 'zip', 'city', 'state'],
	contactinfo: ['homephone', 'officephone', 'officeext', 'otherphone', 'othertype', 'email'],
} as const;
type Values = Record<string, string>;

const partOf = (node: Node, part: string): Node =>
	part === 'patient' ? node : ((node[part] as Node | undefined) ?? {});

/** Attributes of a part as text, by their plain names. */
function attributes(node: Node): Values {
	return Object.fromEntries(
		Object.entries(node)
			.filter(([name]) => name.startsWith('@'))
			.map(([name, value]) => [name.slice(1), String(value)]),
	);
}

/** Ten digits; undefined for anything else but nothing. */
function phoneOf(text: string, extension?: string): PhoneNumber | undefined | 'bad' {
	if (text === '') return undefined;
	const number = text.replace(/\D/g, '');
	return number.length === 10 ? { number, ...(extension && { extension }) } : 'bad';
}

/** The texts that a patient may have, as the office stores them: in capitals (sheet 4.0). */
function fits(values: Values): boolean {
	return Object.values(values).every(
		(text) => text.length <= LONGEST && /^[\x20-\xff]*$/.test(text),
	);
}

function applyName(person: Person, name: string): void {
	const [last = '', given = ''] = upper(name).split(',');
	const [first = '', ...middle] = given.trim().split(' ');
	const suffix = suffixes.includes(middle.at(-1) ?? '') ? middle.pop() : undefined;
	Object.assign(person, {
		lastName: last.trim(),
		firstName: first,
		middleName: middle.join(' ') || undefined,
		suffix,
	});
}

/** The street is in address2, the apartment in address1 (sheet 4.1). */
function applyAddress(person: Person, values: Values): void {
	const names = { address1: 'line2', address2: 'line1', city: 'city', state: 'state', zip: 'zip' };
	const address = { ...person.address };
	for (const [member, name] of Object.entries(names)) {
		const text = values[member];
		if (text === undefined) continue;
		if (text === '') delete address[name as keyof typeof address];
		else address[name as keyof typeof address] = upper(text);
	}
	person.address = address;
}

/** False = a telephone is none. */
function applyContact(person: Person, values: Values): boolean {
	const { homephone, otherphone, othertype = 'C', email } = values;
	const { number = '', extension = '' } = person.workPhone ?? {};
	const { officephone = number, officeext = extension } = values;
	const home = homephone === undefined ? person.homePhone : phoneOf(homephone);
	const isOffice = values.officephone !== undefined || values.officeext !== undefined;
	const office = isOffice ? phoneOf(officephone, officeext) : person.workPhone;
	const other = otherphone === undefined ? person.mobilePhone : phoneOf(otherphone);
	if (home === 'bad' || office === 'bad' || other === 'bad' || othertype !== 'C') return false;
	Object.assign(person, { homePhone: home, workPhone: office, mobilePhone: other });
	if (email !== undefined) person.email = upper(email) || undefined;
	return true;
}

/**
 * Changes the members that are given (sheet 4.2). Where the pair of old and new value is known, the old
 * one has to be the one that getdemographic shows, unless `force` is 1.
 */
export const updatePatient: Message = (message, context) => {
	const given = ((message.patientlist as Node | undefined)?.patient ?? {}) as Node;
	if (given['@id'] === undefined) {
		return { code: '-2147218426', description: 'No Patient ID Included' };
	}
	const id = String(bareNumber(given['@id']));
	const record = ownRecord(id, context);
	if (record === undefined) return unknownRecord;
	const isForced = message['@force'] === '1';
	const shown = shownPatient(record, context);
	for (const [part, members] of Object.entries(parts)) {
		const { id: _id, ...values } = attributes(partOf(given, part));
		const present = attributes(partOf(shown, part));
		const known: readonly string[] = members;
		const isKnown = (name: string) => known.includes(name.replace(/^o_/, ''));
		if (!Object.keys(values).every(isKnown)) return notTaken;
		if (!fits(values)) return truncated;
		for (const member of known.filter((name) => values[name] !== undefined)) {
			const old = values[`o_${member}`];
			if (old === undefined ? paired.includes(member) && !isForced : old !== present[member]) {
				return changedMeanwhile;
			}
		}
	}
	const children = Object.keys(given).filter((name) => !name.startsWith('@'));
	if (!children.every((name) => name in parts)) return notTaken;
	const { name } = attributes(given);
	if (name !== undefined && !/^[^,]+,[^,]+$/.test(name)) return notTaken;
	const before = shown.address as Node;
	let isTaken = true;
	context.store.write(
		record,
		({ person }) => {
			isTaken = applyContact(person, attributes(partOf(given, 'contactinfo')));
			if (!isTaken) return false;
			if (name !== undefined) applyName(person, name);
			applyAddress(person, attributes(partOf(given, 'address')));
			return true;
		},
		new Date(context.now),
	);
	if (!isTaken) return notTaken;
	if (given.address !== undefined) context.written.previousAddresses.set(id, before);
	return { results: wholePatient(record, context), effect: 'write' };
};

function shownPatient(record: number, context: MessageContext): Node {
	const { patientlist } = demographicNode(context.store.get(record), context, false);
	return (patientlist as Node).patient as Node;
}

function wholePatient(record: number, context: MessageContext): Node {
	return { '@success': '1', patientlist: { patient: shownPatient(record, context) } };
}

/** Whether the office has somebody of this name and birth date: as patient, or as who pays (sheet 4.2). */
function personThere(
	name: string,
	birthDate: string,
	{ store }: MessageContext,
): 'patient' | 'party' | undefined {
	for (let id = 1; id <= store.size; id += 1) {
		if (!store.has(id) || store.practiceId(id) !== 1) continue;
		const { person } = store.get(id);
		if (nameOf(person) === name && person.birthDate === birthDate) return 'patient';
		const insured = person.cases.flatMap(({ policies }) => policies.map((one) => one.insured));
		if (insured.some((one) => one && nameOf(one) === name && one.birthDate === birthDate)) {
			return 'party';
		}
	}
	return undefined;
}

const sexes: Readonly<Record<string, Person['sex']>> = { F: 'Female', M: 'Male', U: 'Unknown' };

/** Adds a patient as own responsible party, with the next chart number (sheet 4.2). */
export const addPatient: Message = (message, context) => {
	const given = ((message.patientlist as Node | undefined)?.patient ?? {}) as Node;
	const party = ((message.resppartylist as Node | undefined)?.respparty ?? {}) as Node;
	const { name = '', dob = '', sex = '', respparty, chart, profile } = attributes(given);
	const birthDate = civilOf(dob);
	const isWhole =
		/^[^,]+,[^,]+$/.test(name) &&
		birthDate !== undefined &&
		sexes[sex] !== undefined &&
		respparty === 'SELF' &&
		chart === 'AUTO' &&
		given['@relationship'] === '1' &&
		given['@hipaarelationship'] === '18' &&
		party['@name'] === name &&
		party['@accttype'] === '4' &&
		profileNodes.some((node) => node['@id'] === `prof${bareNumber(profile)}`);
	if (!isWhole) return notTaken;
	const { countrycode: _country, ...address } = attributes(partOf(given, 'address'));
	const contact = attributes(partOf(given, 'contactinfo'));
	if (!fits({ name, ...address, ...contact })) return truncated;
	const found =
		message['@force'] === '1' ? undefined : personThere(upper(name), birthDate, context);
	if (found === 'patient') return { code: '-2147217400', description: 'Duplicate name/DOB found.' };
	if (found === 'party') {
		return {
			code: '-2147217403',
			description: 'The patient already exists as a responsible party. Select that one.',
		};
	}
	const person: Person = {
		firstName: '',
		lastName: '',
		birthDate,
		sex: sexes[sex],
		chartNumber: String(80_000 + context.store.size),
		address: {},
		active: true,
		cases: [],
	};
	applyName(person, name);
	applyAddress(person, address);
	if (!applyContact(person, contact)) return notTaken;
	const { id } = context.store.add(
		{ person, practiceId: 1, providerId: bareNumber(profile), locationId: 1 },
		new Date(context.now),
	);
	return { results: wholePatient(id, context), effect: 'write' };
};
