import type { Comparison } from './compare';
import { levelOf } from './compare/levels';
import type { PreparedRecord } from './compare/prepared';
import type { Vocabulary } from './compare/vocabulary';
import { pairFacts } from './guards/facts';
import type { PairFacts } from './guards/facts';
import { isAlikeOnly, isShortFormOfOthers, isSlipOfGivenName } from './guards/typo';
import type { NameFrequencies } from './weights/frequencies';

/** What stops a pair by itself, whatever its score; a stopped pair is possible at best. */
export const guardCodes = [
	'suffixVeto',
	'parentChildGuard',
	'twinGuard',
	'householdGuard',
	'nameAndBirthDateOnly',
	'identifierContradicted',
] as const;
export type GuardCode = (typeof guardCodes)[number];

export interface GuardVerdict {
	/** The guards that fire, in the order of `guardCodes`. */
	readonly stoppedBy: readonly GuardCode[];
	/**
	 * The pair holds only while nobody else fits: a name or the birth date, which tell members of a
	 * household apart, is missing, is an initial or disagrees.
	 */
	readonly fragile: boolean;
	/**
	 * What tells members of a household apart is missing or an initial, so that only a look at all
	 * records of both sides can tell that nobody else fits.
	 */
	readonly incomplete: boolean;
	/** One of the two is known to be under 18. */
	readonly ofChild: boolean;
	/** Given name and birth date both say two people: not even possible, whatever a household shares. */
	readonly apart: boolean;
	/**
	 * Sex or middle name differs, or a phone or an e-mail address is shared while given names or birth
	 * dates are wholly unlike: a household, whatever else the lists say (domain-notes 1.4).
	 */
	readonly firm: boolean;
	/** The given names are known and wholly unlike. */
	readonly otherGivenName: boolean;
}

/**
 * Looks for the people that are taken for each other: father and son of one name, twins, a household
 * with one phone, namesakes. An own identifier answers to the veto and to plain contradiction only.
 *
 * @param day year · 10,000 + month · 100 + day
 */
export function guardPair(
	a: PreparedRecord,
	b: PreparedRecord,
	comparison: Comparison,
	words: Vocabulary,
	frequencies: NameFrequencies,
	day: number,
): GuardVerdict {
	const facts = pairFacts(a, b, comparison, day);
	const stoppedBy: GuardCode[] = [];
	if (facts.suffixes === 'conflict') stoppedBy.push('suffixVeto');
	if (comparison.ownIdentifier) {
		if (contradicts(facts)) stoppedBy.push('identifierContradicted');
		return {
			stoppedBy,
			fragile: false,
			incomplete: false,
			ofChild: facts.ofChild,
			apart: false,
			firm: true,
			otherGivenName: facts.given === levelOf.given.different,
		};
	}
	const slip =
		isAlikeOnly(facts.given) && isSlipOfGivenName(a, b, words, frequencies, facts.ofChild);
	const isVague = facts.given === levelOf.given.nickname && isShortFormOfOthers(a, b, words);
	if (areParentAndChild(facts)) stoppedBy.push('parentChildGuard');
	if (mayBeTwins(facts, slip, isVague)) stoppedBy.push('twinGuard');
	if (mayBeHousehold(facts, slip)) stoppedBy.push('householdGuard');
	if (!agreesBesides(comparison)) stoppedBy.push('nameAndBirthDateOnly');
	return {
		stoppedBy,
		fragile: isFragile(facts),
		incomplete: isIncomplete(facts),
		ofChild: facts.ofChild,
		apart: areApart(facts),
		firm: areFirmlyTwo(facts),
		otherGivenName: facts.given === levelOf.given.different,
	};
}

/**
 * Whether two records are plainly two people: generation words or generations of one name, or given
 * names that differ. Asked within a group of records that a third one ties together.
 */
export function areTwoPeople(
	a: PreparedRecord,
	b: PreparedRecord,
	comparison: Comparison,
	day: number,
): boolean {
	if (comparison.ownIdentifier) return false;
	const facts = pairFacts(a, b, comparison, day);
	if (facts.suffixes === 'conflict') return true;
	if (facts.nationalIdNear) return false;
	return facts.generationApart || facts.given === levelOf.given.different;
}

/** The identifier says one person, given name and birth date both say another. */
function contradicts(facts: PairFacts): boolean {
	return facts.given === levelOf.given.different && !facts.birthDateNear;
}

/**
 * One name in two generations: the birth dates lie apart; or only one of the two is called junior or
 * senior and the birth dates do not say that they are one; or a child may be on the side without a
 * birth date.
 */
