import { contract, errorsOf, headerRequired, operations, shapeOf } from './healthsail.support';

/** The endpoint lists of the proposal (sections 2 to 12 and 15), typed anew. */
const endpoints = `
GET /customers
POST /customers
GET /customers/{}
PATCH /customers/{}
POST /customers/bulk-upsert
POST /customers/upsert
POST /customers/lookup
POST /customers/match
POST /customers/candidates
POST /customers/{}/external-ids
DELETE /customers/{}/external-ids/{}
PUT /customers/{}/addresses/{}
DELETE /customers/{}/addresses/{}
PUT /customers/{}/phones/{}
DELETE /customers/{}/phones/{}
POST /customers/{}/merge
POST /customers/{}/unmerge
GET /customers/{}/consents
POST /customers/{}/consents
POST /customers/{}/consents/check
POST /consents/{}/revoke
GET /customers/{}/coverages
POST /customers/{}/coverages
PATCH /coverages/{}
POST /coverages/bulk-upsert
POST /customers/{}/portal-links
POST /messages
GET /match-reviews
POST /match-reviews
GET /match-reviews/{}
POST /match-reviews/{}/decide
GET /match-exclusions
POST /match-exclusions
DELETE /match-exclusions/{}
GET /cohort-entries
POST /cohort-entries/bulk-upsert
DELETE /cohort-entries/{}
POST /leases
PATCH /leases/{}
POST /leases/{}/release
GET /runs
POST /runs
GET /runs/{}
POST /runs/{}/advance
POST /runs/{}/finish
POST /runs/{}/fail
POST /runs/{}/confirm
POST /runs/{}/discard
GET /pm-incidents
POST /pm-incidents
POST /pm-incidents/{}/release
POST /eligibility-snapshots
GET /eligibility-snapshots
GET /eligibility-snapshots/{}
GET /demographic-change-requests
POST /demographic-change-requests
GET /demographic-change-requests/{}
POST /demographic-change-requests/{}/decisions
PATCH /demographic-change-requests/{}/delivery
POST /demographic-change-requests/{}/cancel
GET /locations
GET /locations/{}
PATCH /locations/{}
POST /locations/bulk-upsert
GET /providers
GET /providers/{}
PATCH /providers/{}
POST /providers/bulk-upsert
GET /appointments
POST /appointments/bulk-upsert
GET /availability/slots
POST /availability/slots/bulk-upsert
PUT /availability/windows
POST /availability/slots/{}/holds
DELETE /availability/holds/{}
GET /products
POST /products
GET /products/{}
PATCH /products/{}
POST /products/bulk-upsert
POST /products/{}/prior-auth-check
GET /catalogs
POST /catalogs
GET /catalogs/{}
PATCH /catalogs/{}
POST /catalogs/bulk-upsert
POST /catalogs/{}/publish
POST /catalogs/{}/entries/bulk-upsert
GET /price-lists
POST /price-lists
GET /price-lists/{}
PATCH /price-lists/{}
POST /price-lists/bulk-upsert
POST /price-lists/{}/entries/bulk-upsert
GET /locations/{}/catalog
GET /recommendations
POST /recommendations
GET /recommendations/{}
PATCH /recommendations/{}
POST /recommendations/{}/send
POST /recommendations/{}/withdraw
POST /recommendations/{}/approve
POST /recommendations/{}/links
POST /recommendations/{}/checkout-session
GET /checkout-sessions
POST /checkout-sessions
GET /checkout-sessions/{}
PATCH /checkout-sessions/{}
POST /checkout-sessions/{}/lines
PATCH /checkout-sessions/{}/lines/{}
DELETE /checkout-sessions/{}/lines/{}
POST /checkout-sessions/{}/eligibility-requests
PUT /checkout-sessions/{}/lines/{}/coverage-pricing
PUT /checkout-sessions/{}/coverage-pricing
POST /checkout-sessions/{}/holds
POST /checkout-sessions/{}/holds/{}/release
POST /checkout-sessions/{}/complete
GET /prior-auth-cases
POST /prior-auth-cases
GET /prior-auth-cases/{}
PATCH /prior-auth-cases/{}
POST /prior-auth-cases/{}/submit
POST /prior-auth-cases/{}/decision
POST /prior-auth-cases/{}/documents
POST /prior-auth-cases/{}/cancel
POST /prior-auth-cases/{}/appeal
GET /orders
GET /orders/{}
POST /orders
POST /orders/{}/confirm
POST /orders/{}/cancel
POST /orders/{}/holds
POST /orders/{}/holds/{}/release
POST /orders/{}/fulfillments
PATCH /orders/{}/fulfillments/{}
PATCH /orders/{}/lines/{}/booking
POST /orders/{}/refunds
GET /payments
GET /payments/{}
POST /payments
POST /payments/{}/capture
POST /payments/{}/void
POST /payments/{}/refunds
GET /refunds
GET /refunds/{}
GET /billing-postings
GET /billing-postings/{}
POST /billing-postings
POST /billing-postings/{}/claim
POST /billing-postings/{}/attempts
POST /billing-postings/{}/result
POST /billing-postings/{}/reconcile
GET /billing-postings/summary
POST /account-summaries/bulk-upsert
GET /audit-events
POST /audit-events
POST /audit-events/bulk
GET /audit-events/verify
GET /webhook-endpoints
POST /webhook-endpoints
GET /webhook-endpoints/{}
PATCH /webhook-endpoints/{}
DELETE /webhook-endpoints/{}
POST /webhook-endpoints/{}/rotate-secret
POST /webhook-endpoints/{}/test
GET /events
POST /events/{}/redeliver
`
	.trim()
	.split('\n');

