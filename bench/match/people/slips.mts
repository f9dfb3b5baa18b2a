import { addDays } from '../../../sandbox/people/dates.mjs';
import type { Random } from '../../../sandbox/people/random.mjs';

// What fingers, scanners and ears do to a text.

const NEIGHBOURS: Readonly<Record<string, string>> = {
	a: 'qsz',
	b: 'vgn',
	c: 'xdv',
	d: 'sfe',
	e: 'wrd',
	f: 'dgr',
	g: 'fht',
	h: 'gjy',
	i: 'uok',
	j: 'hku',
	k: 'jli',
	l: 'ko',
	m: 'nk',
	n: 'bmh',
	o: 'ipl',
	p: 'ol',
	q: 'wa',
	r: 'etf',
	s: 'adw',
	t: 'ryg',
	u: 'yij',
	v: 'cbf',
	w: 'qes',
	x: 'zcs',
	y: 'tuh',
	z: 'xa',
	0: '98',
	1: '2',
	2: '13',
	3: '24',
	4: '35',
	5: '46',
	6: '57',
	7: '68',
	8: '79',
	9: '80',
};
const SCANNED: ReadonlyArray<readonly [string, string]> = [
	['rn', 'm'],
	['m', 'rn'],
	['cl', 'd'],
	['l', '1'],
	['o', '0'],
	['ii', 'u'],
	['vv', 'w'],
	['h', 'b'],
	['e', 'c'],
];
const HEARD: ReadonlyArray<readonly [string, string]> = [
	['ph', 'f'],
	['ck', 'k'],
	['c', 'k'],
	['k', 'c'],
	['ie', 'y'],
	['y', 'ie'],
	['ea', 'ee'],
	['ei', 'ie'],
	['sch', 'sh'],
	['ll', 'l'],
	['nn', 'n'],
	['tt', 't'],
	['s', 'z'],
	['th', 't'],
	['a', 'e'],
	['i', 'e'],
];

/** The text with a finger's slip: a neighbouring key, or letters doubled, lost or exchanged. */
export function mistype(text: string, random: Random): string {
	for (let attempt = 0; attempt < 20; attempt += 1) {
		const slipped = slipOnce(text, random);
		if (slipped !== text && slipped !== '') return slipped;
	}
	return text;
}

function slipOnce(text: string, random: Random): string {
	const at = random.int(text.length > 3 ? 1 : 0, Math.max(0, text.length - 1));
	const letter = text[at] ?? '';
	if (!/[a-z0-9]/i.test(letter)) return text;
	const before = text.slice(0, at);
	const after = text.slice(at + 1);
	const kind = random.next();
	if (kind < 0.4) {
		const keys = NEIGHBOURS[letter.toLowerCase()];
		return keys === undefined ? text : before + random.pick([...keys]) + after;
	}
	// A number with a digit more or less is noticed; in a word nobody counts.
	if (/\d/.test(letter) || kind >= 0.8) {
		const next = text[at + 1] ?? '';
		return /[a-z0-9]/i.test(next) ? before + next + letter + text.slice(at + 2) : text;
	}
	return kind < 0.6 ? before + after : before + letter + letter + after;
}

/** The text as a scanner misreads it; a plain slip where no such letters stand in it. */
export function misread(text: string, random: Random): string {
	return exchange(text, SCANNED, random);
}

/** The text as somebody writes it by ear; a plain slip where no such letters stand in it. */
export function mishear(text: string, random: Random): string {
	return exchange(text, HEARD, random);
}

function exchange(
	text: string,
	pairs: ReadonlyArray<readonly [string, string]>,
	random: Random,
): string {
	// Never the first letter: people look at it.
	const rest = text.slice(1);
	const fitting = pairs.filter(([from]) => rest.includes(from));
	if (fitting.length === 0) return mistype(text, random);
	const [from, to] = random.pick(fitting);
	return text[0] + rest.replace(from, to);
}

/** Any of the three. */
export function garble(text: string, random: Random): string {
	const kind = random.next();
	if (kind < 0.65) return mistype(text, random);
	return kind < 0.8 ? misread(text, random) : mishear(text, random);
}

/** A telephone of ten digits with one wrong digit or two exchanged, among the last four. */
export function misdial(phone: string, random: Random): string {
	return phone.slice(0, 6) + mistype(phone.slice(6), random);
}

/** The date with day and month exchanged; the same date where that makes none. */
export function swapDayAndMonth(date: string): string {
	const [year, month, day] = date.split('-');
	return Number(day) <= 12 ? `${year}-${day}-${month}` : date;
}

/** A date that somebody got slightly wrong. It is a real day, and another one. */
export function slipDate(date: string, random: Random): string {
	const [year, month, day] = date.split('-');
	const kind = random.next();
	if (kind < 0.3) return addDays(date, random.pick([-1, 1]));
	if (kind < 0.5) return `${Number(year) + random.pick([-1, 1, -10, 10])}-${month}-${safeDay(day)}`;
	if (kind < 0.7 && day !== month && Number(day) <= 12) return swapDayAndMonth(date);
	if (kind < 0.85) return `${year}-${month}-${otherDay(day, random)}`;
	return `${year}-${String((Number(month) % 12) + 1).padStart(2, '0')}-${safeDay(day)}`;
}

function safeDay(day: string): string {
	return Number(day) > 28 ? '28' : day;
}

function otherDay(day: string, random: Random): string {
	for (;;) {
		const other = `${random.int(0, 2)}${random.int(0, 8)}`;
		const same = [...other].filter((digit, place) => digit === day[place]).length;
		if (same === 1 && other !== '00') return other;
	}
}
