import { foldStreet, type StreetName } from './streetName';
import { certainStreetTypes, directions, numberWords, streetTypes } from './streetWords';
import { joinUnits, takeUnits, trimZeros, unitId } from './units';

/** What one line of an address says. Members that it does not tell are empty. */
export interface StreetLine extends StreetName {
	readonly number: string;
	readonly unit: string;
}

const houseNumber = /^\d{1,7}[a-z]?$/;
const numberRange = /^\d{1,6}[a-z]?-\d{1,6}[a-z]?$/;
const numberLetter = /^(\d{1,6})-([a-z])$/;
/** `N6W23001` of Wisconsin's grid. */
const gridNumber = /^[nsew]\d{1,5}[nsew]\d{1,6}$/;
const unitSlash = /^([a-z]?\d{1,5}[a-z]?)\/(\d{1,6}[a-z]?(?:-\d{1,6})?)$/;
const fraction = /^1\/[2-4]$|^3\/4$/;
const plainText = /^[a-z0-9 ]*$/;
const asciiText = /^[\x20-\x7e]*$/;
const hasDigit = /\d/;
const mostWords = 30;

/**
 * Reads the words of one line of an address. Linear in the length of the line.
 *
 * @param apart the house number where the source keeps it apart; the line's own is then dropped only
 *   when it is the same, so that `5 mile road` keeps its five
 */
export function parseStreetLine(line: readonly string[], apart: string): StreetLine {
	let words = [...line];
	const box = readBox(words);
	if (box !== undefined) return { number: '', street: box, unit: '', looks: 'certain' };
	const units: string[] = [];
	words = takeUnits(words, units);
	const number = takeNumber(words, apart, units);
	const street = foldStreet(words, units);
	return { number, ...street, unit: joinUnits(units) };
}

/** A house number of its own field; `3/12` is unit 3 of number 12. */
export function readHouseNumber(text: string): { number: string; unit: string } {
	const units: string[] = [];
	const words = takeUnits(wordsOfLine(text), units);
	let number = takeNumber(words, '', units);
	if (number === '' && words.length > 0) number = words.join(' ').slice(0, 20).trimEnd();
	else if (/^[a-z]$/.test(words[0] ?? '') && hasDigit.test(number)) number += words[0] ?? '';
	return { number, unit: joinUnits(units) };
}

/** The unit, where the line is nothing else: `Apt 3`, `#3B`, `3B`; `undefined` when it is more. */
export function readLoneUnit(words: readonly string[]): string | undefined {
	if (words.length === 0 || words.length > 6) return undefined;
	if (words.length === 1 && /^(?:[a-z]|[a-z]?-?\d{1,5}-?[a-z]?)$/.test(words[0] ?? '')) {
		return trimZeros((words[0] ?? '').replaceAll('-', ''));
	}
	const units: string[] = [];
	const rest = takeUnits(words, units);
	return rest.length === 0 && units.length > 0 ? joinUnits(units) : undefined;
}

/** The words of a line, folded to lower case; signs that belong to a number or a unit stay. */
export function wordsOfLine(text: string): string[] {
	if (text === '') return [];
	if (plainText.test(text)) {
		return text
			.split(' ')
			.filter((word) => word !== '')
			.slice(0, mostWords);
	}
	return text
		.replace(/'/g, '')
		.replace(/#/g, ' # ')
		.replace(asciiText.test(text) ? /[^a-z0-9#/-]+/g : /[^\p{L}\p{N}#/-]+/gu, ' ')
		.split(' ')
		.flatMap((word) => {
			if (!/[-/]/.test(word)) return [word];
			const bare = word.replace(/^[-/]+|[-/]+$/g, '');
			// A sign between digits belongs to the number, between words it parts them.
			return keepsSign(bare) ? [bare] : bare.split(/[-/]+/);
		})
		.filter((word) => word !== '')
		.slice(0, mostWords);
}

function keepsSign(word: string): boolean {
	return (
		numberRange.test(word) || numberLetter.test(word) || unitSlash.test(word) || fraction.test(word)
	);
}

/** Post office boxes and rural routes, which have no house number. */
function readBox(words: readonly string[]): string | undefined {
	const line = words.filter((word) => word !== '#' && word !== 'no').join(' ');
	const box =
		/^(?:p ?o|post office|postal|post|locked|gpo|pob)? ?(?:box|bx|drawer|bag) ([a-z]?\d[a-z0-9-]{0,9})(?: |$)/.exec(
			line,
		) ?? /^(?:pob|pobox|p o b) ([a-z]?\d[a-z0-9-]{0,9})(?: |$)/.exec(line);
	if (box !== null) return `po box ${trimZeros(box[1] ?? '')}`;
	const route =
		/^(?:(rr|rural route|rural rte|r r|rfd|rt|rte|route|rd)|(hc|highway contract|star route)) (\d{1,4}) (?:box|bx) (\d{1,6}[a-z]?)(?: |$)/.exec(
			line,
		);
	if (route === null) return undefined;
	const kind = route[1] === undefined ? 'hc' : 'rr';
	return `${kind} ${trimZeros(route[3] ?? '')} box ${trimZeros(route[4] ?? '')}`;
}

/** Takes the house number off the front of the words. */
function takeNumber(words: string[], apart: string, units: string[]): string {
	const first = words[0] ?? '';
	const slash = unitSlash.exec(first);
	if (slash !== null && (words.length > 1 || apart === '')) {
		words.shift();
		units.push(unitId(slash[1] ?? ''));
		return trimZeros(slash[2] ?? '');
	}
	const end = directions.has(words.at(-1) ?? '') ? -2 : -1;
	const spelled = words.length > 1 - end && streetTypes.has(words.at(end) ?? '');
	const number = readNumber(spelled ? (numberWords.get(first) ?? first) : first);
	if (number === undefined || (apart !== '' && number !== apart)) return '';
	// `42 st`: the street is what is numbered.
	if (apart === '' && words.length === 2 && streetTypes.get(words[1] ?? '') !== undefined) {
		if (certainStreetTypes.has(streetTypes.get(words[1] ?? '') ?? '')) return '';
	}
	words.shift();
	return number + numberTail(words);
}

function readNumber(word: string): string | undefined {
	const letter = numberLetter.exec(word);
	if (letter !== null) return trimZeros(`${letter[1] ?? ''}${letter[2] ?? ''}`);
	if (houseNumber.test(word) || numberRange.test(word) || gridNumber.test(word)) {
		return trimZeros(word);
	}
	return undefined;
}

/** `12 b main st` and `12 1/2 main st`: what belongs to the number is taken off the words. */
function numberTail(words: string[]): string {
	const next = words[0] ?? '';
	if (fraction.test(next) && words.length > 1) {
		words.shift();
		return ` ${next}`;
	}
	const letter = /^[a-z]$/.test(next) && !directions.has(next);
	// Of `12 a street` the letter is the street's name.
	if (letter && words.length > 2 && !streetTypes.has(words[1] ?? '')) {
		words.shift();
		return next;
	}
	return '';
}
