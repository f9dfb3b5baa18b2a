import type { Comparison } from '../compare';
import { ageOn, yearsApart } from '../compare/birthDate';
import { levelOf } from '../compare/levels';
import type { PreparedRecord } from '../compare/prepared';

/** Years that lie between a parent and a child, at least. */
const generation = 15;
/** Older than this is a wrong date rather than a person. */
const oldest = 110;
const adult = 18;

/** What the guards look at, read off a comparison. */
export interface PairFacts {
	readonly given: number;
	readonly family: number;
	readonly birthDate: number;
	/** The given names agree: equal, short form, part, or swapped with the family name. */
	readonly givenAgrees: boolean;
	/** The family names agree or are alike. */
	readonly familyAgrees: boolean;
	/** The birth dates agree up to a slip; a slip that makes a generation is none. */
	readonly birthDateNear: boolean;
	/** Equal, or one day apart as those of twins born around midnight. */
	readonly birthDateOfTwins: boolean;
	/** A generation lies between the birth dates, and both can be those of living people. */
	readonly generationApart: boolean;
	/** One of the two is known to be under 18. */
	readonly ofChild: boolean;
	readonly sameHouse: boolean;
	/** Both have a middle name, and not the same. */
	readonly middlesDiffer: boolean;
	/** They have an e-mail address each, and not the same. */
	readonly emailsDiffer: boolean;
	/** Each has an e-mail address of its own, or a phone and no e-mail address ties them. */
	readonly contactsDiffer: boolean;
	/** They share a phone or an e-mail address. */
	readonly sameContact: boolean;
	/** They share a street, a contact or an insurance: one household, as far as that tells. */
	readonly household: boolean;
	readonly sexesDiffer: boolean;
	readonly sexesAgree: boolean;
	readonly suffixes: 'conflict' | 'agree' | 'oneSided' | 'none';
	/** The national ids are equal; a child is at times filed with a parent's, so this is not all. */
	readonly nationalIdEqual: boolean;
	/** The national ids are equal or one edit apart; brothers and sisters may have such ones. */
	readonly nationalIdNear: boolean;
}

/** @param day year · 10,000 + month · 100 + day */
export function pairFacts(
	a: PreparedRecord,
	b: PreparedRecord,
	comparison: Comparison,
	day: number,
): PairFacts {
	const given = comparison.level('given');
	const family = comparison.level('family');
	const birthDate = comparison.level('birthDate');
	const address = comparison.level('address');
	const nationalId = comparison.level('nationalId');
	const sameHouse = address === levelOf.address.equal || address === levelOf.address.close;
	const sameContact =
		comparison.level('phone') === levelOf.phone.equal ||
		comparison.level('email') === levelOf.email.equal;
	const emailsDiffer = comparison.level('email') === levelOf.email.different;
	const generationApart = isGenerationApart(a.birthDate, b.birthDate, day);
	return {
		given,
		family,
		birthDate,
		givenAgrees: agreeing.has(given),
		familyAgrees: family !== levelOf.family.missing && family !== levelOf.family.different,
		birthDateNear:
			birthDate !== levelOf.birthDate.missing &&
			birthDate !== levelOf.birthDate.different &&
			!generationApart,
		birthDateOfTwins:
			birthDate === levelOf.birthDate.equal || birthDate === levelOf.birthDate.oneDay,
		generationApart,
		ofChild: isChild(a.birthDate, day) || isChild(b.birthDate, day),
		sameHouse,
		sameContact,
		middlesDiffer: comparison.level('middle') === levelOf.middle.different,
		emailsDiffer,
		contactsDiffer:
			emailsDiffer ||
			(comparison.level('phone') === levelOf.phone.different &&
				comparison.level('email') !== levelOf.email.equal),
		household:
			sameHouse ||
			sameContact ||
			address === levelOf.address.sameStreet ||
			comparison.level('memberId') === levelOf.memberId.equal ||
			comparison.level('subscriberId') === levelOf.subscriberId.equal,
		sexesAgree: comparison.level('sex') === levelOf.sex.equal,
		sexesDiffer: comparison.level('sex') === levelOf.sex.different,
		suffixes: suffixes(a.suffix, b.suffix),
		nationalIdEqual: nationalId === levelOf.nationalId.equal,
		nationalIdNear:
			nationalId === levelOf.nationalId.equal || nationalId === levelOf.nationalId.oneEdit,
	};
}

const agreeing: ReadonlySet<number> = new Set([
	levelOf.given.equal,
	levelOf.given.nickname,
	levelOf.given.part,
	levelOf.given.middle,
	levelOf.given.swapped,
]);

function isGenerationApart(a: number, b: number, day: number): boolean {
	if (a === 0 || b === 0) return false;
	return yearsApart(a, b) >= generation && ageOn(Math.min(a, b), day) <= oldest;
}

function isChild(birthDate: number, day: number): boolean {
	return birthDate !== 0 && ageOn(birthDate, day) < adult;
}

/** Junior and the second are used for each other; every other pair of different words conflicts. */
function suffixes(a: PreparedRecord['suffix'], b: PreparedRecord['suffix']): PairFacts['suffixes'] {
	if (a === '' && b === '') return 'none';
	if (a === '' || b === '') return 'oneSided';
	if (a === b) return 'agree';
	return (a === 'jr' && b === 'ii') || (a === 'ii' && b === 'jr') ? 'agree' : 'conflict';
}
