import { damerauLevenshtein } from '../similarity/damerauLevenshtein';
import { isSlip } from './address';
import { levelOf } from './levels';
import type { PreparedInsuranceId } from './prepared';
import type { Vocabulary } from './vocabulary';

/** A phone number or e-mail address shorter than this says nothing when it is close to another. */
const shortest = 10;

/** Phones or e-mail addresses: any of one against any of the other. */
export function anyOfLevel(a: readonly number[], b: readonly number[], words: Vocabulary): number {
	const { missing, equal, close, different } = levelOf.phone;
	if (a.length === 0 || b.length === 0) return missing;
	let level: number = different;
	for (const left of a) {
		for (const right of b) {
			if (left === right) return equal;
			if (level === different && isCloseWord(words.word(left), words.word(right))) level = close;
		}
	}
	return level;
}

function isCloseWord(a: string, b: string): boolean {
	if (a.length < shortest || b.length < shortest) return false;
	if (a.length === b.length) return isSlip(a, b);
	return Math.abs(a.length - b.length) === 1 && damerauLevenshtein(a, b, 1) === 1;
}

/** National ids: equal, one edit apart, or different. */
export function nationalIdLevel(a: number, b: number, words: Vocabulary): number {
	const { missing, equal, oneEdit, different } = levelOf.nationalId;
	if (a === 0 || b === 0) return missing;
	if (a === b) return equal;
	return damerauLevenshtein(words.word(a), words.word(b), 1) === 1 ? oneEdit : different;
}

/**
 * Insurance ids: the same value of the same payer, or of a payer that one side does not tell. Values
 * of different payers are not compared.
 */
export function insuranceIdLevel(
	a: readonly PreparedInsuranceId[],
	b: readonly PreparedInsuranceId[],
): number {
	const { missing, equal, different } = levelOf.memberId;
	let level: number = missing;
	for (const left of a) {
		for (const right of b) {
			if (left.payer !== 0 && right.payer !== 0 && left.payer !== right.payer) continue;
			if (left.value === right.value) return equal;
			level = different;
		}
	}
	return level;
}
