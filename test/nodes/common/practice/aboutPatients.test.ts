import type { Balance, Charge } from '../../../../lib/canonical/ledger';
import type { Encounter } from '../../../../lib/canonical/encounter';
import type { PmSystem } from '../../../../lib/canonical/externalId';
import { included, openStage, source } from './stage';

jest.mock('../../../../lib/vendors', () => ({
	...jest.requireActual<object>('../../../../lib/vendors'),
	offers: () => true,
}));

let close: (() => Promise<void>) | undefined;

afterEach(async () => {
	await close?.();
	close = undefined;
});

async function open(...args: Parameters<typeof openStage>) {
	const stage = await openStage(...args);
	close = async () => await stage.fakes.close();
	return stage;
}

const own = { system: 'tebra', practiceId: '1' } as const;
const dollars = (cents: number) => ({ amount: cents, currency: 'USD' }) as Charge['amount'];
const known = { 501: included('cus_501') };

const link = (type: string, value: string, verification = 'verified') => ({
	...own,
	type,
	value,
	verification,
});

describe('encounters', () => {
	const encounter: Encounter = {
		...own,
		id: '31',
		externalIds: [],
		patientId: '501',
		status: 'finished',
		isComplete: true,
		isSensitive: false,
		diagnoses: [{ code: 'M25.561', system: 'icd10' }],
	};

	/** Answers the id of the second interface that the port was handed. */
	async function run(
		externalIds: readonly object[],
		parameters: Record<string, string> = {},
		status = 'active',
		system: PmSystem = 'tebra',
	) {
		let handed: unknown = 'not asked';
		const stage = await open(
			{
				encounters: {
					ofPatient: async (_patientId, _window, fhirId) => {
						handed = fhirId;
						return await Promise.resolve([source(encounter)]);
					},
				},
			},
			known,
			{ system, customers: { cus_501: { id: 'cus_501', status, externalIds } } },
		);
		const result = await stage.run('encounter.getMany', { patientId: '501', ...parameters });
		return { handed, stage, ...result };
	}

	it('are read with the FHIR ID that HealthSail holds as verified', async () => {
		const { handed, json, stage } = await run([
			link('patient', '501'),
			link('fhir', 'f-suspected', 'suspected'),
			{ ...link('fhir', 'f-elsewhere'), practiceId: '2' },
			link('fhir', 'f-501'),
		]);
		expect(handed).toBe('f-501');
		expect(json()).toMatchObject([{ id: '31', healthsail: { customerId: 'cus_501' } }]);
		expect(stage.audits()).toMatchObject([{ action: 'read', purposeOfUse: 'TREAT', count: 1 }]);
	});

	it('are read without asking HealthSail for a FHIR ID where the system has no use for one', async () => {
		const { handed, stage } = await run([link('fhir', 'f-501')], {}, 'active', 'advancedmd');
		expect(handed).toBeUndefined();
		expect(stage.order.filter((path) => path.includes('/customers/cus_'))).toEqual([]);
	});

	it('are read without a FHIR ID where none is linked', async () => {
		const { handed, json } = await run([link('fhir', 'f-501', 'suspected')]);
		expect(handed).toBeUndefined();
		expect(json()).toHaveLength(1);
	});

	it.each([
		['nobody linked', [link('fhir', 'f-501')], 'active'],
		['only suspected', [link('fhir', 'f-typed', 'suspected')], 'active'],
		['of a merged customer', [link('fhir', 'f-typed')], 'merged'],
	])('refuse a typed FHIR ID that is %s', async (_case, externalIds, status) => {
		const { handed, error } = await run(externalIds, { fhirId: 'f-typed' }, status);
		expect(handed).toBe('not asked');
		expect(error?.context?.failure).toMatchObject({ kind: 'permission', fields: ['fhirId'] });
	});

	it('ask which one is meant when two are linked', async () => {
		const two = [link('fhir', 'f-1'), link('fhir', 'f-2')];
		expect((await run(two)).error?.context?.failure).toMatchObject({ kind: 'conflict' });
		await close?.();
		expect((await run(two, { fhirId: 'f-2' })).handed).toBe('f-2');
	});
});

