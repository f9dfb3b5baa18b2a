import { defaultProfile } from '../../../lib/profile/defaults';
import { advancedMdDefaults } from '../../../lib/profile/systems/advancedMd';
import { readPage } from '../../../nodes/AdvancedMd/patients';
import type { AdvancedMdReader } from '../../../nodes/AdvancedMd/reader';
import { isPeak, limitOf } from '../../../nodes/AdvancedMd/throttle';
import { createWindowThrottle } from '../../../nodes/common/transport/windowThrottle';
import { startSandbox } from '../../support/sandboxProcess';
import { allPages, control, openPort } from './support';

/** The limits of an office key by tier and hour (sheet 5). */

const at = (text: string) => Date.parse(text);
const { limits } = advancedMdDefaults;

test.each([
	['2026-01-12T12:59:00Z', false],
	['2026-01-12T13:00:00Z', true],
	['2026-01-13T00:59:00Z', true],
	['2026-01-13T01:00:00Z', false],
	['2026-01-10T18:00:00Z', false],
	['2026-07-13T12:00:00Z', true],
])('at %s it is peak in Denver: %s', (time, isIt) => {
	expect(isPeak(at(time))).toBe(isIt);
});

test.each([
	['getupdatedpatients', 'tier1', 1, 60],
	['getupdatedvisits', 'tier1', 1, 60],
	['getdemographic', 'tier2', 12, 120],
	['uploadfile', 'tier2', 12, 120],
	['bookAppointment', 'tier2', 12, 120],
	['lookuppatient', 'tier3', 24, 120],
	['listAppointments', 'tier3', 24, 120],
])('%s is of %s: %i a minute at peak, %i else', (operation, bucket, peak, offPeak) => {
	expect(limitOf(limits, operation, at('2026-01-12T18:00:00Z'))).toEqual({
		bucket,
		calls: peak,
		perMs: 60_000,
	});
	expect(limitOf(limits, operation, at('2026-01-10T18:00:00Z')).calls).toBe(offPeak);
});

/** A window on a clock of the test's own. */
function throttleOf(calls: number, perMs: number, share = 1) {
	return createWindowThrottle(
		`test-${String(Math.random())}`,
		(bucket) => ({ bucket, calls, perMs }),
		{ speed: 1, share },
	);
}

/** When calls start that all want to at once, in milliseconds from then on. */
async function startsOf(throttle: ReturnType<typeof throttleOf>, count: number) {
	const begin = Date.now();
	const starts: number[] = [];
	const all = Promise.all(
		Array.from({ length: count }, async () => {
			await throttle.ready('x');
			starts.push(Date.now() - begin);
		}),
	);
	await jest.advanceTimersByTimeAsync(600_000);
	await all;
	return starts;
}

describe('the windows of the limits', () => {
	beforeEach(() => {
		jest.useFakeTimers({ now: at('2026-01-12T18:00:00Z') });
	});

	afterEach(() => {
		jest.useRealTimers();
	});

	test('as many calls as the limit start at once, the next one when the first has left the window', async () => {
		expect(await startsOf(throttleOf(3, 60_000), 7)).toEqual([
			...[0, 0, 0],
			...[60_000, 60_000, 60_000],
			120_000,
		]);
	});

	test('a share of less than one call a window makes the window longer', async () => {
		expect(await startsOf(throttleOf(1, 60_000, 0.5), 3)).toEqual([0, 120_000, 240_000]);
	});

	test('after a refusal nobody calls until the time is over', async () => {
		const throttle = throttleOf(100, 60_000);
		throttle.holdOff('x', 30_000);
		expect(await startsOf(throttle, 2)).toEqual([30_000, 30_000]);
	});

	test('a line that waits when peak hours begin goes on at their pace', async () => {
		jest.setSystemTime(at('2026-01-12T12:59:30Z'));
		const throttle = createWindowThrottle(
			'into-peak',
			(operation, now) => ({ ...limitOf(limits, 'getdemographic', now), bucket: operation }),
			{ speed: 1, share: 0.9 },
		);
		const starts = await startsOf(throttle, 128);
		// 108 of the 120 off-peak calls at once; then 10 a minute, once those have left the window.
		expect(starts.filter((start) => start === 0)).toHaveLength(108);
		expect(starts.slice(108)).toEqual([
			...Array.from({ length: 10 }, () => 60_000),
			...Array.from({ length: 10 }, () => 120_000),
		]);
	});
});

test('speed 0 knows no limit', async () => {
	const free = createWindowThrottle('free', (bucket) => ({ bucket, calls: 1, perMs: 60_000 }), {
		speed: 0,
		share: 1,
	});
	await Promise.all([free.ready('x'), free.ready('x'), free.ready('x')]);
	expect(free.callsWithin('x', 1000)).toBe(Number.MAX_SAFE_INTEGER);
});

