// How a shopper who is a patient differs from what the practice holds. Each kind says which patients
// it needs; what it makes does not look at the matcher.
import { places } from '../../../sandbox/people/lists.mjs';
import type { Random } from '../../../sandbox/people/random.mjs';
import { nameLists } from './nameLists.mjs';
import { nicknames } from './nicknames.mjs';
import type { TruthPatient } from './sandboxState.mjs';

/** A customer as the shop makes it: no id of any practice. */
export interface Shopper {
	demographics: {
		givenName: string;
		middleName?: string;
		familyName: string;
		suffix?: string;
		birthDate?: string;
		administrativeSex?: 'female' | 'male';
		email?: string;
		phones?: Array<{ use: string; number: string }>;
	};
	addresses: Array<Record<string, string>>;
}

/** What is known of a patient, placeholders left out. */
export interface Known {
	patient: TruthPatient;
	/** Civil date. */
	birthDate: string;
	isAdult: boolean;
	email?: string;
	phones: Array<{ use: string; number: string }>;
	address?: Record<string, string>;
}

export interface Kind {
	suits(known: Known): boolean;
	/** Undefined when chance gives no difference of this kind. */
	make(known: Known, tools: Tools): Shopper | undefined;
}

export interface Tools {
	random: Random;
	/** Whether somebody is called so: a patient, or anybody by a list of names. */
	isGivenName(name: string): boolean;
	/** Civil date. */
	today: string;
}

/** A name that staff type for a newborn, and one that a form shows. */
const NO_NAMES = new Set(['Baby', 'Name']);
const NOTHING = /^(n\/?a|none|unknown|0+|x+|-+)$/i;
const FORMAL_NAMES = new Map([...nicknames].map(([formal, short]) => [short, formal]));

/** Reads a patient; undefined without a birth date or a name. `adultBefore`: civil date. */
export function knownOf(patient: TruthPatient, adultBefore: string): Known | undefined {
	const { firstName, birthDate, email, phones, address } = patient;
	if (NO_NAMES.has(firstName) || birthDate === undefined || isUnlikely(birthDate)) return undefined;
	const hasAddress = address.line1 !== undefined && !NOTHING.test(address.line1);
	return {
		patient,
		birthDate,
		isAdult: birthDate < adultBefore,
		...(email !== undefined && !email.startsWith('noemail@') && { email }),
		phones: (['mobile', 'home', 'work'] as const).flatMap((use) => {
			const number = phones[use]?.number ?? '';
			return /^[2-9]\d\d[2-9]\d{6}$/.test(number) ? [{ use, number: `+1${number}` }] : [];
		}),
		...(hasAddress && { address: homeOf(address) }),
	};
}

/** What staff type who do not know a birth date. */
function isUnlikely(birthDate: string): boolean {
	return birthDate === '1900-01-01';
}

/** Whether a patient's birth date is missing: then nobody can tell the patient from a housemate. */
export function isUndated({ birthDate }: TruthPatient): boolean {
	return birthDate === undefined || isUnlikely(birthDate);
}

/** Patients with the same key live in one house; undefined = it is not known where. */
export function houseOf({ address }: TruthPatient): string | undefined {
	return address.line1 && `${address.line1} ${address.zip?.slice(0, 5) ?? ''}`;
}

/** How many of address, telephone and e-mail are known. */
export function contactsOf({ email, phones, address }: Known): number {
	return [email !== undefined, phones.length > 0, address !== undefined].filter(Boolean).length;
}

/** Everything as the practice holds it. */
function same({ patient, birthDate, email, phones, address }: Known): Shopper {
	const { firstName, middleName, lastName, suffix, sex } = patient;
	return {
		demographics: {
			givenName: firstName,
			...(middleName !== undefined && { middleName }),
			familyName: lastName,
			...(suffix !== undefined && { suffix }),
			birthDate,
			...(sex === 'Female' && { administrativeSex: 'female' as const }),
			...(sex === 'Male' && { administrativeSex: 'male' as const }),
			...(email !== undefined && { email }),
			phones,
		},
		addresses: address ? [address] : [],
	};
}

function homeOf(address: TruthPatient['address']): Record<string, string> {
	const { line1, line2, city, state, zip } = address;
	const members = { use: 'home', line1, line2, city, region: state, postalCode: zip };
	return Object.fromEntries(
		Object.entries(members).filter((entry): entry is [string, string] => entry[1] !== undefined),
	);
}

/** A home in a state in which the patient does not live; its street is nobody's. */
export function elsewhere(state: string | undefined, random: Random): Record<string, string> {
	const place = random.pick(places.filter((one) => one.state !== state));
	return {
		use: 'home',
		line1: `${random.int(1, 9999)} Shopper ${random.pick(['Ave', 'St', 'Rd', 'Ln'])}`,
		city: `Newtown ${random.pick(['North', 'South', 'East', 'West'])}`,
		region: place.state,
		postalCode: `${place.zip}${random.digits(2)}`,
	};
}

const isPlain = (name: string) => /^[A-Z][a-z]{4,}$/.test(name);

/** Letters and a neighbouring key that makes no other name of the word. */
const SLIPS: Readonly<Record<string, string>> = { a: 'q', c: 'x', d: 'x', s: 'x', w: 'q', e: 'w' };

