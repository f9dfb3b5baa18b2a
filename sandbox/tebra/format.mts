/** A civil date as list results print it: `2/24/2026` (sheet 3.3 rule 9). */
export function usDate(date: string | undefined): string | undefined {
	if (date === undefined) return undefined;
	const [year, month, day] = date.split('-');
	return `${Number(month)}/${Number(day)}/${year}`;
}

/** A civil date as the start of its day: `2/24/2026 12:00:00 AM`. */
export function usMidnight(date: string | undefined): string | undefined {
	return date === undefined ? undefined : `${usDate(date)} 12:00:00 AM`;
}

/** A moment as list results print it: `2/24/2026 11:00:00 AM`, in UTC. */
export function usDateTime(milliseconds: number): string {
	const moment = new Date(milliseconds);
	const hours = moment.getUTCHours();
	const two = (value: number) => String(value).padStart(2, '0');
	return (
		`${moment.getUTCMonth() + 1}/${moment.getUTCDate()}/${moment.getUTCFullYear()} ` +
		`${hours % 12 || 12}:${two(moment.getUTCMinutes())}:${two(moment.getUTCSeconds())} ` +
		(hours < 12 ? 'AM' : 'PM')
	);
}

/** Ten digits as the UI shows them, `(706) 223-3445`; anything else as it was typed. */
export function usPhone(number: string | undefined): string | undefined {
	return number?.replace(/^(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}

/** "True" or "False" (sheet 3.3 rule 8). */
export function flagText(value: boolean): string {
	return value ? 'True' : 'False';
}

/**
 * Reads a date of a filter: `YYYY-MM-DD`, `M/D/YYYY`, either with a time (US form with AM/PM), or an
 * ISO date-time, which without an offset is taken as UTC. Answers milliseconds, or undefined when
 * it is none of these.
 */
export function readDate(text: string): number | undefined {
	const iso =
		/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
	if (iso) {
		const whole = text.replace(' ', 'T');
		const time = Date.parse(text.length > 10 && !iso[1] ? `${whole}Z` : whole);
		return Number.isNaN(time) ? undefined : time;
	}
	const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))? ?(AM|PM))?$/i.exec(
		text,
	);
	if (!us) return undefined;
	const [, month, day, year, hour = '12', minute = '0', second = '0', half = 'AM'] = us;
	const hours = (Number(hour) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
	const time = Date.UTC(+year, +month - 1, +day, hours, +minute, +second);
	return new Date(time).getUTCDate() === Number(day) ? time : undefined;
}
