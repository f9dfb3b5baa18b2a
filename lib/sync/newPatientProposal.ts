import { z } from 'zod';

import type { PmSystem } from '../canonical/externalId';
import type { components } from '../contract/healthsail';
import { SafeError } from '../privacy/errors';

type Schemas = components['schemas'];
export type ChangeRequest = Schemas['DemographicChangeRequestCreate'];
export type ProposedChange = ChangeRequest['changes'][number];

const text = z.string().nullish();

/** The members of a customer (contract section 2) that a practice needs for a new chart. */
export const shopperSchema = z.object({
	id: z.string().min(1),
	version: z.number().int().min(1),
	status: text,
	externalIds: z
		.array(
			z.object({
				system: z.string(),
				practiceId: z.string(),
				type: z.string(),
				verification: text,
			}),
		)
		.nullish(),
	demographics: z
		.object({
			givenName: text,
			middleName: text,
			familyName: text,
			suffix: text,
			preferredName: text,
			birthDate: text,
			administrativeSex: text,
			language: text,
			email: text,
			phones: z
				.array(
					z.object({
						id: text,
						use: z.string(),
						number: z.string(),
						extension: text,
						preferred: z.boolean().nullish(),
					}),
				)
				.nullish(),
		})
		.nullish(),
	addresses: z
		.array(
			z.object({
				id: text,
				use: z.string(),
				line1: text,
				line2: text,
				city: text,
				region: text,
				postalCode: text,
				country: text,
			}),
		)
		.nullish(),
	emergencyContacts: z
		.array(
			z.object({ name: z.string(), relationship: text, phones: z.array(z.unknown()).nullish() }),
		)
		.nullish(),
	guardian: z.object({ name: z.string(), relationship: text, authority: text }).nullish(),
});
export type Shopper = z.output<typeof shopperSchema>;

/** What identifies a person to the practice's staff; without it nobody could look for duplicates. */
const required = ['givenName', 'familyName', 'birthDate'] as const;

/**
 * The change request that proposes a customer of HealthSail to a practice as a new patient (contract
 * section 2.2). Every member is a change from nothing, so that staff see the whole chart before it
 * is made; only members with a value are proposed.
 *
 * @throws SafeError `conflict` when the practice already has the customer as a patient, `validation`
 *   when the customer was merged, died, or lacks name or birth date
 */
export function newPatientProposal(
	customer: Shopper,
	practice: { readonly system: PmSystem; readonly practiceId: string },
): ChangeRequest {
	requireShopper(customer, practice);
	const { demographics, addresses, emergencyContacts, guardian } = customer;
	const { phones, ...person } = demographics ?? {};
	return {
		kind: 'new_patient',
		customerId: customer.id,
		pmSystem: practice.system,
		practiceId: practice.practiceId,
		direction: 'to_pm',
		origin: 'patient',
		reviewMode: 'in_healthsail',
		changes: [
			...Object.entries(person).flatMap(([name, value]) => added(`/demographics/${name}`, value)),
			...listed('/demographics/phones', phones),
			// Where parcels go is the shop's business, unless the patient calls it home.
			...listed(
				'/addresses',
				addresses?.filter(({ use }) => use !== 'shipping'),
			),
			...listed('/emergencyContacts', emergencyContacts),
			...added('/guardian', guardian && told(guardian)),
		],
	};
}

function requireShopper(
	{ status, externalIds, demographics }: Shopper,
	{ system, practiceId }: { readonly system: PmSystem; readonly practiceId: string },
): void {
	const isPatient = externalIds?.some(
		(id) =>
			id.type === 'patient' &&
			id.system === system &&
			id.practiceId === practiceId &&
			id.verification === 'verified',
	);
	if (isPatient === true) {
		throw refused('conflict', {
			message: 'The practice already has this customer as a patient',
			nextStep: 'Create a request of kind Change, or leave the customer out of this flow.',
		});
	}
	if (status === 'merged' || status === 'deceased') {
		throw refused('validation', {
			message: 'The customer was merged or died, and cannot become a new patient',
			nextStep: 'Leave the customer out; for a merged one, use the customer that it went into.',
		});
	}
	const missing = required.filter((name) => !demographics?.[name]);
	if (missing.length > 0) {
		throw refused('validation', {
			message: 'The customer lacks what the practice needs to look for duplicates',
			nextStep: 'Ask the customer for given name, family name and birth date first.',
			fields: missing.map((name) => `demographics.${name}`),
		});
	}
}

function refused(
	kind: 'conflict' | 'validation',
	words: { message: string; nextStep: string; fields?: readonly string[] },
): SafeError {
	return new SafeError({ kind, system: 'healthsail', ...words });
}

/** Entries of a list by their own ids, or by their place where they have none. */
function listed(path: string, entries: readonly object[] | null | undefined): ProposedChange[] {
	return (entries ?? []).flatMap((listEntry, index) => {
		const { id, ...entry } = listEntry as { id?: string | null };
		return added(`${path}/${id ?? index}`, told(entry));
	});
}

/** A change from nothing to a value; no value is no change. */
function added(path: string, to: unknown): ProposedChange[] {
	return to === undefined || to === null || to === ''
		? []
		: [{ path, from: null, to: to as ProposedChange['to'] }];
}

/** The members that have a value. */
function told(entry: object): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(entry).filter(([, value]) => value !== undefined && value !== null),
	);
}
