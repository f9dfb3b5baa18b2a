import type { Cast } from '../../people/cast.mjs';
import type { Facts } from '../../people/columns.mjs';
import {
	both,
	onlyLeft,
	onlyRight,
	scattered,
	type Case,
	type HouseholdClass,
	type Role,
} from '../roles.mjs';

const SUFFIXES = [
	['Sr', 'Jr'],
	['Sr.', 'Jr.'],
	['SR', 'JR'],
	['II', 'III'],
	['', 'Jr'],
] as const;

/** Two people of one name, home and telephone, `years` apart. */
function namesakes(cast: Cast, years: readonly [number, number]): [Facts, Facts] {
	const { random } = cast;
	const household = cast.household();
	const gap = random.int(...years);
	const age = random.int(0, 90 - gap);
	const sex = random.chance(0.85) ? 'M' : 'F';
	const phone = household.landline;
	const elder = cast.person({
		household,
		sex,
		age: [age + gap, age + gap],
		facts: { phone, phone_2: random.chance(0.4) ? cast.telephone() : '' },
	});
	const shared: Partial<Facts> = { given_name: elder.given_name, phone };
	if (random.chance(0.7)) shared.middle_name = elder.middle_name;
	if (random.chance(0.5)) shared.email = elder.email;
	if (elder.member_id !== '') {
		shared.payer = elder.payer;
		shared.member_id = `${elder.member_id}03`;
		elder.member_id += '01';
	}
	const younger = cast.person({ household, sex, age: [age, age], facts: shared });
	return [elder, younger];
}

/** Takes the suffixes off the right side, or off both. */
function noted(role: Role, sides: 'both' | 'left' | 'none'): Role {
	const without = (facts: Facts) => ({ ...facts, suffix: '' });
	return {
		...role,
		...(role.left && sides === 'none' && { left: without(role.left) }),
		...(role.right && sides !== 'both' && { right: without(role.right) }),
	};
}

/** A form without a field for suffixes: they end up behind the surname. */
function suffixInSurname(role: Role): Role {
	if (!role.right || role.right.suffix === '') return role;
	const { surname, suffix } = role.right;
	return { ...role, right: { ...role.right, surname: `${surname} ${suffix}`, suffix: '' } };
}

function juniorSenior(name: HouseholdClass, sides: 'both' | 'left' | 'none'): Case {
	return (cast) => {
		const { random } = cast;
		const [elder, younger] = namesakes(cast, [19, 36]);
		[elder.suffix, younger.suffix] = random.pick(SUFFIXES);
		const kind = random.next();
		// Without a birth date only a suffix on both sides tells who is meant.
		if (kind < 0.15) {
			const decidable = sides === 'both' && younger.suffix !== '';
			const changed = { date_of_birth: '', member_id: '', payer: '', email: '' };
			return [
				onlyLeft(name, elder, { decidable }),
				both(name, younger, changed, { decidable }),
			].map((role) => noted(role, sides));
		}
		if (kind < 0.35)
			return (random.chance(0.5) ? [elder, younger] : [younger, elder]).map((person, place) =>
				noted((place === 0 ? onlyLeft : onlyRight)(name, person), sides),
			);
		const roles = scattered(name, [elder, younger], cast).map((role) => noted(role, sides));
		return random.chance(0.25) ? roles.map(suffixInSurname) : roles;
	};
}

export const juniorSeniorSuffixBoth = juniorSenior('junior_senior_suffix_both', 'both');
export const juniorSeniorSuffixOne = juniorSenior('junior_senior_suffix_one', 'left');
export const juniorSeniorSuffixNone = juniorSenior('junior_senior_suffix_none', 'none');

export const grandparentNamesake: Case = (cast) => {
	const [elder, younger] = namesakes(cast, [42, 66]);
	if (cast.random.chance(0.3)) younger.suffix = 'III';
	return scattered('grandparent_namesake', [elder, younger], cast);
};
