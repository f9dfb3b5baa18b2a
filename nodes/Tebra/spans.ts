import { addDays } from '../../lib/values/civilDate';

/** A span of days, both ends included, that is asked for at once. */
export interface Span {
	readonly from: string;
	readonly to: string;
}

/**
 * The days of a read in spans that Tebra answers: wide ranges give faults or no rows (sheet 4.8, 5).
 * Three days less than allowed, since what is asked for is a little wider than the span.
 */
export function spansOf(from: string, to: string, windowDays: number): Span[] {
	const days = Math.max(1, windowDays - 3);
	const spans: Span[] = [];
	for (let start = from; start <= to; start = addDays(start, days)) {
		const end = addDays(start, days - 1);
		spans.push({ from: start, to: end < to ? end : to });
	}
	return spans;
}

/**
 * The days to ask for so that all of the span is among the rows: whether "To" counts itself is not
 * known (sheet 5), and UTC days are not the clinic's. What is too much is left out here.
 */
export function asked({ from, to }: Span, zone: string): Span {
	return zone === 'UTC'
		? { from: addDays(from, -1), to: addDays(to, 2) }
		: { from, to: addDays(to, 1) };
}