function areParentAndChild(facts: PairFacts): boolean {
	if (facts.nationalIdNear) return false;
	const { given, birthDate } = facts;
	if (given === levelOf.given.different) return false;
	if (facts.generationApart) return true;
	if (given === levelOf.given.missing) return false;
	if (facts.suffixes === 'oneSided' && !facts.birthDateNear) return true;
	return facts.ofChild && birthDate === levelOf.birthDate.missing;
}

/** One birth date and one family, and the given names do not say that it is one person. */
function mayBeTwins(facts: PairFacts, slip: boolean, isVague: boolean): boolean {
	if (facts.nationalIdEqual) return false;
	if (!facts.birthDateOfTwins) return false;
	if (!facts.familyAgrees && !facts.household) return false;
	const { given } = facts;
	if (given === levelOf.given.different) return true;
	if (isAlikeOnly(given) && !slip) return true;
	const incomplete = given === levelOf.given.missing || given === levelOf.given.initial;
	if (incomplete && facts.ofChild) return true;
	// María José and María Elena.
	if (facts.middlesDiffer) return true;
	const byMiddle = given === levelOf.given.middle;
	if (byMiddle && (facts.ofChild || facts.emailsDiffer)) return true;
	if (isVague && (facts.ofChild || !facts.sexesAgree)) return true;
	return facts.sexesDiffer && given !== levelOf.given.equal && given !== levelOf.given.swapped;
}

/** What agrees is what people under one roof share. */
function mayBeHousehold(facts: PairFacts, slip: boolean): boolean {
	const { given, family, birthDate } = facts;
	if (facts.nationalIdEqual && facts.birthDateNear) return false;
	if (given === levelOf.given.missing) {
		return !facts.birthDateOfTwins || !facts.familyAgrees || !facts.household;
	}
	if (facts.birthDateOfTwins) return false;
	if (given === levelOf.given.different || given === levelOf.given.initial) return true;
	if (isAlikeOnly(given) && !slip) return true;
	if (facts.nationalIdNear) return false;
	if (family === levelOf.family.different && !facts.birthDateNear) return true;
	if (birthDate === levelOf.birthDate.different) return true;
	if (facts.sexesDiffer) return true;
	// With half a birth date or none, what each has for itself must not speak against it.
	const isHalf =
		birthDate === levelOf.birthDate.missing || birthDate === levelOf.birthDate.twoParts;
	if (isHalf && (facts.contactsDiffer || facts.ofChild)) return true;
	// Spouses may bear one name, such as Chris, and be born in one year.
	return facts.emailsDiffer && !facts.sexesAgree && birthDate !== levelOf.birthDate.swapped;
}

/** One more fact than names and birth date agrees; a city, a zip or a sex alone is not one. */
function agreesBesides(comparison: Comparison): boolean {
	const address = comparison.level('address');
	const { equal, close, sameStreet, numberAndZip, zip } = levelOf.address;
	if (address === equal || address === close) return true;
	// Half an address is one more fact only where the birth date is the very same.
	const isHalf = address === sameStreet || address === numberAndZip;
	if (isHalf && comparison.level('birthDate') === levelOf.birthDate.equal) return true;
	const middle = comparison.level('middle') === levelOf.middle.equal;
	if (middle && address === zip) return true;
	const phone = comparison.level('phone');
	const nationalId = comparison.level('nationalId');
	return (
		phone === levelOf.phone.equal ||
		phone === levelOf.phone.close ||
		comparison.level('email') === levelOf.email.equal ||
		nationalId === levelOf.nationalId.equal ||
		nationalId === levelOf.nationalId.oneEdit ||
		comparison.level('ssnLast4') === levelOf.ssnLast4.equal ||
		comparison.level('memberId') === levelOf.memberId.equal ||
		comparison.level('subscriberId') === levelOf.subscriberId.equal
	);
}

/** Both given names and both birth dates are told, and neither agrees, not even by a slip. */
function areApart(facts: PairFacts): boolean {
	if (facts.nationalIdNear || facts.given !== levelOf.given.different) return false;
	return facts.generationApart || facts.birthDate === levelOf.birthDate.different;
}

function areFirmlyTwo(facts: PairFacts): boolean {
	if (facts.nationalIdNear) return false;
	if (facts.sexesDiffer || facts.middlesDiffer) return true;
	if (!facts.sameContact) return false;
	return facts.given === levelOf.given.different || facts.birthDate === levelOf.birthDate.different;
}

function isFragile(facts: PairFacts): boolean {
	return isIncomplete(facts) || !facts.familyAgrees || !facts.birthDateNear;
}

function isIncomplete({ given, birthDate, nationalIdEqual }: PairFacts): boolean {
	if (nationalIdEqual) return false;
	return (
		given === levelOf.given.missing ||
		given === levelOf.given.initial ||
		birthDate === levelOf.birthDate.missing
	);
}
