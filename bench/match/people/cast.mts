import { addDays } from '../../../sandbox/people/dates.mjs';
import { Random } from '../../../sandbox/people/random.mjs';
import type { Facts } from './columns.mjs';
import { pickGiven, pickMiddle, pickOrigin, pickSurname, withoutMarks } from './names.mjs';
import type { Origin, Sex } from './names.mjs';
import { pickHome, type Home, type Town } from './places.mjs';
import { TelephoneBook } from './telephones.mjs';
import type { Weighted } from './weighted.mjs';

/** The civil date on which the files were "exported"; ages count from it. */
export const DAY_OF_DATA = '2026-11-01';

const PAYERS = [
	'Evergreen Health',
	'Prairie Mutual',
	'Harbor Life & Health',
	'Medicare',
	'State Medicaid',
	'Blue Lantern',
];

/** What people of one home have in common. */
export interface Household {
	origin: Origin;
	surname: string;
	home: Home;
	/** Ten digits. */
	landline: string;
}

export interface Wanted {
	household?: Household;
	sex?: Sex;
	/** Ages in years, both possible. */
	age?: readonly [number, number];
	/** Facts that are settled; the e-mail address follows the names. */
	facts?: Partial<Facts>;
}

/** Makes people up, one after the other, from one stream of numbers. */
export class Cast {
	private made = 0;
	private readonly book: TelephoneBook;

	constructor(
		readonly random: Random,
		private readonly towns: Weighted<Town>,
		areaCodes: readonly string[],
	) {
		this.book = new TelephoneBook(areaCodes, random.int(0, 9_999));
	}

	telephone(): string {
		return this.book.next();
	}

	home(): Home {
		return pickHome(this.random, this.towns);
	}

	household(): Household {
		return { ...this.root(), landline: this.telephone() };
	}

	private root(): Omit<Household, 'landline'> {
		const origin = pickOrigin(this.random);
		return { origin, surname: pickSurname(this.random, origin), home: this.home() };
	}

	/** A surname that is not the household's. */
	otherSurname(household: Household): string {
		for (;;) {
			const surname = pickSurname(this.random, household.origin);
			if (surname !== household.surname) return surname;
		}
	}

	/** A given name of that sex and age that is none of these, not even without accents. */
	otherGiven(origin: Origin, sex: Sex, birthDate: string, not: readonly string[]): string {
		for (;;) {
			const name = pickGiven(this.random, origin, sex, Number(birthDate.slice(0, 4)));
			if (!not.some((other) => plain(other) === plain(name))) return name;
		}
	}

	birthDate(youngest: number, oldest: number): string {
		return addDays(DAY_OF_DATA, -this.random.int(youngest * 365 + 30, oldest * 365 + 300));
	}

	/** Name and number of an insurance card. */
	policy(): Pick<Facts, 'payer' | 'member_id'> {
		const payer = this.random.pick(PAYERS);
		return { payer, member_id: `${payer.slice(0, 2).toUpperCase()}${this.random.digits(9)}` };
	}

	/** An e-mail address that nobody else has. */
	email(given: string, surname: string, birthDate: string): string {
		this.made += 1;
		const first = plain(given);
		const last = plain(surname);
		const number = this.made.toString(36);
		const domain = this.random.pick(['example.com', 'example.org', 'example.net']);
		const forms = [
			`${first}.${last}${number}`,
			`${first[0] ?? 'x'}${last}${number}`,
			`${last}${birthDate.slice(2, 4)}.${number}`,
			`${first}_${number}`,
		];
		return `${this.random.pick(forms)}@${domain}`;
	}

	/**
	 * A whole person: all facts but suffix, previous surname and, for some, a middle name, a second
	 * telephone and an insurance card.
	 */
	person(wanted: Wanted = {}): Facts {
		const household = wanted.household ?? this.root();
		const sex = wanted.sex ?? (this.random.chance(0.53) ? 'F' : 'M');
		const birthDate = wanted.facts?.date_of_birth ?? this.birthDate(...(wanted.age ?? [18, 92]));
		const year = Number(birthDate.slice(0, 4));
		const given = wanted.facts?.given_name ?? pickGiven(this.random, household.origin, sex, year);
		const surname = wanted.facts?.surname ?? household.surname;
		const person: Facts = {
			given_name: given,
			middle_name: this.random.chance(0.6) ? pickMiddle(this.random, sex) : '',
			surname,
			previous_surname: '',
			suffix: '',
			sex,
			date_of_birth: birthDate,
			phone: this.telephone(),
			phone_2: this.random.chance(0.4) ? (wanted.household?.landline ?? this.telephone()) : '',
			email: this.email(given, surname, birthDate),
			...household.home,
			...(this.random.chance(0.8) ? this.policy() : { payer: '', member_id: '' }),
			...wanted.facts,
		};
		return person.phone_2 === person.phone ? { ...person, phone_2: '' } : person;
	}
}

function plain(text: string): string {
	return withoutMarks(text)
		.replace(/[^a-z]/gi, '')
		.toLowerCase();
}
