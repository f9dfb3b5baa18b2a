import { longestWord } from './letters';
import { loneUnits, namedUnits, plainUnits } from './streetWords';

const hasDigit = /\d/;

/**
 * Takes designators and what they name out of the words of a line.
 *
 * @param units what was taken is added here
 * @returns the words that are left
 */
export function takeUnits(words: readonly string[], units: string[]): string[] {
	const rest: string[] = [];
	for (let index = 0; index < words.length; index += 1) {
		const word = words[index] ?? '';
		const next = words[index + 1];
		const kept = plainUnits.has(word) ? '' : namedUnits.get(word);
		if (kept !== undefined && next !== undefined && isUnitId(next, word)) {
			// `no 12 main st`: the house number, not a unit.
			if (numberSigns.has(word) && rest.length === 0 && index + 2 < words.length) continue;
			units.push(kept === '' ? unitId(next) : `${kept} ${unitId(next)}`);
			index += 1;
			continue;
		}
		// `2nd floor`
		if (
			next !== undefined &&
			/^\d{1,3}(?:st|nd|rd|th)$/.test(word) &&
			namedUnits.get(next) === 'fl'
		) {
			units.push(`fl ${word.replace(/\D+/g, '')}`);
			index += 1;
			continue;
		}
		const lone = loneUnits.get(word);
		const last = index === words.length - 1;
		if (lone !== undefined && last && (rest.length > 2 || words.length === 1)) {
			units.push(lone);
			continue;
		}
		if (word !== '#') rest.push(word);
	}
	return rest;
}

const numberSigns: ReadonlySet<string> = new Set(['#', 'no', 'number', 'num']);

/** What can be the name of a unit: digits in it, or a letter that is no direction. */
function isUnitId(word: string, designator: string): boolean {
	if (hasDigit.test(word)) return word.length <= 10 && !/^\d+(?:st|nd|rd|th)$/.test(word);
	if (designator === 'no') return false;
	return /^[a-z]$/.test(word) || (designator === '#' && word.length <= 4);
}

/** The name of a unit without signs and leading zeros. */
export function unitId(word: string): string {
	return trimZeros(word.replace(/[-/]/g, ''));
}

/** Units of one address in a fixed order. */
export function joinUnits(units: readonly string[]): string {
	return [...new Set(units)].sort().join(' ').slice(0, longestWord).trimEnd();
}

/** `0012` = `12`. */
export function trimZeros(code: string): string {
	return code.replace(/^0+(?=[a-z0-9])/, '');
}
