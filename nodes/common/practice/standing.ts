import { z } from 'zod';

import { SafeError } from '../../../lib/privacy/errors';
import { externalIdsSchema } from '../healthsail/externalIds';
import type { LookupRow } from '../healthsail/lookup';
import { lookupCustomers } from '../healthsail/lookup';
import type { Session } from './session';

/** The customer that a patient is, as items carry it. */
export interface StandingCustomer {
	readonly customerId: string;
	readonly version: number;
}

/**
 * What HealthSail says of a patient whose records are read. `excluded`: opted out, or taken out of
 * the sync. `unknown`: no customer holds the patient's id; a merged customer holds none.
 */
export type Standing =
	| { readonly state: 'included'; readonly customer: StandingCustomer }
	| { readonly state: 'excluded' }
	| { readonly state: 'unknown' };

/** Fails closed: only a customer that is told to be included passes. */
export function standingOf(row: LookupRow | undefined): Standing {
	if (row === undefined) return { state: 'unknown' };
	if (row.cohort.some(({ list }) => list === 'opted_out')) return { state: 'excluded' };
	if (row.customerId === undefined) return { state: 'unknown' };
	if (row.syncState !== 'included') return { state: 'excluded' };
	return {
		state: 'included',
		customer: { customerId: row.customerId, version: row.version ?? 0 },
	};
}

/** Asks HealthSail about patients of the practice, 100 per call; keyed by patient id. */
export async function standings(
	{ client, port: { scope } }: Session,
	patientIds: ReadonlySet<string>,
): Promise<Map<string, Standing>> {
	if (patientIds.size === 0) return new Map();
	const rows = await lookupCustomers(
		client,
		[...patientIds].map((value) => ({
			system: scope.system,
			practiceId: scope.practiceId,
			type: 'patient' as const,
			value,
		})),
	);
	return new Map([...patientIds].map((id) => [id, standingOf(rows.get(id))]));
}

/**
 * The customer of a patient about whom something is to be read or done, asked before the practice
 * system is. Throws SafeError `permission` for who is kept out, `notFound` for who is not known.
 */
export async function requireStanding(
	session: Session,
	patientId: string,
): Promise<StandingCustomer> {
	const { system } = session.port.scope;
	if (patientId === '') {
		throw new SafeError({
			kind: 'validation',
			message: 'The patient ID is empty.',
			nextStep: 'Fill the Patient ID parameter.',
			system,
			fields: ['patientId'],
		});
	}
	const standing = (await standings(session, new Set([patientId]))).get(patientId);
	if (standing?.state === 'included') return standing.customer;
	if (standing?.state === 'excluded') {
		throw new SafeError({
			kind: 'permission',
			message: 'This patient is kept out of HealthSail: opted out, or no longer in the sync.',
			nextStep: 'Leave the patient out of this flow.',
			system,
		});
	}
	throw new SafeError({
		kind: 'notFound',
		message: 'HealthSail has no customer for this patient of the practice.',
		nextStep: 'Check the patient ID, and run the demographic sync before this flow.',
		system,
	});
}

const customerSchema = z.object({
	status: z.string().nullish(),
	externalIds: externalIdsSchema,
});

/**
 * The patient's id of a second interface, read from HealthSail: only an id that was proved to be
 * this patient's is ever used (design 19). `asked`: an id that a flow names; it has to be one of
 * those. Without any, undefined. Throws SafeError.
 */
export async function linkedSecondId(
	{ client, port: { scope } }: Session,
	{ customerId }: StandingCustomer,
	type: 'fhir' | 'gapi',
	asked?: string,
): Promise<string | undefined> {
	const { status, externalIds } = await client.parsed(
		{
			operation: 'getCustomer',
			method: 'GET',
			path: `/customers/${encodeURIComponent(customerId)}`,
			fields: 'status,externalIds',
		},
		customerSchema,
	);
	const linked =
		status === 'merged'
			? []
			: (externalIds ?? [])
					.filter(
						(id) =>
							id.system === scope.system &&
							id.practiceId === scope.practiceId &&
							id.type === type &&
							id.verification === 'verified',
					)
					.map(({ value }) => value);
	if (asked !== undefined) {
		if (linked.includes(asked)) return asked;
		throw notLinked(scope.system);
	}
	if (linked.length > 1) throw severalLinked(scope.system);
	return linked[0];
}

function notLinked(system: string): SafeError {
	return new SafeError({
		kind: 'permission',
		message: 'This FHIR ID is not a verified ID of the patient in HealthSail.',
		nextStep:
			'Leave FHIR ID empty to take the linked one, or link it first: Find Second, Patient Match, HealthSail: External ID, Add.',
		system,
		fields: ['fhirId'],
	});
}

function severalLinked(system: string): SafeError {
	return new SafeError({
		kind: 'conflict',
		message: 'HealthSail holds several verified FHIR IDs for this patient.',
		nextStep: 'Name the one to read in FHIR ID, and have staff look at the others.',
		system,
		fields: ['fhirId'],
	});
}
