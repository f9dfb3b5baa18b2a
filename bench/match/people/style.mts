import type { Random } from '../../../sandbox/people/random.mjs';
import type { Facts } from './columns.mjs';

/** How one office, or one customer, writes things down. */
export interface Hand {
	letters: 'title' | 'upper' | 'lower';
	dates: 'iso' | 'us' | 'usShort';
	phones: 'plain' | 'dashed' | 'brackets' | 'dots' | 'international';
	streets: 'full' | 'short' | 'shortDots';
	sex: 'letter' | 'word';
	/** Whether a ZIP code may carry its four more digits. */
	zip4: boolean;
}

const SHORT: Readonly<Record<string, string>> = {
	Street: 'St',
	Avenue: 'Ave',
	Drive: 'Dr',
	Road: 'Rd',
	Lane: 'Ln',
	Court: 'Ct',
	Boulevard: 'Blvd',
	Place: 'Pl',
	Circle: 'Cir',
	Parkway: 'Pkwy',
	North: 'N',
	South: 'S',
	East: 'E',
	West: 'W',
	Apartment: 'Apt',
};

/** The practice types with care, mostly. */
export function practiceHand(random: Random): Hand {
	return {
		letters: random.chance(0.08) ? 'upper' : 'title',
		dates: 'iso',
		phones: random.pick(['brackets', 'brackets', 'plain', 'dashed']),
		streets: random.pick(['full', 'short', 'short']),
		sex: 'letter',
		zip4: random.chance(0.15),
	};
}

/** A customer types as it comes. */
export function customerHand(random: Random): Hand {
	const letters = random.next();
	return {
		letters: letters < 0.72 ? 'title' : letters < 0.92 ? 'lower' : 'upper',
		dates: random.pick(['iso', 'us', 'us', 'usShort']),
		phones: random.pick(['plain', 'dashed', 'brackets', 'dots', 'international']),
		streets: random.pick(['full', 'short', 'short', 'shortDots']),
		sex: random.pick(['letter', 'word']),
		zip4: random.chance(0.05),
	};
}

/** The facts as this hand writes them. What is empty stays empty. */
export function written(facts: Facts, hand: Hand, random: Random): Facts {
	const cased = (text: string) => inLetters(text, hand.letters);
	const street = (text: string) => cased(inStreetWords(text, hand.streets));
	const zip4 = hand.zip4 && /^\d{5}$/.test(facts.postcode) ? `-${random.digits(4)}` : '';
	return {
		given_name: cased(facts.given_name),
		middle_name: cased(facts.middle_name),
		surname: cased(facts.surname),
		previous_surname: cased(facts.previous_surname),
		suffix: facts.suffix,
		sex: hand.sex === 'word' ? inWords(facts.sex) : facts.sex,
		date_of_birth: inDateForm(facts.date_of_birth, hand.dates),
		phone: inPhoneForm(facts.phone, hand.phones),
		phone_2: inPhoneForm(facts.phone_2, hand.phones),
		email: hand.letters === 'upper' ? facts.email.toUpperCase() : facts.email,
		address_1: street(facts.address_1),
		address_2: street(facts.address_2),
		city: cased(facts.city),
		state: facts.state,
		postcode: facts.postcode + zip4,
		payer: cased(facts.payer),
		member_id: hand.letters === 'lower' ? facts.member_id.toLowerCase() : facts.member_id,
	};
}

function inLetters(text: string, letters: Hand['letters']): string {
	if (letters === 'upper') return text.toUpperCase();
	return letters === 'lower' ? text.toLowerCase() : text;
}

function inStreetWords(text: string, form: Hand['streets']): string {
	if (form === 'full') return text;
	const dot = form === 'shortDots' ? '.' : '';
	return text
		.split(' ')
		.map((word) => (SHORT[word] === undefined ? word : SHORT[word] + dot))
		.join(' ');
}

function inWords(sex: string): string {
	if (sex === 'F') return 'Female';
	return sex === 'M' ? 'Male' : sex;
}

function inDateForm(date: string, form: Hand['dates']): string {
	const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
	if (parts === null || form === 'iso') return date;
	const [, year, month, day] = parts;
	return form === 'us' ? `${month}/${day}/${year}` : `${Number(month)}/${Number(day)}/${year}`;
}

function inPhoneForm(phone: string, form: Hand['phones']): string {
	const parts = /^(\d{3})(\d{3})(\d{4})$/.exec(phone);
	if (parts === null) return phone;
	const [, area, exchange, line] = parts;
	if (form === 'plain') return phone;
	if (form === 'dashed') return `${area}-${exchange}-${line}`;
	if (form === 'dots') return `${area}.${exchange}.${line}`;
	return form === 'brackets' ? `(${area}) ${exchange}-${line}` : `+1${phone}`;
}
