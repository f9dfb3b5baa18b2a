import { foldText } from './text';

const unitedStates: ReadonlySet<string> = new Set([
	...['us', 'usa', 'u.s.', 'u.s.a.', '840', 'united states', 'united states of america'],
]);

/**
 * A country as practice systems write it, as its two letters (ISO 3166-1 alpha-2), which is all that
 * HealthSail takes (contract 1.3). What is neither the United States in one of its spellings nor two
 * letters gives `undefined`: a country is left out rather than guessed.
 */
export function countryCode(text: string | null | undefined): string | undefined {
	const value = text?.trim() ?? '';
	if (unitedStates.has(foldText(value))) return 'US';
	return /^[A-Za-z]{2}$/.test(value) ? value.toUpperCase() : undefined;
}
