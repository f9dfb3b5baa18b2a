import { parseCivilDate } from '../../values/civilDate';

/** Days that systems and staff put where the birth date is not known. */
const placeholders: ReadonlySet<string> = new Set(['1899-12-30', '1899-12-31', '1900-01-01']);

/**
 * A birth date, YYYY-MM-DD; `undefined` when it is no whole date, a placeholder, in the future or
 * more than 150 years ago.
 *
 * @param today civil date
 */
export function normalizeBirthDate(
	text: string | null | undefined,
	today: string,
): string | undefined {
	if (text === null || text === undefined || text.length > 60) return undefined;
	const date = parseCivilDate(readable(text.trim()));
	if (date === undefined || placeholders.has(date)) return undefined;
	const oldest = `${String(Number(today.slice(0, 4)) - 150).padStart(4, '0')}${today.slice(4)}`;
	return date > today || date < oldest ? undefined : date;
}

/** `1976/02/24` and `02-24-1976` in the forms that `parseCivilDate` reads. */
function readable(text: string): string {
	const yearFirst = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/.exec(text);
	if (yearFirst !== null)
		return `${yearFirst[2] ?? ''}/${yearFirst[3] ?? ''}/${yearFirst[1] ?? ''}`;
	return /^\d{1,2}-\d{1,2}-\d{4}$/.test(text) ? text.replaceAll('-', '/') : text;
}
