import { damerauLevenshtein } from '../similarity/damerauLevenshtein';
import { longestWord } from './letters';
import {
	certainStreetTypes,
	directions,
	longStreetTypes,
	nameWords,
	phrases,
	streetTypes,
} from './streetWords';
import { trimZeros, unitId } from './units';

/** Phrases by their first word, so that most lines look at none. */
const phrasesByWord = groupPhrases();

/** What is left of a line when number and unit are off. */
export interface StreetName {
	/** In the words of the post; empty when nothing is left. */
	readonly street: string;
	/** How much the line looks like a street: by the type at its end, by any type, not at all. */
	readonly looks: 'certain' | 'likely' | 'no';
}

/**
 * Brings the words of a street into those of the post.
 *
 * @param units a unit without a designator (`12 main st 3b`) is added here
 */
export function foldStreet(input: readonly string[], units: string[]): StreetName {
	let words = joinDirections(replacePhrases(input.map((word) => nameWords.get(word) ?? word)));
	if (words.length === 0) return { street: '', looks: 'no' };
	words = mendType(joinOrdinals(words));
	const type = typeIndex(words);
	if (type === -1) {
		foldDirection(words, 0, 1);
		return { street: joined(words), looks: 'no' };
	}
	const short = streetTypes.get(words[type] ?? '') ?? '';
	words[type] = short;
	if (type > 0) {
		takeBareUnit(words, type, units);
		foldDirection(words, 0, 1, type);
		if (type <= words.length - 2) foldDirection(words, words.length - 1, 0);
		numberTheName(words, type);
	}
	const atEnd = type >= words.length - 2 && type > 0;
	const certain =
		(atEnd && certainStreetTypes.has(short)) ||
		/^(?:us |state |county )?(?:hwy|rte|rd) \d/.test(words.join(' '));
	return { street: joined(words), looks: certain ? 'certain' : 'likely' };
}

/** `main stret` = `main street`: one slip in a long type at the end, where no certain type is. */
function mendType(words: string[]): string[] {
	const last = words.at(-1) ?? '';
	const isTold = words.some(
		(word, index) => index > 0 && certainStreetTypes.has(streetTypes.get(word) ?? ''),
	);
	if (last.length < 4 || words.length < 2 || isTold) return words;
	const meant = longStreetTypes.find((type) => damerauLevenshtein(last, type, 1) === 1);
	return meant === undefined ? words : [...words.slice(0, -1), meant];
}

/** The last type behind the first word; else a first word that is one: `avenue b`. */
function typeIndex(words: readonly string[]): number {
	for (let index = words.length - 1; index > 0; index -= 1) {
		if (streetTypes.has(words[index] ?? '')) return index;
	}
	return words.length > 1 && streetTypes.has(words[0] ?? '') ? 0 : -1;
}

/** `12 main st 3b`: a number behind type and direction is a unit, unless a highway has it. */
function takeBareUnit(words: string[], type: number, units: string[]): void {
	const last = words.at(-1) ?? '';
	const behind = words.length - 1 - type;
	if (behind < 1 || behind > 2) return;
	const direction = behind === 2 && directions.has(words[type + 1] ?? '');
	if (behind === 2 && !direction) return;
	const isUnit = /^[a-z]?\d{1,5}[a-z]?$/.test(last) || /^[abcdfghjklm]$/.test(last);
	if (!isUnit || isNumberedRoad(words, type)) return;
	words.pop();
	units.push(unitId(last));
}

/** `hwy 41`, `county rd 12`. */
function isNumberedRoad(words: readonly string[], type: number): boolean {
	const before = words[type - 1] ?? '';
	return (
		roadsWithNumber.has(words[type] ?? '') ||
		(words[type] === 'rd' && (before === 'county' || before === 'state' || before === 'township'))
	);
}

const roadsWithNumber: ReadonlySet<string> = new Set(['hwy', 'rte', 'expy', 'fwy', 'tpke', 'loop']);

/** `100 w 42 st` = `100 w 42nd st`. */
function numberTheName(words: string[], type: number): void {
	const name = words[type - 1] ?? '';
	if (/^\d{1,3}$/.test(name) && (type === 1 || directions.has(words[type - 2] ?? ''))) {
		words[type - 1] = ordinal(name);
	}
}

function ordinal(digits: string): string {
	const number = trimZeros(digits);
	if (/1\d$/.test(number)) return `${number}th`;
	if (number.endsWith('1')) return `${number}st`;
	if (number.endsWith('2')) return `${number}nd`;
	return number.endsWith('3') ? `${number}rd` : `${number}th`;
}

/** `4 th ave` = `4th ave`. */
function joinOrdinals(words: readonly string[]): string[] {
	const out: string[] = [];
	for (const word of words) {
		const before = out.at(-1) ?? '';
		if (
			/^(?:st|nd|rd|th)$/.test(word) &&
			/^\d{1,3}$/.test(before) &&
			ordinal(before).endsWith(word)
		) {
			// The `st` of `42 st` is the street, when nothing but it says so.
			if (word !== 'st' || words.filter((other) => streetTypes.has(other)).length > 1) {
				out[out.length - 1] = before + word;
				continue;
			}
		}
		out.push(word);
	}
	return out;
}

/** Shortens a direction at `index` when at least `behind` words of a name stand behind it. */
function foldDirection(words: string[], index: number, behind: number, type?: number): void {
	const short = directions.get(words[index] ?? '');
	if (short === undefined) return;
	const end = type ?? words.length;
	if (end - index - 1 >= behind || behind === 0) words[index] = short;
}

/** `north east main` and `n e main` = `ne main`. */
function joinDirections(words: readonly string[]): string[] {
	const out: string[] = [];
	for (const word of words) {
		const first = directions.get(out.at(-1) ?? '');
		const second = directions.get(word);
		if ((first === 'n' || first === 's') && (second === 'e' || second === 'w')) {
			out[out.length - 1] = first + second;
		} else {
			out.push(word);
		}
	}
	return out;
}

function groupPhrases(): ReadonlyMap<string, ReadonlyArray<readonly [string[], string[]]>> {
	const groups = new Map<string, Array<readonly [string[], string[]]>>();
	for (const [to, froms] of phrases) {
		for (const from of froms) {
			const words = from.split(' ');
			const group = groups.get(words[0] ?? '') ?? [];
			group.push([words, to.split(' ')]);
			groups.set(words[0] ?? '', group);
		}
	}
	return groups;
}

/** Puts one way of writing in place of a group of words; `1` stands for any number. */
function replacePhrases(words: readonly string[]): string[] {
	const out: string[] = [];
	for (let index = 0; index < words.length; ) {
		const found = (phrasesByWord.get(words[index] ?? '') ?? []).find(([from]) =>
			from.every((word, offset) => fits(words[index + offset], word)),
		);
		if (found === undefined) {
			out.push(words[index] ?? '');
			index += 1;
			continue;
		}
		const number = words[index + found[0].length - 1] ?? '';
		out.push(...found[1].map((word) => (word === '1' ? number : word)));
		index += found[0].length;
	}
	return out;
}

function fits(word: string | undefined, pattern: string): boolean {
	if (word === undefined) return false;
	return pattern === '1' ? /^\d{1,4}[a-z]?$/.test(word) : word === pattern;
}

function joined(words: readonly string[]): string {
	return words.join(' ').slice(0, longestWord).trimEnd();
}
