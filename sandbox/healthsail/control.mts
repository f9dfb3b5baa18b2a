import type { FastifyInstance } from 'fastify';
import type { Contract } from './http/contract.mjs';
import type { GivenCustomer } from './store/customers.mjs';
import type { Tenant } from './store/tenant.mjs';

const MAX_CUSTOMERS = 5000;
const MAX_BYTES = 32 * 1024 * 1024;

const customersSchema = {
	body: {
		type: 'object',
		required: ['items'],
		additionalProperties: false,
		properties: {
			items: { type: 'array', items: { type: 'object' }, minItems: 1, maxItems: MAX_CUSTOMERS },
		},
	},
};

/** Routes for tests: everything that the tenant holds, and shoppers without a PM patient. */
export function registerControl(
	app: FastifyInstance,
	tenantNow: () => Tenant,
	contract: Contract,
): void {
	app.get('/control/healthsail/state', () => {
		const tenant = tenantNow();
		return {
			customers: [...tenant.customers.collection.values()],
			coverages: [...tenant.coverages.collection.values()],
			appointments: [...tenant.appointments.collection.values()],
			consents: [...tenant.consents.values()],
			matchReviews: [...tenant.matches.reviews.values()],
			matchExclusions: [...tenant.matches.exclusions.values()],
			patientMerges: [...tenant.patientMerges.collection.values()],
			demographicChangeRequests: [...tenant.changeRequests.collection.values()],
			cohortEntries: [...tenant.cohort.collection.values()],
			leases: tenant.leases.list(),
			runs: [...tenant.runs.values()],
			pmIncidents: [...tenant.incidents.values()],
			locations: [...tenant.locations.collection.values()],
			providers: [...tenant.providers.collection.values()],
			auditEvents: [...tenant.audit.events.values()],
			webhookEndpoints: [...tenant.endpoints.values()].map(
				({ secret: _s, oldSecret: _o, ...endpoint }) => endpoint,
			),
			events: [...tenant.events.events.values()],
		};
	});

	app.post<{ Body: { items: GivenCustomer[] } }>(
		'/control/healthsail/customers',
		{ schema: customersSchema, bodyLimit: MAX_BYTES },
		(request, reply) => {
			const { items } = request.body;
			const wrong = items.flatMap((item, index) => problemOf(contract, item, index));
			if (wrong.length > 0) return reply.code(400).send({ message: wrong[0], wrong: wrong.length });
			const made = items.map((item) => tenantNow().customers.create({ source: 'portal', ...item }));
			return reply.code(201).send({ ids: made.map(({ id }) => id) });
		},
	);
}

/** What is wrong with a customer to be made: where, never a value. */
function problemOf(contract: Contract, item: GivenCustomer, index: number): string[] {
	const operation = contract.operations.find(({ id }) => id === 'createCustomer');
	if (!operation) return [];
	if (item.externalIds || (item.source ?? 'portal') !== 'portal') {
		return [`Item ${index}: a shopper has no externalIds and source portal.`];
	}
	const errors = contract.checkBody(operation, item);
	return errors.slice(0, 1).map(({ pointer, code }) => `Item ${index}: ${pointer} ${code}`);
}
