import {
	fhirLocationSchema,
	fhirOrganizationSchema,
	fhirPractitionerRoleSchema,
	fhirPractitionerSchema,
	toLocation,
	toPractice,
	toProvider,
} from '../../lib/fhir/directory';
import type { FhirPractitioner, FhirPractitionerRole } from '../../lib/fhir/directory';
import { referencedId } from '../../lib/fhir/parts';
import type { Location, Practice, Provider } from '../../lib/canonical/practice';
import { SafeError } from '../../lib/privacy/errors';
import { mapBounded } from '../common/mapBounded';
import { parseWire } from '../common/parseWire';
import { ownOrganizations, practiceOf } from './practice';
import type { FhirTransport } from './transport';

/** Begins of names: an unbounded search may be refused, so each letter is asked for (sheet 4.1). */
const letters = [...'abcdefghijklmnopqrstuvwxyz'];

/** The organizations that are this practice, read by id. Throws SafeError `configuration`. */
export async function listPractices(transport: FhirTransport): Promise<Practice[]> {
	const { access } = transport;
	const practices: Practice[] = [];
	for (const id of ownOrganizations(access)) {
		const resource = await transport.read('Organization', id);
		if (resource === undefined) {
			throw new SafeError({
				kind: 'configuration',
				message: 'The client signs in, but the site has no organization of this practice ID.',
				nextStep:
					'Ask Greenway for the FHIR IDs of the practice’s organizations, and put one into the practice ID, or all of them into the practice profile (greenway.fhir.organizationIds).',
				system: access.system,
				operation: 'Organization read',
				fields: ['practiceId'],
			});
		}
		const facts = { system: access.system, operation: 'Organization read' };
		practices.push(toPractice(parseWire(fhirOrganizationSchema, resource, facts)));
	}
	return practices;
}

/**
 * Practitioners of the site who work for this practice, or of whom the site does not tell for whom.
 * Throws SafeError.
 */
export async function listProviders(transport: FhirTransport): Promise<Provider[]> {
	const { access } = transport;
	const facts = { system: access.system, operation: 'Practitioner search' };
	const found = (await byLetters(transport, 'Practitioner')).map((resource) =>
		parseWire(fhirPractitionerSchema, resource, facts),
	);
	const entries = await mapBounded(
		[...new Map(found.map((wire) => [wire.id, wire])).values()],
		access.settings.fhir.concurrency,
		async (wire) => ({ wire, roles: await rolesOf(transport, wire) }),
	);
	return entries
		.map(({ wire, roles }) => ({
			wire,
			role: roles.find(({ organization }) => isOwn(transport, organization)),
			isElsewhere:
				roles.length > 0 && !roles.some(({ organization }) => isOwn(transport, organization)),
		}))
		.filter(({ isElsewhere }) => !isElsewhere)
		.map(({ wire, role }) => toProvider(wire, role, access.scope));
}

/** Places of this practice, or of which the site does not tell whose they are. Throws SafeError. */
export async function listLocations(transport: FhirTransport): Promise<Location[]> {
	const { access } = transport;
	const facts = { system: access.system, operation: 'Location search' };
	const found = (await byLetters(transport, 'Location'))
		.map((resource) => parseWire(fhirLocationSchema, resource, facts))
		.filter(({ managingOrganization }) => isOwn(transport, managingOrganization));
	return [...new Map(found.map((wire) => [wire.id, wire])).values()].map((wire) =>
		toLocation(wire, access.scope),
	);
}

async function rolesOf(
	transport: FhirTransport,
	{ id }: FhirPractitioner,
): Promise<FhirPractitionerRole[]> {
	const facts = { system: transport.access.system, operation: 'PractitionerRole search' };
	const roles: FhirPractitionerRole[] = [];
	for await (const page of transport.search('PractitionerRole', { practitioner: id })) {
		roles.push(...page.map((entry) => parseWire(fhirPractitionerRoleSchema, entry, facts)));
	}
	return roles;
}

function isOwn(
	{ access }: FhirTransport,
	organization: Parameters<typeof referencedId>[0],
): boolean {
	return (practiceOf(organization, access) ?? access.scope.practiceId) === access.scope.practiceId;
}

async function byLetters(transport: FhirTransport, type: string): Promise<unknown[]> {
	const lists = await mapBounded(
		letters,
		transport.access.settings.fhir.concurrency,
		async (name) => {
			const found: unknown[] = [];
			for await (const page of transport.search(type, { name })) found.push(...page);
			return found;
		},
	);
	return lists.flat();
}
