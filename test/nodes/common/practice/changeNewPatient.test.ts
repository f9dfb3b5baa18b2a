import type { Patient } from '../../../../lib/canonical/patient';
import { offers } from '../../../../lib/vendors';
import { failed, openChangeStage } from './changeStage';
import { problem } from './fakeRequests';
import { included, sourcePatient } from './stage';

jest.mock('../../../../lib/vendors', () => ({
	...jest.requireActual<object>('../../../../lib/vendors'),
	offers: jest.fn(() => true),
}));

beforeEach(() => {
	jest.mocked(offers).mockImplementation(() => true);
});

const approved = (id: string, path: string, to: unknown) => ({
	id,
	path,
	from: null,
	to,
	decision: 'approved',
	valueSeen: null,
});
const facts = [
	approved('chg_1', '/demographics/givenName', 'Robin'),
	approved('chg_2', '/demographics/familyName', 'Newcomer'),
	approved('chg_3', '/demographics/birthDate', '1990-05-04'),
	approved('chg_4', '/demographics/phones/new', { use: 'mobile', number: '+17755550155' }),
];
const request = { kind: 'new_patient' as const, changes: facts };
const open = async (more: Parameters<typeof openChangeStage>[0] = {}) =>
	await openChangeStage({ request, customer: { externalIds: [] }, ...more });

const robin = (over: Partial<Patient> = {}): Patient => ({
	...sourcePatient('777').patient,
	givenName: 'Robin',
	familyName: 'Newcomer',
	birthDate: '1990-05-04',
	phones: [{ use: 'mobile', number: '+17755550155' }],
	...over,
});

