import { approvedMove, failed, home, keptPatient, moved, openChangeStage } from './changeStage';
import { included } from './stage';

jest.mock('../../../../lib/vendors', () => ({
	...jest.requireActual<object>('../../../../lib/vendors'),
	offers: () => true,
}));

const failureOf = (error?: { context?: unknown }) =>
	(error?.context as { failure?: object } | undefined)?.failure;

describe('a practice whose system takes no writes', () => {
	it('gets a notice of all changes, once', async () => {
		const { run, practice, request, requests } = await openChangeStage({ lacks: ['write'] });
		const { json } = await run('deliver');
		expect(json(1)).toEqual([
			{
				system: 'tebra',
				practiceId: '1',
				requestId: 'dcr_1',
				version: 6,
				state: 'withStaff',
				channel: 'notice',
				approved: 2,
				applied: 0,
				refused: 0,
				withStaff: 2,
			},
		]);
		expect(practice.notices).toMatchObject([
			{
				body: 'Home address: 9 Elm St, Reno, NV 89501 -> 77 New Rd, Reno, NV 89502\nMobile phone: (775) 555-0111 -> (775) 555-0122\nAsked by the patient on 2026-11-22, approved by Dana Reviewer. Ref HSD4K2M8Q1',
			},
		]);
		expect(request()).toMatchObject({
			delivery: {
				state: 'landed',
				channel: 'notice',
				pmRefs: [{ type: 'task', id: 'tsk_9' }],
				landedAt: expect.any(String) as string,
			},
			changes: [{ outcome: 'with_staff' }, { outcome: 'with_staff' }],
		});
		expect((await run('deliver')).json(1)).toMatchObject([{ state: 'withStaff' }]);
		expect(practice.notices).toHaveLength(1);
		expect(requests.incidents).toEqual([]);
	});

	it('is told as unknown when the answer to the notice is lost, and asked no second time', async () => {
		const { run, practice, request } = await openChangeStage({ lacks: ['write'] });
		practice.notice = () => {
			throw failed('outcomeUnknown');
		};
		expect((await run('deliver')).json(3)).toMatchObject([{ state: 'outcomeUnknown' }]);
		expect((await run('deliver')).json(3)).toMatchObject([{ state: 'outcomeUnknown' }]);
		expect(practice.notices).toHaveLength(1);
		expect(request().delivery).toMatchObject({ state: 'outcome_unknown', channel: 'notice' });
	});

	it('has the list in the review inbox where the notice is refused', async () => {
		const { run, practice, request } = await openChangeStage({ lacks: ['write'] });
		practice.notice = () => {
			throw failed('notFound');
		};
		expect((await run('deliver')).json(1)).toMatchObject([
			{ state: 'withStaff', channel: 'manual' },
		]);
		expect(request().delivery).toMatchObject({ state: 'landed', channel: 'manual' });
	});

	it('is tried again where the notice could not be left for now', async () => {
		const { run, practice, request } = await openChangeStage({ lacks: ['write'] });
		practice.notice = () => {
			throw failed('unavailable');
		};
		expect(failureOf((await run('deliver')).error)).toMatchObject({ kind: 'unavailable' });
		expect(request().delivery).toMatchObject({ state: 'failed', lastErrorCode: 'unavailable' });
		practice.notice = () => null;
		expect((await run('deliver')).json(1)).toMatchObject([{ channel: 'notice' }]);
		expect(request().delivery.pmRefs).toEqual([]);
	});

	it('gets an HL7 message with the patient as approved, by the flow', async () => {
		const { run, request, stage } = await openChangeStage({
			lacks: ['write'],
			channels: ['direct', 'hl7', 'manual'],
		});
		const { json } = await run('deliver');
		const [item] = json(2);
		expect(item).toMatchObject({
			requestId: 'dcr_1',
			version: 5,
			state: 'byHl7',
			channel: 'hl7',
			reference: 'HSD4K2M8Q1-1',
			patient: {
				id: '501',
				familyName: 'Sample',
				addresses: [{ use: 'home', ...moved }],
				phones: [
					{ use: 'mobile', number: '+17755550122' },
					{ use: 'home', number: '+17755550199' },
				],
			},
		});
		expect(request()).toMatchObject({
			delivery: { state: 'queued', channel: 'hl7' },
			changes: [{ outcome: 'with_staff' }, { outcome: 'with_staff' }],
		});
		expect(stage.audits().at(-1)).toMatchObject({
			action: 'transmit',
			fields: ['address.home', 'phone.mobile'],
			destination: { protocol: 'hl7v2' },
		});
		// The flow did not come to the message: it is made again.
		expect((await run('deliver')).json(2)).toHaveLength(1);
	});

	it('has nowhere to put it where the profile names direct writes alone', async () => {
		const { run, request } = await openChangeStage({ lacks: ['write'], channels: ['direct'] });
		expect((await run('deliver')).json(3)).toMatchObject([{ state: 'notSupported' }]);
		expect(request().delivery.state).toBe('not_supported');
	});

	it('is not written to where the profile leaves direct writes out', async () => {
		const { run, practice } = await openChangeStage({ channels: ['manual'] });
		expect((await run('deliver')).json(1)).toMatchObject([{ channel: 'manual' }]);
		expect(practice.sent).toEqual([]);
	});

	it('hands a change of no field that practices keep to staff as well', async () => {
		const { run, practice, request } = await openChangeStage({
			request: {
				changes: [
					{
						id: 'chg_1',
						path: '/demographics/preferredName',
						from: null,
						to: 'Jo',
						decision: 'approved',
						valueSeen: null,
					},
				],
			},
		});
		expect((await run('deliver')).json(1)).toMatchObject([{ channel: 'manual', refused: 1 }]);
		expect(practice.sent).toEqual([]);
		expect(request().changes).toMatchObject([
			{ outcome: 'refused', outcomeCode: 'unsupportedField' },
		]);
	});
});

