import { SafeError } from '../../../lib/privacy/errors';
import { book } from '../../../nodes/CareCloud/booking';
import { careCloudCalls } from '../../../nodes/CareCloud/calls';
import { setExternalId } from '../../../nodes/CareCloud/externalIds';
import { listPayments, readBalance } from '../../../nodes/CareCloud/ledger';
import { readPage } from '../../../nodes/CareCloud/patientPages';
import type { CareCloudReader } from '../../../nodes/CareCloud/patients';
import type { Columns } from '../../../nodes/CareCloud/resources';
import type { CareCloudRequest } from '../../../nodes/CareCloud/transport';
import { readScope } from '../../../nodes/common/practice/scope';

/** Answers that the sandbox does not give: what is done with them (sheet 4, 5, 7). All made up. */

const patientId = '11111111-2222-4333-8444-555555555555';
const visitId = '99999999-2222-4333-8444-555555555555';

type Answer = (request: CareCloudRequest) => unknown;

/** A reader whose calls are answered here; a 404 where the answer is undefined. */
function readerOf(answers: Partial<Record<CareCloudRequest['operation'], Answer>>, profile = {}) {
	const sent: CareCloudRequest[] = [];
	const reader: CareCloudReader = {
		scope: readScope('carecloud', {
			practiceId: '1',
			timeZone: 'America/Chicago',
			practiceProfile: JSON.stringify({ version: 1, ...profile }),
		}),
		now: () => new Date('2026-03-02T15:00:00Z'),
		transport: {
			calls: () => sent.length,
			intervalMs: () => 0,
			call: (request) => {
				sent.push(request);
				const { operation } = request;
				const body = answers[operation]?.(request);
				if (body instanceof SafeError) return Promise.reject(body);
				const { effect } = careCloudCalls[operation];
				return Promise.resolve({
					body,
					headers: {},
					facts: { system: 'carecloud', operation, effect, correlationId: 'made-up' },
				});
			},
		},
	};
	return { reader, sent };
}

const lost = () =>
	new SafeError({ kind: 'unavailable', message: 'Made up.', nextStep: '', system: 'carecloud' });

const within = (day: string, { query }: CareCloudRequest) =>
	day >= String(query?.start_date) && day <= String(query?.end_date);

const row = (day: string, more: object) => ({
	id: visitId,
	patient: { id: patientId },
	updated_at: '2026-01-01T10:00:00Z',
	start_time: `${day}T10:00:00-06:00`,
	end_time: `${day}T10:20:00-06:00`,
	...more,
});

test.each([[1], [1000]])(
	'an own patient with a later row of another practice is read, with pages of %i',
	async (pageSize) => {
		const rows = [
			row('2026-03-04', { business_entity_id: 2 }),
			row('2025-12-01', { business_entity_id: 1 }),
		];
		const { reader } = readerOf(
			{
				listAppointments: (request) =>
					rows.filter(({ start_time: start }) => within(start.slice(0, 10), request)),
				getPatient: () => ({ id: patientId, business_entity_id: 1 }),
				getInsurances: () => [],
			},
			{ carecloud: { yearsBack: 1, daysAhead: 30 }, sync: { windowDays: 7 } },
		);
		const told: Array<string | undefined> = [];
		let cursor: string | undefined;
		do {
			const page = await readPage(reader, {
				read: 'all',
				pageSize,
				...(cursor !== undefined && { cursor }),
			});
			told.push(...page.patients.map(({ recordPracticeId }) => recordPracticeId));
			cursor = page.nextCursor;
		} while (cursor !== undefined);
		// One page holds them once, as the practice's own; else the stray was counted before.
		expect(told).toEqual(pageSize === 1 ? ['2', '1'] : ['1']);
	},
);

const booking = {
	patientId,
	locationId: '55001',
	resourceId: '37001',
	typeId: '119002',
	startsAt: '2026-03-10T15:00:00Z',
	durationMinutes: 20,
	reference: 'ord_1',
};
const columns = {
	find: () => Promise.resolve([{ id: '37001', providerId: '40001' }]),
} as unknown as Columns;

const booked = row('2026-03-10', {
	start_time: '2026-03-10T15:00:00Z',
	end_time: '2026-03-10T15:20:00Z',
	resource_id: 37001,
	comments: 'HS-REF:ord_1',
});

test.each([
	['holds nothing', undefined, booked],
	['holds no ID', { appointment: 7 }, booked],
	['names a visit that cannot be read again', { appointment: visitId }, lost()],
])('a booking whose answer %s is looked for by its reference', async (_, created, shown) => {
	for (const isFound of [true, false]) {
		let isSent = false;
		const { reader, sent } = readerOf({
			listAppointments: () => (isSent && isFound ? [booked] : []),
			createAppointment: () => {
				isSent = true;
				return created;
			},
			getAppointment: () => shown,
		});
		const end = book(reader, columns, booking);
		if (isFound) expect(await end).toEqual({ id: visitId, place: 'appointment' });
		else await expect(end).rejects.toMatchObject({ kind: 'outcomeUnknown' });
		expect(sent.filter(({ operation }) => operation === 'createAppointment')).toHaveLength(1);
	}
});

