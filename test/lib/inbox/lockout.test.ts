import {
	afterFailure,
	minutesLocked,
	networkOf,
	noFailures,
	readFailures,
	type FailureCount,
} from '../../../lib/inbox/lockout';

const minute = 60_000;
const start = 1_700_000_000_000;

function after(failures: number, at = start): FailureCount {
	let count = noFailures;
	for (let number = 0; number < failures; number += 1) count = afterFailure(count, at + number);
	return count;
}

it('locks with the tenth failure and not before', () => {
	expect(minutesLocked(after(9), start + 9)).toBe(0);
	expect(minutesLocked(after(10), start + 10)).toBe(15);
});

it('holds the lock for 15 minutes, also against further failures', () => {
	const locked = after(10);
	expect(afterFailure(locked, start + minute)).toBe(locked);
	expect(minutesLocked(locked, start + 14 * minute + 30_000)).toBe(1);
	expect(minutesLocked(locked, start + 16 * minute)).toBe(0);
});

it('begins anew after the lock, and after 15 quiet minutes', () => {
	expect(afterFailure(after(10), start + 16 * minute)).toEqual({
		failures: 1,
		since: start + 16 * minute,
	});
	expect(afterFailure(after(9), start + 16 * minute)).toEqual({
		failures: 1,
		since: start + 16 * minute,
	});
});

it('reads back what it stored, and nothing else as no failure', () => {
	expect(readFailures(JSON.stringify(after(3)))).toEqual({ failures: 3, since: start });
	for (const stored of [null, '', '{', '{"failures":-1,"since":0}', '[]']) {
		expect(readFailures(stored)).toEqual({ failures: 0, since: 0 });
	}
});

it.each([
	['203.0.113.7', '203.0.113.7'],
	['::ffff:203.0.113.7', '203.0.113.7'],
	['2001:db8:0012:34:aaaa:bbbb:cccc:dddd', '2001:db8:12:34'],
	['2001:DB8:12:34::1', '2001:db8:12:34'],
	['2001:db8::1', '2001:db8:0:0'],
	['fe80::1%eth0', 'fe80:0:0:0'],
	['::1', '0:0:0:0'],
	['', ''],
])('counts the address %s with those of %s', (address, network) => {
	expect(networkOf(address)).toBe(network);
});
