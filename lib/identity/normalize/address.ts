import type { NormalizedAddress } from '../record';
import { foldCode, foldLetters, foldWords, longestWord } from './letters';
import { cityWords, missingPlaces, regions, zeroZipRegions } from './places';
import {
	parseStreetLine,
	readHouseNumber,
	readLoneUnit,
	wordsOfLine,
	type StreetLine,
} from './street';

/** An address as a source writes it. */
export interface RawAddress {
	readonly houseNumber?: string | null;
	readonly line1?: string | null;
	readonly line2?: string | null;
	readonly city?: string | null;
	readonly region?: string | null;
	readonly postalCode?: string | null;
}

/**
 * An address in comparable form; `undefined` when nothing of it is known. The street is looked for
 * in both lines, since a building or a property stands in the first one as often.
 */
export function normalizeAddress(raw: RawAddress): NormalizedAddress | undefined {
	const city = normalizeCity(raw.city);
	const region = normalizeRegion(raw.region);
	const zip = normalizeZip(raw.postalCode, region);
	const { number, street, unit, extra } = readLines(raw, [city, region, zip]);
	const known = [number, street, unit, extra, city, region, zip].some((part) => part !== '');
	if (!known) return undefined;
	return {
		number: told(number),
		street: told(street),
		unit: told(unit),
		extra: told(extra),
		city: told(city),
		region: told(region),
		zip: told(zip),
	};
}

function readLines(
	raw: RawAddress,
	known: readonly string[],
): Record<'number' | 'street' | 'unit' | 'extra', string> {
	const apart = readHouseNumber(foldLetters(raw.houseNumber));
	const segments = segmentsOf(raw);
	const units: string[] = [];
	if (apart.unit !== '') units.push(apart.unit);
	const lines: StreetLine[] = [];
	for (const segment of segments) {
		const words = wordsOfLine(segment);
		const unit = readLoneUnit(words);
		if (unit !== undefined) units.push(unit);
		else lines.push(parseStreetLine(words, apart.number));
	}
	const chosen = chooseStreet(lines, apart.number !== '');
	const line = chosen === undefined ? undefined : lines[chosen];
	const extra: string[] = [];
	for (const [index, other] of lines.entries()) {
		if (index === chosen) continue;
		if (other.unit !== '') units.push(other.unit);
		const text = [other.number, other.street].filter((part) => part !== '').join(' ');
		if (text !== '' && !isKnown(text, known) && text !== line?.street) extra.push(text);
	}
	if (line !== undefined && line.unit !== '') units.push(line.unit);
	return {
		number: apart.number === '' ? (line?.number ?? '') : apart.number,
		street: line?.street ?? '',
		unit: [...new Set(units)].sort().join(' ').slice(0, longestWord).trimEnd(),
		extra: [...new Set(extra)].sort().join(' ').slice(0, longestWord).trimEnd(),
	};
}

/** Parts of both lines; care-of lines name somebody else, placeholders nobody. */
function segmentsOf(raw: RawAddress): string[] {
	const lines = [foldLetters(raw.line1), foldLetters(raw.line2)].filter((line) => line !== '');
	if (lines.length === 0) return [];
	const town = foldLetters(raw.city);
	return (
		lines
			.join(',')
			// `RR 2, Box 15` is one place.
			.replace(/, ?(?=box\b)/g, ' ')
			.split(/[,;\n|]/)
			.map((segment) => withoutTown(segment.trim(), town, raw))
			.filter(
				(segment) =>
					segment !== '' && !/^(?:c\/o|attn\b|care of\b)/.test(segment) && !isMissingPlace(segment),
			)
	);
}

/** `12 main st springfield il 62701` without the town, where the town has its own member. */
function withoutTown(segment: string, town: string, raw: RawAddress): string {
	if (town === '' || !segment.includes(town)) return segment;
	const tails = [foldLetters(raw.postalCode), foldLetters(raw.region), town];
	const rest = tails.reduce(
		(text, tail) =>
			tail !== '' && text.endsWith(` ${tail}`) ? text.slice(0, -tail.length - 1) : text,
		segment,
	);
	const isCut = segment.startsWith(`${rest} ${town}`);
	return isCut && rest.split(' ').length > 2 ? rest.trimEnd() : segment;
}

/** Index of the line that names the street: the first one that looks like one, else the first. */
function chooseStreet(lines: readonly StreetLine[], hasNumber: boolean): number | undefined {
	let best: number | undefined;
	let bestRank = 0;
	for (const [index, line] of lines.entries()) {
		if (line.street === '') continue;
		const rank = rankOf(line, hasNumber, index);
		if (best === undefined || rank > bestRank) {
			best = index;
			bestRank = rank;
		}
	}
	return bestRank > 0 ? best : undefined;
}

function rankOf(line: StreetLine, hasNumber: boolean, index: number): number {
	const numbered = line.number !== '' || hasNumber;
	if (line.looks === 'certain') return numbered ? 4 : 3;
	if (line.number !== '') return 3;
	// The street of a first line need not tell its type: `12 broadway`, or a type that is misspelt.
	if (index === 0) return 2;
	return line.looks === 'likely' ? 1 : 0;
}

/** Whether the words only repeat town, region and code. */
function isKnown(text: string, known: readonly string[]): boolean {
	const words = known.flatMap((part) => part.split(' '));
	return text.split(' ').every((word) => words.includes(cityWords.get(word) ?? word));
}

function told(part: string): string | undefined {
	return part === '' ? undefined : part;
}

function isMissingPlace(text: string): boolean {
	const words = foldWords(text);
	return words === '' || missingPlaces.has(words);
}

function normalizeCity(text: string | null | undefined): string {
	return foldPlace(foldWords(text));
}

function foldPlace(words: string): string {
	if (words === '' || missingPlaces.has(words)) return '';
	return words
		.split(' ')
		.map((word) => cityWords.get(word) ?? word)
		.join(' ');
}

function normalizeRegion(text: string | null | undefined): string {
	const words = foldWords(text);
	// `na` is no region of any post we know, `n a` neither.
	if (missingPlaces.has(words)) return '';
	return regions.get(words) ?? words;
}

/** Five digits of a US ZIP code; other codes without spaces. */
function normalizeZip(text: string | null | undefined, region: string): string {
	const code = foldCode(text).slice(0, 20);
	if (/^(?:0+|9{5}|9{9}|x+|na|none|unknown)$/.test(code)) return '';
	if (/^\d{9}$/.test(code)) return code.slice(0, 5);
	// A spreadsheet took the zero off: `2139` in Massachusetts.
	if (/^\d{4}$/.test(code) && zeroZipRegions.has(region)) return `0${code}`;
	return code;
}
