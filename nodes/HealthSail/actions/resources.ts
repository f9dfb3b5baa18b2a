import type { INodeProperties } from 'n8n-workflow';

import { address } from './address/Address.resource';
import { appointment } from './appointment/Appointment.resource';
import { auditEvent } from './auditEvent/AuditEvent.resource';
import { cohortEntry } from './cohortEntry/CohortEntry.resource';
import { consent } from './consent/Consent.resource';
import { coverage } from './coverage/Coverage.resource';
import { customer } from './customer/Customer.resource';
import { demographicChangeRequest } from './demographicChangeRequest/DemographicChangeRequest.resource';
import { event } from './event/Event.resource';
import { externalId } from './externalId/ExternalId.resource';
import { lease } from './lease/Lease.resource';
import { location } from './location/Location.resource';
import { matchExclusion } from './matchExclusion/MatchExclusion.resource';
import { matchReview } from './matchReview/MatchReview.resource';
import type { HealthSailMap } from './node.type';
import type { Operation, Resource } from './operation';
import { resourceProperties } from './operation';
import { patient } from './patient/Patient.resource';
import { phone } from './phone/Phone.resource';
import { pmIncident } from './pmIncident/PmIncident.resource';
import { practice } from './practice/Practice.resource';
import { provider } from './provider/Provider.resource';
import { run } from './run/Run.resource';
import { webhookEndpoint } from './webhookEndpoint/WebhookEndpoint.resource';

/** Every resource of the type map; a missing one, or a missing operation, does not compile. */
export const resources: { readonly [Name in keyof HealthSailMap]: Resource<HealthSailMap[Name]> } =
	{
		address,
		appointment,
		auditEvent,
		cohortEntry,
		consent,
		coverage,
		customer,
		demographicChangeRequest,
		event,
		externalId,
		lease,
		location,
		matchExclusion,
		matchReview,
		patient,
		phone,
		pmIncident,
		practice,
		provider,
		run,
		webhookEndpoint,
	};

const entries = Object.entries(resources as Readonly<Record<string, Resource>>).sort(
	([, a], [, b]) => (a.name < b.name ? -1 : 1),
);

/** The resource selector with the operation selectors and fields of every resource. */
export const resourceFields: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: entries.map(([value, { name }]) => ({ name, value })),
		default: 'customer',
	},
	...entries.flatMap(([name, resource]) => resourceProperties(name, resource)),
];

/** The operation a saved flow names, or undefined when this version does not have it. */
export function findOperation(resource: string, operation: string): Operation | undefined {
	if (!Object.hasOwn(resources, resource)) return undefined;
	const { operations }: Resource = resources[resource as keyof HealthSailMap];
	return Object.hasOwn(operations, operation) ? operations[operation] : undefined;
}
