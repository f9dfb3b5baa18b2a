import { SafeError } from '../../../lib/privacy/errors';
import { parsePlace } from '../../../nodes/CareCloud/place';

const days = {
	startedAt: '2026-07-01T12:00:00Z',
	from: '2023-07-01',
	until: '2026-12-28',
	to: '2026-11-28',
};

const text = (over: object) => JSON.stringify({ read: 'all', ...days, ...over });

test.each([{ done: 40 }, { afterId: 'ca4ea991-0000-4000-8000-000000000040' }, {}])(
	'a place that an earlier version stored goes on at the start of its part of the list (%j)',
	(more) => {
		const place = parsePlace(text({ known: { cursor: 'part-3', limit: 200, ...more } }), 'all');
		expect(place).toEqual({ read: 'all', ...days, known: { cursor: 'part-3', limit: 200 } });
	},
);

test.each([
	['of a read of changes', text({ read: 'changed' })],
	['with a part of no size', text({ known: { cursor: 'part-3', limit: 0 } })],
	['of another operation', JSON.stringify({ from: '2026-07-01' })],
])('a place %s is refused', (_what, cursor) => {
	expect(() => parsePlace(cursor, 'all')).toThrow(SafeError);
});
