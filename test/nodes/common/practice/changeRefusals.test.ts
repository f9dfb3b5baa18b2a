import { approvedMove, failed, openChangeStage } from './changeStage';
import { problem } from './fakeRequests';

jest.mock('../../../../lib/vendors', () => ({
	...jest.requireActual<object>('../../../../lib/vendors'),
	offers: () => true,
}));

/** A system that refuses what it is sent, and one whose answer is lost. */

const failureOf = (error?: { context?: unknown }) =>
	(error?.context as { failure?: object } | undefined)?.failure;

describe('a system that refuses', () => {
	it('one field of three before the write: the others are written, the third goes to staff', async () => {
		const email = {
			id: 'chg_3',
			path: '/demographics/email',
			from: 'jordan@example.org',
			to: 'new@example.org',
			decision: 'approved',
			valueSeen: 'jordan@example.org',
		};
		const { run, practice, request } = await openChangeStage({
			request: { changes: [...approvedMove(), email] },
		});
		practice.refuses = ({ changeId, field }) =>
			field === 'address.home' ? { changeId, code: 'unknownState' } : undefined;
		const { json } = await run('deliver');
		expect(json(1)).toMatchObject([
			{ state: 'withStaff', channel: 'notice', approved: 3, applied: 2, refused: 1 },
		]);
		expect(practice.sent).toEqual([['chg_2', 'chg_3']]);
		expect(practice.notices).toEqual([
			{
				patientId: '501',
				reference: 'HSD4K2M8Q1-2',
				subject: '[HSD4K2M8Q1-2] Approved change to key in',
				body: 'Home address: 9 Elm St, Reno, NV 89501 -> 77 New Rd, Reno, NV 89502\nAsked by the patient on 2026-11-22, approved by Dana Reviewer. Ref HSD4K2M8Q1-2',
			},
		]);
		expect(request()).toMatchObject({
			delivery: { state: 'landed', pmRefs: [{ type: 'task', id: 'tsk_9' }] },
			changes: [
				{ outcome: 'refused', outcomeCode: 'unknownState' },
				{ outcome: 'applied' },
				{ outcome: 'applied' },
			],
		});
	});

	it('the whole write for one field: each is tried alone, and only that one goes to staff', async () => {
		const { run, practice, request } = await openChangeStage();
		practice.send = (apply, changes) => {
			if (changes.some(({ field }) => field === 'phone.mobile')) throw failed('validation');
			apply();
		};
		const { json } = await run('deliver');
		expect(json(1)).toMatchObject([{ state: 'withStaff', applied: 1, refused: 1 }]);
		expect(practice.sent).toEqual([['chg_1', 'chg_2'], ['chg_1'], ['chg_2']]);
		expect(request()).toMatchObject({
			changes: [{ outcome: 'applied' }, { outcome: 'refused', outcomeCode: 'refusedByVendor' }],
		});
	});

	it('no more fields once one of them alone is an incident', async () => {
		const { run, practice, request } = await openChangeStage();
		practice.send = (apply, changes) => {
			if (changes.length > 1) throw failed('validation');
			apply();
			practice.more.Alert = '';
		};
		const { json } = await run('deliver');
		expect(json(3)).toMatchObject([{ state: 'incident', applied: 1 }]);
		expect(practice.sent).toEqual([['chg_1', 'chg_2'], ['chg_1']]);
		expect(request().changes[1].outcome).toBeUndefined();
		expect(request().closedAs).toBeUndefined();
	});

	it('all calls for now: the error goes on and the next run writes', async () => {
		const { run, practice, request } = await openChangeStage();
		practice.send = () => {
			throw failed('throttled');
		};
		const { error } = await run('deliver');
		expect(failureOf(error)).toMatchObject({ kind: 'throttled' });
		expect(request().delivery).toMatchObject({ state: 'failed', lastErrorCode: 'throttled' });
		practice.send = (apply) => apply();
		expect((await run('deliver')).json(0)).toMatchObject([{ state: 'accepted' }]);
	});
});

describe('an answer that is lost', () => {
	it('after the write is read back, and the write is not repeated', async () => {
		const { run, practice, request } = await openChangeStage();
		practice.send = (apply) => {
			apply();
			throw failed('outcomeUnknown');
		};
		const { json } = await run('deliver');
		expect(json(0)).toMatchObject([{ state: 'accepted', applied: 2 }]);
		expect(practice.sent).toHaveLength(1);
		expect(request().closedAs).toBe('accepted');
	});

	it('before the write is settled by a later look, and then sent again', async () => {
		const { run, practice, request } = await openChangeStage();
		practice.send = () => {
			throw failed('outcomeUnknown');
		};
		expect((await run('deliver')).json(3)).toMatchObject([{ state: 'outcomeUnknown' }]);
		expect(request().delivery).toMatchObject({ state: 'outcome_unknown', attempts: 1 });
		practice.send = (apply) => apply();
		// Too early: the first write may still come through.
		expect((await run('deliver')).json(3)).toMatchObject([{ state: 'outcomeUnknown' }]);
		expect(practice.sent).toHaveLength(1);
		jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
		expect((await run('deliver')).json(0)).toMatchObject([{ state: 'accepted' }]);
		expect(practice.sent).toHaveLength(2);
		expect(request().delivery).toMatchObject({ state: 'confirmed', attempts: 2 });
	});

	it('is told as unknown when the record cannot be read back', async () => {
		const { run, practice } = await openChangeStage();
		practice.send = (apply) => {
			apply();
			practice.patient = undefined;
		};
		expect((await run('deliver')).json(3)).toMatchObject([{ state: 'outcomeUnknown' }]);
	});

	it('of the report to HealthSail leaves the next run to find the write and tell it', async () => {
		const { run, practice, requests, request } = await openChangeStage();
		let writes = 0;
		requests.beforeWrite = () => {
			writes += 1;
			return writes === 2 ? problem(403, 'scope_missing') : undefined;
		};
		const { error } = await run('deliver');
		expect(failureOf(error)).toMatchObject({ kind: 'permission' });
		expect(request().delivery.state).toBe('queued');
		expect((await run('deliver')).json(0)).toMatchObject([{ state: 'accepted', applied: 2 }]);
		expect(practice.sent).toHaveLength(1);
	});
});
