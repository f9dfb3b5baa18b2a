import type { AdvancedMdSettings } from '../../../lib/profile/systems/advancedMd';
import type { PracticeScope } from '../../common/practice/port';

/** What a mapping needs to know beside the record. */
export interface MappingContext {
	readonly scope: PracticeScope;
	readonly settings: AdvancedMdSettings;
	/** Civil date in the practice's zone. */
	readonly today: string;
}

/** Words that are no middle name; a single letter may be one. */
const suffixes: ReadonlySet<string> = new Set(['JR', 'SR', 'II', 'III', 'IV']);

/** Parts of a name that is one text, `LAST,FIRST MIDDLE` (sheet 4.1); letters stay as they are. */
export function nameParts(name: string | null | undefined): {
	familyName?: string | null;
	givenName?: string | null;
	middleName?: string | null;
	suffix?: string | null;
} {
	if (name === undefined) return {};
	const text = (name ?? '').replace(/\s+/g, ' ').trim();
	const comma = text.indexOf(',');
	const family = (comma === -1 ? text : text.slice(0, comma)).trim();
	const [given = '', ...middle] =
		comma === -1
			? []
			: text
					.slice(comma + 1)
					.trim()
					.split(' ');
	const last = middle[middle.length - 1] ?? '';
	const suffix = suffixes.has(last.toUpperCase().replace(/\.$/, '')) ? middle.pop() : undefined;
	return {
		familyName: family || null,
		givenName: given || null,
		middleName: middle.join(' ') || null,
		suffix: suffix ?? null,
	};
}

/** A code looked up without regard to case; undefined = the map does not know it. */
export function meaningOfCode<T extends string>(
	map: Readonly<Record<string, T>>,
	code: string | null | undefined,
): T | undefined {
	const wanted = code?.trim().toUpperCase();
	if (!wanted) return undefined;
	const name = Object.keys(map).find((key) => key.toUpperCase() === wanted);
	return name === undefined ? undefined : map[name];
}
