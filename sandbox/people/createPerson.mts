import { makeCases } from './coverage.mjs';
import { addDays } from './dates.mjs';
import {
	commonNames,
	fakerOf,
	places,
	suffixes,
	unusualFirstNames,
	unusualLastNames,
} from './lists.mjs';
import type { Marker } from './markers.mjs';
import type { Person, PhoneNumber, PostalAddress, Sex } from './person.mjs';
import { Random } from './random.mjs';

export interface PersonRequest {
	seed: number;
	/** Record number from 1. The same seed, id and day give the same person. */
	id: number;
	/** Civil date on which the data set starts; ages and policies are counted from it. */
	today: string;
	/** Puts this marker into every text and fills every member. */
	marker?: Marker;
}

const STREAM = { name: 1, home: 2, rest: 3, household: 4 } as const;

interface Name {
	firstName: string;
	lastName: string;
	sex: Sex;
}

/** The name of record `id`; some are shared with the record before it, as families and namesakes do. */
function nameOf(seed: number, id: number, depth = 0): Name {
	const random = new Random(seed, id, STREAM.name);
	const kind = random.next();
	if (kind < 0.03 && id > 1 && depth < 3) return nameOf(seed, id - 1, depth + 1);
	if (kind < 0.06) {
		const { first, last, sex } = random.pick(commonNames);
		return { firstName: first, lastName: last, sex };
	}
	const sex: Sex = random.chance(0.52) ? 'Female' : 'Male';
	const faker = fakerOf(seed, id, STREAM.name);
	const firstName =
		kind < 0.1
			? random.pick(unusualFirstNames)
			: faker.person.firstName(sex === 'Female' ? 'female' : 'male');
	let lastName = kind > 0.92 ? random.pick(unusualLastNames) : faker.person.lastName();
	if (livesWithPrevious(seed, id) && depth < 3) lastName = nameOf(seed, id - 1, depth + 1).lastName;
	return { firstName, lastName, sex: random.chance(0.02) ? 'Unknown' : sex };
}

/** Whether record `id` shares home, home telephone and family name with the record before it. */
function livesWithPrevious(seed: number, id: number): boolean {
	return id > 1 && new Random(seed, id, STREAM.household).chance(0.15);
}

interface Home {
	address: PostalAddress;
	phone: string;
	areaCode: string;
}

/** Where record `id` lives. Telephones are of the range 555-0100 to 555-0199, kept for fiction. */
function homeOf(seed: number, id: number): Home {
	let keeper = id;
	while (livesWithPrevious(seed, keeper) && id - keeper < 4) keeper -= 1;
	const random = new Random(seed, keeper, STREAM.home);
	const place = random.pick(places);
	const faker = fakerOf(seed, keeper, STREAM.home);
	const address: PostalAddress = {
		line1: `${random.int(1, 9999)} ${faker.location.street()}`,
		city: faker.location.city(),
		state: place.state,
		zip: `${place.zip}${random.digits(2)}`,
	};
	if (random.chance(0.2)) address.line2 = `Apt ${random.int(1, 40)}`;
	if (random.chance(0.15)) address.zip += random.pick(['-', '']) + random.digits(4);
	return { address, phone: fictionNumber(random, place.areaCode), areaCode: place.areaCode };
}

function fictionNumber(random: Random, areaCode: string): string {
	return `${areaCode}55501${random.digits(2)}`;
}

/** Plain letters for the local part of an e-mail address. */
function plain(text: string): string {
	return text
		.normalize('NFD')
		.replace(/[^a-z]/gi, '')
		.toLowerCase();
}

/**
 * Makes a synthetic person: about one in fifty carries placeholders that staff type when they do
 * not know, many lack members, children have a guarantor. With a marker, every member is filled
 * and carries it.
 */
export function createPerson(request: PersonRequest): Person {
	const { seed, id, today, marker } = request;
	const name = nameOf(seed, id);
	const home = homeOf(seed, id);
	const random = new Random(seed, id, STREAM.rest);
	const child = random.chance(0.12);
	const person: Person = {
		firstName: name.firstName,
		lastName: name.lastName,
		sex: name.sex,
		birthDate: addDays(today, -(child ? random.int(30, 6200) : random.int(6800, 33_000))),
		address: random.chance(0.02) ? {} : { ...home.address },
		active: !random.chance(0.06),
		cases: [],
	};
	addSmallThings(person, random, child);
	addContacts(person, random, home, id);
	if (child) addGuarantor(person, random, home);
	if (random.chance(0.85)) person.lastVisit = addDays(today, -random.int(1, 1400));
	if (marker) markPerson(person, marker, id, home.areaCode);
	else if (random.chance(0.02)) addPlaceholders(person, random);
	person.cases = makeCases(random, { id, lastName: person.lastName, child, today, marker });
	return person;
}