describe('a request that is not to be delivered', () => {
	it.each([
		['was withdrawn', { review: { state: 'cancelled' } }, 0, 'cancelled'],
		['was rejected', { review: { state: 'rejected' } }, 0, 'rejected'],
		['gave way to a newer one', { closedAs: 'superseded' }, 0, 'superseded'],
		['is not decided', { review: { state: 'pending_review' } }, 3, 'notApproved'],
	])('since it %s is told so and changes nothing', async (_why, request, output, state) => {
		const opened = await openChangeStage({ request });
		expect((await opened.run('deliver')).json(output)).toMatchObject([{ state }]);
		expect(opened.practice.sent).toEqual([]);
		expect(opened.request().version).toBe(4);
	});

	it.each([
		['customerMerged', { status: 'merged', mergedIntoId: 'cus_9', externalIds: [] }],
		['patientUnclear', { externalIds: [] }],
		[
			'patientUnclear',
			{
				externalIds: ['501', '502'].map((value) => ({
					system: 'tebra',
					practiceId: '1',
					type: 'patient',
					value,
					verification: 'verified',
				})),
			},
		],
		[
			'patientUnclear',
			{
				externalIds: [
					{
						system: 'tebra',
						practiceId: '1',
						type: 'patient',
						value: '501',
						verification: 'suspected',
					},
				],
			},
		],
	])('is named for staff as %s', async (state, customer) => {
		const opened = await openChangeStage({ customer });
		expect((await opened.run('deliver')).json(3)).toMatchObject([{ state, refused: 2 }]);
		expect(opened.practice.sent).toEqual([]);
		expect(opened.request()).toMatchObject({
			delivery: { state: 'failed', lastErrorCode: state },
			changes: [{ outcomeCode: state }, { outcomeCode: state }],
		});
		const { version } = opened.request();
		await opened.run('deliver');
		expect(opened.request().version).toBe(version);
	});

	it('is written after all once HealthSail knows the patient', async () => {
		const refused = { outcome: 'refused', outcomeCode: 'patientUnclear' };
		const opened = await openChangeStage({
			request: {
				changes: approvedMove().map((change) => ({ ...change, ...refused })),
				delivery: { state: 'failed', lastErrorCode: 'patientUnclear', pmRefs: [], attempts: 0 },
			},
		});
		expect((await opened.run('deliver')).json(0)).toMatchObject([{ state: 'accepted' }]);
		expect(opened.practice.sent).toEqual([['chg_1', 'chg_2']]);
	});

	it('is not written again where the system refused the value before', async () => {
		const refused = { outcome: 'refused', outcomeCode: 'refusedByVendor' };
		const [address, phone] = approvedMove();
		const opened = await openChangeStage({
			request: {
				changes: [
					{ ...address, ...refused },
					{ ...phone, outcome: 'applied' },
				],
				delivery: { state: 'queued', channel: 'direct_write', pmRefs: [], attempts: 3 },
			},
		});
		expect((await opened.run('deliver')).json(1)).toMatchObject([
			{ state: 'withStaff', channel: 'notice', refused: 1 },
		]);
		expect(opened.practice.sent).toEqual([]);
	});

	it.each([
		['of another practice', { practiceId: '2' }, 'notFound'],
		['of another system', { pmSystem: 'nextgen' }, 'notFound'],
		['to HealthSail', { direction: 'from_pm' }, 'validation'],
	])('since it is one %s fails', async (_which, request, kind) => {
		const opened = await openChangeStage({ request });
		expect(failureOf((await opened.run('deliver')).error)).toMatchObject({
			kind,
			fields: ['demographicChangeRequestId'],
		});
		expect(opened.practice.sent).toEqual([]);
	});

	it('since its patient opted out is named for staff, and the practice is not asked', async () => {
		const opened = await openChangeStage({
			known: { 501: { ...included('cus_501'), cohort: [{ list: 'opted_out' }] } },
		});
		expect((await opened.run('deliver')).json(3)).toMatchObject([{ state: 'keptOut' }]);
		expect(opened.practice.sent).toEqual([]);
	});

	it('since HealthSail holds its patient for another customer is named for staff', async () => {
		const opened = await openChangeStage({ known: { 501: included('cus_502') } });
		expect((await opened.run('deliver')).json(3)).toMatchObject([{ state: 'patientUnclear' }]);
	});

	it('fails without an ID and with an unknown one', async () => {
		const opened = await openChangeStage();
		expect(failureOf((await opened.run('deliver', ' ')).error)).toMatchObject({
			kind: 'validation',
		});
		expect(failureOf((await opened.run('deliver', 'dcr_none')).error)).toMatchObject({
			kind: 'notFound',
		});
	});

	it('puts no value into an error or an item', async () => {
		const { run, practice } = await openChangeStage();
		practice.patient = { ...keptPatient(), addresses: [{ use: 'home', ...home, line1: 'Other' }] };
		const texts = [JSON.stringify((await run('deliver')).run.data.resultData)];
		const opened = await openChangeStage();
		opened.practice.send = () => {
			throw new TypeError('77 New Rd');
		};
		opened.practice.patient = keptPatient();
		texts.push(JSON.stringify((await opened.run('deliver')).run.data.resultData));
		for (const text of texts) expect(text).not.toMatch(/Elm St|New Rd|555|Sample|Jordan|example/);
	});
});