describe('an approved new patient', () => {
	it('is made once, linked to the customer, and closed as accepted', async () => {
		const { run, practice, requests, request: kept, stage } = await open();
		expect((await run('deliver')).json(0)).toMatchObject([
			{ state: 'accepted', approved: 4, applied: 4 },
		]);
		expect(practice.made).toEqual([
			{
				givenName: 'Robin',
				familyName: 'Newcomer',
				birthDate: '1990-05-04',
				phones: [{ use: 'mobile', number: '+17755550155' }],
				reference: 'HSD4K2M8Q1',
			},
		]);
		expect(requests.linked).toEqual([
			{
				path: '/customers/cus_501/external-ids',
				system: 'tebra',
				practiceId: '1',
				type: 'patient',
				value: '777',
				verification: 'verified',
				matchMethod: 'created_here',
			},
		]);
		expect(kept()).toMatchObject({
			closedAs: 'accepted',
			delivery: {
				state: 'confirmed',
				channel: 'direct_write',
				pmRefs: [{ type: 'patient', id: '777' }],
			},
		});
		expect(stage.audits()).toMatchObject([
			{ action: 'read', count: 0 },
			{ action: 'create', approvedBy: 'dana', subjects: [{ type: 'customer' }] },
			{ action: 'link', customerId: 'cus_501' },
		]);
		expect((await run('deliver')).json(0)).toMatchObject([{ state: 'accepted' }]);
		expect(practice.made).toHaveLength(1);
	});

	it('is not made where somebody of the name and birth date is there, nor linked to them', async () => {
		const { run, practice, requests, request: kept } = await open();
		practice.namesakes = [robin({ id: '601', familyName: 'NEWCOMER' })];
		expect((await run('deliver')).json(3)).toMatchObject([{ state: 'possibleDuplicate' }]);
		expect(practice.made).toEqual([]);
		expect(requests.linked).toEqual([]);
		expect(kept()).toMatchObject({
			delivery: { state: 'landed', channel: 'manual' },
			changes: facts.map(() => ({ outcome: 'refused', outcomeCode: 'possibleDuplicate' })),
		});
	});

	it('is left to staff where the system cannot look for who may be the same', async () => {
		jest.mocked(offers).mockImplementation((_system, name) => name !== 'patients.search');
		const { run, practice } = await open();
		expect((await run('deliver')).json(1)).toMatchObject([
			{ state: 'withStaff', channel: 'manual', withStaff: 4 },
		]);
		expect(practice.made).toEqual([]);
	});

	it('is found by our reference after a lost answer, and not made again', async () => {
		const { run, practice, requests } = await open();
		practice.create = (person) => {
			practice.namesakes.push(robin({ familyName: person.familyName }));
			throw failed('outcomeUnknown');
		};
		practice.findCreated = () => practice.namesakes[0];
		expect((await run('deliver')).json(0)).toMatchObject([{ state: 'accepted' }]);
		expect(practice.made).toHaveLength(1);
		expect(requests.linked).toMatchObject([{ value: '777' }]);
	});

	it('is named for staff after a lost answer where the system keeps no reference', async () => {
		const { run, practice, requests } = await open();
		practice.create = () => {
			practice.namesakes.push(robin());
			throw failed('outcomeUnknown');
		};
		expect((await run('deliver')).json(3)).toMatchObject([{ state: 'outcomeUnknown' }]);
		jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
		expect((await run('deliver')).json(3)).toMatchObject([{ state: 'possibleDuplicate' }]);
		expect(practice.made).toHaveLength(1);
		expect(requests.linked).toEqual([]);
	});

	it('is made by a later run where the first one did not come through', async () => {
		const { run, practice } = await open();
		const create = practice.create;
		practice.create = () => {
			throw failed('outcomeUnknown');
		};
		expect((await run('deliver')).json(3)).toMatchObject([{ state: 'outcomeUnknown' }]);
		practice.create = create;
		expect((await run('deliver')).json(3)).toMatchObject([{ state: 'outcomeUnknown' }]);
		expect(practice.made).toHaveLength(1);
		jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
		expect((await run('deliver')).json(0)).toMatchObject([{ state: 'accepted' }]);
		expect(practice.made).toHaveLength(2);
	});

	it('is linked by the next run where the first one died after it was made', async () => {
		const { run, practice, requests } = await open();
		// The link stands, and nothing more can be told to HealthSail.
		requests.beforeWrite = () =>
			requests.linked.length > 0 ? problem(403, 'scope_missing') : undefined;
		expect((await run('deliver')).error).toBeDefined();
		requests.beforeWrite = () => undefined;
		expect((await run('deliver')).json(0)).toMatchObject([{ state: 'accepted' }]);
		expect(practice.made).toHaveLength(1);
		expect(requests.linked.map(({ value }) => value)).toEqual(['777', '777']);
	});

	it('goes to staff with the reason where the system refuses, or has no such call', async () => {
		const refused = await open();
		refused.practice.create = () => {
			throw failed('validation');
		};
		expect((await refused.run('deliver')).json(1)).toMatchObject([
			{ state: 'withStaff', channel: 'manual', refused: 4 },
		]);
		expect(refused.request().changes[0]).toMatchObject({ outcomeCode: 'refusedByVendor' });
		const without = await open({ lacks: ['create'] });
		expect((await without.run('deliver')).json(1)).toMatchObject([
			{ state: 'withStaff', channel: 'manual', withStaff: 4 },
		]);
	});

	it('goes to staff where staff did not approve what the practice needs', async () => {
		const [given, , ...others] = facts;
		const {
			run,
			practice,
			request: kept,
		} = await open({
			request: { ...request, changes: [given, ...others] },
		});
		expect((await run('deliver')).json(1)).toMatchObject([{ state: 'withStaff' }]);
		expect(practice.made).toEqual([]);
		expect(kept().changes[0]).toMatchObject({ outcomeCode: 'missingFacts' });
	});

	it('leaves to staff what the system did not keep of them', async () => {
		const { run, practice, request: kept, requests } = await open();
		practice.create = () => robin({ phones: [] });
		expect((await run('deliver')).json(1)).toMatchObject([
			{ state: 'withStaff', applied: 3, refused: 1 },
		]);
		expect(kept().changes[3]).toMatchObject({ outcome: 'refused', outcomeCode: 'notStored' });
		expect(kept().delivery).toMatchObject({ pmRefs: [{ type: 'patient', id: '777' }] });
		expect(requests.linked).toHaveLength(1);
	});

	it('is an incident where the system made somebody else of them', async () => {
		const { run, practice, requests } = await open();
		practice.create = () => robin({ familyName: 'Newco' });
		expect((await run('deliver')).json(3)).toMatchObject([{ state: 'incident' }]);
		expect(requests.incidents).toMatchObject([
			{ kind: 'write_mismatch', fields: ['familyName', 'birthDate'] },
		]);
		expect(requests.linked).toEqual([]);
	});

	it('is not made while an incident stops the writes', async () => {
		const { run, practice, requests, request: kept } = await open();
		requests.incidents.push({ kind: 'unexpected_change', fields: ['Alert'], state: 'open' });
		expect((await run('deliver')).json(3)).toMatchObject([{ state: 'stopped' }]);
		expect(practice.made).toEqual([]);
		expect(kept().version).toBe(4);
	});

	it('who became a patient otherwise is closed, with what differs left to staff', async () => {
		const customer = {
			externalIds: [
				{
					system: 'tebra',
					practiceId: '1',
					type: 'patient',
					value: '777',
					verification: 'verified',
				},
			],
		};
		const known = { 777: included('cus_501') };
		const same = await open({ customer, known });
		same.practice.namesakes = [robin()];
		expect((await same.run('deliver')).json(0)).toMatchObject([{ state: 'accepted' }]);
		expect(same.practice.made).toEqual([]);
		const other = await open({ customer, known });
		other.practice.namesakes = [robin({ phones: [] })];
		expect((await other.run('deliver')).json(1)).toMatchObject([{ refused: 1, applied: 3 }]);
	});
});
