import { firstWindow } from '../../../nodes/Tebra/windows';

/** Which days a read of changes asks for, when midnight is not the same everywhere (sheet 5). */

test('an evening in America asks for the day that has begun in UTC, and for the next as its end', () => {
	const window = firstWindow('2026-03-01T05:00:00Z', '2026-03-05T00:30:00Z', 'America/Chicago', 30);
	expect(window).toEqual({ from: '2026-02-28', to: '2026-03-06', until: '2026-03-06' });
});

test('a morning ahead of UTC begins with the day that UTC still has', () => {
	const window = firstWindow('2026-03-01T20:00:00Z', '2026-03-04T20:00:00Z', 'Pacific/Guam', 30);
	expect(window).toEqual({ from: '2026-03-01', to: '2026-03-06', until: '2026-03-06' });
});

test('when both have the same day, the read ends with tomorrow', () => {
	const window = firstWindow('2026-03-01T18:00:00Z', '2026-03-04T18:00:00Z', 'America/Chicago', 30);
	expect(window).toEqual({ from: '2026-03-01', to: '2026-03-05', until: '2026-03-05' });
});

test('a time that is none is refused by name', () => {
	expect(() => firstWindow('yesterday', '2026-03-04T18:00:00Z', 'America/Chicago', 30)).toThrow(
		expect.objectContaining({ kind: 'validation' }),
	);
});
