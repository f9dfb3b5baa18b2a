import { z } from 'zod';

import type { ExternalId, PmSystem } from '../canonical/externalId';
import type { Address, EmergencyContact, Patient, Phone } from '../canonical/patient';
import { parseCivilDate, parseInstant } from '../values/civilDate';
import { dropAbsent } from '../values/dropAbsent';
import { parsePhone } from '../values/phone';
import { cleanDetail, cleanEmail, cleanText } from '../values/text';
import type { FhirContactPoint, FhirIdentifier, FhirName } from './parts';
import {
	addressSchema,
	codeSystems,
	conceptSchema,
	contactPointSchema,
	hasCode,
	identifierSchema,
	nameSchema,
	referencedId,
	referenceSchema,
	resourceSchema,
} from './parts';
import { parsePostalCode } from '../values/postalCode';

/**
 * The members of a FHIR R4 Patient that are read. Photo, race, SSN identifiers and extensions are not
 * among them: zod leaves them behind here.
 */
export const fhirPatientSchema = resourceSchema.extend({
	resourceType: z.literal('Patient'),
	identifier: z.array(identifierSchema).nullish(),
	active: z.boolean().nullish(),
	name: z.array(nameSchema).nullish(),
	telecom: z.array(contactPointSchema).nullish(),
	gender: z.string().nullish(),
	birthDate: z.string().nullish(),
	deceasedBoolean: z.boolean().nullish(),
	deceasedDateTime: z.string().nullish(),
	address: z.array(addressSchema).nullish(),
	contact: z
		.array(
			z.object({
				relationship: z.array(conceptSchema).nullish(),
				name: nameSchema.nullish(),
				telecom: z.array(contactPointSchema).nullish(),
			}),
		)
		.nullish(),
	generalPractitioner: z.array(referenceSchema).nullish(),
	managingOrganization: referenceSchema.nullish(),
});
/** A Patient as read. */
export type FhirPatient = z.infer<typeof fhirPatientSchema>;

/** For whom a FHIR resource is mapped. */
export interface FhirScope {
	readonly system: PmSystem;
	readonly practiceId: string;
	/** IANA zone of the practice. */
	readonly timeZone: string;
}

/**
 * A FHIR R4 Patient as the canonical patient; its logical id is the patient's id. A Patient is read
 * whole, so a member that it lacks is empty; only emergency contacts, which many servers do not
 * serve at all, are then not told.
 *
 * @param numberSystem identifier system of the number that staff know the patient by; empty = the
 *   identifier that is typed as medical record number
 */
export function toPatient(wire: FhirPatient, scope: FhirScope, numberSystem = ''): Patient {
	const { system, practiceId, timeZone } = scope;
	const name = bestName(wire.name);
	const number = patientNumber(wire.identifier, numberSystem);
	const id: ExternalId = { system, practiceId, type: 'patient', value: wire.id };
	return dropAbsent<Patient>({
		system,
		practiceId,
		id: wire.id,
		externalIds: [id, ...(number ? [{ ...id, type: 'chart' as const, value: number }] : [])],
		active: wire.active ?? undefined,
		deceased: wire.deceasedBoolean ?? (wire.deceasedDateTime ? true : undefined),
		givenName: cleanText(name?.given?.[0] ?? null),
		middleName: cleanText(name?.given?.slice(1).join(' ') ?? null),
		familyName: cleanText(name?.family ?? null),
		suffix: cleanText(name?.suffix?.join(' ') ?? null),
		birthDate: wire.birthDate ? parseCivilDate(wire.birthDate) : null,
		administrativeSex: sexOf(wire.gender),
		email: emailOf(wire.telecom),
		phones: phonesOf(wire.telecom),
		addresses: addressesOf(wire.address),
		emergencyContacts: emergencyContactsOf(wire.contact),
		primaryProviderId: firstReferenced(wire, 'Practitioner'),
		sourceAt: parseInstant(wire.meta?.lastUpdated, timeZone),
	});
}

