import type { Cast } from '../../people/cast.mjs';
import type { Column, Facts } from '../../people/columns.mjs';
import { accentedGiven, accentedSurnames, nicknames } from '../../people/nameLists.mjs';
import { pickGiven, withoutMarks } from '../../people/names.mjs';
import { garble, misdial, slipDate, swapDayAndMonth } from '../../people/slips.mjs';
import { both, type Case } from '../roles.mjs';

// One person each, whom the shop knows by other facts than the practice.

const CONTACTS: readonly Column[] = ['phone', 'email', 'address_1', 'city', 'postcode'];
const keep = { keep: CONTACTS };

function bride(cast: Cast): { person: Facts; surname: string } {
	const { random } = cast;
	const household = cast.household();
	const person = cast.person({ household, sex: 'F', age: [22, 60] });
	return {
		person,
		surname:
			random.chance(0.15) && !person.surname.includes(' ')
				? `${person.surname}-${cast.otherSurname(household)}`
				: cast.otherSurname(household),
	};
}

/** Some move in with their spouse when they take the name. */
function afterWedding(cast: Cast): Partial<Facts> {
	return cast.random.chance(0.3) ? { ...cast.home() } : {};
}

export const maidenNameKnown: Case = (cast) => {
	const { person, surname } = bride(cast);
	const later = { ...afterWedding(cast), surname, previous_surname: person.surname };
	if (cast.random.chance(0.6)) return [both('maiden_name_known', person, later, keep)];
	// The practice asked; the customer account is the older one.
	return [{ ...both('maiden_name_known', person, {}, keep), left: { ...person, ...later } }];
};

export const maidenNameUnknown: Case = (cast) => {
	const { person, surname } = bride(cast);
	const later = { ...afterWedding(cast), surname };
	return [both('maiden_name_unknown', person, later, keep)];
};

export const doubleSurname: Case = (cast) => {
	const { random } = cast;
	const household = cast.household();
	const [first, second] = [household.surname, cast.otherSurname(household)];
	const joint = random.pick(['-', '-', ' ']);
	const person = cast.person({ household, facts: { surname: `${first}${joint}${second}` } });
	const other = random.pick([
		`${first} ${second}`,
		`${first}-${second}`,
		`${first}${second}`,
		first,
		second,
	]);
	const surname = other === person.surname ? first : other;
	return random.chance(0.5)
		? [both('double_surname', person, { surname }, keep)]
		: [{ ...both('double_surname', person, {}, keep), left: { ...person, surname } }];
};

export const swappedNames: Case = (cast) => {
	const person = cast.person({ age: [1, 92] });
	const { given_name, surname } = person;
	return [both('swapped_names', person, { given_name: surname, surname: given_name }, keep)];
};

export const swappedDayAndMonth: Case = (cast) => {
	for (;;) {
		const date = cast.birthDate(1, 92);
		const swapped = swapDayAndMonth(date);
		if (swapped === date) continue;
		const person = cast.person({ facts: { date_of_birth: date } });
		return [both('swapped_day_month', person, { date_of_birth: swapped }, keep)];
	}
};

export const nickname: Case = (cast) => {
	const { random } = cast;
	const sex = random.chance(0.5) ? 'F' : 'M';
	for (;;) {
		const birthDate = cast.birthDate(5, 92);
		const givenName = pickGiven(random, 'us', sex, Number(birthDate.slice(0, 4)));
		if (!Object.hasOwn(nicknames, givenName)) continue;
		const facts = { given_name: givenName, date_of_birth: birthDate };
		const person = cast.person({ sex, facts });
		const changed = { given_name: random.pick(nicknames[givenName]) };
		return random.chance(0.7)
			? [both('nickname', person, changed, keep)]
			: [{ ...both('nickname', person, {}, keep), left: { ...person, ...changed } }];
	}
};

export const initials: Case = (cast) => {
	const { random } = cast;
	const person = cast.person({ age: [5, 92] });
	const initial = person.given_name[0];
	const way = random.int(1, 3);
	if (way === 3 && person.middle_name !== '')
		// J. Robert Smith, who is called Robert.
		return [both('initials', person, { given_name: person.middle_name, middle_name: '' }, keep)];
	return [both('initials', person, { given_name: way === 1 ? initial : `${initial}.` }, keep)];
};

export const accents: Case = (cast) => {
	const { random } = cast;
	const sex = random.chance(0.5) ? 'F' : 'M';
	const inGiven = random.chance(0.6);
	const inSurname = !inGiven || random.chance(0.3);
	const person = cast.person({
		sex,
		facts: {
			...(inGiven && { given_name: random.pick(accentedGiven[sex]) }),
			...(inSurname && { surname: random.pick(accentedSurnames) }),
		},
	});
	const changed = {
		given_name: withoutMarks(person.given_name),
		surname: withoutMarks(person.surname),
	};
	return [both('accents', person, changed)];
};

export const movedSamePhone: Case = (cast) => {
	const person = cast.person({ age: [1, 92] });
	const changed: Partial<Facts> = { ...cast.home(), phone_2: '' };
	if (cast.random.chance(0.3))
		changed.email = cast.email(person.given_name, person.surname, person.date_of_birth);
	return [both('moved_same_phone', person, changed, { keep: ['phone'] })];
};

export const movedSameEmail: Case = (cast) => {
	const person = cast.person({ age: [18, 92] });
	const changed = { ...cast.home(), phone: cast.telephone(), phone_2: '' };
	return [both('moved_same_email', person, changed, { keep: ['email'] })];
};

export const movedAllNew: Case = (cast) => {
	const { random } = cast;
	const sameCard = random.chance(0.4);
	const person = cast.person({ age: [18, 92], ...(sameCard && { facts: cast.policy() }) });
	const changed = {
		...cast.home(),
		phone: cast.telephone(),
		phone_2: '',
		email: cast.email(person.given_name, person.surname, person.date_of_birth),
		...(!sameCard && { payer: '', member_id: '' }),
	};
	// Name and birth date alone could be a namesake's.
	const extras = { decidable: sameCard, keep: ['payer', 'member_id'] as const };
	return [both('moved_all_new', person, changed, extras)];
};

export const typingErrors: Case = (cast) => {
	const { random } = cast;
	const person = cast.person({ age: [1, 92] });
	const slips: Record<string, () => Partial<Facts>> = {
		given: () => ({ given_name: garble(person.given_name, random) }),
		surname: () => ({ surname: garble(person.surname, random) }),
		birthDate: () => ({ date_of_birth: slipDate(person.date_of_birth, random) }),
		street: () => ({ address_1: garble(person.address_1, random) }),
		phone: () => ({ phone: misdial(person.phone, random) }),
		email: () => ({ email: garble(person.email, random) }),
	};
	const names = Object.keys(slips);
	const first = random.pick(names);
	const second = random.pick(names.filter((name) => name !== first));
	return [both('typing_errors', person, { ...slips[first](), ...slips[second]() }, keep)];
};

export const missingGivenName: Case = (cast) => [
	both('missing_given_name', cast.person({ age: [1, 92] }), { given_name: '' }, keep),
];

export const missingBirthDate: Case = (cast) => [
	both('missing_birth_date', cast.person({ age: [1, 92] }), { date_of_birth: '' }, keep),
];

export const missingPhone: Case = (cast) => [
	both('missing_phone', cast.person({ age: [1, 92] }), { phone: '', phone_2: '' }, keep),
];

export const clean: Case = (cast) => [both('clean', cast.person({ age: [0, 92] }))];
