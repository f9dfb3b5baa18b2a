import { levelOf } from './levels';

const { missing, equal, swapped, oneDay, oneDigit, twoParts, different } = levelOf.birthDate;

/** Level of two birth dates, each year · 10,000 + month · 100 + day, 0 when not told. */
export function birthDateLevel(a: number, b: number): number {
	if (a === 0 || b === 0) return missing;
	if (a === b) return equal;
	const yearA = Math.trunc(a / 10_000);
	const yearB = Math.trunc(b / 10_000);
	const monthA = Math.trunc(a / 100) % 100;
	const monthB = Math.trunc(b / 100) % 100;
	const dayA = a % 100;
	const dayB = b % 100;
	if (yearA === yearB && monthA === dayB && dayA === monthB) return swapped;
	if (Math.abs(dayNumber(a) - dayNumber(b)) === 1) return oneDay;
	if (isOneSlip(a, b)) return oneDigit;
	const parts = Number(yearA === yearB) + Number(monthA === monthB) + Number(dayA === dayB);
	return parts === 2 ? twoParts : different;
}

/** Years between two birth dates, 0 when one is not told. */
export function yearsApart(a: number, b: number): number {
	if (a === 0 || b === 0) return 0;
	return Math.trunc(Math.abs(a - b) / 10_000);
}

/** Whole years from a birth date to a day, both year · 10,000 + month · 100 + day. */
export function ageOn(birthDate: number, day: number): number {
	return Math.floor((day - birthDate) / 10_000);
}

/** Days since a fixed day, in the Gregorian calendar. */
function dayNumber(date: number): number {
	const month = Math.trunc(date / 100) % 100;
	const year = Math.trunc(date / 10_000) - (month <= 2 ? 1 : 0);
	const monthFromMarch = (month + 9) % 12;
	return (
		365 * year +
		Math.floor(year / 4) -
		Math.floor(year / 100) +
		Math.floor(year / 400) +
		Math.floor((153 * monthFromMarch + 2) / 5) +
		(date % 100)
	);
}

/** One digit differs, or two neighbouring digits changed places. */
function isOneSlip(a: number, b: number): boolean {
	let restA = a;
	let restB = b;
	let differing = 0;
	let lastA = -1;
	let lastB = -1;
	let neighbours = false;
	let before = -2;
	for (let place = 0; place < 8; place++) {
		const digitA = restA % 10;
		const digitB = restB % 10;
		restA = Math.trunc(restA / 10);
		restB = Math.trunc(restB / 10);
		if (digitA === digitB) continue;
		differing += 1;
		if (differing > 2) return false;
		if (differing === 2) neighbours = before === place - 1 && digitA === lastB && digitB === lastA;
		before = place;
		lastA = digitA;
		lastB = digitB;
	}
	return differing === 1 || neighbours;
}
