import { randomUUID } from 'crypto';
import { z } from 'zod';

import type { PmSystem } from '../../../../lib/canonical/externalId';
import { SafeError } from '../../../../lib/privacy/errors';
import { acquireLease, releaseLease, renewLease } from '../../healthsail/lease';
import { outcomeOf } from '../../outcome';
import { toDetails } from '../../toNodeError';
import type { PracticeCall } from '../operation';
import type { AppointmentBooking } from '../records';
import { referenceTaken } from './booking';

/** Long enough for calls that wait for the practice system's limits; renewed before the write. */
const leaseSeconds = 300;

/**
 * What the lease keeps between runs: no patient values, and the patient only as a keyed hash. `asked`
 * is the keyed hash of which visit was moved to which start; leases of before lack it.
 */
const keptSchema = z
	.object({
		v: z.literal(1),
		patient: z.string(),
		appointmentId: z.string().nullable(),
		operation: z.enum(['book', 'reschedule']).default('book'),
		asked: z.string().optional(),
	})
	.strict();

type Kept = z.output<typeof keptSchema>;

/** What is held while the visit of one reference is looked for and sent. */
export interface BookingLease {
	/** The visit that an earlier run booked or moved; its id is null where the system told none. */
	readonly earlier: Pick<Kept, 'appointmentId' | 'operation'> | undefined;
	/** To be called right before the write. Throws SafeError when another run took it over. */
	prove(): Promise<void>;
	/** Tells later runs which visit it became. Never throws: the booking stands in any case. */
	keep(appointmentId: string | null): Promise<void>;
}

/** What is done under the reference; `visitId` is the visit that is moved. */
type BookingWork =
	| { readonly operation: 'book' }
	| { readonly operation: 'reschedule'; readonly visitId: string };

/**
 * Does the work of one reference while no other run does: else two runs that find nothing would both
 * book. The lease lies in HealthSail, so that it holds over several workers. Throws SafeError
 * `conflict` when another run works on the reference, or when it was given to another patient or to
 * another move.
 */
export async function whileBooking<T>(
	{ session: { client, port } }: PracticeCall,
	{ patientId, reference, startsAt }: AppointmentBooking,
	what: BookingWork,
	work: (lease: BookingLease) => Promise<T>,
): Promise<T> {
	const { system, practiceId } = port.scope;
	const hashOf = (...more: readonly string[]) =>
		client.keyedHash(['booking', system, practiceId, reference, ...more].join('|'));
	const key = hashOf();
	const patient = hashOf(patientId);
	const asked = what.operation === 'reschedule' ? hashOf(what.visitId, startsAt) : undefined;
	const owner = randomUUID();
	const taken = await acquireLease(client, { key, owner, ttlSeconds: leaseSeconds });
	if (taken.state !== 'taken') throw underWay(system);
	const outcome = await outcomeOf(async () => {
		const earlier = readKept(taken.cursor);
		const isOther =
			(earlier !== undefined && earlier.patient !== patient) ||
			(earlier?.asked !== undefined && asked !== undefined && earlier.asked !== asked);
		if (isOther) throw referenceTaken(system);
		return await work({
			earlier,
			async prove() {
				const renewed = await outcomeOf(
					async () => await renewLease(client, key, { owner, ttlSeconds: leaseSeconds }),
				);
				if (renewed.ok) return;
				throw toDetails(renewed.error).kind === 'conflict' ? underWay(system) : renewed.error;
			},
			async keep(appointmentId) {
				const kept: Kept = {
					v: 1,
					patient,
					appointmentId,
					// A visit that was moved stays a moved one when a booking of the reference is told it.
					operation: earlier?.operation === 'reschedule' ? 'reschedule' : what.operation,
					asked: asked ?? earlier?.asked,
				};
				const cursor = JSON.stringify(kept);
				await outcomeOf(async () => await renewLease(client, key, { owner, cursor }));
			},
		});
	});
	// What the work came to counts, not whether the lease could still be given back: it runs out.
	await outcomeOf(async () => await releaseLease(client, key, { owner }));
	if (!outcome.ok) throw outcome.error;
	return outcome.value;
}

/** Undefined where nothing is kept, or nothing that can be read: the visit is then looked for. */
function readKept(cursor: string | null): Kept | undefined {
	if (cursor === null) return undefined;
	try {
		return keptSchema.parse(JSON.parse(cursor));
	} catch {
		return undefined;
	}
}

function underWay(system: PmSystem): SafeError {
	return new SafeError({
		kind: 'conflict',
		message: 'Another run is working on the booking of this reference. Nothing was sent.',
		nextStep: 'Run it again in five minutes: it then tells what the other run did.',
		system,
		fields: ['reference'],
	});
}
