import { advancedMdDefaults } from '../../../lib/profile/systems/advancedMd';
import { defaultProfile } from '../../../lib/profile/defaults';
import type { AdvancedMdReader } from '../../../nodes/AdvancedMd/reader';
import type { Setup } from '../../../nodes/AdvancedMd/schedule';
import { listSlots } from '../../../nodes/AdvancedMd/slots';
import {
	fromWallClock,
	messageTime,
	serverStamp,
	wallClock,
} from '../../../nodes/AdvancedMd/times';

/** Slots on the days on which the clock changes, and the forms of times (sheet 4.0, 4.5, 9.12). */

const reader = {
	scope: {
		system: 'advancedmd',
		practiceId: '990001',
		timeZone: 'America/Chicago',
		profile: defaultProfile('advancedmd'),
	},
	settings: { ...advancedMdDefaults, workWeekFirst: 'sunday' },
	now: () => new Date('2026-03-01T00:00:00Z'),
	transport: {
		rest: async () => ({ status: 200, body: [], facts: {} }),
	},
} as unknown as AdvancedMdReader;

const setup =
	(start: string, end: string): Setup =>
	async () => ({
		profiles: [],
		facilities: [],
		columns: [
			{
				id: '1',
				name: 'NIGHT',
				profile: '1',
				facility: '1',
				columnsetting: { start, end, interval: 60, workweek: '1111111', maxapptsperslot: 1 },
			},
		],
	});

const startsOn = async (date: string, start: string, end: string) =>
	(
		await listSlots(reader, setup(start, end), {
			window: { from: date, to: date },
			durationMinutes: 60,
		})
	).map(({ startsAt }) => startsAt);

test('the hour that summer time leaves out is no slot', async () => {
	expect(await startsOn('2026-03-08', '0100', '05:00')).toEqual([
		'2026-03-08T07:00:00Z',
		'2026-03-08T08:00:00Z',
		'2026-03-08T09:00:00Z',
	]);
});

test('in the night in which an hour comes twice, each wall-clock hour is one slot', async () => {
	expect(await startsOn('2026-11-01', '0000', '0300')).toEqual([
		'2026-11-01T05:00:00Z',
		'2026-11-01T07:00:00Z',
		'2026-11-01T08:00:00Z',
	]);
});

test('a Z behind a wall-clock time does not make it UTC (sheet 4.0)', () => {
	expect(fromWallClock('2026-03-20T08:00:00Z', 'America/Chicago')).toBe('2026-03-20T13:00:00Z');
	expect(fromWallClock('2026-03-20T08:00', 'America/Chicago')).toBe('2026-03-20T13:00:00Z');
	expect(fromWallClock('soon', 'America/Chicago')).toBeUndefined();
	expect(wallClock('2026-03-20T13:00:00Z', 'America/Chicago')).toBe('2026-03-20T08:00');
});

test('stamps of the server are in its own zone, messages in M/D/YYYY without leading zeros', () => {
	expect(serverStamp('2026-03-14T17:05:00Z', 'America/Los_Angeles', 5)).toBe(
		'3/14/2026 10:00:00 AM',
	);
	expect(messageTime(new Date('2026-03-14T00:05:09Z'), 'America/Chicago')).toBe(
		'3/13/2026 7:05:09 PM',
	);
});

test.each([
	['no end', null],
	['an empty end', ' '],
	['an end without a time', '2026-03-10'],
	['an end in another form', '3/10/2026 2:00 AM'],
])('a hold with %s blocks to the end of the day', async (_words, enddatetime) => {
	const holding = {
		...reader,
		transport: {
			rest: async (name: string) => ({
				status: 200,
				body:
					name === 'listBlockHolds'
						? [{ id: 1, columnid: 1, startdatetime: '2026-03-10T02:00:00', enddatetime }]
						: [],
				facts: {},
			}),
		},
	} as unknown as AdvancedMdReader;
	const slots = await listSlots(holding, setup('0000', '0500'), {
		window: { from: '2026-03-10', to: '2026-03-10' },
		durationMinutes: 60,
	});
	expect(slots.map(({ startsAt }) => startsAt)).toEqual([
		'2026-03-10T05:00:00Z',
		'2026-03-10T06:00:00Z',
	]);
});
