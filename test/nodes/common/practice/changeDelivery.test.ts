import { approvedMove, home, keptPatient, moved, openChangeStage } from './changeStage';

jest.mock('../../../../lib/vendors', () => ({
	...jest.requireActual<object>('../../../../lib/vendors'),
	offers: () => true,
}));

const failureOf = (error?: { context?: unknown }) =>
	(error?.context as { failure?: object } | undefined)?.failure;

const own = { system: 'tebra', practiceId: '1', requestId: 'dcr_1' };

describe('a delivery to a system that takes writes', () => {
	it('writes what staff approved, once, and closes the request as accepted', async () => {
		const { run, practice, request, requests, stage } = await openChangeStage();
		const { outputs, error } = await run('deliver');
		expect(error).toBeUndefined();
		expect(outputs.map((items) => items.map(({ json }) => json))).toEqual([
			[
				{
					...own,
					version: 7,
					state: 'accepted',
					channel: 'direct_write',
					approved: 2,
					applied: 2,
					refused: 0,
					withStaff: 0,
				},
			],
			[],
			[],
			[],
		]);
		expect(practice.sent).toEqual([['chg_1', 'chg_2']]);
		expect(practice.patient).toEqual({
			...keptPatient(),
			phones: [
				{ use: 'mobile', number: '+17755550122' },
				{ use: 'home', number: '+17755550199' },
			],
			addresses: [{ use: 'home', ...moved }],
		});
		expect(request()).toMatchObject({
			closedAs: 'accepted',
			delivery: { state: 'confirmed', channel: 'direct_write', attempts: 1 },
			changes: [{ outcome: 'applied' }, { outcome: 'applied' }],
		});
		expect(requests.incidents).toEqual([]);
		expect(practice.notices).toEqual([]);
		expect(stage.audits()).toMatchObject([
			{ action: 'read', count: 1 },
			{
				action: 'update',
				fields: ['address.home', 'phone.mobile'],
				outcome: 'success',
				approvedBy: 'dana',
				customerId: 'cus_501',
				workflowStep: 'demographicChange.deliver',
				destination: { system: 'tebra', practiceId: '1', protocol: 'soap' },
			},
		]);
	});

	it('leaves out what staff rejected', async () => {
		const [address, phone] = approvedMove();
		const { run, practice, request } = await openChangeStage({
			request: {
				changes: [address, { ...phone, decision: 'rejected' }],
				review: { state: 'partially_approved' },
			},
		});
		const { json } = await run('deliver');
		expect(json(0)).toMatchObject([{ state: 'accepted', approved: 1, applied: 1 }]);
		expect(practice.sent).toEqual([['chg_1']]);
		expect(practice.patient?.phones?.[0].number).toBe('+17755550111');
		expect(request().changes[1].outcome).toBeUndefined();
	});

	it('keeps what is about to be written in a lease, as names and keyed hashes alone', async () => {
		let kept: Array<Record<string, unknown>> = [];
		const { run, practice, stage } = await openChangeStage();
		practice.send = (apply) => {
			kept = stage.fakes.healthSail.requests
				.filter(({ method, url }) => method === 'PATCH' && url.includes('/leases/'))
				.map(({ body }) => (JSON.parse(body) as { cursor: string }).cursor)
				.map((cursor) => JSON.parse(cursor) as Record<string, unknown>);
			apply();
		};
		await run('deliver');
		expect(kept).toEqual([
			{
				v: 1,
				act: 'update',
				requestId: 'dcr_1',
				at: expect.stringMatching(/^\d{4}-/) as string,
				changes: ['chg_1', 'chg_2'],
				touched: [
					'phone.mobile',
					'address.home.line1',
					'address.home.city',
					'address.home.region',
					'address.home.postalCode',
				],
				members: {
					givenName: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
					familyName: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
					email: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
					Alert: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
					'phone.home': expect.stringMatching(/^[0-9a-f]{12}$/) as string,
				},
			},
		]);
	});

	it('sends nothing when the audit record is not taken', async () => {
		const { run, practice, request } = await openChangeStage({ auditStatus: 403 });
		const { error } = await run('deliver');
		expect(failureOf(error)).toMatchObject({ kind: 'permission' });
		expect(practice.sent).toEqual([]);
		expect(request().version).toBe(4);
	});

	it('is told as busy while another run writes to the patient', async () => {
		const { run, practice } = await openChangeStage();
		let other: unknown;
		practice.send = async (apply) => {
			other = (await run('deliver')).json(3);
			apply();
		};
		expect((await run('deliver')).json(0)).toMatchObject([{ state: 'accepted' }]);
		expect(other).toMatchObject([{ state: 'busy' }]);
		expect(practice.sent).toHaveLength(1);
	});

	it('sends nothing when the request was withdrawn right before', async () => {
		const { run, practice, requests } = await openChangeStage();
		requests.beforeWrite = (_act, request) => {
			request.review.state = 'cancelled';
			request.version += 1;
			return undefined;
		};
		const { error } = await run('deliver');
		expect(failureOf(error)).toMatchObject({ kind: 'conflict' });
		expect(practice.sent).toEqual([]);
		const { json } = await run('deliver');
		expect(json(0)).toMatchObject([{ state: 'cancelled' }]);
	});
});

