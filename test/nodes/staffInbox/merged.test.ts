import { decideChange } from '../../../nodes/StaffReviewInbox/decideChange';

/** A HealthSail that leaves requests with the customer who was merged away (all invented). */
it('takes no decision on a request of a customer who was merged and whose request stayed', async () => {
	const called: string[] = [];
	const answers: Readonly<Record<string, object>> = {
		getDemographicChangeRequest: {
			id: 'dcr_1',
			version: 1,
			customerId: 'cus_1',
			pmSystem: 'tebra',
			practiceId: '1',
			direction: 'to_pm',
			origin: 'patient',
			submittedAt: '2026-11-23T10:00:00Z',
			reviewMode: 'in_healthsail',
			changes: [
				{
					id: 'chg_1',
					path: '/demographics/email',
					from: 'old@example.org',
					to: 'new@example.org',
					decision: 'pending',
				},
			],
			review: { state: 'pending_review' },
			delivery: { state: 'not_started', pmRefs: [], attempts: 0 },
			shortRef: 'HSD1',
		},
		getCustomer: { id: 'cus_1', status: 'merged' },
	};
	const client = {
		parsed: async (call: { operation: string }, schema: { parse(body: unknown): unknown }) => {
			called.push(call.operation);
			return await Promise.resolve(schema.parse(answers[call.operation]));
		},
	};
	const inbox = { client, request: { form: new Map([['how', 'approveAll']]) } };
	const ruling = await decideChange(
		inbox as unknown as Parameters<typeof decideChange>[0],
		{ reviewer: { id: 'dana', name: 'Dana Reviewer' } } as Parameters<typeof decideChange>[1],
		{ id: 'dcr_1', version: 1 },
	);
	expect(ruling.item).toBeUndefined();
	expect(ruling.notice.text).toContain('The customer was merged into another one meanwhile.');
	expect(called).toEqual(['getDemographicChangeRequest', 'getCustomer']);
});
