import { randomUUID } from 'crypto';

import { acquireLease, releaseLease, renewLease } from '../../healthsail/lease';
import { outcomeOf } from '../../outcome';
import type { Session } from '../session';
import type { WriteAhead } from './writeAhead';
import { parseWriteAhead, serialize } from './writeAhead';

/** Longer than a write with its read-back takes; renewed before each. */
const leaseSeconds = 180;

/** What the lease keeps when nothing is under way. */
const nothing = '{}';

/** Held while one run writes to one patient. */
export interface WriteLease {
	/** What an earlier run was about to write and did not tell the end of. */
	readonly pending: WriteAhead | undefined;
	/** To be called before each write. Throws SafeError `conflict` when another run took over. */
	keep(note: WriteAhead): Promise<void>;
	/** Once it is told what became of the write. Never throws: a note that stays is judged again. */
	clear(): Promise<void>;
}

export type LeasedEnd<T> =
	| { readonly state: 'busy' }
	| { readonly state: 'done'; readonly value: T };

/**
 * Does something while no other run writes to the same patient. `who` names the patient: a keyed hash
 * of it is the key of a lease in HealthSail, so that it holds over several workers. Throws SafeError.
 */
export async function whileWriting<T>(
	{ client, port }: Session,
	who: readonly string[],
	work: (lease: WriteLease) => Promise<T>,
): Promise<LeasedEnd<T>> {
	const { system, practiceId } = port.scope;
	const key = client.keyedHash(JSON.stringify(['patientWrite', system, practiceId, ...who]));
	const owner = randomUUID();
	const taken = await acquireLease(client, { key, owner, ttlSeconds: leaseSeconds });
	if (taken.state !== 'taken') return { state: 'busy' };
	const store = async (cursor: string) =>
		await renewLease(client, key, { owner, ttlSeconds: leaseSeconds, cursor });
	const outcome = await outcomeOf(
		async () =>
			await work({
				pending: parseWriteAhead(taken.cursor),
				async keep(note) {
					await store(serialize(note));
				},
				async clear() {
					await outcomeOf(async () => await store(nothing));
				},
			}),
	);
	// What the work came to counts, not whether the lease could still be given back: it runs out.
	await outcomeOf(async () => await releaseLease(client, key, { owner }));
	if (!outcome.ok) throw outcome.error;
	return { state: 'done', value: outcome.value };
}
