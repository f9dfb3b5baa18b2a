import type { Cast } from '../people/cast.mjs';
import type { Column, Facts } from '../people/columns.mjs';

/** What is confusing about a person. */
export const CLASSES = {
	twins_unlike: 'twins whose names differ',
	twins_alike: 'twins of one sex whose names are alike',
	twins_boy_girl: 'brother and sister, born on one day',
	twin_apart: 'twins of whom one side, or both, know only one',
	junior_senior_suffix_both: 'father and son of one name, with their suffixes',
	junior_senior_suffix_one: 'father and son of one name; only the practice notes suffixes',
	junior_senior_suffix_none: 'father and son of one name, without suffixes',
	grandparent_namesake: 'grandparent and grandchild of one name',
	parent_child: 'parent and child with one telephone and e-mail address',
	parent_child_namesake: 'the same, and both have one given name',
	siblings: 'brothers and sisters with their parents’ telephone',
	spouses: 'spouses with one telephone',
	family_email: 'a family with one e-mail address and a telephone each',
	family_policy: 'a family with one member ID and one telephone',
	roommates: 'people of different families at one address',
	newborn: 'a newborn without a name of its own, with mother, twin or brother',
	namesakes: 'different people with one common name and one birth date',
	near_namesakes: 'different people with one name, almost one birth date, one ZIP code',
	placeholders: 'people of whom little is known but what staff type to fill a field',
	maiden_name_known: 'a new surname; one side notes the previous one',
	maiden_name_unknown: 'a new surname; nobody notes the previous one',
	double_surname: 'two surnames, with or without hyphen, or one of the two',
	swapped_names: 'given name and surname exchanged',
	swapped_day_month: 'day and month of the birth date exchanged',
	nickname: 'a nickname in place of the given name',
	initials: 'an initial in place of the given name',
	accents: 'a name with marks that the other side leaves out',
	moved_same_phone: 'a new address, the same telephone',
	moved_same_email: 'a new address and telephone, the same e-mail address',
	moved_all_new: 'a new address, telephone and e-mail address',
	typing_errors: 'two typing errors',
	missing_given_name: 'no given name',
	missing_birth_date: 'no birth date',
	missing_phone: 'no telephone',
	clean: 'nothing but another way of writing',
	one_side_only: 'known to one side only, like nobody else',
} as const;

export type HouseholdClass = keyof typeof CLASSES;

/** One person of a case: what the practice (left) and the shop (right) believe, in plain form. */
export interface Role {
	class: HouseholdClass;
	left?: Facts;
	right?: Facts;
	/** False where not even a person who sees both files whole could tell. */
	decidable: boolean;
	/** Columns that tell this person from the others; the noise of the right side spares them. */
	keep: readonly Column[];
}

/** Makes up the people of one household, or one set of strangers, that are easily taken for one another. */
export type Case = (cast: Cast) => Role[];

type Extras = Partial<Pick<Role, 'decidable' | 'keep'>>;

/** A person whom both sides know; `changed` is what the right side has instead. */
export function both(
	name: HouseholdClass,
	person: Facts,
	changed: Partial<Facts> = {},
	extras: Extras = {},
): Role {
	return {
		class: name,
		left: person,
		right: { ...person, ...changed },
		decidable: true,
		keep: [],
		...extras,
	};
}

/** A person whom only the practice knows. */
export function onlyLeft(name: HouseholdClass, person: Facts, extras: Extras = {}): Role {
	return { class: name, left: person, decidable: true, keep: [], ...extras };
}

/** A person whom only the shop knows. */
export function onlyRight(name: HouseholdClass, person: Facts, extras: Extras = {}): Role {
	return { class: name, right: person, decidable: true, keep: [], ...extras };
}

/**
 * Most often both sides know all of these people; else the left side knows all and the right side
 * one, or the other way round, or each side knows another one.
 */
export function scattered(
	name: HouseholdClass,
	people: readonly Facts[],
	cast: Cast,
	extras: Extras = {},
): Role[] {
	const kind = cast.random.next();
	if (kind < 0.55) return people.map((person) => both(name, person, {}, extras));
	const chosen = cast.random.int(0, people.length - 1);
	return people.map((person, place) => {
		if (kind < 0.7)
			return place === chosen ? both(name, person, {}, extras) : onlyLeft(name, person, extras);
		if (kind < 0.8)
			return place === chosen ? both(name, person, {}, extras) : onlyRight(name, person, extras);
		return place === chosen ? onlyLeft(name, person, extras) : onlyRight(name, person, extras);
	});
}
