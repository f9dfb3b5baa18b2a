import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startHealthSail, tebraId, type TestSandbox } from './healthsailSupport.mjs';
import { identityCalls, type Loose } from './identitySupport.mjs';
import { PortalPatient, standings } from './portalSupport.mjs';

const CHANGE = '/portal/account/change';
const policyReviewer = { id: 'policy:pm_wins', name: 'Practice policy', method: 'policy' };

/** What HealthSail may hold of a request, and what its patient reads then. */
const cases: ReadonlyArray<{
	name: string;
	change?: object;
	review?: object;
	delivery?: object;
	closedAs?: string;
	reads: string;
	/** Whether it can still be taken back. */
	open?: boolean;
}> = [
	{ name: 'is new', reads: 'waits for your practice', open: true },
	{
		name: 'is being looked at',
		review: { state: 'in_review' },
		reads: 'waits for your practice',
		open: true,
	},
	{
		name: 'was already there',
		closedAs: 'accepted',
		reads: 'already in your practice’s record',
	},
	{
		name: 'ran out of time',
		review: { state: 'expired' },
		reads: 'not answered; please call your practice',
	},
	{
		name: 'was settled by the policy of the practice',
		change: { decision: 'rejected', decidedBy: policyReviewer },
		review: { state: 'rejected' },
		reads: 'not taken over: your practice has a later value',
	},
	{
		name: 'was approved',
		change: { decision: 'approved' },
		review: { state: 'approved' },
		reads: 'accepted, on its way to your practice’s record',
		open: true,
	},
	{
		name: 'was written while another one of the request is with staff',
		change: { decision: 'approved', outcome: 'applied' },
		review: { state: 'approved' },
		delivery: { state: 'landed', channel: 'task' },
		reads: 'accepted, and in your practice’s record',
	},
	{
		name: 'is being written',
		change: { decision: 'approved' },
		review: { state: 'approved' },
		delivery: { state: 'queued', channel: 'direct_write' },
		reads: 'accepted, on its way to your practice’s record',
	},
	{
		name: 'lies with staff as a notice',
		change: { decision: 'approved', outcome: 'with_staff' },
		review: { state: 'approved' },
		delivery: { state: 'landed', channel: 'task' },
		reads: 'accepted; your practice’s staff enter it',
	},
	{
		name: 'was refused by the system of the practice',
		change: { decision: 'approved', outcome: 'refused', outcomeCode: 'refusedByVendor' },
		review: { state: 'approved' },
		reads: 'accepted; your practice’s staff enter it',
		open: true,
	},
	{
		name: 'was keyed in by staff',
		change: { decision: 'approved', outcome: 'with_staff' },
		review: { state: 'approved' },
		delivery: { state: 'confirmed', channel: 'task' },
		closedAs: 'accepted',
		reads: 'accepted, and in your practice’s record',
	},
	{
		name: 'was overtaken at the practice',
		change: { decision: 'approved', outcome: 'with_staff' },
		review: { state: 'approved' },
		delivery: { state: 'landed', channel: 'task' },
		closedAs: 'superseded',
		reads: 'accepted, but your practice has a later value now',
	},
	{
		name: 'was never keyed in',
		change: { decision: 'approved', outcome: 'with_staff' },
		review: { state: 'approved' },
		delivery: { state: 'landed', channel: 'task' },
		closedAs: 'unanswered',
		reads: 'accepted, but not in the record yet; please call your practice',
	},
];

describe('Patient page: how a proposal stands', () => {
	let sandbox: TestSandbox;
	const { create } = identityCalls(() => sandbox);

	before(async () => {
		sandbox = await startHealthSail();
	});
	after(async () => {
		await sandbox.stop();
	});

	cases.forEach(({ name, change, review, delivery, closedAs, reads, open = false }, index) => {
		it(`tells the patient of a proposal that ${name}`, async () => {
			const { id } = await create(`74${index}`);
			const at = await PortalPatient.signIn(sandbox.origin, id);
			await at.fill(CHANGE, { email: 'stands@example.org' });
			const { collection } = sandbox.system.tenant.changeRequests;
			const made = [...collection.values()].find(({ customerId }) => customerId === id) as Loose;
			collection.touch({
				...made,
				changes: [{ ...made.changes[0], ...change }],
				review: { ...made.review, ...review },
				delivery: { ...made.delivery, ...delivery },
				...(closedAs ? { closedAs } : {}),
			});
			const page = await at.open('/portal/account');
			assert.deepEqual(standings(page), [`E-mail: ${reads}`]);
			assert.equal(page.text.includes('action="/portal/requests/withdraw"'), open);
		});
	});

	it('does not count a practice whose link was only suspected', async () => {
		const suspected = { ...tebraId('7450'), verification: 'suspected' };
		const { id } = await create('7450', { externalIds: [suspected] });
		const at = await PortalPatient.signIn(sandbox.origin, id);
		assert.match((await at.open('/portal/account')).text, /not linked to a practice yet/);
	});
});
