import { isEqual } from './equal.mjs';
import type { SyncStamp } from './types.mjs';

const isSame = (a: SyncStamp, b: SyncStamp) =>
	a.system === b.system && a.practiceId === b.practiceId;

/** Whether the given stamps tell a source time before the last applied one. */
export function isOlder(
	stored: readonly SyncStamp[],
	given: readonly SyncStamp[] | undefined,
): boolean {
	return (given ?? []).some((stamp) => {
		const last = stored.find((one) => isSame(one, stamp));
		if (!last?.sourceAt || !stamp.sourceAt) return false;
		return Date.parse(stamp.sourceAt) < Date.parse(last.sourceAt);
	});
}

/**
 * The stamps after a request gave some, merged per (system, practice). `inboundAt` is set as
 * lastInboundAt of the given ones when they do not tell it; undefined leaves it alone.
 */
export function mergeStamps(
	stored: readonly SyncStamp[],
	given: readonly SyncStamp[] | undefined,
	inboundAt: string | undefined,
): SyncStamp[] {
	const stamps = [...stored];
	for (const stamp of given ?? []) {
		const at = stamps.findIndex((one) => isSame(one, stamp));
		const told: SyncStamp = {
			...(inboundAt === undefined ? {} : { lastInboundAt: inboundAt }),
			...stamp,
		};
		if (at < 0) stamps.push(told);
		else if (!isEqual(stamps[at], { ...stamps[at], ...told })) {
			stamps[at] = { ...stamps[at], ...told };
		}
	}
	return stamps;
}

/**
 * The stamps of a customer that a request changes. Where a given one tells no hash, the stored one
 * speaks of what the customer was, so it goes: content that comes back would pass for unchanged.
 */
export function forgetHashes(
	stored: readonly SyncStamp[],
	given: readonly SyncStamp[] | undefined,
): SyncStamp[] {
	const unhashed = (given ?? []).filter(({ contentHash }) => contentHash === undefined);
	return stored.map((stamp) =>
		unhashed.some((one) => isSame(one, stamp)) ? withoutHashes(stamp) : stamp,
	);
}

/** A stamp that still tells when, and no more what. */
export function withoutHashes({
	contentHash: _c,
	fieldHashes: _f,
	...stamp
}: SyncStamp): SyncStamp {
	return stamp;
}

/** A stamp that tells nothing of the content: the patient counts as changed and is filled again. */
export function withoutContent({ sourceAt: _s, ...stamp }: SyncStamp): SyncStamp {
	return withoutHashes(stamp);
}
