import type { NameSuffix, NormalizedName } from '../record';
import { foldLetters, longestWord } from './letters';
import {
	dropTitles,
	isMissing,
	isNewborn,
	lettersOnly,
	takeQuoted,
	takeSuffix,
	toWords,
} from './nameParts';
import { degrees, newbornWords, otherNameWords, particles, suffixWords } from './nameWords';

/** A name as a source writes it; each member may hold words that belong to another one. */
export interface RawName {
	readonly given?: string | null;
	readonly middle?: string | null;
	readonly family?: string | null;
}

export interface NamesFound {
	readonly names: readonly NormalizedName[];
	/** The generation word found in one of the names; the first one wins. */
	readonly suffix?: NameSuffix;
}

/** More names than this say nothing more about a person. */
const mostNames = 12;
const mostParts = 4;
/** A letter that stands for a name; a single sign of other scripts is a whole one. */
const initial = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]$/u;

/**
 * Names in comparable form, the first one first. Nicknames in quotes or brackets, maiden names in
 * brackets and behind `nee` become names of their own behind it; titles, degrees and placeholders
 * are left out, generation words are told apart. Never throws, whatever the text.
 */
export function normalizeNames(raw: readonly RawName[]): NamesFound {
	const names: NormalizedName[] = [];
	const others: NormalizedName[] = [];
	let suffix: NameSuffix | undefined;
	for (const name of raw.slice(0, mostNames)) {
		const found = normalizeName(name);
		suffix ??= found.suffix;
		names.push(...found.names.slice(0, 1));
		others.push(...found.names.slice(1));
	}
	const seen = new Set<string>();
	const distinct = [...names, ...others].filter((name) => {
		const key = `${name.given ?? ''}|${name.middle ?? ''}|${name.family ?? ''}`;
		if (seen.has(key)) return false;
		seen.add(key);
		return true;
	});
	return { names: distinct.slice(0, mostNames), ...(suffix !== undefined && { suffix }) };
}

/** A generation word, wherever in the text it stands; degrees beside it do not matter. */
export function parseSuffix(text: string | null | undefined): NameSuffix | undefined {
	for (const word of toWords(foldLetters(text))) {
		const suffix = suffixWords.get(word);
		if (suffix !== undefined) return suffix;
	}
	return undefined;
}

function normalizeName(raw: RawName): NamesFound {
	const split = splitFullName(raw);
	const family = readFamily(split.family);
	const middle = readMiddle(split.middle);
	const { rest, quoted } = takeQuoted(split.given);
	const words = toWords(rest);
	const given = readGiven(words, family.words);
	const middleWords = [...given.initials, ...middle.words];
	const nicknames = quoted
		.map((nickname) => readGiven(nickname, family.words).words)
		.filter(isOtherName);
	const names = [
		toName(given.words, middleWords, family.words),
		...nicknames.map((nickname) => toName(nickname, middleWords, family.words)),
		...family.others.map((former) => {
			const before = readGiven(words, former);
			return toName(before.words, [...before.initials, ...middle.words], former);
		}),
	].filter((name): name is NormalizedName => name !== undefined);
	const suffix = family.suffix ?? given.suffix ?? middle.suffix;
	return { names, ...(suffix !== undefined && { suffix }) };
}

/** `Smith, John` in the family field, with nothing in the given one, is a whole name. */
function splitFullName(raw: RawName): Record<'given' | 'middle' | 'family', string> {
	const given = foldLetters(raw.given);
	const middle = foldLetters(raw.middle);
	const family = foldLetters(raw.family);
	const comma = family.indexOf(',');
	if (comma > 0 && given.trim() === '') {
		const behind = toWords(family.slice(comma + 1));
		if (behind.some((word) => !suffixWords.has(word) && !degrees.has(word))) {
			return { given: family.slice(comma + 1), middle, family: family.slice(0, comma) };
		}
	}
	return { given, middle, family };
}

