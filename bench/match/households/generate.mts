import { Random } from '../../../sandbox/people/random.mjs';
import { Cast } from '../people/cast.mjs';
import { leftId, rightId, type Column, type Facts, type Row } from '../people/columns.mjs';
import { region } from '../people/places.mjs';
import { customerHand, practiceHand, written } from '../people/style.mjs';
import { regionCodes } from '../people/telephones.mjs';
import { mix } from '../people/weighted.mjs';
import * as changes from './cases/changes.mjs';
import * as families from './cases/families.mjs';
import * as generations from './cases/generations.mjs';
import * as strangers from './cases/strangers.mjs';
import * as twins from './cases/twins.mjs';
import type { Case, HouseholdClass, Role } from './roles.mjs';

/** How often each case comes in a round. */
const ROUND: ReadonlyArray<readonly [Case, number]> = [
	[twins.twinsUnlike, 1],
	[twins.twinsAlike, 2],
	[twins.twinsBoyGirl, 1],
	[twins.twinsEachOnOneSide, 2],
	[twins.twinsOneOnOneSide, 2],
	[twins.twinsNobodyCanTell, 1],
	[generations.juniorSeniorSuffixBoth, 2],
	[generations.juniorSeniorSuffixOne, 2],
	[generations.juniorSeniorSuffixNone, 2],
	[generations.grandparentNamesake, 1],
	[families.parentAndChild, 2],
	[families.parentAndChildNamesake, 2],
	[families.siblings, 1],
	[families.spouses, 2],
	[families.familyEmail, 1],
	[families.familyPolicy, 1],
	[families.newborn, 2],
	[strangers.namesakes, 2],
	[strangers.nearNamesakes, 2],
	[strangers.roommates, 1],
	[strangers.placeholders, 2],
	[strangers.oneSideOnly, 8],
	[changes.maidenNameKnown, 2],
	[changes.maidenNameUnknown, 2],
	[changes.doubleSurname, 2],
	[changes.swappedNames, 2],
	[changes.swappedDayAndMonth, 2],
	[changes.nickname, 3],
	[changes.initials, 2],
	[changes.accents, 2],
	[changes.movedSamePhone, 2],
	[changes.movedSameEmail, 2],
	[changes.movedAllNew, 2],
	[changes.typingErrors, 5],
	[changes.missingGivenName, 1],
	[changes.missingBirthDate, 2],
	[changes.missingPhone, 2],
	[changes.clean, 8],
];

/** Columns of the right side that the noise empties, unless a role keeps them. */
export const NOISY: readonly Column[] = [
	'middle_name',
	'sex',
	'phone',
	'phone_2',
	'email',
	'address_1',
	'city',
	'postcode',
	'payer',
	'member_id',
];
export const MISSING_SHARE = 0.03;

/** For more there are not enough telephones in the region. */
export const MAX_PAIRS = 30_000;

export interface HouseholdOptions {
	/** A whole number; the same one gives the same people. */
	seed: number;
	/** True pairs wanted, up to MAX_PAIRS; there are at least so many, and a whole round of cases. */
	pairs: number;
}

export interface ClassRow {
	/** The number in the record ids. */
	n: number;
	/** People of one case carry the same number. */
	household: number;
	class: HouseholdClass;
	/** False where not even a person could tell: a link is wrong all the same, a review is right. */
	decidable: boolean;
}

export interface Households {
	left: Row[];
	right: Row[];
	/** Ids of the true pairs, left and right. */
	labels: Array<readonly [string, string]>;
	/** By `n`. */
	classes: ClassRow[];
}

/**
 * Two lists of invented people who are easily confused, and the truth about them. Throws a
 * RangeError for more than MAX_PAIRS.
 */
export function generateHouseholds({ seed, pairs }: HouseholdOptions): Households {
	if (!(pairs > 0 && pairs <= MAX_PAIRS))
		throw new RangeError(`There can be from 1 to ${MAX_PAIRS} pairs.`);
	const cast = new Cast(new Random(seed, 1), region, regionCodes);
	const roles: Array<{ role: Role; household: number }> = [];
	let found = 0;
	let household = 0;
	do {
		for (const [make, times] of ROUND)
			for (let time = 0; time < times; time += 1) {
				household += 1;
				for (const role of make(cast)) {
					roles.push({ role, household });
					if (role.left && role.right) found += 1;
				}
			}
	} while (found < pairs);
	return withIds(roles, new Random(seed, 2));
}

function withIds(
	roles: ReadonlyArray<{ role: Role; household: number }>,
	random: Random,
): Households {
	// Numbers in no order: neighbours in a household must not be neighbours in a file.
	const numbers = mix(
		roles.map((_, place) => place + 1),
		random,
	);
	const result: Households = { left: [], right: [], labels: [], classes: [] };
	roles.forEach(({ role, household }, place) => {
		const n = numbers[place];
		if (role.left)
			result.left.push({
				rec_id: leftId(n),
				...written(role.left, practiceHand(random), random),
			});
		if (role.right) {
			const facts = withNoise(role.right, role.keep, random);
			result.right.push({ rec_id: rightId(n), ...written(facts, customerHand(random), random) });
		}
		if (role.left && role.right) result.labels.push([leftId(n), rightId(n)]);
		result.classes.push({ n, household, class: role.class, decidable: role.decidable });
	});
	mix(result.left, random);
	mix(result.right, random);
	const numberOf = (id: string) => Number(id.split('-')[1]);
	result.labels.sort(([one], [other]) => numberOf(one) - numberOf(other));
	result.classes.sort((one, other) => one.n - other.n);
	return result;
}

/** What the shop noted of these facts: some told half, some nothing. */
function withNoise(facts: Facts, keep: readonly Column[], random: Random): Facts {
	const noted = { ...facts };
	if (random.chance(0.4)) noted.middle_name = noted.middle_name.slice(0, 1);
	if (noted.phone !== '' && noted.phone_2 !== '') {
		const way = random.next();
		if (way < 0.4) noted.phone_2 = '';
		else if (way < 0.7) [noted.phone, noted.phone_2] = [noted.phone_2, noted.phone];
	}
	// Half of the customers never gave an insurance card.
	if (!keep.includes('member_id') && random.chance(0.5)) {
		noted.payer = '';
		noted.member_id = '';
	}
	for (const column of NOISY)
		if (!keep.includes(column) && column !== 'rec_id' && random.chance(MISSING_SHARE))
			noted[column] = '';
	return noted;
}
