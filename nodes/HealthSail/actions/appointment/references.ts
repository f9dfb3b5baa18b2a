import { z } from 'zod';

import type { Appointment } from '../../../../lib/canonical/appointment';
import type { ExternalId } from '../../../../lib/canonical/externalId';
import { SafeError } from '../../../../lib/privacy/errors';
import type { AppointmentReferences } from '../../../../lib/sync/toAppointment';
import type { HealthSailClient } from '../../../common/healthsail/client';
import { wireShapeError } from '../../../common/healthsail/errors';
import { externalIdsSchema } from '../../../common/healthsail/externalIds';
import { lookupRows, type LookupRow } from '../../../common/healthsail/lookup';
import { readList } from '../../../common/healthsail/paging';
import { keyOf } from './lookup';

type Kind = 'location' | 'provider';

const entriesSchema = z.array(z.object({ id: z.string(), externalIds: externalIdsSchema }));

/** What became of an appointment's references: HealthSail's ids, or why it is not sent. */
export type Resolved =
	| { readonly references: AppointmentReferences }
	| { readonly skipped: 'notInSync' }
	| { readonly error: SafeError };

/**
 * Finds HealthSail's own ids of the patients, providers and locations that appointments name.
 * Patients are looked up 100 per call; the lists of providers and locations are read once per
 * working of the node, and only when an appointment names one.
 */
export class ReferenceFinder {
	private readonly lists = new Map<Kind, Promise<ReadonlyMap<string, string>>>();

	constructor(private readonly client: HealthSailClient) {}

	/**
	 * @param appointments 100 at most
	 * @returns one outcome per appointment, in their order
	 * @throws SafeError when a call failed
	 */
	async resolve(appointments: readonly Appointment[]): Promise<Resolved[]> {
		const patients = await this.patientsOf(appointments);
		const providers = await this.listFor('provider', appointments);
		const locations = await this.listFor('location', appointments);
		return appointments.map((appointment): Resolved => {
			const patientKey = keyFor(appointment, 'patient', appointment.patientId);
			const patient = patientKey === undefined ? undefined : patients.get(patientKey);
			if (!patient) return { error: noPatient() };
			if (!isInSync(patient)) return { skipped: 'notInSync' };
			const { customerId } = patient;
			if (customerId === undefined) return { error: unknown('patient') };
			const providerId = find(providers, keyFor(appointment, 'provider', appointment.providerId));
			if (providerId === undefined) return { error: unknown('provider') };
			const locationId = find(locations, keyFor(appointment, 'location', appointment.locationId));
			if (locationId === undefined) return { error: unknown('location') };
			return { references: { customerId, providerId, locationId } };
		});
	}

	private async patientsOf(
		appointments: readonly Appointment[],
	): Promise<ReadonlyMap<string, LookupRow>> {
		const ids = new Map<string, ExternalId>();
		for (const { system, practiceId, patientId } of appointments) {
			if (patientId == null) continue;
			const id = { system, practiceId, type: 'patient' as const, value: patientId };
			ids.set(keyOf(id), id);
		}
		const rows = await lookupRows(this.client, [...ids.values()]);
		return new Map(rows.map((row) => [keyOf(row.externalId), row]));
	}

	private async listFor(
		kind: Kind,
		appointments: readonly Appointment[],
	): Promise<ReadonlyMap<string, string>> {
		if (!appointments.some((appointment) => appointment[`${kind}Id`] != null)) return new Map();
		const list = this.lists.get(kind) ?? this.readAll(kind);
		this.lists.set(kind, list);
		return await list;
	}

	private async readAll(kind: Kind): Promise<ReadonlyMap<string, string>> {
		const path = `/${kind}s`;
		const records = await readList(this.client, { path, query: { fields: 'externalIds' } });
		const parsed = entriesSchema.safeParse(records);
		if (!parsed.success) {
			throw wireShapeError(`list ${path}`, parsed.error, this.client.correlationId);
		}
		const verified = parsed.data.flatMap(({ id, externalIds }) =>
			(externalIds ?? [])
				.filter(({ verification = 'verified' }) => verification === 'verified')
				.map((externalId) => [keyOf(externalId), id] as const),
		);
		return new Map(verified);
	}
}

/** The key of what an appointment names; undefined = it names none. */
function keyFor(
	{ system, practiceId }: Appointment,
	type: Kind | 'patient',
	value: string | null | undefined,
): string | undefined {
	return value == null ? undefined : keyOf({ system, practiceId, type, value });
}

/** Null when the appointment names none; undefined when HealthSail does not know the one it names. */
function find(
	ids: ReadonlyMap<string, string>,
	key: string | undefined,
): string | null | undefined {
	return key === undefined ? null : ids.get(key);
}

/** Whether the patient's data may be sent: not opted out, and not out of the sync. */
function isInSync({ cohort, syncState }: LookupRow): boolean {
	const isOptedOut = cohort.some(({ list }) => list === 'opted_out');
	return !isOptedOut && (syncState === undefined || syncState === 'included');
}

function noPatient(): SafeError {
	return new SafeError({
		kind: 'validation',
		message: 'The appointment names no patient, so HealthSail has nobody to keep it for',
		nextStep: 'Leave blocked times and other entries without a patient out before this node.',
		system: 'healthsail',
		fields: ['patientId'],
	});
}

const firstSteps: Readonly<Record<Kind | 'patient', string>> = {
	patient: 'Let the demographic sync bring the patient in first, then run the item again.',
	provider: 'Write the providers with Provider: Create or Update, then run the item again.',
	location: 'Write the locations with Location: Create or Update, then run the item again.',
};

function unknown(what: Kind | 'patient'): SafeError {
	return new SafeError({
		kind: 'notFound',
		message: `HealthSail does not know the ${what} of the appointment`,
		nextStep: firstSteps[what],
		system: 'healthsail',
		fields: [`${what}Id`],
	});
}
