/** `/Date(milliseconds±hhmm)/` as milliseconds; undefined when it is none. */
export function readMsDate(value: unknown): number | undefined {
	const match = typeof value === 'string' ? /^\/Date\((-?\d+)([+-]\d{4})?\)\/$/.exec(value) : null;
	return match === null ? undefined : Number(match[1]);
}

/** Milliseconds in that form; birth dates before 1970 are negative (sheet 4.2). */
export function msDate(millis: number, offset = '+0000'): string {
	return `/Date(${millis}${offset})/`;
}

/** The instant of a wall clock time `YYYY-MM-DDTHH:mm` in Chicago, in milliseconds. */
export function chicagoMillis(wall: string): number {
	const asUtc = Date.parse(`${wall}:00Z`);
	const guess = asUtc - offsetAt(asUtc);
	return asUtc - offsetAt(guess);
}

const clock = new Intl.DateTimeFormat('en-US', {
	timeZone: 'America/Chicago',
	hourCycle: 'h23',
	year: 'numeric',
	month: '2-digit',
	day: '2-digit',
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
});

function offsetAt(millis: number): number {
	const parts = Object.fromEntries(
		clock.formatToParts(new Date(millis)).map(({ type, value }) => [type, Number(value)]),
	);
	const wall = Date.UTC(
		parts.year,
		parts.month - 1,
		parts.day,
		parts.hour,
		parts.minute,
		parts.second,
	);
	return wall - Math.floor(millis / 1000) * 1000;
}
