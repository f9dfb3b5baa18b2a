import type { IDataObject } from 'n8n-workflow';

import { defaultProfile } from '../../../lib/profile/defaults';
import {
	toAdjustment,
	toCharge,
	toEncounter,
	toPayments,
} from '../../../nodes/Tebra/mapping/ledger';
import {
	chargeSchema,
	encounterSchema,
	paymentSchema,
	transactionSchema,
} from '../../../nodes/Tebra/wire/ledger';
import type { SandboxStage } from './sandboxStage';
import { openSandboxStage } from './sandboxStage';

/** Visits, charges, payments, balances and documents of Tebra. All people are synthetic. */

const scope = {
	system: 'tebra',
	practiceId: '1',
	practiceName: 'Oak Clinic',
	timeZone: 'America/Chicago',
	profile: defaultProfile('tebra'),
} as const;

describe('rows of the ledger', () => {
	const charge = (over: object = {}) =>
		chargeSchema.parse({
			ID: '71',
			EncounterID: '31',
			PatientID: '501',
			PracticeID: '1',
			ServiceStartDate: '1/6/2026',
			TotalCharges: '$1,120.50',
			ProcedureCode: 'L1812',
			ProcedureModifier1: 'RT',
			ProcedureModifier2: '',
			Units: '2.0',
			...over,
		});

	it('tell money in cents and days as days, with their modifiers (sheet 4.8)', () => {
		expect(toCharge(charge(), scope)).toMatchObject({
			record: {
				id: '71',
				serviceDate: '2026-01-06',
				amount: { amount: 112_050, currency: 'USD' },
				modifiers: ['RT'],
				units: 2,
				isVoided: false,
			},
			recordPracticeId: '1',
		});
	});

	it('are fenced by number, or by name where no number is told', () => {
		const fenceOf = (over: object) => toCharge(charge(over), scope)?.recordPracticeId;
		expect(fenceOf({ PracticeID: '2' })).toBe('2');
		expect(fenceOf({ PracticeID: '', PracticeName: 'Other Clinic' })).toBe('another practice');
		expect(fenceOf({ PracticeID: '', PracticeName: ' oak  clinic' })).toBeUndefined();
	});

	it('that name no patient, or an amount that is none, are no charge', () => {
		expect(toCharge(charge({ PatientID: '' }), scope)).toBeUndefined();
		expect(toCharge(charge({ TotalCharges: 'n/a' }), scope)).toBeUndefined();
	});

	it('know voided charges by their open list of status words (sheet 4.8)', () => {
		expect(toCharge(charge({ Status: 'Voided' }), scope)?.record.isVoided).toBe(true);
		expect(toCharge(charge({ Status: 'Error - Rejection' }), scope)?.record).toMatchObject({
			isVoided: false,
			status: 'Error - Rejection',
		});
	});

	it('read diagnoses by both of their names, and take a key for none (sheet 4.7)', () => {
		const head = encounterSchema.parse({
			EncounterID: '31',
			PatientID: '501',
			EncounterStatus: '2',
			ServiceStartDate: '1/6/2026',
		});
		const charges = [
			charge({ EncounterDiagnosisID1: 'm25.561', EncounterDiagnosisID2: '77120' }),
			charge({ DiagnosisCode1: 'E11.9', ProcedureCode: '99213' }),
		];
		const { record } = toEncounter(head, charges, '501', scope);
		expect(record.diagnoses).toEqual([
			{ code: 'M25.561', system: 'icd10' },
			{ code: 'E11.9', system: 'icd10' },
		]);
		expect(record.procedures?.map(({ code, system }) => [code, system])).toEqual([
			['L1812', 'hcpcs'],
			['99213', 'cpt'],
		]);
		expect(record).toMatchObject({ isComplete: false, startsAt: '2026-01-06T06:00:00Z' });
		expect(toEncounter({ ...head, EncounterStatus: '3' }, [], '501', scope).record.isComplete).toBe(
			true,
		);
		expect(toEncounter({ ...head, EncounterStatus: '' }, [], '501', scope).record.isComplete).toBe(
			null,
		);
	});

	it('make two records of a payment of which something was given back', () => {
		const payment = paymentSchema.parse({
			ID: '5',
			Amount: '45.00',
			Refunds: '20.00',
			Unapplied: '25.00',
			PayerType: 'Patient',
			PostDate: '1/12/2026 12:00:00 AM',
			ReferenceNumber: 'HS-ord-00917',
		});
		expect(toPayments(payment, '501', scope).map(({ record }) => record)).toMatchObject([
			{
				id: 'payment-5',
				kind: 'payment',
				amount: { amount: 4_500 },
				unapplied: { amount: 2_500 },
				reference: 'HS-ord-00917',
				postedOn: '2026-01-12',
			},
			{ id: 'refund-5', kind: 'refund', amount: { amount: -2_000 } },
		]);
		expect(toPayments(payment, undefined, scope)[0].record.patientId).toBeNull();
	});

	it('leave charges and payments out of the transactions, and take unknown types for other (sheet 4.8)', () => {
		const kind = (Type: string) =>
			toAdjustment(
				transactionSchema.parse({ ID: '9', Amount: '-12.50', PatientID: '501', Type }),
				scope,
			)?.record.kind;
		expect(['Charge', 'Payment', 'Adjustment', 'Write-Off'].map(kind)).toEqual([
			undefined,
			undefined,
			'adjustment',
			'other',
		]);
	});
});