/**
 * What the proposal does not name: decisions in bulk and their undoing, merges of patients in the
 * practice, a look-up of appointments, so that an unchanged one is not sent, what the practice has
 * beside a proposed change and having it decided again, and a list, so that
 * what the bulk upsert of account summaries wrote can be read.
 */
const addedHere = [
	'POST /match-reviews/bulk-create',
	'POST /match-reviews/{}/reopen',
	'GET /patient-merges',
	'POST /patient-merges',
	'GET /patient-merges/{}',
	'POST /patient-merges/{}/undo',
	'POST /demographic-change-requests/{}/comparison',
	'POST /demographic-change-requests/{}/reopen',
	'POST /appointments/lookup',
	'GET /account-summaries',
];

const calls = operations.map(({ method, path }) => `${method} ${shapeOf(path)}`);

describe('endpoints of the HealthSail contract', () => {
	test('every endpoint of the proposal exists', () => {
		expect(endpoints.filter((one) => !calls.includes(one))).toEqual([]);
	});

	test('no endpoint exists that the proposal does not know', () => {
		expect(calls.filter((one) => !endpoints.includes(one))).toEqual(addedHere);
	});

	test('names, tags, scopes and purposes of the operations are complete', () => {
		const names = operations.map(({ operationId }) => operationId);
		const tags = contract.tags.map(({ name }) => name);
		const scopes = Object.keys(
			contract.components.securitySchemes.oauth2.flows.clientCredentials.scopes,
		);
		expect(new Set(names).size).toBe(names.length);
		for (const operation of operations) {
			expect(operation.operationId).toMatch(/^[a-z]+([A-Z][a-z]+)+$/);
			expect(operation.summary).not.toBe('');
			expect(tags).toContain(operation.tags[0]);
			const wanted = operation.security.map((entry) => Object.values(entry)[0]);
			expect(wanted[0]?.length).toBeGreaterThan(0);
			expect(wanted[1]).toEqual(wanted[0]);
			for (const scope of wanted[0] ?? []) expect(scopes).toContain(scope);
			for (const header of ['HS-Purpose-Of-Use', 'HS-Correlation-Id', 'HS-Version']) {
				expect(headerRequired(operation, header)).toBe(false);
			}
		}
	});

	test('every list pages by cursor with 1 to 200 rows, and keeps patient data out of its query', () => {
		const lists = operations.filter(({ operationId }) => /^list[A-Z]/.test(operationId));
		expect(lists.length).toBeGreaterThan(20);
		for (const { parameters } of lists) {
			const limit = parameters.find(({ name }) => name === 'limit');
			expect(limit?.schema).toMatchObject({ minimum: 1, maximum: 200, default: 50 });
			expect(parameters.some(({ name }) => name === 'cursor')).toBe(true);
		}
		const told = operations.flatMap(({ parameters }) =>
			parameters.filter((one) => one.in !== 'header').map(({ name }) => name),
		);
		const patientData =
			/name|birth|email|number|member|mrn|externalId(?!s)|value|line1|city|postal|street/i;
		expect([...new Set(told)].filter((name) => patientData.test(name))).toEqual([]);
	});

	test('requests refuse members that the contract does not know', () => {
		const open: string[] = [];
		for (const { operationId, requestBody } of operations) {
			if (!requestBody) continue;
			const ref = String(requestBody.content['application/json']?.schema.$ref);
			const name = ref.replace('#/components/schemas/', '');
			if (!errorsOf(name, { thereIsNoSuchMember: 1 }).includes(' additionalProperties')) {
				open.push(operationId);
			}
		}
		expect(open).toEqual([]);
	});

	test('the description says whose contract this is', () => {
		expect(contract.openapi).toBe('3.1.0');
		expect(contract.info.description).toContain('not a HealthSail document');
		expect(contract.info.description).toContain('all examples are synthetic');
	});
});
