import { locations, practices, providers } from '../practice/directory.mjs';
import type { PracticeLocation, PracticeProvider } from '../practice/records.mjs';
import { codeSystems, type FhirResource } from './resource.mjs';

/** A provider as Practitioner. */
export function practitionerResource(provider: PracticeProvider): FhirResource {
	return {
		resourceType: 'Practitioner',
		id: String(provider.id),
		identifier: [{ system: codeSystems.npi, value: provider.npi }],
		active: provider.active,
		name: [
			{
				use: 'official',
				family: provider.lastName,
				given: [provider.firstName],
				suffix: [provider.degree],
			},
		],
	};
}

/** Where a provider works. */
export function practitionerRoleResource(provider: PracticeProvider): FhirResource {
	return {
		resourceType: 'PractitionerRole',
		id: `role-${provider.id}`,
		practitioner: { reference: `Practitioner/${provider.id}` },
		organization: { reference: `Organization/${provider.practiceId}` },
		specialty: [{ text: provider.specialty }],
	};
}

/** A place as Location. */
export function locationResource(location: PracticeLocation): FhirResource {
	return {
		resourceType: 'Location',
		id: String(location.id),
		status: 'active',
		name: location.name,
		telecom: [{ system: 'phone', value: location.phone }],
		address: {
			line: [location.line1],
			city: location.city,
			state: location.state,
			postalCode: location.zip,
		},
		managingOrganization: { reference: `Organization/${location.practiceId}` },
	};
}

/** The practices of the account as Organizations. */
export function organizationResources(): FhirResource[] {
	return practices.map(({ id, name, npi }) => ({
		resourceType: 'Organization',
		id: String(id),
		active: true,
		name,
		identifier: [{ system: codeSystems.npi, value: npi }],
	}));
}

/** Providers, their roles, places and practices of the account. */
export function directoryResources(): FhirResource[] {
	return [
		...providers.map(practitionerResource),
		...providers.map(practitionerRoleResource),
		...locations.map(locationResource),
		...organizationResources(),
	];
}
