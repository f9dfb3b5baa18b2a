import { levelOf } from '../compare/levels';
import type { PreparedRecord } from '../compare/prepared';
import type { Vocabulary } from '../compare/vocabulary';
import { givenNames } from '../lexicon/givenNames';
import { sameNickname } from '../lexicon/nicknames';
import { damerauLevenshtein } from '../similarity/damerauLevenshtein';
import type { NameFrequencies } from '../weights/frequencies';

const knownGivenNames = givenNames.trim().split(/\s+/);
/** More edits than this are no slip. */
const mostEdits = 2;
/** A second edit needs a name at least this long. */
const longEnough = 6;

/**
 * Whether two given names that are alike are one name and a slip in it, and not two names (Jayden and
 * Jaylen, Maria and Marie are two people). Of two names that are both borne, neither is a slip. A slip
 * must not be nearer to a third name; for a child, whose twin may bear it, not even as near, and one
 * of the two must be a name that we know.
 */
export function isSlipOfGivenName(
	a: PreparedRecord,
	b: PreparedRecord,
	words: Vocabulary,
	frequencies: NameFrequencies,
	ofChild: boolean,
): boolean {
	return a.givens.some((left) =>
		b.givens.some((right) => isSlip(words.word(left), words.word(right), frequencies, ofChild)),
	);
}

function isSlip(a: string, b: string, frequencies: NameFrequencies, ofChild: boolean): boolean {
	const edits = damerauLevenshtein(a, b, mostEdits);
	if (edits > mostEdits) return false;
	if (edits === mostEdits && Math.min(a.length, b.length) < longEnough) return false;
	const knowsA = frequencies.isGivenName(a);
	const knowsB = frequencies.isGivenName(b);
	if (knowsA && knowsB) return false;
	if (!knowsA && !knowsB) return !ofChild;
	const fartherThan = ofChild ? edits : edits - 1;
	return knowsA ? isNearest(b, a, fartherThan) : isNearest(a, b, fartherThan);
}

/** Every third name is farther from the slip than so many edits. */
function isNearest(slip: string, name: string, fartherThan: number): boolean {
	if (fartherThan === 0) return true;
	for (const other of knownGivenNames) {
		if (other === name || Math.abs(other.length - slip.length) > fartherThan) continue;
		if (damerauLevenshtein(slip, other, fartherThan) <= fartherThan) return false;
	}
	return true;
}

/**
 * Whether a short form could stand for a name other than its partner here: Chris for Christopher as
 * for Christine, who may be twins.
 */
export function isShortFormOfOthers(
	a: PreparedRecord,
	b: PreparedRecord,
	words: Vocabulary,
): boolean {
	return a.givens.every((left) =>
		b.givens.every((right) => {
			const nameA = words.word(left);
			const nameB = words.word(right);
			return standsForOthers(nameA, nameB) || standsForOthers(nameB, nameA);
		}),
	);
}

function standsForOthers(short: string, name: string): boolean {
	if (short === name) return false;
	return knownGivenNames.some(
		(other) => other !== name && sameNickname(short, other) && !sameNickname(name, other),
	);
}

/** Levels at which two given names are alike without agreeing. */
export function isAlikeOnly(given: number): boolean {
	return given === levelOf.given.close || given === levelOf.given.similar;
}
