/** So many known records may be missing from a list, however few there are in all (design 22). */
export const alwaysTolerated = 10;

/** What a complete read of a practice's ids is held against. */
export interface ListedAgainstKnown {
	/** Ids on the practice system's list. */
	readonly listed: number;
	/** Records that HealthSail knows of the practice. */
	readonly known: number;
	/** Known records that are not on the list. */
	readonly missing: number;
}

/**
 * Whether a list is more likely cut short than true: an empty one, or one that lacks more than a
 * share of the known records (design 22).
 *
 * @param percent the share, 0 to 100; up to 10 missing records are believed whatever it is
 */
export function looksIncomplete(
	{ listed, known, missing }: ListedAgainstKnown,
	percent: number,
): boolean {
	if (listed === 0) return known > 0;
	return missing > alwaysTolerated && missing * 100 > known * percent;
}