/** @param family the family name beside it, which some type into the given name as well */
function readGiven(
	all: readonly string[],
	family: readonly string[],
): { words: string[]; initials: string[]; suffix?: NameSuffix } {
	const rest = [...all];
	const suffix = takeSuffix(rest, false, 1);
	let words = dropTitles(lettersOnly(rest), 0);
	if (isMissing(words) || isNewborn(words)) words = [];
	const initials: string[] = [];
	while (words.length > 1) {
		const last = words.at(-1) ?? '';
		// An initial behind the first name is the middle one: `Mary A`.
		if (initial.test(last)) initials.unshift(last);
		else if (family.length !== 1 || last !== family[0]) break;
		words.pop();
	}
	if (isMissing(words)) words = [];
	return { words, initials, ...(suffix !== undefined && { suffix }) };
}

function readMiddle(text: string): { words: string[]; suffix?: NameSuffix } {
	const words = toWords(takeQuoted(text).rest);
	const suffix = takeSuffix(words, false, 0);
	const letters = lettersOnly(words);
	return {
		words: isMissing(letters) ? [] : letters,
		...(suffix !== undefined && { suffix }),
	};
}

function readFamily(text: string): {
	words: string[];
	/** Former and other family names. */
	others: string[][];
	suffix?: NameSuffix;
} {
	const { rest, quoted } = takeQuoted(text);
	const [first = [], ...former] = splitOtherNames(toWords(rest));
	const words = [...first];
	while (words.length > 1 && degrees.has(words.at(-1) ?? '')) words.pop();
	const suffix = takeSuffix(words, true, 1);
	const others = [...quoted.flatMap(splitOtherNames), ...former]
		.map((other) => familyWords(other.filter((word) => !suffixWords.has(word))))
		.filter(isOtherName);
	return { words: familyWords(words), others, ...(suffix !== undefined && { suffix }) };
}

function familyWords(words: readonly string[]): string[] {
	const letters = dropTitles(lettersOnly(words), 1);
	while (letters.length > 1 && degrees.has(letters.at(-1) ?? '')) letters.pop();
	// `Baby Boy Jones` in the family field: the family is Jones.
	if (letters.length > 1 && newbornWords.has(letters[0] ?? '')) {
		const named = letters.filter((word) => !newbornWords.has(word) && word.length > 1);
		return familyWords(named);
	}
	const parts = isMissing(letters) ? [] : joinParticles(letters);
	return isMissing(parts) ? [] : parts;
}

/** `de la cruz` = `delacruz`, `o brien` = `obrien`; a particle with nothing behind it is a name. */
function joinParticles(words: readonly string[]): string[] {
	const parts: string[] = [];
	let before = '';
	for (const [index, word] of words.entries()) {
		const last = index === words.length - 1;
		// `Garcia y Lopez`: the two names are what counts.
		if (word === 'y' && before === '' && index > 0 && !last) continue;
		if (!last && particles.has(word)) {
			before += word === 'saint' ? 'st' : word;
			continue;
		}
		parts.push(before + word);
		before = '';
	}
	// What was joined may be a particle itself: `de n ana`.
	return parts.length < words.length ? joinParticles(parts) : parts;
}

function toName(
	given: readonly string[],
	middle: readonly string[],
	family: readonly string[],
): NormalizedName | undefined {
	const members = {
		given: joined(given),
		middle: joined(middle),
		family: joined(family),
	};
	if (members.given === '' && members.family === '') return undefined;
	return {
		given: members.given === '' ? undefined : members.given,
		middle: members.middle === '' ? undefined : members.middle,
		family: members.family === '' ? undefined : members.family,
		familyParts: members.family === '' ? [] : members.family.split(' ').slice(0, mostParts),
	};
}

function joined(words: readonly string[]): string {
	return words.join(' ').slice(0, longestWord).trimEnd();
}

/** The words, cut where `nee`, `aka` and their like begin another name. */
function splitOtherNames(words: readonly string[]): string[][] {
	const parts: string[][] = [[]];
	for (const word of words) {
		if (otherNameWords.has(word)) parts.push([]);
		else if (!(word === 'by' && parts.length > 1)) parts.at(-1)?.push(word);
	}
	return parts;
}

function isOtherName(words: readonly string[]): boolean {
	return words.length > 0 && !isMissing(words) && !isNewborn(words);
}
