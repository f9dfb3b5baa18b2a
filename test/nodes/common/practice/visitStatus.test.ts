import { stands, takesTime } from '../../../../nodes/common/practice/visitStatus';

test.each([
	['booked', true, true],
	['confirmed', true, true],
	['completed', true, true],
	['unknown', true, true],
	// The patient missed it: it was booked all the same, and its time is free.
	['no_show', true, false],
	['cancelled', false, false],
	['rescheduled', false, false],
] as const)(
	'of a visit that is %s, it is known whether it stands and takes time',
	(status, isStanding, isTaken) => {
		expect(stands({ status })).toBe(isStanding);
		expect(takesTime({ status })).toBe(isTaken);
	},
);