describe('a request that moves on while it is written', () => {
	it('is told all the same what the practice has', async () => {
		const { run, practice, request } = await openChangeStage();
		practice.send = (apply) => {
			apply();
			request().version += 1;
		};
		expect((await run('deliver')).json(0)).toMatchObject([{ state: 'accepted' }]);
		expect(request().closedAs).toBe('accepted');
	});

	it('by being withdrawn is named, since the practice has the values by then', async () => {
		const { run, practice, request } = await openChangeStage();
		practice.send = (apply) => {
			apply();
			request().review.state = 'cancelled';
			request().version += 1;
		};
		expect((await run('deliver')).json(3)).toMatchObject([{ state: 'withdrawnAfterWrite' }]);
		expect(practice.sent).toHaveLength(1);
	});
});

describe('a value that the practice changed after staff looked', () => {
	it('is not written, nor is the rest, and staff decide again by the new value', async () => {
		const { run, practice, request, requests } = await openChangeStage();
		practice.patient = {
			...keptPatient(),
			addresses: [{ use: 'home', ...home, line1: '1 Staff Ave' }],
		};
		const { json } = await run('deliver');
		expect(json(3)).toMatchObject([{ state: 'changedMeanwhile' }]);
		expect(practice.sent).toEqual([]);
		expect(requests.asked.map(({ act }) => act)).toEqual(['delivery', 'reopen', 'comparison']);
		expect(requests.asked[0].body).toMatchObject({
			outcomes: [{ changeId: 'chg_1', outcome: 'changed_meanwhile' }],
		});
		expect(request()).toMatchObject({
			review: { state: 'in_review' },
			changes: [
				{
					decision: 'pending',
					current: { value: { ...home, line1: '1 Staff Ave' }, verdict: 'changed' },
				},
				{ decision: 'approved' },
			],
		});
	});

	it('counts as written when it is the approved one', async () => {
		const { run, practice, request } = await openChangeStage();
		practice.patient = { ...keptPatient(), addresses: [{ use: 'home', ...moved }] };
		const { json } = await run('deliver');
		expect(json(0)).toMatchObject([{ state: 'accepted', applied: 2 }]);
		expect(practice.sent).toEqual([['chg_2']]);
		expect(request().closedAs).toBe('accepted');
	});

	it('is no other one for its case, its signs or the end of its postal code', async () => {
		const { run, practice } = await openChangeStage();
		practice.patient = {
			...keptPatient(),
			addresses: [{ ...home, use: 'home', line1: '9 ELM ST.', postalCode: '89501-1234' }],
		};
		const { json } = await run('deliver');
		expect(json(0)).toMatchObject([{ state: 'accepted' }]);
		expect(practice.sent).toEqual([['chg_1', 'chg_2']]);
	});
});

describe('a write that changes something else too', () => {
	it('is an incident that names the member, and stops the next write until it is released', async () => {
		const { run, practice, requests, request } = await openChangeStage();
		practice.send = (apply) => {
			apply();
			delete practice.more.Alert;
		};
		const { json } = await run('deliver');
		expect(json(3)).toMatchObject([{ state: 'incident', applied: 2 }]);
		expect(requests.incidents).toMatchObject([
			{ kind: 'unexpected_change', fields: ['Alert'], by: 'dcr_1', state: 'open' },
		]);
		expect(request()).toMatchObject({ closedAs: 'accepted' });

		requests.requests.set('dcr_2', {
			...request(),
			id: 'dcr_2',
			closedAs: undefined,
			delivery: { state: 'not_started', pmRefs: [], attempts: 0 },
			changes: [
				{
					id: 'chg_9',
					path: '/demographics/email',
					from: 'jordan@example.org',
					to: 'new@example.org',
					decision: 'approved',
					valueSeen: 'jordan@example.org',
				},
			],
		});
		expect((await run('deliver', 'dcr_2')).json(3)).toMatchObject([
			{ requestId: 'dcr_2', state: 'stopped' },
		]);
		expect(practice.sent).toHaveLength(1);
		expect(requests.requests.get('dcr_2')?.delivery.state).toBe('not_started');

		requests.incidents[0].state = 'released';
		practice.send = (apply) => apply();
		expect((await run('deliver', 'dcr_2')).json(0)).toMatchObject([{ state: 'accepted' }]);
	});

	it('is an incident where the system keeps another value than the approved one', async () => {
		const { run, practice, requests, request } = await openChangeStage();
		practice.send = (apply) => {
			apply();
			practice.patient = {
				...(practice.patient ?? keptPatient()),
				addresses: [{ use: 'home', ...moved, line1: '77 N' }],
			};
		};
		const { json } = await run('deliver');
		expect(json(3)).toMatchObject([{ state: 'incident', applied: 1, refused: 1 }]);
		expect(requests.incidents).toMatchObject([
			{ kind: 'write_mismatch', fields: ['address.home'] },
		]);
		expect(request()).toMatchObject({
			delivery: { state: 'landed', channel: 'notice' },
			changes: [{ outcome: 'refused', outcomeCode: 'notStored' }, { outcome: 'applied' }],
		});
		// A notice changes no record: it goes out while the writes are stopped.
		expect(practice.notices).toHaveLength(1);
	});

	it('goes to staff without an incident where the system ignored the value', async () => {
		const { run, practice, requests } = await openChangeStage();
		practice.send = () => undefined;
		const { json } = await run('deliver');
		expect(json(1)).toMatchObject([{ state: 'withStaff', channel: 'notice', refused: 2 }]);
		expect(requests.incidents).toEqual([]);
	});
});
