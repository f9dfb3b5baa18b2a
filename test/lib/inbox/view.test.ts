import { hasName, isWanted, pageOf, readView } from '../../../lib/inbox/view';
import { ageText, momentText } from '../../../lib/inbox/when';

const now = Date.parse('2026-11-23T12:00:00Z');

it('reads what a person looks at from a form, and takes the rest as not chosen', () => {
	const form = new Map([
		['section', 'matches'],
		['name', '  Rivera '],
		['practice', 'tebra:1'],
		['olderThanDays', '3'],
		['page', '2'],
	]);
	expect(readView(form)).toEqual({
		section: 'matches',
		name: 'Rivera',
		practice: 'tebra:1',
		olderThanDays: 3,
		page: 2,
	});
	const wrong = new Map([
		['section', '<script>'],
		['olderThanDays', '5'],
		['page', '-1'],
	]);
	expect(readView(wrong)).toEqual({
		section: 'changes',
		name: '',
		practice: '',
		olderThanDays: 0,
		page: 1,
	});
});

it.each([
	['rivera', true],
	['maria riv', true],
	['JOSE', true],
	['', true],
	['iver', false],
	['rivera lopez', false],
])('finds José-Maria Rivera by “%s”: %s', (words, isFound) => {
	expect(hasName('José-Maria Rivera', words)).toBe(isFound);
});

describe('the filter', () => {
	const row = {
		person: 'Ada Sample',
		pmSystem: 'tebra',
		practiceId: '1',
		since: '2026-11-20T11:00:00Z',
	};
	const view = { section: 'changes', name: '', practice: '', olderThanDays: 0, page: 1 } as const;

	it.each([
		[{}, true],
		[{ practice: 'tebra:1' }, true],
		[{ practice: 'tebra:2' }, false],
		[{ olderThanDays: 3 }, true],
		[{ olderThanDays: 7 }, false],
		[{ name: 'ada' }, true],
		[{ name: 'bob' }, false],
	])('%j lets the row through: %s', (chosen, isThere) => {
		expect(isWanted(row, { ...view, ...chosen }, now)).toBe(isThere);
	});
});

it('cuts long lists into pages of 25, and takes a page past the end as the last', () => {
	const rows = Array.from({ length: 51 }, (_none, index) => index);
	expect(pageOf(rows, 2)).toEqual({ rows: rows.slice(25, 50), page: 2 });
	expect(pageOf(rows, 9)).toEqual({ rows: [50], page: 3 });
	expect(pageOf([], 1)).toEqual({ rows: [], page: 1 });
});

it.each([
	['2026-11-23T11:59:40Z', 'just now'],
	['2026-11-23T11:59:00Z', '1 minute ago'],
	['2026-11-23T11:56:00Z', '4 minutes ago'],
	['2026-11-23T09:00:00Z', '3 hours ago'],
	['2026-11-20T12:00:00Z', '3 days ago'],
	['nonsense', 'at an unknown time'],
])('tells the age of %s as %s', (at, text) => {
	expect(ageText(at, now)).toBe(text);
});

it('tells a moment in the time zone of the workflow', () => {
	expect(momentText('2026-11-23T15:04:00Z', 'America/Chicago')).toBe('Nov 23, 2026, 9:04 AM');
	expect(momentText('nonsense', 'America/Chicago')).toBe('at an unknown time');
});
