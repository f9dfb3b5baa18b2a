import { addDays } from '../../../sandbox/people/dates.mjs';
import type { Cast } from '../people/cast.mjs';
import type { Facts } from '../people/columns.mjs';
import type { Sex } from '../people/names.mjs';

/** So many of all homes hold a family; four in ten people then live with others of their name. */
const FAMILY_SHARE = 0.172;

/**
 * The people of one home: one person, or a family of two to five. Only a son may have the given name
 * of another one, his father's: two of one name and birth date not even a person could tell apart.
 */
export function peopleOfHome(cast: Cast): Facts[] {
	return cast.random.chance(FAMILY_SHARE) ? family(cast) : [cast.person({ age: [0, 92] })];
}

function family(cast: Cast): Facts[] {
	const { random } = cast;
	const household = cast.household();
	const age = random.int(22, 88);
	const couple = random.chance(0.75);
	const parents: Facts[] = [];
	for (const sex of couple ? (['F', 'M'] as const) : [random.pick(['F', 'M'] as const)])
		parents.push(
			member(sex, parents, {
				date_of_birth: cast.birthDate(Math.max(19, age - 4), age + 4),
				phone_2: household.landline,
			}),
		);
	const children = couple && random.chance(0.3) ? 0 : random.int(1, 3);
	const oldest = Math.max(0, age - 20);
	const people = [...parents];
	for (let place = 0; place < children; place += 1)
		people.push(child(cast, people, parents, oldest));
	return people;

	/** One more, whose given name is told or nobody else's here. */
	function member(
		sex: Sex,
		others: readonly Facts[],
		facts: Partial<Facts> & Pick<Facts, 'date_of_birth'>,
	): Facts {
		const taken = others.map((other) => other.given_name);
		const { origin } = household;
		const given = facts.given_name ?? cast.otherGiven(origin, sex, facts.date_of_birth, taken);
		return cast.person({ household, sex, facts: { ...facts, given_name: given } });
	}

	function child(
		{ random: numbers }: Cast,
		before: readonly Facts[],
		[parent, other]: readonly Facts[],
		limit: number,
	): Facts {
		const previous = before[before.length - 1];
		const first = before.length === parents.length;
		// Three in a hundred are twins.
		const twin = !first && numbers.chance(0.03);
		const birthDate = first
			? cast.birthDate(Math.max(0, limit - 18), limit)
			: twin
				? previous.date_of_birth
				: addDays(previous.date_of_birth, -numbers.int(300, 1900));
		const namesake = [parent, other].find((person) => person?.sex === 'M');
		const sex = numbers.chance(0.5) ? 'F' : 'M';
		const facts: Partial<Facts> & Pick<Facts, 'date_of_birth'> = { date_of_birth: birthDate };
		if (sex === 'M' && first && namesake !== undefined && numbers.chance(0.06)) {
			facts.given_name = namesake.given_name;
			if (numbers.chance(0.6)) facts.suffix = 'Jr';
		}
		// A child has a parent's telephone and e-mail address.
		if (birthDate > '2009-01-01')
			Object.assign(facts, { phone: parent.phone, email: parent.email });
		if (parent.member_id !== '')
			Object.assign(facts, {
				payer: parent.payer,
				member_id: `${parent.member_id}0${before.length + 1}`,
			});
		return member(sex, before, facts);
	}
}
