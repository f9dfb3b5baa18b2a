import {
	applyRecordScope,
	recordFields,
	recordScopes,
	type RecordKind,
} from '../../../lib/privacy/recordScopes';

const own = { system: 'tebra', practiceId: '1', patientId: '501' };
const money = { amount: 4_500, currency: 'USD' };

/** One whole record of each kind, typed anew. */
const whole: Record<RecordKind, object> = {
	appointment: {
		...own,
		id: '1',
		externalIds: [],
		type: { id: '4', name: 'Visit' },
		startsAt: '2026-12-01T15:00:00Z',
		endsAt: null,
		timeZone: 'America/Chicago',
		status: 'booked',
	},
	encounter: {
		...own,
		id: '1',
		externalIds: [],
		status: 'finished',
		isComplete: true,
		isSensitive: false,
		recommendations: [{ kind: 'plan', text: 'Ice' }],
	},
	charge: { ...own, id: '1', amount: money, isVoided: false },
	payment: { ...own, id: '1', kind: 'payment', payer: 'patient', amount: money },
	balance: { ...own, asOf: '2026-12-01T15:00:00Z', total: money },
	eligibility: { ...own, status: 'active', copay: money },
};

describe('what may leave a node of a record', () => {
	it.each(Object.keys(whole) as RecordKind[])('lets a whole record of kind %s through', (kind) => {
		expect(applyRecordScope(kind, whole[kind])).toEqual({ ok: true, record: whole[kind] });
	});

	it.each(Object.keys(whole) as RecordKind[])('drops strangers of kind %s at any depth', (kind) => {
		const stray = Object.fromEntries(
			Object.entries({ ...whole[kind], ssn: 'MARKER' }).map(([member, value]) => [
				member,
				typeof value === 'object' && value !== null && !Array.isArray(value)
					? { ...(value as object), note: 'MARKER' }
					: value,
			]),
		);
		expect(applyRecordScope(kind, stray)).toEqual({ ok: true, record: whole[kind] });
	});

	it('keeps why staff gave an appointment', () => {
		const scoped = applyRecordScope('appointment', { ...whole.appointment, reason: 'MARKER' });
		expect(scoped).toEqual({ ok: true, record: whole.appointment });
		expect(recordFields('appointment')).not.toContain('reason');
	});

	it('names the members that do not fit, never their values', () => {
		expect(applyRecordScope('charge', { ...whole.charge, amount: { amount: 'MARKER' } })).toEqual({
			ok: false,
			fields: ['amount.amount', 'amount.currency'],
		});
	});

	it('is read for the purpose of its kind', () => {
		expect(
			Object.entries(recordScopes).map(([kind, { scope, purpose }]) => [kind, scope, purpose]),
		).toEqual([
			['appointment', 'scheduling', 'HOPERAT'],
			['encounter', 'recommendations', 'TREAT'],
			['charge', 'billing', 'HPAYMT'],
			['payment', 'billing', 'HPAYMT'],
			['balance', 'billing', 'HPAYMT'],
			['eligibility', 'coverage', 'HPAYMT'],
		]);
	});
});
