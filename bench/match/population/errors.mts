import type { Cast } from '../people/cast.mjs';
import type { Column, Facts } from '../people/columns.mjs';
import { nicknames } from '../people/nameLists.mjs';
import { pickOrigin, pickSurname } from '../people/names.mjs';
import { garble, misdial, slipDate } from '../people/slips.mjs';

/** Share of the records in which a column that was told is not noted. */
export const ABSENT: Readonly<Partial<Record<Column, number>>> = {
	given_name: 0.005,
	middle_name: 0.2,
	suffix: 0.35,
	sex: 0.03,
	date_of_birth: 0.01,
	phone: 0.05,
	phone_2: 0.4,
	email: 0.12,
	address_1: 0.03,
	city: 0.02,
	postcode: 0.03,
	member_id: 0.2,
};

/** What one source noted of a person: some facts are absent. */
export function noted(facts: Facts, cast: Cast): Facts {
	const { random } = cast;
	const result = { ...facts };
	for (const [column, share] of Object.entries(ABSENT))
		if (random.chance(share)) result[column as keyof Facts] = '';
	if (result.member_id === '') result.payer = '';
	if (random.chance(0.3)) result.middle_name = result.middle_name.slice(0, 1);
	return result;
}

/**
 * What another source believes of a person at another time: moved, renamed, with a new telephone,
 * called by a nickname, mistyped. About half of all records differ in nothing.
 */
export function believedElsewhere(facts: Facts, cast: Cast): Facts {
	const { random } = cast;
	const result = { ...facts };
	if (random.chance(0.12)) Object.assign(result, cast.home());
	if (random.chance(0.1)) result.phone = cast.telephone();
	if (random.chance(0.12))
		result.email = cast.email(facts.given_name, facts.surname, facts.date_of_birth);
	if (random.chance(0.06)) Object.assign(result, cast.policy());
	rename(result, cast);
	mistake(result, cast);
	return result;
}

function rename(result: Facts, { random }: Cast): void {
	const names = Object.hasOwn(nicknames, result.given_name) ? nicknames[result.given_name] : [];
	if (names.length > 0 && random.chance(0.12)) result.given_name = random.pick(names);
	if (result.sex === 'F' && random.chance(0.03)) {
		const surname = pickSurname(random, pickOrigin(random));
		if (random.chance(0.3)) result.previous_surname = result.surname;
		result.surname = random.chance(0.2) ? `${result.surname}-${surname}` : surname;
	}
}

function mistake(result: Facts, { random }: Cast): void {
	if (random.chance(0.03)) result.given_name = garble(result.given_name, random);
	else if (random.chance(0.01)) result.given_name = result.given_name.slice(0, 1);
	if (random.chance(0.03)) result.surname = garble(result.surname, random);
	if (random.chance(0.005))
		[result.given_name, result.surname] = [result.surname, result.given_name];
	if (random.chance(0.02)) result.date_of_birth = slipDate(result.date_of_birth, random);
	if (random.chance(0.04)) result.address_1 = garble(result.address_1, random);
	if (random.chance(0.01)) result.postcode = garble(result.postcode, random);
	if (random.chance(0.015)) result.phone = misdial(result.phone, random);
	if (random.chance(0.015)) result.email = garble(result.email, random);
	if (random.chance(0.01)) result.member_id = garble(result.member_id, random);
	if (random.chance(0.003)) result.sex = result.sex === 'F' ? 'M' : 'F';
}
