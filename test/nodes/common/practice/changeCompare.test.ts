import { home, keptPatient, moved, openChangeStage, pendingMove } from './changeStage';
import { sourcePatient } from './stage';

jest.mock('../../../../lib/vendors', () => ({
	...jest.requireActual<object>('../../../../lib/vendors'),
	offers: () => true,
}));

const pending = { changes: pendingMove(), review: { state: 'pending_review' } };

describe('Compare', () => {
	it('tells HealthSail what the practice has, and the flow only how many conflicts', async () => {
		const { run, practice, request, requests, stage } = await openChangeStage({ request: pending });
		practice.patient = {
			...keptPatient(),
			addresses: [{ use: 'home', ...home, line1: '1 Staff Ave' }],
		};
		const { json } = await run('compare');
		expect(json()).toEqual([
			{
				system: 'tebra',
				practiceId: '1',
				requestId: 'dcr_1',
				version: 5,
				state: 'compared',
				conflicts: 1,
				changes: 2,
			},
		]);
		expect(requests.asked).toEqual([
			{
				act: 'comparison',
				body: {
					readAt: expect.stringMatching(/Z$/) as string,
					pmContentHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
					changes: [
						{
							changeId: 'chg_1',
							value: { ...home, line1: '1 Staff Ave' },
							verdict: 'changed',
						},
						{ changeId: 'chg_2', value: { number: '+17755550111' }, verdict: 'unchanged' },
					],
				},
			},
		]);
		expect(request().review.state).toBe('pending_review');
		expect(stage.audits()).toMatchObject([{ action: 'read', count: 1 }]);
	});

	it('has a conflict shown unmarked where the policy proposes what HealthSail has', async () => {
		const { run, practice, requests } = await openChangeStage({
			request: pending,
			policy: 'healthsail_proposes',
		});
		practice.patient = {
			...keptPatient(),
			addresses: [{ use: 'home', ...home, line1: '1 Staff Ave' }],
		};
		await run('compare');
		expect(requests.asked).toMatchObject([
			{
				act: 'comparison',
				body: {
					changes: [
						{ changeId: 'chg_1', verdict: 'changed', isConflict: false },
						{ changeId: 'chg_2', verdict: 'unchanged' },
					],
				},
			},
		]);
	});

	it('closes as accepted what the practice shows already', async () => {
		const { run, practice, request } = await openChangeStage({ request: pending });
		practice.patient = {
			...keptPatient(),
			phones: [{ use: 'mobile', number: '+17755550122' }],
			addresses: [{ use: 'home', ...moved }],
		};
		expect((await run('compare')).json()).toMatchObject([{ state: 'settled', conflicts: 0 }]);
		expect(request()).toMatchObject({
			closedAs: 'accepted',
			delivery: { state: 'confirmed' },
			changes: [{ outcome: 'applied' }, { outcome: 'applied' }],
		});
	});

	it('leaves a request open of which staff approved another change that is not there', async () => {
		const [address, phone] = pendingMove();
		const { run, practice, request } = await openChangeStage({
			request: {
				changes: [{ ...address, decision: 'approved', valueSeen: home }, phone],
				review: { state: 'in_review' },
			},
		});
		practice.patient = { ...keptPatient(), phones: [{ use: 'mobile', number: '+17755550122' }] };
		expect((await run('compare')).json()).toMatchObject([{ state: 'compared', changes: 1 }]);
		expect(request().closedAs).toBeUndefined();
	});

	it.each([
		['ask', '2026-11-22T18:00:00Z', 'pending'],
		['healthsail_proposes', '2026-11-22T18:00:00Z', 'pending'],
		['pm_wins', '2026-11-20T09:00:00Z', 'rejected'],
		['newest_wins', '2026-11-22T18:00:00Z', 'rejected'],
		['newest_wins', '2026-11-20T09:00:00Z', 'pending'],
		['newest_wins', null, 'pending'],
	] as const)(
		'under the policy %s, with a practice record of %s, leaves a conflict %s',
		async (policy, sourceAt, decision) => {
			const { run, practice, request, stage } = await openChangeStage({ request: pending, policy });
			practice.patient = {
				...keptPatient(),
				sourceAt,
				addresses: [{ use: 'home', ...home, line1: '1 Staff Ave' }],
			};
			await run('compare');
			expect(request().changes.map((change) => change.decision)).toEqual([decision, 'pending']);
			const decided = stage.audits().filter(({ action }) => action === 'decide');
			expect(decided).toMatchObject(
				decision === 'rejected'
					? [{ approvedBy: `policy:${policy}`, fields: ['address.home'] }]
					: [],
			);
		},
	);

	it('settles and closes a request of which the policy leaves nothing', async () => {
		const { run, practice, request, requests } = await openChangeStage({
			request: { ...pending, changes: pendingMove().slice(0, 1) },
			policy: 'pm_wins',
		});
		practice.patient = {
			...keptPatient(),
			addresses: [{ use: 'home', ...home, line1: '1 Staff Ave' }],
		};
		expect((await run('compare')).json()).toMatchObject([{ state: 'settled', conflicts: 1 }]);
		expect(requests.asked.find(({ act }) => act === 'decisions')?.body).toEqual({
			decisions: [
				{
					changeId: 'chg_1',
					decision: 'rejected',
					reason: 'superseded',
					valueSeen: { ...home, line1: '1 Staff Ave' },
				},
			],
			reviewer: { id: 'policy:pm_wins', name: 'Practice policy', method: 'policy' },
		});
		expect(request()).toMatchObject({ review: { state: 'rejected' }, closedAs: 'superseded' });
	});

	it('asks nothing of the practice for a request that is decided', async () => {
		const { run, stage } = await openChangeStage();
		expect((await run('compare')).json()).toMatchObject([{ state: 'closed', changes: 0 }]);
		expect(stage.audits()).toEqual([]);
	});

	it('tells as unreadable what the profile keeps from HealthSail', async () => {
		const { run, requests, stage } = await openChangeStage({ request: pending });
		Object.assign(stage.port().scope.profile, {
			scope: {
				...stage.port().scope.profile.scope,
				fields: ['givenName', 'familyName', 'birthDate', 'phones'],
			},
		});
		await run('compare');
		expect(requests.asked[0].body.changes).toEqual([
			{ changeId: 'chg_1', value: null, verdict: 'unreadable' },
			{ changeId: 'chg_2', value: { number: '+17755550111' }, verdict: 'unchanged' },
		]);
	});

	it('tells as unreadable a patient whom the practice does not have any more', async () => {
		const { run, practice } = await openChangeStage({ request: pending });
		practice.patient = undefined;
		expect((await run('compare')).json()).toMatchObject([
			{ state: 'unreadable', code: 'patientUnclear' },
		]);
	});

	it('tells as unreadable a request of a customer who was merged', async () => {
		const { run } = await openChangeStage({ request: pending, customer: { status: 'merged' } });
		expect((await run('compare')).json()).toMatchObject([
			{ state: 'unreadable', code: 'customerMerged' },
		]);
	});

	it('keeps the form of an emergency contact and of a policy through the decision', async () => {
		const contact = { name: 'Alex Sample', phone: { number: '+17755550133' } };
		const { run, practice, requests, request } = await openChangeStage({
			request: {
				changes: [
					{
						id: 'chg_1',
						path: '/emergencyContacts/0',
						from: null,
						to: { name: 'Kim Sample', phones: [{ use: 'home', number: '+17755550144' }] },
						decision: 'pending',
					},
				],
				review: { state: 'pending_review' },
			},
		});
		practice.patient = {
			...keptPatient(),
			emergencyContacts: [
				{ name: 'Alex Sample', phones: [{ use: 'home', number: '+17755550133' }] },
			],
		};
		await run('compare');
		const [compared] = requests.asked[0].body.changes as Array<{ value: unknown }>;
		expect(compared.value).toEqual(contact);
		Object.assign(request().changes[0], { decision: 'approved', valueSeen: compared.value });
		request().review.state = 'approved';
		expect((await run('deliver')).json(0)).toMatchObject([{ state: 'accepted', applied: 1 }]);
		expect(practice.patient.emergencyContacts).toEqual([
			{ name: 'Kim Sample', phones: [{ use: 'home', number: '+17755550144' }] },
		]);
	});
});

