import { z } from 'zod';

import type { Location, Practice, Provider } from '../canonical/practice';
import { dropAbsent } from '../values/dropAbsent';
import { parsePhone } from '../values/phone';
import { cleanDetail, cleanText } from '../values/text';
import {
	addressSchema,
	codeSystems,
	conceptSchema,
	contactPointSchema,
	identifierSchema,
	nameSchema,
	referenceSchema,
	resourceSchema,
} from './parts';
import type { FhirScope } from './patient';
import { parsePostalCode } from '../values/postalCode';

/** The members of a FHIR R4 Practitioner that are read. */
export const fhirPractitionerSchema = resourceSchema.extend({
	resourceType: z.literal('Practitioner'),
	identifier: z.array(identifierSchema).nullish(),
	active: z.boolean().nullish(),
	name: z.array(nameSchema).nullish(),
	qualification: z.array(z.object({ code: conceptSchema.nullish() })).nullish(),
});
export type FhirPractitioner = z.infer<typeof fhirPractitionerSchema>;

/** Which organization a practitioner works for, and as what. */
export const fhirPractitionerRoleSchema = resourceSchema.extend({
	resourceType: z.literal('PractitionerRole'),
	organization: referenceSchema.nullish(),
	specialty: z.array(conceptSchema).nullish(),
});
export type FhirPractitionerRole = z.infer<typeof fhirPractitionerRoleSchema>;

/** The members of a FHIR R4 Location that are read. */
export const fhirLocationSchema = resourceSchema.extend({
	resourceType: z.literal('Location'),
	name: z.string().nullish(),
	telecom: z.array(contactPointSchema).nullish(),
	address: addressSchema.nullish(),
	managingOrganization: referenceSchema.nullish(),
});
export type FhirLocation = z.infer<typeof fhirLocationSchema>;

/** The members of a FHIR R4 Organization that are read. */
export const fhirOrganizationSchema = resourceSchema.extend({
	resourceType: z.literal('Organization'),
	name: z.string().nullish(),
	active: z.boolean().nullish(),
	identifier: z.array(identifierSchema).nullish(),
});
export type FhirOrganization = z.infer<typeof fhirOrganizationSchema>;

/** A Practitioner, with the role in this practice where it is known, as the canonical provider. */
export function toProvider(
	wire: FhirPractitioner,
	role: FhirPractitionerRole | undefined,
	{ system, practiceId }: FhirScope,
): Provider {
	const name = wire.name?.find(({ use }) => use === 'official') ?? wire.name?.[0];
	const [specialty] = role?.specialty ?? [];
	return dropAbsent<Provider>({
		id: wire.id,
		externalIds: [{ system, practiceId, type: 'provider', value: wire.id }],
		givenName: cleanText(name?.given?.join(' ') ?? null),
		familyName: cleanText(name?.family ?? name?.text ?? null),
		credentials: cleanDetail(
			name?.suffix?.join(' ') ?? wire.qualification?.[0]?.code?.text ?? null,
		),
		npi: npiOf(wire.identifier),
		specialty: cleanDetail(specialty?.text ?? specialty?.coding?.[0]?.display),
		// One whose state is not told is taken as active: staff can choose it.
		active: wire.active ?? true,
	});
}

/** A Location as the canonical location. FHIR tells no zone: the practice's own is given. */
export function toLocation(
	wire: FhirLocation,
	{ system, practiceId, timeZone }: FhirScope,
): Location {
	const phone = wire.telecom?.find((entry) => entry.system === 'phone');
	return dropAbsent<Location>({
		id: wire.id,
		externalIds: [{ system, practiceId, type: 'location', value: wire.id }],
		name: cleanText(wire.name ?? null),
		line1: cleanDetail(wire.address?.line?.[0] ?? null),
		line2: cleanDetail(wire.address?.line?.slice(1).join(', ') ?? null),
		city: cleanDetail(wire.address?.city ?? null),
		region: cleanDetail(wire.address?.state ?? null),
		postalCode: parsePostalCode(wire.address?.postalCode ?? null),
		phone: parsePhone(phone?.value)?.number ?? null,
		timeZone,
	});
}

/** An Organization as the canonical practice. */
export function toPractice(wire: FhirOrganization): Practice {
	return dropAbsent<Practice>({
		id: wire.id,
		name: cleanText(wire.name ?? null),
		npi: npiOf(wire.identifier),
		active: wire.active ?? undefined,
	});
}

function npiOf(identifiers: FhirPractitioner['identifier']): string | null {
	const found = (identifiers ?? []).find(({ system }) => system === codeSystems.npi);
	return cleanDetail(found?.value) ?? null;
}
