import { contract, headerRequired, operations, shapeOf } from './healthsail.support';

/**
 * State actions on an existing object (section 1.5), typed anew. PATCH, PUT and DELETE need no
 * list: they all ask for If-Match, but for `guardedOtherwise`.
 */
const stateActions = `
/customers/{}/merge
/customers/{}/unmerge
/consents/{}/revoke
/match-reviews/{}/decide
/match-reviews/{}/reopen
/patient-merges/{}/undo
/pm-incidents/{}/release
/demographic-change-requests/{}/decisions
/demographic-change-requests/{}/comparison
/demographic-change-requests/{}/reopen
/demographic-change-requests/{}/cancel
/catalogs/{}/publish
/recommendations/{}/send
/recommendations/{}/withdraw
/recommendations/{}/approve
/recommendations/{}/links
/checkout-sessions/{}/holds/{}/release
/checkout-sessions/{}/complete
/prior-auth-cases/{}/submit
/prior-auth-cases/{}/decision
/prior-auth-cases/{}/cancel
/prior-auth-cases/{}/appeal
/orders/{}/confirm
/orders/{}/cancel
/orders/{}/holds/{}/release
/payments/{}/capture
/payments/{}/void
/billing-postings/{}/claim
/billing-postings/{}/reconcile
/webhook-endpoints/{}/rotate-secret
`
	.trim()
	.split('\n');

/** Objects without a version: a lease has its owner, a window its observedAt, a slot hold nothing. */
const guardedOtherwise = ['/leases/{}', '/availability/windows', '/availability/holds/{}'];

/** Section 1.6: money, order, posting, prior-auth and demographic-change POSTs. */
const keyed = `
/payments
/payments/{}/capture
/payments/{}/void
/payments/{}/refunds
/orders
/orders/{}/confirm
/orders/{}/cancel
/orders/{}/holds
/orders/{}/holds/{}/release
/orders/{}/fulfillments
/orders/{}/refunds
/checkout-sessions/{}/complete
/billing-postings
/billing-postings/{}/claim
/billing-postings/{}/attempts
/billing-postings/{}/result
/billing-postings/{}/reconcile
/prior-auth-cases
/prior-auth-cases/{}/submit
/prior-auth-cases/{}/decision
/prior-auth-cases/{}/documents
/prior-auth-cases/{}/cancel
/prior-auth-cases/{}/appeal
/demographic-change-requests
/demographic-change-requests/{}/decisions
/demographic-change-requests/{}/comparison
/demographic-change-requests/{}/reopen
/demographic-change-requests/{}/cancel
`
	.trim()
	.split('\n');

/** POSTs that only read. */
const questions = `
/customers/lookup
/appointments/lookup
/customers/match
/customers/candidates
/customers/{}/consents/check
/products/{}/prior-auth-check
`
	.trim()
	.split('\n');

describe('headers that writes need', () => {
	test('every write on an existing object asks for If-Match', () => {
		const wanted = operations.filter(
			({ method, path }) =>
				(['PATCH', 'PUT', 'DELETE'].includes(method) &&
					!guardedOtherwise.includes(shapeOf(path))) ||
				(method === 'POST' && stateActions.includes(shapeOf(path))),
		);
		const asking = operations.filter((one) => headerRequired(one, 'If-Match') === true);
		const names = (list: typeof wanted) => list.map(({ operationId }) => operationId).sort();
		expect(names(asking)).toEqual(names(wanted));
		for (const { responses } of asking) {
			expect(Object.keys(responses)).toEqual(expect.arrayContaining(['412', '428']));
		}
	});

	test('every state action of the list exists', () => {
		const posts = operations
			.filter(({ method }) => method === 'POST')
			.map(({ path }) => shapeOf(path));
		expect([...stateActions, ...keyed, ...questions].filter((p) => !posts.includes(p))).toEqual([]);
	});

	test('money, order, posting, prior-auth and demographic-change POSTs require an Idempotency-Key', () => {
		const required = operations.filter((one) => headerRequired(one, 'Idempotency-Key') === true);
		expect(required.map(({ path }) => shapeOf(path)).sort()).toEqual([...keyed].sort());
		expect(new Set(required.map(({ method }) => method))).toEqual(new Set(['POST']));
	});

	test('every other writing POST takes an Idempotency-Key', () => {
		const without = operations.filter(
			(one) => one.method === 'POST' && headerRequired(one, 'Idempotency-Key') === undefined,
		);
		expect(without.map(({ path }) => shapeOf(path)).sort()).toEqual([...questions].sort());
	});

	test('an answer with one versioned object tells its ETag', () => {
		for (const { operationId, responses } of operations) {
			for (const [status, response] of Object.entries(responses)) {
				const content = response.content as
					| Record<string, { schema: { $ref?: string } }>
					| undefined;
				const name = content?.['application/json']?.schema.$ref?.split('/').pop() ?? '';
				const schema = contract.components.schemas[name] as { required?: string[] } | undefined;
				if (!schema?.required?.includes('version') || !schema.required.includes('id')) continue;
				expect({ operationId, status, headers: Object.keys(response.headers as object) }).toEqual({
					operationId,
					status,
					headers: expect.arrayContaining(['ETag', 'HS-Request-Id', 'HS-Fields-Withheld']),
				});
			}
		}
	});
});