test('what fits into a time follows limit and share, and is at least one call', () => {
	expect(throttleOf(12, 60_000, 0.9).callsWithin('x', 480_000)).toBe(80);
	expect(throttleOf(1, 60_000, 0.1).callsWithin('x', 1000)).toBe(1);
});

test('what fits is counted on the clock of the other side: a faster sandbox makes no larger pages', () => {
	// The lease that a page must keep runs on that clock as well.
	const limit = { bucket: 'x', calls: 12, perMs: 60_000 };
	for (const speed of [1, 30, 60]) {
		const throttle = createWindowThrottle(`faster-${speed}`, () => limit, { speed, share: 0.9 });
		expect(throttle.callsWithin('x', 480_000)).toBe(80);
	}
});

test('a page that begins before peak hours is no larger than one that begins in them', () => {
	jest.useFakeTimers({ now: at('2026-01-12T12:55:00Z') });
	const throttle = createWindowThrottle(
		'before-peak',
		(operation, now) => limitOf(limits, operation, now),
		{ speed: 1, share: 0.9 },
	);
	// Peak begins at 13:00 UTC, five minutes from now.
	expect(throttle.callsWithin('getdemographic', 480_000)).toBe(80);
	expect(throttle.callsWithin('getdemographic', 240_000)).toBe(432);
	jest.useRealTimers();
});

test('a page is made smaller where the limits would let it outlast a lease', async () => {
	const rows = Array.from({ length: 40 }, (_, index) => ({
		id: `pat${500 + index}`,
		updatestatus: 'U',
		changedat: '1/2/2026 10:00:00 AM',
	}));
	const asked: Array<[string, number]> = [];
	const facts = { system: 'advancedmd', operation: 'x', effect: 'read', correlationId: 'c' };
	const reader = {
		scope: {
			...{ system: 'advancedmd', practiceId: '990001', timeZone: 'America/Chicago' },
			profile: defaultProfile('advancedmd'),
		},
		settings: advancedMdDefaults,
		now: () => new Date('2026-01-03T00:00:00Z'),
		transport: {
			callsWithin: (operation: string, budgetMs: number) => {
				asked.push([operation, budgetMs]);
				return 16;
			},
			message: async (action: string, members: Record<string, string>) => ({
				facts,
				results:
					action === 'getupdatedpatients'
						? { patientlist: { patient: rows } }
						: { patientlist: { patient: { id: members['@patientid'], name: 'RIVERA,ANA' } } },
			}),
		},
	} as unknown as AdvancedMdReader;
	const since = '2026-01-01T00:00:00Z';
	const page = await readPage(reader, { read: 'changed', since, pageSize: 500 });
	expect(page.patients).toHaveLength(16);
	expect(page.nextCursor).toBeDefined();
	expect(asked).toEqual([['getdemographic', 480_000]]);
});

test('with the limits on, the whole practice is read and none of the calls is refused', async () => {
	const sandbox = await startSandbox(5050, [
		...['--systems', 'advancedmd', '--patients', '25', '--seed', '7', '--speed', '60'],
	]);
	try {
		const loginUrl = sandbox.url('advancedmd');
		const port = await openPort(loginUrl, { sandboxSpeed: 60 });
		const pages = await allPages(port, { read: 'all', pageSize: 20 });
		expect(pages.flatMap(({ patients }) => patients)).toHaveLength(45);
		const { calls } = await control<{ calls: Array<{ status: number }> }>(sandbox, 'calls?after=0');
		expect(calls.filter(({ status }) => status === 429)).toEqual([]);
	} finally {
		await sandbox.stop();
	}
}, 60_000);

test('a call that AdvancedMD refuses for its number waits and is done then', async () => {
	const sandbox = await startSandbox(5064, [
		...[
			'--systems',
			'advancedmd',
			'--patients',
			'3',
			'--seed',
			'7',
			'--speed',
			'60',
			'--no-limits',
		],
	]);
	try {
		const port = await openPort(sandbox.url('advancedmd'), { sandboxSpeed: 60 });
		await port.providers.list();
		await control(sandbox, 'faults', {
			...{ system: 'advancedmd', operation: 'getappttypes', kind: 'throttle', count: 2 },
			retryAfterSeconds: 30,
		});
		expect(await port.schedule?.types?.()).toHaveLength(5);
		const { calls } = await control<{ calls: Array<{ operation: string; status: number }> }>(
			sandbox,
			'calls?after=0',
		);
		expect(
			calls.filter(({ operation }) => operation === 'getappttypes').map(({ status }) => status),
		).toEqual([429, 429, 200]);
	} finally {
		await sandbox.stop();
	}
});
