import { practiceZone } from '../practice/schedule.mjs';

const parts = new Intl.DateTimeFormat('en-CA', {
	timeZone: practiceZone,
	hourCycle: 'h23',
	year: 'numeric',
	month: '2-digit',
	day: '2-digit',
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
});

/** A moment as the server writes it: its local time without offset (sheet 4.0). */
export function localText(milliseconds: number): string {
	const found = Object.fromEntries(
		parts.formatToParts(milliseconds).map(({ type, value }) => [type, value]),
	);
	return `${found.year}-${found.month}-${found.day}T${found.hour}:${found.minute}:${found.second}`;
}

/** The civil date on the server's clock. */
export function localDay(milliseconds: number): string {
	return localText(milliseconds).slice(0, 10);
}

/** The three members in which a time comes: local, UTC without Z, and the offset in seconds. */
export function stamps(name: string, milliseconds: number): Record<string, string | number> {
	const local = localText(milliseconds);
	const utc = new Date(milliseconds).toISOString().slice(0, 19);
	const offset = (Date.parse(`${local}Z`) - Date.parse(`${utc}Z`)) / 1000;
	return { [name]: local, [`${name}Utc`]: utc, [`${name}LocalUtcOffset`]: offset };
}

/** A civil date as the wire has it; the year 1 stands for none on some members (sheet 4.0). */
export function midnight(date: string | undefined): string {
	return `${date ?? '0001-01-01'}T00:00:00`;
}