/** The number that staff know a patient by, from the identifiers of a Patient. */
export function patientNumber(
	identifiers: readonly FhirIdentifier[] | null | undefined,
	numberSystem: string,
): string | undefined {
	const found = (identifiers ?? []).find(
		({ use, system, type }) =>
			use !== 'old' &&
			(numberSystem === ''
				? hasCode(type, 'MR', codeSystems.identifierType)
				: system === numberSystem),
	);
	return cleanDetail(found?.value) ?? undefined;
}

function bestName(names: FhirPatient['name']): FhirName | undefined {
	const list = names ?? [];
	return (
		list.find(({ use }) => use === 'official') ??
		list.find(({ use }) => use === 'usual') ??
		list.find(({ use }) => use !== 'old' && use !== 'maiden' && use !== 'nickname')
	);
}

function sexOf(gender: string | null | undefined): Patient['administrativeSex'] {
	if (!gender) return null;
	return gender === 'male' || gender === 'female' || gender === 'other' ? gender : 'unknown';
}

function emailOf(telecom: FhirPatient['telecom']): string | null | undefined {
	const entry = (telecom ?? []).find(({ system, use }) => system === 'email' && use !== 'old');
	return cleanEmail(entry?.value ?? null);
}

const phoneUses = { mobile: 'mobile', home: 'home', work: 'work' } as const;

/** One telephone of each use; one without a use counts as a home telephone. */
function phonesOf(telecom: readonly FhirContactPoint[] | null | undefined): Phone[] {
	const phones = new Map<Phone['use'], Phone>();
	for (const { system, use, value } of telecom ?? []) {
		if (system !== 'phone' && system !== 'sms') continue;
		if (use === 'old' || use === 'temp') continue;
		const known = phoneUses[(use ?? 'home') as keyof typeof phoneUses] ?? 'home';
		const phone = parsePhone(value);
		if (phone !== undefined && !phones.has(known)) phones.set(known, { use: known, ...phone });
	}
	return Object.values(phoneUses).flatMap((use) => phones.get(use) ?? []);
}

function addressesOf(addresses: FhirPatient['address']): Address[] {
	const current = (addresses ?? []).filter(({ use }) => use !== 'old' && use !== 'temp');
	const chosen = [
		current.find(({ use, type }) => use === 'home' && type !== 'postal') ?? current[0],
		current.find(({ type }) => type === 'postal'),
	];
	return [...new Set(chosen)].flatMap((entry) => {
		if (entry === undefined) return [];
		const members = Object.entries({
			line1: cleanDetail(entry.line?.[0]),
			line2: cleanDetail(entry.line?.slice(1).join(', ')),
			city: cleanDetail(entry.city),
			region: cleanDetail(entry.state),
			postalCode: parsePostalCode(entry.postalCode),
			country: cleanDetail(entry.country),
		}).filter(([, value]) => typeof value === 'string');
		// A country alone is no address.
		if (!members.some(([name]) => name !== 'country')) return [];
		const use = entry.type === 'postal' ? ('mailing' as const) : ('home' as const);
		return [{ use, ...(Object.fromEntries(members) as Omit<Address, 'use'>) }];
	});
}

/** Contacts that are told as emergency contacts (v2-0131: C, E is an employer). */
function emergencyContactsOf(contacts: FhirPatient['contact']): EmergencyContact[] | undefined {
	if (!contacts) return undefined;
	return contacts.flatMap(({ relationship, name, telecom }) => {
		if (!(relationship ?? []).some((concept) => hasCode(concept, 'C'))) return [];
		const full =
			cleanDetail(name?.text) ??
			cleanDetail([...(name?.given ?? []), name?.family ?? ''].join(' '));
		if (!full) return [];
		return [{ name: full, phones: phonesOf(telecom) }];
	});
}

function firstReferenced(wire: FhirPatient, type: string): string | null {
	for (const reference of wire.generalPractitioner ?? []) {
		const id = referencedId(reference, type);
		if (id !== undefined) return id;
	}
	return null;
}
