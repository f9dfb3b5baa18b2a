import type { Appointment, AppointmentExternalId } from '../canonical/appointment';
import type { components } from '../contract/healthsail';
import { canonicalText } from './canonicalForm';
import type { KeyedHasher } from './keyedHash';

export type AppointmentUpsert = components['schemas']['AppointmentUpsert'];

/** HealthSail's own ids of whom and what an appointment names; null = the appointment names none. */
export interface AppointmentReferences {
	readonly customerId: string;
	readonly providerId: string | null;
	readonly locationId: string | null;
}

/** The id by which an appointment is found again in HealthSail. */
export function appointmentIdOf({ system, practiceId, id }: Appointment): AppointmentExternalId {
	return { system, practiceId, type: 'appointment', value: id };
}

/**
 * The body of one item of POST /appointments/bulk-upsert (contract section 3). A null tells that the
 * practice system has or tells no value. The visit reason, and which appointment this one was moved
 * from, have no member in the contract and are never sent.
 *
 * `contentHash` is keyed and covers everything that is sent but the times of observation, so that a
 * touched but unchanged appointment is unchanged. It covers the references too: when two customers
 * become one, their appointments count as changed once.
 *
 * @param observedAt when the practice system was read, RFC 3339 UTC
 */
export function toAppointmentUpsert(
	appointment: Appointment,
	references: AppointmentReferences,
	observedAt: string,
	hasher: KeyedHasher,
): AppointmentUpsert & { readonly contentHash: string } {
	const { type, startsAt, endsAt, timeZone, status, modality, sourceAt } = appointment;
	const content = {
		...references,
		externalIds: externalIdsOf(appointment),
		typeExternalId: type.id ?? null,
		...(type.name !== undefined && { typeName: type.name }),
		startsAt,
		endsAt,
		timeZone,
		status,
		modality: modality ?? null,
	};
	return {
		...content,
		observedAt,
		...(sourceAt != null && { sourceAt }),
		contentHash: hasher(canonicalText(['appointment v1', content])),
	};
}

/** The appointment's own id first, then the others it carries, in one order and none twice. */
function externalIdsOf(appointment: Appointment): AppointmentExternalId[] {
	const own = appointmentIdOf(appointment);
	const isOwn = ({ system, practiceId, value }: AppointmentExternalId) =>
		system === own.system && practiceId === own.practiceId && value === own.value;
	const others = new Map(
		appointment.externalIds.filter((id) => !isOwn(id)).map((id) => [canonicalText(id), id]),
	);
	return [own, ...[...others].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, id]) => id)];
}