function addSmallThings(person: Person, random: Random, child: boolean): void {
	if (random.chance(0.1)) person.prefix = random.pick(['Mr.', 'Ms.', 'Dr.']);
	if (random.chance(0.35))
		person.middleName = random.pick(['A', 'Lee', 'Marie', 'J.', 'Ruth', 'Ángel']);
	if (person.sex === 'Male' && random.chance(0.08)) person.suffix = random.pick(suffixes);
	if (random.chance(0.5)) person.ssn = `9${random.digits(8)}`;
	if (random.chance(0.6)) person.chartNumber = `MR${random.digits(6)}`;
	if (!child) {
		person.maritalStatus = random.pick(['S', 'M', 'M', 'D', 'W']);
		person.employmentStatus = random.pick(['E', 'E', 'R', 'S', 'T', 'U']);
		if (person.employmentStatus === 'E')
			person.employer = `${random.pick(['Acorn', 'Lumen', 'Delta'])} Works LLC`;
	}
	if (random.chance(0.2)) person.referralSource = random.pick(['Friend', 'Web search', 'Insurer']);
	if (random.chance(0.15))
		person.note = random.pick(['Prefers mornings.', 'Uses a wheelchair.', 'Needs an interpreter.']);
	if (random.chance(0.004)) delete person.birthDate;
}

function addContacts(person: Person, random: Random, home: Home, id: number): void {
	const phone = (): PhoneNumber => ({ number: fictionNumber(random, home.areaCode) });
	if (random.chance(0.7)) person.homePhone = { number: home.phone };
	if (random.chance(0.8)) person.mobilePhone = phone();
	if (random.chance(0.2)) {
		person.workPhone = phone();
		if (random.chance(0.5)) person.workPhone.extension = String(random.int(10, 999));
	}
	if (random.chance(0.85)) {
		const domain = random.pick(['example.org', 'example.com']);
		person.email = `${plain(person.firstName)}.${plain(person.lastName)}${id}@${domain}`;
	}
	if (random.chance(0.6)) {
		const name = `${random.pick(['Pat', 'Robin', 'Alex', 'Chris'])} ${person.lastName}`;
		person.emergency = random.chance(0.9) ? { name, phone: phone() } : { name };
	}
}

function addGuarantor(person: Person, random: Random, home: Home): void {
	person.guarantor = {
		firstName: random.pick(['Dana', 'Sam', 'Jamie']),
		lastName: person.lastName,
		relationship: 'child',
		address: { ...home.address },
	};
}

/** What staff type into a field that must not stay empty. */
function addPlaceholders(person: Person, random: Random): void {
	const kind = random.int(1, 6);
	if (kind === 1) person.homePhone = { number: '0000000000' };
	if (kind === 2) person.mobilePhone = { number: 'n/a' };
	if (kind === 3) person.email = 'noemail@example.com';
	if (kind === 4) person.ssn = '000000000';
	if (kind === 5) person.birthDate = '1900-01-01';
	if (kind === 6) person.address = { line1: 'UNKNOWN', city: 'UNKNOWN' };
}

/** Fills every member and puts the marker into it, valid in form. */
function markPerson(person: Person, marker: Marker, id: number, areaCode: string): void {
	const { tag } = marker;
	const number = `${areaCode}${marker.phone}`;
	const birthDay = String((id % 28) + 1).padStart(2, '0');
	const address: PostalAddress = {
		line1: `${(id % 900) + 1} ${tag} Street`,
		line2: `Apt ${tag}`,
		city: `${tag} City`,
		state: person.address.state ?? 'IL',
		zip: person.address.zip ?? '62701',
	};
	Object.assign(person, {
		prefix: `Dr. ${tag}`,
		firstName: `${person.firstName}${tag}`,
		middleName: `Lee${tag}`,
		lastName: `${person.lastName}${tag}`,
		suffix: `Jr. ${tag}`,
		birthDate: `${marker.birthMonth}-${birthDay}`,
		ssn: marker.ssn,
		chartNumber: `${tag}MR`,
		address,
		homePhone: { number },
		workPhone: { number, extension: '142' },
		mobilePhone: { number },
		email: `${tag.toLowerCase()}@example.org`,
		emergency: { name: `Pat ${tag}`, phone: { number } },
		employer: `${tag} Works LLC`,
		guarantor: {
			firstName: `Dana${tag}`,
			lastName: person.lastName + tag,
			relationship: 'other',
			address: { ...address },
		},
		referralSource: `Friend ${tag}`,
		note: `Note ${tag}`,
	} satisfies Partial<Person>);
}