describe('the ledger', () => {
	const charge: Charge = {
		...own,
		id: '71',
		patientId: '501',
		amount: dollars(12_000),
		isVoided: false,
	};

	it('hands on charges of included patients, for payment', async () => {
		const stage = await open(
			{
				ledger: {
					charges: async () =>
						await Promise.resolve([
							source(charge),
							source({ ...charge, id: '72', patientId: '999' }),
							source({ ...charge, id: '73' }, '2'),
						]),
				},
			},
			known,
		);
		const { json } = await stage.run('charge.getMany');
		expect(json()).toEqual([{ ...charge, healthsail: { customerId: 'cus_501', version: 3 } }]);
		expect(stage.audits()).toMatchObject([{ purposeOfUse: 'HPAYMT', count: 2 }]);
	});

	it('never hands on a payment that names no patient', async () => {
		const payment = {
			...own,
			id: '81',
			kind: 'payment',
			payer: 'patient',
			amount: dollars(4_500),
		} as const;
		const stage = await open(
			{
				ledger: {
					payments: async () =>
						await Promise.resolve([source(payment), source({ ...payment, patientId: '501' })]),
				},
			},
			known,
		);
		const { json } = await stage.run('payment.getMany', { patientId: '501' });
		expect(json()).toMatchObject([{ id: '81', patientId: '501', amount: { amount: 4_500 } }]);
	});

	it('tells the balance of an included patient alone', async () => {
		const balance: Balance = {
			...own,
			patientId: '501',
			patient: dollars(3_500),
			asOf: '2026-11-22T12:00:00Z',
		};
		let reads = 0;
		const stage = await open(
			{
				ledger: {
					balance: async () => {
						reads += 1;
						return await Promise.resolve(balance);
					},
				},
			},
			{ ...known, 502: { ...included('cus_502'), syncState: 'left' } },
		);
		const { json } = await stage.run('balance.get', { patientId: '501' });
		expect(json()).toMatchObject([{ patient: { amount: 3_500 } }]);
		const { error } = await stage.run('balance.get', { patientId: '502' });
		expect(error?.context?.failure).toMatchObject({ kind: 'permission' });
		expect(reads).toBe(1);
	});
});

describe('eligibility', () => {
	it('is asked for once, after the report', async () => {
		const asked: unknown[] = [];
		const stage = await open(
			{
				eligibility: {
					request: async (...question) => {
						asked.push(question);
						return await Promise.resolve({
							...own,
							patientId: '501',
							coverageId: '901',
							status: 'active' as const,
						});
					},
				},
			},
			known,
		);
		const { json } = await stage.run('eligibility.request', {
			patientId: '501',
			coverageId: '901',
		});
		expect(json()).toMatchObject([{ status: 'active', coverageId: '901' }]);
		expect(asked).toEqual([['501', '901', '30']]);
		expect(stage.audits()).toMatchObject([
			{ action: 'transmit', workflowStep: 'eligibility.request' },
			{ action: 'read' },
		]);
		const { error } = await stage.run('eligibility.request', {
			patientId: '501',
			coverageId: '901',
			serviceTypeCode: '30; drop',
		});
		expect(error?.context?.failure).toMatchObject({ kind: 'validation' });
		expect(asked).toHaveLength(1);
	});

	it('that is kept is handed on, the newest first as the port gives it', async () => {
		const result = { ...own, patientId: '501', status: 'inactive' as const };
		const stage = await open(
			{
				eligibility: {
					last: async () =>
						await Promise.resolve([
							{ ...result, checkedAt: '2026-11-01T10:00:00Z' },
							{ ...result, checkedAt: '2026-10-01T10:00:00Z' },
						]),
				},
			},
			known,
		);
		const { json } = await stage.run('eligibility.getLast', {
			patientId: '501',
			returnAll: false,
			limit: 1,
		});
		expect(json()).toMatchObject([{ checkedAt: '2026-11-01T10:00:00Z' }]);
	});
});
