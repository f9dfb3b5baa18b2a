/**
 * An amount as a vendor writes it (`25`, `$1,234.50`, `(12.00)`, `-3.005`) in integer minor units.
 * Digits are never taken through a floating-point number; more than two decimals are rounded half up
 * (away from zero). Blank or unreadable text, and amounts beyond exact integers, give `undefined`.
 */
export function parseMoney(text: string | null | undefined): number | undefined {
	const match = amountForm.exec((text ?? '').replace(/\s+/g, ''));
	if (match === null) return undefined;
	const [, open, minus, grouped = '', fraction = '', close] = match;
	if ((open === undefined) !== (close === undefined)) return undefined;
	if (grouped === '' && fraction === '') return undefined;
	if (grouped.includes(',') && !/^\d{1,3}(,\d{3})+$/.test(grouped)) return undefined;
	const cents = BigInt(
		`${grouped.replaceAll(',', '') || '0'}${fraction.slice(0, 2).padEnd(2, '0')}`,
	);
	const rounded = fraction.charAt(2) >= '5' ? cents + 1n : cents;
	if (rounded > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
	const amount = Number(rounded);
	const negative = minus !== undefined || open !== undefined;
	return negative && amount !== 0 ? -amount : amount;
}

/** Minor units as decimal text with two places (`-1234` → `-12.34`). */
export function formatMoney(minorUnits: number): string {
	if (!Number.isSafeInteger(minorUnits)) throw new RangeError('Money is a whole number of cents.');
	const digits = String(Math.abs(minorUnits)).padStart(3, '0');
	return `${minorUnits < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const amountForm = /^(\()?(-)?\$?([\d,]*)(?:\.(\d*))?(\))?$/;