test.each([
	['blocked time', { ...booked, patient: null }, true],
	['a row without a readable time', { ...booked, start_time: 'soon' }, true],
	['a row that is no record', 'blocked', true],
	['a row without a column', { ...booked, resource_id: null }, true],
	['a visit of another column', { ...booked, resource_id: '37002' }, false],
	['a cancelled visit', { ...booked, appointment_status: { name: 'Cancelled' } }, false],
])('%s stands in the way of a booking or not', async (_, standing, isTaken) => {
	const { reader } = readerOf({
		listAppointments: () => [standing],
		createAppointment: () => ({ appointment: visitId }),
		getAppointment: () => booked,
	});
	const end = book(reader, columns, booking);
	if (isTaken) await expect(end).rejects.toMatchObject({ details: { vendorCode: 'SlotTaken' } });
	else expect((await end).id).toBe(visitId);
});

const entry = (id: number, type: string, posted = '2026-02-01') => ({
	id,
	amount: '12.50',
	posting_date: posted,
	transaction_type: type,
});
const window = { from: '2026-02-01', to: '2026-02-28' };

test('a returned check takes money back, and its reversal credits it again (sheet 4.7)', async () => {
	const { reader } = readerOf({
		listTransactions: () => [
			entry(1, 'returned_patient_check'),
			entry(2, 'returned_patient_check_reversal'),
			entry(3, 'returned_insurance_check_reversal'),
		],
	});
	const found = await listPayments(reader, window, patientId);
	expect(found.map(({ record }) => [record.kind, record.payer, record.amount.amount])).toEqual([
		['reversal', 'patient', -1250],
		['reversal', 'patient', 1250],
		['reversal', 'insurance', 1250],
	]);
});

test('a ledger that sends its first page for ever is read in shorter windows (sheet 4.7)', async () => {
	const all = Array.from({ length: 70 }, (_, at) =>
		entry(at, 'patient_payment', at < 35 ? '2026-02-03' : '2026-02-20'),
	);
	const { reader } = readerOf({
		listTransactions: (request) =>
			all.filter(({ posting_date: on }) => within(on, request)).slice(0, 50),
	});
	expect(await listPayments(reader, window, patientId)).toHaveLength(70);
	const day = { from: '2026-02-03', to: '2026-02-03' };
	const full = readerOf({
		listTransactions: () => Array.from({ length: 50 }, (_, at) => entry(at, 'patient_payment')),
	});
	await expect(listPayments(full.reader, day, patientId)).rejects.toMatchObject({
		details: { kind: 'wireShape', vendorCode: 'PageRepeated' },
	});
});

test('a balance with a line that cannot be read is not known, and not a part of it', async () => {
	const line = (type: string, total: string) => ({
		balance_type: type,
		total,
		unapplied_credit: '1.00',
	});
	const balanceOf = async (total: string) => {
		const { reader } = readerOf({
			getBalance: () => [line('patient', '40.00'), line('patient', total)],
		});
		return await readBalance(reader, patientId);
	};
	expect((await balanceOf('2.00'))?.total?.amount).toBe(4200);
	expect(await balanceOf('unknown')).toMatchObject({ total: null, unapplied: { amount: 200 } });
});

test('lists that the read did not tell are not sent, and any other change is told', async () => {
	const stored = { id: patientId, first_name: 'Ann', last_name: 'Doe', updated_at: '1' };
	for (const [change, isTold] of [
		[{ updated_at: '2' }, false],
		[{ first_name: 'ANN' }, false],
		[{ marital_status: 'single' }, true],
	] as const) {
		let shown: object = stored;
		const { reader, sent } = readerOf(
			{
				getPatient: () => ({ patient: shown }),
				updatePatient: () => {
					shown = { ...stored, legacy_patient_id: 'HS-1', ...change };
					return undefined;
				},
			},
			{ carecloud: { patientUpdates: 'on' } },
		);
		const end = setExternalId(reader, patientId, 'HS-1');
		if (isTold) {
			await expect(end).rejects.toMatchObject({ details: { vendorCode: 'OtherMembersChanged' } });
		} else {
			expect(await end).toEqual({ stored: 'HS-1', vendorId: patientId });
		}
		expect(sent.find(({ operation }) => operation === 'updatePatient')?.body).toEqual({
			patient: { first_name: 'Ann', last_name: 'Doe', legacy_patient_id: 'HS-1' },
		});
	}
});
