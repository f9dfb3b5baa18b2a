import { home, keptPatient, moved, openChangeStage } from './changeStage';

jest.mock('../../../../lib/vendors', () => ({
	...jest.requireActual<object>('../../../../lib/vendors'),
	offers: () => true,
}));

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

const landed = (days: number, more: object = {}) => ({
	delivery: {
		state: 'landed',
		channel: 'notice',
		pmRefs: [],
		attempts: 1,
		landedAt: daysAgo(days),
		...more,
	},
});

const keyedIn = {
	...keptPatient(),
	phones: [{ use: 'mobile' as const, number: '+17755550122' }],
	addresses: [{ use: 'home' as const, ...moved }],
};

describe('Follow Up', () => {
	it('closes as accepted what staff keyed in', async () => {
		const { run, practice, request, stage } = await openChangeStage({ request: landed(1) });
		practice.patient = keyedIn;
		expect((await run('followUp')).json(0)).toEqual([
			{
				system: 'tebra',
				practiceId: '1',
				requestId: 'dcr_1',
				version: 5,
				state: 'accepted',
				channel: 'notice',
			},
		]);
		expect(request()).toMatchObject({
			closedAs: 'accepted',
			delivery: { state: 'confirmed', confirmedAt: expect.any(String) as string },
			changes: [{ outcome: 'applied' }, { outcome: 'applied' }],
		});
		expect(stage.audits()).toMatchObject([{ action: 'read', count: 1 }]);
	});

	it('closes a notice of unknown outcome that staff had after all', async () => {
		const { run, practice } = await openChangeStage({
			request: landed(1, { state: 'outcome_unknown' }),
		});
		practice.patient = keyedIn;
		expect((await run('followUp')).json(0)).toMatchObject([{ state: 'accepted' }]);
	});

	it('closes as accepted an address that staff keyed in as the post writes it', async () => {
		const { run, practice } = await openChangeStage({ request: landed(1) });
		const spelt = { ...moved, line1: '77 NEW ROAD' };
		practice.patient = { ...keyedIn, addresses: [{ use: 'home', ...spelt }] };
		expect((await run('followUp')).json(0)).toMatchObject([{ state: 'accepted' }]);
	});

	it('closes as superseded where staff keyed in something else', async () => {
		const { run, practice, request } = await openChangeStage({ request: landed(1) });
		practice.patient = { ...keyedIn, addresses: [{ use: 'home', ...home, line1: '3 Else Ln' }] };
		expect((await run('followUp')).json(0)).toMatchObject([{ state: 'superseded' }]);
		expect(request()).toMatchObject({
			closedAs: 'superseded',
			changes: [{ outcome: 'changed_meanwhile' }, { outcome: 'applied' }],
		});
	});

	it('waits while one of two is not keyed in, and keeps which one is', async () => {
		const { run, practice, request } = await openChangeStage({ request: landed(1) });
		practice.patient = { ...keptPatient(), addresses: [{ use: 'home', ...moved }] };
		expect((await run('followUp')).json(1)).toMatchObject([{ state: 'waiting' }]);
		expect(request().changes.map(({ outcome }) => outcome)).toEqual(['applied', undefined]);
		expect(practice.notices).toEqual([]);
	});

	it('reminds staff once, of what is still missing', async () => {
		const { run, practice, request } = await openChangeStage({ request: landed(4) });
		practice.patient = { ...keptPatient(), addresses: [{ use: 'home', ...moved }] };
		expect((await run('followUp')).json(1)).toMatchObject([{ state: 'reminded' }]);
		expect(practice.notices).toEqual([
			{
				patientId: '501',
				reference: 'HSD4K2M8Q1-R',
				subject: '[HSD4K2M8Q1-R] Reminder: Approved change to key in',
				body: 'Mobile phone: (775) 555-0111 -> (775) 555-0122\nAsked by the patient on 2026-11-22, approved by Dana Reviewer. Ref HSD4K2M8Q1-R',
			},
		]);
		expect(request().delivery.remindedAt).toEqual(expect.any(String));
		expect((await run('followUp')).json(1)).toMatchObject([{ state: 'waiting' }]);
		expect(practice.notices).toHaveLength(1);
	});

	it('reminds once also where the reminder itself fails', async () => {
		const { run, practice } = await openChangeStage({ request: landed(4) });
		practice.notice = () => {
			throw new TypeError('no answer');
		};
		expect((await run('followUp')).json(1)).toMatchObject([{ state: 'reminded' }]);
		expect((await run('followUp')).json(1)).toMatchObject([{ state: 'waiting' }]);
		expect(practice.notices).toHaveLength(1);
	});

	it('shows a reminder in the review inbox alone where the system has no notices', async () => {
		const { run, request } = await openChangeStage({
			request: landed(4, { channel: 'manual' }),
			lacks: ['notice'],
		});
		expect((await run('followUp')).json(1)).toMatchObject([{ state: 'reminded' }]);
		expect(request().delivery.remindedAt).toEqual(expect.any(String));
	});

	it('closes as unanswered after the days of the profile', async () => {
		const { run, request } = await openChangeStage({ request: landed(14) });
		expect((await run('followUp')).json(0)).toMatchObject([{ state: 'unanswered' }]);
		expect(request().closedAs).toBe('unanswered');
	});

	it('waits for what did not reach staff, and for what is being written', async () => {
		const { run, stage } = await openChangeStage();
		expect((await run('followUp')).json(1)).toMatchObject([{ state: 'notLanded' }]);
		const other = await openChangeStage({
			request: landed(20, { state: 'outcome_unknown', channel: 'direct_write' }),
		});
		expect((await other.run('followUp')).json(1)).toMatchObject([{ state: 'notLanded' }]);
		expect(stage.audits()).toEqual([]);
	});

	it('tells a closed request as closed', async () => {
		const { run } = await openChangeStage({ request: { closedAs: 'unanswered' } });
		expect((await run('followUp')).json(0)).toMatchObject([{ state: 'unanswered' }]);
	});

	it('gives up on a patient who is gone, and on a merged customer, by their age alone', async () => {
		const gone = await openChangeStage({ request: landed(2) });
		gone.practice.patient = undefined;
		expect((await gone.run('followUp')).json(1)).toMatchObject([{ state: 'waiting' }]);
		const merged = await openChangeStage({
			request: landed(15),
			customer: { status: 'merged', externalIds: [] },
		});
		expect((await merged.run('followUp')).json(0)).toMatchObject([{ state: 'unanswered' }]);
	});
});