/** A neighbouring key hit instead of a letter inside; undefined when no letter has one. */
function mistyped(name: string, random: Random): string | undefined {
	const places = [...name.slice(1)].flatMap((letter, at) => (letter in SLIPS ? [at + 1] : []));
	if (places.length === 0) return undefined;
	const at = random.pick(places);
	return name.slice(0, at) + SLIPS[name[at]] + name.slice(at + 1);
}

function swapped(birthDate: string): string {
	const [year, month, day] = birthDate.split('-');
	return `${year}-${day}-${month}`;
}

export const kinds = {
	/** A short form instead of the name, or the other way round. Of a child it may be the twin's. */
	nickname: {
		suits: ({ patient, isAdult }) =>
			isAdult &&
			patient.sex !== 'Unknown' &&
			(nicknames.has(patient.firstName) || FORMAL_NAMES.has(patient.firstName)),
		make(known) {
			const { firstName } = known.patient;
			const shopper = same(known);
			const givenName = nicknames.get(firstName) ?? FORMAL_NAMES.get(firstName) ?? firstName;
			return { ...shopper, demographics: { ...shopper.demographics, givenName } };
		},
	},
	/** Day and month changed places; no telephone told. */
	swappedBirthDate: {
		suits: ({ birthDate, email, address }) =>
			email !== undefined &&
			address !== undefined &&
			Number(birthDate.slice(8)) <= 12 &&
			birthDate.slice(8) !== birthDate.slice(5, 7),
		make(known, { today }) {
			const { demographics, addresses } = same(known);
			const birthDate = swapped(known.birthDate);
			// Of a baby it may lie ahead, and such a date is none.
			if (birthDate >= today) return undefined;
			return { demographics: { ...demographics, birthDate, phones: [] }, addresses };
		},
	},
	/** A woman with another family name, and no address told. */
	changedFamilyName: {
		suits: ({ patient, isAdult, email, phones }) =>
			isAdult && patient.sex === 'Female' && email !== undefined && phones.length > 0,
		make(known, { random }) {
			const { demographics } = same(known);
			const familyName = random.pick(nameLists.family);
			if (familyName.slice(0, 3) === known.patient.lastName.slice(0, 3)) return undefined;
			return { demographics: { ...demographics, familyName }, addresses: [] };
		},
	},
	/** A slip of the finger that makes no other name. Of a child it may be the twin's name. */
	typingError: {
		suits: ({ patient, isAdult }) => isAdult && isPlain(patient.firstName),
		make(known, { random, isGivenName }) {
			const shopper = same(known);
			const givenName = mistyped(known.patient.firstName, random);
			if (givenName === undefined || isGivenName(givenName)) return undefined;
			return { ...shopper, demographics: { ...shopper.demographics, givenName } };
		},
	},
	/** Another address in another state; telephones and e-mail stay. */
	movedHouse: {
		suits: ({ email, phones }) => email !== undefined && phones.length > 0,
		make(known, { random }) {
			const { demographics } = same(known);
			return { demographics, addresses: [elsewhere(known.address?.region, random)] };
		},
	},
	/** Neither middle name nor address told. */
	lessTold: {
		suits: ({ email, phones }) => email !== undefined && phones.length > 0,
		make(known) {
			const { middleName: _, ...demographics } = same(known).demographics;
			return { demographics, addresses: [] };
		},
	},
	none: { suits: () => true, make: same },
} satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;

/** The same name and birth date, and nothing else: another state, e-mail and telephone. */
export function namesake(known: Known, number: number, random: Random): Shopper {
	const { firstName, lastName } = known.patient;
	return {
		demographics: {
			givenName: firstName,
			familyName: lastName,
			birthDate: known.birthDate,
			email: `namesake${number}@example.net`,
			phones: [{ use: 'mobile', number: otherPhone(known.phones, random) }],
		},
		addresses: [elsewhere(known.address?.region, random)],
	};
}

/** A telephone that differs from each of these in more than two digits: no slip makes one of it. */
function otherPhone(own: Known['phones'], random: Random): string {
	for (;;) {
		const number = `+1${random.pick(places).areaCode}55501${random.digits(2)}`;
		const differing = own.map(
			(phone) => [...number].filter((digit, at) => digit !== phone.number[at]).length,
		);
		if (differing.every((count) => count > 2)) return number;
	}
}

/** Somebody who is no patient; the telephone is of the same small range as the patients'. */
export function stranger(number: number, random: Random): Shopper {
	const isFemale = random.chance(0.5);
	const givenName = random.pick(isFemale ? nameLists.female : nameLists.male);
	const day = (max: number) => String(random.int(1, max)).padStart(2, '0');
	return {
		demographics: {
			givenName,
			familyName: random.pick(nameLists.family),
			birthDate: `${random.int(1930, 2015)}-${day(12)}-${day(28)}`,
			administrativeSex: isFemale ? 'female' : 'male',
			email: `shopper${number}@example.net`,
			phones: [{ use: 'mobile', number: otherPhone([], random) }],
		},
		addresses: [elsewhere(undefined, random)],
	};
}
