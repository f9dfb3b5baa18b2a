import { DateTime } from 'luxon';

import type { Slot } from '../canonical/schedule';
import type { OpeningHours } from '../profile/schedule';
import { weekdays } from '../profile/schedule';

/** Time that is not free: an appointment, blocked time or a hold. RFC 3339. */
export interface BusyTime {
	readonly startsAt: string;
	readonly endsAt: string;
}

export interface SlotPlan {
	/** Civil dates, both ends included, on the practice's clock. */
	readonly window: { readonly from: string; readonly to: string };
	/** IANA zone of the place. */
	readonly timeZone: string;
	readonly hours: OpeningHours;
	/** Minutes between the starts of two open times. */
	readonly stepMinutes: number;
	/** Minutes of the visit. */
	readonly durationMinutes: number;
	/** What takes the provider's (or the place's) time; may overlap and come in any order. */
	readonly busy: readonly BusyTime[];
	/** RFC 3339: nothing begins before it. */
	readonly notBefore: string;
	/** Whose time it is, copied onto each open time. */
	readonly of: Pick<Slot, 'providerId' | 'locationId' | 'resourceId' | 'appointmentTypeId'>;
}

/**
 * Open times for systems without a call for them: opening hours, less what is busy. Steps are
 * counted in real minutes from the time of opening, so that on the days of the clock change every
 * open time exists once and lasts as long as the visit. Sorted by start.
 */
export function computeSlots(plan: SlotPlan): Slot[] {
	const { durationMinutes, stepMinutes, timeZone } = plan;
	if (durationMinutes <= 0 || stepMinutes <= 0) return [];
	const busy = mergeBusy(plan.busy);
	const earliest = millisOf(plan.notBefore);
	const duration = durationMinutes * 60_000;
	const slots: Slot[] = [];
	for (const { opens, closes } of openSpans(plan)) {
		let next = 0;
		for (let start = opens; start + duration <= closes; start += stepMinutes * 60_000) {
			if (start < earliest) continue;
			while (next < busy.length && busy[next].end <= start) next += 1;
			if (next < busy.length && busy[next].start < start + duration) continue;
			slots.push({
				...plan.of,
				startsAt: toInstant(start),
				endsAt: toInstant(start + duration),
				timeZone,
				capacity: 1,
				remaining: 1,
				origin: 'computed',
			});
		}
	}
	return slots;
}

interface Span {
	readonly start: number;
	readonly end: number;
}

/** Open hours of each day of the window as instants, in order and without overlap. */
function openSpans({
	window,
	timeZone,
	hours,
}: SlotPlan): Array<{ opens: number; closes: number }> {
	const spans: Span[] = [];
	let day = DateTime.fromISO(window.from, { zone: timeZone });
	const last = DateTime.fromISO(window.to, { zone: timeZone });
	while (day.isValid && day <= last) {
		for (const { from, to } of hours[weekdays[day.weekday - 1]]) {
			const start = atTime(day, from);
			const end = atTime(day, to);
			if (start < end) spans.push({ start, end });
		}
		day = day.plus({ days: 1 });
	}
	return mergeSpans(spans).map(({ start, end }) => ({ opens: start, closes: end }));
}

/** A time that the clock leaps over is the same span later; 24:00 is midnight of the next day. */
function atTime(day: DateTime, time: string): number {
	const [hour, minute] = time.split(':').map(Number);
	const at =
		hour === 24 ? day.plus({ days: 1 }).startOf('day') : day.set({ hour, minute, second: 0 });
	return at.toMillis();
}

function mergeBusy(busy: readonly BusyTime[]): Span[] {
	return mergeSpans(
		busy
			.map(({ startsAt, endsAt }) => ({ start: millisOf(startsAt), end: millisOf(endsAt) }))
			.filter(({ start, end }) => start < end),
	);
}

function mergeSpans(spans: readonly Span[]): Span[] {
	const merged: Span[] = [];
	for (const span of [...spans].sort((left, right) => left.start - right.start)) {
		const last = merged.at(-1);
		if (last !== undefined && span.start <= last.end) {
			merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
		} else {
			merged.push(span);
		}
	}
	return merged;
}

function millisOf(instant: string): number {
	return DateTime.fromISO(instant, { setZone: true }).toMillis();
}

function toInstant(millis: number): string {
	return DateTime.fromMillis(millis, { zone: 'utc' }).toISO({ suppressMilliseconds: true }) ?? '';
}