describe('against the sandbox', () => {
	let stage: SandboxStage;
	const year = { from: '2025-11-23', to: '2026-11-22', returnAll: true };

	beforeAll(async () => {
		stage = await openSandboxStage(5510, ['--second-practice', '6']);
	});

	afterAll(async () => {
		await stage?.close();
	});

	it('the visits of a patient are those of the completed appointments, and their charges add up', async () => {
		const { json } = await stage.run('appointment.getMany', year);
		const completed = json().filter(({ status }) => status === 'completed');
		expect(completed.length).toBeGreaterThan(5);
		for (const { patientId, id, startsAt } of completed.slice(0, 5)) {
			const patient = { patientId: String(patientId) };
			const visits = (await stage.run('encounter.getMany', { ...year, ...patient })).json();
			const visit = visits.find(({ appointmentId }) => appointmentId === id) as IDataObject;
			expect(String(visit.startsAt).slice(0, 10)).toBe(String(startsAt).slice(0, 10));
			expect(visit.diagnoses).not.toEqual([]);
			const all = (await stage.run('charge.getMany', { ...year, ...patient })).json();
			const own = all.filter(({ encounterId }) => encounterId === visit.id);
			if (visit.isComplete === true) {
				expect(own).toHaveLength((visit.procedures as unknown[]).length);
				expect(new Set(own.map(({ patientId: of }) => of))).toEqual(new Set([patientId]));
			}
		}
	});

	it('an encounter that is not approved yet is a visit, and no charge (sheet 4.7)', async () => {
		const { json } = await stage.run('appointment.getMany', year);
		const patients = [...new Set(json().map(({ patientId }) => String(patientId)))];
		let open = 0;
		for (const patientId of patients) {
			if (open > 0) break;
			const visits = (await stage.run('encounter.getMany', { ...year, patientId })).json();
			for (const { id } of visits.filter(({ isComplete }) => isComplete === false)) {
				open += 1;
				const charges = (await stage.run('charge.getMany', { ...year, patientId })).json();
				expect(charges.map(({ encounterId }) => encounterId)).not.toContain(id);
			}
		}
		expect(open).toBeGreaterThan(0);
	});

	it('payments name the patient of their appointment; what names nobody stays here (sheet 4.8)', async () => {
		const { json, error } = await stage.run('payment.getMany', year);
		expect(error).toBeUndefined();
		const kinds = new Set(json().map(({ kind }) => kind));
		expect(kinds).toContain('payment');
		expect(json().every(({ patientId }) => typeof patientId === 'string')).toBe(true);
		const [one] = json();
		const own = (
			await stage.run('payment.getMany', { ...year, patientId: String(one.patientId) })
		).json();
		expect(own.map(({ id }) => id)).toContain(one.id);
		expect(new Set(own.map(({ patientId }) => patientId))).toEqual(new Set([one.patientId]));
	});

	it('windows that are too long are refused before anything is sent', async () => {
		const { error } = await stage.run('charge.getMany', { from: '2025-01-01', to: '2026-11-22' });
		expect(error?.context?.failure).toMatchObject({ kind: 'validation' });
	});

	it('a balance is told by who owes it, and not for a patient of another practice', async () => {
		const { json } = await stage.run('balance.get', { patientId: '5' });
		const { patient, insurance, total } = json()[0] as Record<string, { amount: number }>;
		expect(total.amount).toBe(patient.amount + insurance.amount);
		const others = [];
		for (let id = 1; id <= 60; id++) {
			const one = await stage.run('balance.get', { patientId: String(id) });
			if (one.error === undefined && one.json().length === 0) others.push(id);
		}
		expect(others.length).toBeGreaterThan(0);
	});

	it('a notice arrives as a document with status New that holds its text (sheet 4.9)', async () => {
		const { json } = await stage.run('staffNotice.create', {
			patientId: '5',
			subject: 'Address to be checked',
			body: 'Old: 9 Elm St. New: 11 Elm St.',
			reference: 'HS-N1',
		});
		expect(json()).toMatchObject([{ place: 'Documents', reference: 'HS-N1' }]);
		const answer = await fetch(`${stage.sandbox.status}/control/tebra/documents`);
		const { documents } = (await answer.json()) as { documents: IDataObject[] };
		expect(documents.at(-1)).toMatchObject({
			label: 'PatientDemographics',
			status: 'New',
			text: 'Address to be checked\r\n\r\nOld: 9 Elm St. New: 11 Elm St.\r\n',
		});
		expect(String(documents.at(-1)?.id)).toBe(json()[0].noticeId);
	});

	it('a label that Tebra does not have is refused by it, and nothing is filed (sheet 4.9)', async () => {
		const { error } = await stage.run(
			'staffNotice.create',
			{ patientId: '5', subject: 'A', body: 'B', reference: 'HS-N2' },
			{ profile: { tebra: { documentLabel: 'General' } } },
		);
		expect(error?.context?.failure).toMatchObject({
			kind: 'validation',
			vendorCode: 'DeserializationFailed',
		});
	});

	it('a lost answer of a document stays unknown and is not sent again (sheet 6)', async () => {
		await stage.fault({ system: 'tebra', operation: 'CreateDocument', kind: 'dropAfterWrite' });
		const count = async () =>
			(
				(await (await fetch(`${stage.sandbox.status}/control/tebra/documents`)).json()) as {
					documents: unknown[];
				}
			).documents.length;
		const before = await count();
		const { error } = await stage.run('staffNotice.create', {
			patientId: '5',
			subject: 'A',
			body: 'B',
			reference: 'HS-N3',
		});
		expect(error?.context?.failure).toMatchObject({ kind: 'outcomeUnknown' });
		expect(await count()).toBe(before + 1);
	});
});
