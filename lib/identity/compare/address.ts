import { damerauLevenshtein } from '../similarity/damerauLevenshtein';
import { jaroWinkler } from '../similarity/jaroWinkler';
import { levelOf } from './levels';
import type { PreparedAddress } from './prepared';
import type { Vocabulary } from './vocabulary';

const { missing, equal, close, sameStreet, otherHouse, numberAndZip, zip, city, different } =
	levelOf.address;
const streetLikeness = 0.9;
const cityLikeness = 0.9;

/**
 * Level of the best pair of two lists of addresses. One field from house number and street down to
 * the city, so that city, state and zip are not counted three times.
 */
export function addressLevel(
	a: readonly PreparedAddress[],
	b: readonly PreparedAddress[],
	words: Vocabulary,
): number {
	let best: number = missing;
	for (const left of a) {
		for (const right of b) {
			const level = pairLevel(left, right, words);
			if (level !== missing && (best === missing || level < best)) best = level;
			if (best === equal) return best;
		}
	}
	return best;
}

function pairLevel(a: PreparedAddress, b: PreparedAddress, words: Vocabulary): number {
	const zipEqual = a.zip !== 0 && a.zip === b.zip;
	const regionsDiffer = a.region !== 0 && b.region !== 0 && a.region !== b.region;
	const cityEqual = a.city !== 0 && a.city === b.city && (zipEqual || !regionsDiffer);
	const numberEqual = a.number !== 0 && a.number === b.number;
	const street = streetLevel(a, b, words);
	if (street !== 'other' && (street !== 'unknown' || numberEqual)) {
		const place = placeLevel(a, b, zipEqual, cityEqual, words);
		const level = streetAndPlace(a, b, street, place, numberEqual, words);
		if (level !== missing) return level;
	}
	if (zipEqual) return numberEqual ? numberAndZip : zip;
	if (cityEqual) return city;
	return isComparable(a, b) ? different : missing;
}

type StreetLevel = 'equal' | 'close' | 'extra' | 'unknown' | 'other';
type PlaceLevel = 'equal' | 'close' | 'unknown' | 'other';

function streetLevel(a: PreparedAddress, b: PreparedAddress, words: Vocabulary): StreetLevel {
	if (a.street !== 0 && a.street === b.street) return 'equal';
	if (alike(a.street, b.street, streetLikeness, words)) return 'close';
	if (a.extra === 0 && b.extra === 0) {
		return a.street === 0 || b.street === 0 ? 'unknown' : 'other';
	}
	// Lines change places: the street of one source is the second line of another.
	if (alike(a.street, b.extra, streetLikeness, words)) return 'close';
	if (alike(a.extra, b.street, streetLikeness, words)) return 'close';
	if (alike(a.extra, b.extra, streetLikeness, words)) return 'extra';
	return a.street === 0 || b.street === 0 ? 'unknown' : 'other';
}

function placeLevel(
	a: PreparedAddress,
	b: PreparedAddress,
	zipEqual: boolean,
	cityEqual: boolean,
	words: Vocabulary,
): PlaceLevel {
	if (zipEqual || cityEqual) return 'equal';
	if (alike(a.city, b.city, cityLikeness, words)) return 'close';
	if (a.zip !== 0 && b.zip !== 0 && isSlip(words.word(a.zip), words.word(b.zip))) return 'close';
	const told = (a.zip !== 0 && b.zip !== 0) || (a.city !== 0 && b.city !== 0);
	return told ? 'other' : 'unknown';
}

function streetAndPlace(
	a: PreparedAddress,
	b: PreparedAddress,
	street: StreetLevel,
	place: PlaceLevel,
	numberEqual: boolean,
	words: Vocabulary,
): number {
	if (street === 'unknown') return missing;
	// Two flats of one house are two households.
	const unitsDiffer = a.unit !== 0 && b.unit !== 0 && a.unit !== b.unit;
	const box = street === 'equal' && a.number === 0 && b.number === 0 && isBox(a.street, words);
	const sameHouse = (numberEqual || box) && !unitsDiffer;
	if (place === 'other') return sameHouse && street === 'equal' ? otherHouse : missing;
	if (sameHouse && street === 'equal') return place === 'close' ? close : equal;
	if (sameHouse) return place === 'unknown' && street !== 'close' ? sameStreet : close;
	if (place === 'unknown') return missing;
	return unitsDiffer || areOtherNumbers(a.number, b.number, words) ? otherHouse : sameStreet;
}

/** Both house numbers are told, and no slip makes the one of the other. */
function areOtherNumbers(a: number, b: number, words: Vocabulary): boolean {
	if (a === 0 || b === 0 || a === b) return false;
	return damerauLevenshtein(words.word(a), words.word(b), 1) > 1;
}

function isComparable(a: PreparedAddress, b: PreparedAddress): boolean {
	return (
		(a.zip !== 0 && b.zip !== 0) ||
		(a.city !== 0 && b.city !== 0) ||
		(a.street !== 0 && b.street !== 0)
	);
}

function isBox(street: number, words: Vocabulary): boolean {
	return words.word(street).startsWith('po box ');
}

function alike(a: number, b: number, likeness: number, words: Vocabulary): boolean {
	if (a === 0 || b === 0) return false;
	if (a === b) return true;
	if (words.likenessBound(a, b) < likeness) return false;
	return jaroWinkler(words.word(a), words.word(b)) >= likeness;
}

/** Of the same length, and one character differs or two neighbours changed places. */
export function isSlip(a: string, b: string): boolean {
	if (a.length !== b.length) return false;
	let first = -1;
	let second = -1;
	for (let at = 0; at < a.length; at++) {
		if (a.charCodeAt(at) === b.charCodeAt(at)) continue;
		if (first === -1) first = at;
		else if (second === -1) second = at;
		else return false;
	}
	if (first === -1) return false;
	if (second === -1) return true;
	return second === first + 1 && a[first] === b[second] && a[second] === b[first];
}
