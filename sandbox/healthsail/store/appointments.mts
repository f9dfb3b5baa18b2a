import type { SandboxClock } from '../../core/clock.mjs';
import { Collection, type ChangeCount } from './collection.mjs';
import { isEqual, layOver } from './equal.mjs';
import { ExternalIdIndex, mergeLinks, type GivenExternalId } from './externalIds.mjs';
import type { Appointment } from './types.mjs';

/** An appointment as a request gives it. */
export type GivenAppointment = Omit<Appointment, 'version' | 'externalIds' | 'id'> & {
	id?: string;
	externalIds: GivenExternalId[];
	ifVersion?: number;
};

export interface AppointmentResult {
	result: 'created' | 'updated' | 'unchanged';
	appointment: Appointment;
}

/** Members that tell of the observation, not of the appointment: a change of them is no change. */
const observation = ['observedAt', 'sourceAt', 'contentHash'] as const;

/** The mirror of the practices' appointments, found by customer and by external id. */
export class AppointmentStore {
	readonly collection: Collection<Appointment>;

	readonly externalIds = new ExternalIdIndex();

	private readonly byCustomer = new Map<string, Set<string>>();

	constructor(
		private readonly clock: SandboxClock,
		changes: ChangeCount,
	) {
		this.collection = new Collection(clock, 'appointment', 'apt', changes);
	}

	/** Ids of one customer's appointments, oldest first. */
	idsOfCustomer(customerId: string): string[] {
		return [...(this.byCustomer.get(customerId) ?? [])];
	}

	/** Creates an appointment. Throws `duplicate_external_id`. */
	create(given: GivenAppointment): AppointmentResult {
		const { id: _id, ifVersion: _v, externalIds, ...members } = given;
		this.externalIds.requireFree(externalIds);
		const links = mergeLinks([], externalIds, this.now(), 'external_id');
		const appointment = this.collection.insert({ ...members, externalIds: links });
		this.externalIds.move(appointment.id, [], links);
		this.group(appointment.customerId).add(appointment.id);
		return { result: 'created', appointment };
	}

	/**
	 * Lays a newer observation over an appointment. One that is older than the stored one is
	 * `unchanged`, and so is one that tells the same: then only what tells of the observation is
	 * kept, without a new version.
	 */
	change(existing: Appointment, given: GivenAppointment): AppointmentResult {
		if (isOlder(existing, given)) return { result: 'unchanged', appointment: existing };
		const { id: _id, ifVersion: _v, externalIds, ...members } = given;
		this.externalIds.requireFree(externalIds, existing.id);
		const next = layOver(existing, members);
		next.externalIds = mergeLinks(existing.externalIds, externalIds, this.now(), 'external_id');
		// A hash belongs to the content that it came with.
		if (given.contentHash === undefined) delete next.contentHash;
		if (isEqual(existing, next)) return { result: 'unchanged', appointment: existing };
		if (isEqual(contentOf(existing), contentOf(next))) {
			return { result: 'unchanged', appointment: this.collection.touch(next) };
		}
		return { result: 'updated', appointment: this.store(existing, next) };
	}

	/** Removes all appointments of a customer. */
	removeOf(customerId: string): void {
		for (const id of this.idsOfCustomer(customerId)) {
			this.externalIds.move(id, this.collection.get(id).externalIds, []);
			this.collection.remove(id);
		}
		this.byCustomer.delete(customerId);
	}

	/** Gives some appointments to another customer. Their hashes went with the former one. */
	reassign(ids: readonly string[], toCustomerId: string): void {
		for (const id of ids) {
			const appointment = this.collection.find(id);
			if (!appointment) continue;
			const { contentHash: _hash, ...rest } = appointment;
			this.store(appointment, { ...rest, customerId: toCustomerId });
		}
	}

	private store(before: Appointment, next: Appointment): Appointment {
		const after = this.collection.replace(next);
		this.externalIds.move(after.id, before.externalIds, after.externalIds);
		if (after.customerId !== before.customerId) {
			this.byCustomer.get(before.customerId)?.delete(after.id);
			this.group(after.customerId).add(after.id);
		}
		return after;
	}

	private group(customerId: string): Set<string> {
		let ids = this.byCustomer.get(customerId);
		if (!ids) {
			ids = new Set();
			this.byCustomer.set(customerId, ids);
		}
		return ids;
	}

	private now(): string {
		return this.clock.now().toISOString();
	}
}

/** The source's own time decides where both tell one and they differ, else the time of reading. */
function isOlder(stored: Appointment, given: GivenAppointment): boolean {
	const [last, now] = [Date.parse(stored.sourceAt ?? ''), Date.parse(given.sourceAt ?? '')];
	if (last > now || last < now) return now < last;
	return Date.parse(given.observedAt) < Date.parse(stored.observedAt);
}

function contentOf(appointment: Appointment): Record<string, unknown> {
	const content: Record<string, unknown> = { ...appointment };
	for (const name of observation) delete content[name];
	return content;
}