describe('Compare of a new patient', () => {
	const facts = [
		{ id: 'chg_1', path: '/demographics/familyName', to: 'Newcomer' },
		{ id: 'chg_2', path: '/demographics/birthDate', to: '1990-05-04' },
	].map((change) => ({ ...change, from: null, decision: 'pending' }));
	const request = {
		kind: 'new_patient' as const,
		changes: facts,
		review: { state: 'pending_review' },
	};
	const customer = { externalIds: [] };
	const namesake = (over: object) => ({
		...sourcePatient('601').patient,
		familyName: 'NEWCOMER',
		birthDate: '1990-05-04',
		...over,
	});

	it('finds nobody of the name and birth date', async () => {
		const { run, practice, requests } = await openChangeStage({ request, customer });
		practice.namesakes = [namesake({ birthDate: '1990-05-05' })];
		expect((await run('compare')).json()).toMatchObject([{ state: 'compared', conflicts: 0 }]);
		expect(requests.asked[0].body.changes).toEqual([
			{ changeId: 'chg_1', value: null, verdict: 'unchanged' },
			{ changeId: 'chg_2', value: null, verdict: 'unchanged' },
		]);
	});

	it('warns of a possible duplicate', async () => {
		const { run, practice } = await openChangeStage({ request, customer });
		practice.namesakes = [namesake({})];
		expect((await run('compare')).json()).toMatchObject([
			{ state: 'compared', conflicts: 2, changes: 2, code: 'possibleDuplicate' },
		]);
	});
});
