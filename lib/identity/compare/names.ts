import { sameNickname } from '../lexicon/nicknames';
import { damerauLevenshtein } from '../similarity/damerauLevenshtein';
import { jaroWinkler } from '../similarity/jaroWinkler';
import { levelOf } from './levels';
import type { PreparedRecord } from './prepared';
import type { Vocabulary } from './vocabulary';

const given = levelOf.given;
const family = levelOf.family;
const middle = levelOf.middle;

/** Jaro-Winkler from which on a name is the same with a slip, and from which on it is alike. */
export const closeName = 0.92;
export const similarName = 0.88;

/** Best level of all given names known of the two. */
export function givenLevel(a: PreparedRecord, b: PreparedRecord, words: Vocabulary): number {
	if (a.givens.length === 0 || b.givens.length === 0) return given.missing;
	let best: number = given.different;
	for (const left of a.givens) {
		for (const right of b.givens) {
			const level = left === right ? given.equal : twoGivens(left, right, words);
			if (level < best) best = level;
		}
	}
	if (best > given.middle && (isAmong(a.givens, b.middles) || isAmong(b.givens, a.middles))) {
		best = given.middle;
	}
	return best;
}

function twoGivens(left: number, right: number, words: Vocabulary): number {
	const a = words.word(left);
	const b = words.word(right);
	if (a.length === 1 || b.length === 1) {
		return a.charCodeAt(0) === b.charCodeAt(0) ? given.initial : given.different;
	}
	if (sameNickname(a, b)) return given.nickname;
	if (a.includes(' ') || b.includes(' ')) {
		const level = wordsLevel(a, b);
		if (level !== given.different) return level;
	}
	if (words.likenessBound(left, right) < similarName) return given.different;
	const likeness = jaroWinkler(a, b);
	if (likeness >= closeName) return given.close;
	return likeness >= similarName || isOneEdit(a, b) ? given.similar : given.different;
}

/** A short name with one slip is less alike by letters than it is in truth. */
function isOneEdit(a: string, b: string): boolean {
	return Math.min(a.length, b.length) >= 3 && damerauLevenshtein(a, b, 1) === 1;
}

/**
 * Level of names of several words: `part` when every word of the shorter one is in the longer one, as
 * it is or as a short form, and both begin alike; `middle` when they begin with different names.
 */
function wordsLevel(a: string, b: string): number {
	const wordsA = a.split(' ');
	const wordsB = b.split(' ');
	const [few, many] = wordsA.length <= wordsB.length ? [wordsA, wordsB] : [wordsB, wordsA];
	const isSame = (word: string, other: string) => other === word || sameNickname(word, other);
	if (!few.every((word) => word.length > 1 && many.some((other) => isSame(word, other)))) {
		return given.different;
	}
	return isSame(few[0], many[0]) ? given.part : given.middle;
}

function isAmong(names: readonly number[], others: readonly number[]): boolean {
	for (const name of names) if (others.includes(name)) return true;
	return false;
}

/** Best level of all family names known of the two; `former` when a name that is not current agrees. */
export function familyLevel(a: PreparedRecord, b: PreparedRecord, words: Vocabulary): number {
	if (a.families.length === 0 || b.families.length === 0) return family.missing;
	if (a.families[0] === b.families[0]) return family.equal;
	if (isAmong(a.families, b.families)) return family.former;
	if (
		isAmong(a.familyParts, b.families) ||
		isAmong(b.familyParts, a.families) ||
		isAmong(a.familyParts, b.familyParts)
	) {
		return family.part;
	}
	let best: number = family.different;
	for (const left of a.families) {
		for (const right of b.families) {
			const level = twoFamilies(left, right, words);
			if (level < best) best = level;
		}
	}
	return best;
}

function twoFamilies(left: number, right: number, words: Vocabulary): number {
	const bound = words.likenessBound(left, right);
	if (bound < similarName) return family.different;
	const likeness = jaroWinkler(words.word(left), words.word(right));
	if (likeness >= closeName) return family.close;
	return likeness >= similarName || isOneEdit(words.word(left), words.word(right))
		? family.similar
		: family.different;
}

/** The given name of each is the family name of the other, up to a slip. */
export function areSwapped(a: PreparedRecord, b: PreparedRecord, words: Vocabulary): boolean {
	if (a.givens.length === 0 || b.givens.length === 0) return false;
	if (a.families.length === 0 || b.families.length === 0) return false;
	return isAlike(a.givens[0], b.families[0], words) && isAlike(a.families[0], b.givens[0], words);
}

function isAlike(a: number, b: number, words: Vocabulary): boolean {
	if (a === b) return true;
	if (words.likenessBound(a, b) < similarName) return false;
	return jaroWinkler(words.word(a), words.word(b)) >= similarName;
}

/** Level of the middle names; an initial agrees with a name that begins with it. */
export function middleLevel(a: PreparedRecord, b: PreparedRecord, words: Vocabulary): number {
	if (a.middles.length === 0 || b.middles.length === 0) return middle.missing;
	let best: number = middle.different;
	for (const left of a.middles) {
		for (const right of b.middles) {
			const level = twoMiddles(left, right, words);
			if (level < best) best = level;
		}
	}
	return best;
}

function twoMiddles(left: number, right: number, words: Vocabulary): number {
	const a = words.word(left);
	const b = words.word(right);
	const oneLetter = a.length === 1 || b.length === 1;
	if (left === right) return oneLetter ? middle.initial : middle.equal;
	if (oneLetter) return a.charCodeAt(0) === b.charCodeAt(0) ? middle.initial : middle.different;
	if (words.likenessBound(left, right) < similarName) return middle.different;
	return jaroWinkler(a, b) >= similarName ? middle.equal : middle.different;
}
