import type { PracticeSystem } from '../../nodes/common/practice/port';
import type { LocalServer } from '../support/localServer';
import { openPort, profile } from '../nodes/carecloud/support';
import type { Overrides } from './carecloud.support';
import { appointment, elmStreet, guid, ok, startVendor, visit } from './carecloud.support';

/** The oddities of lists, appointments and the ledger, each by a named test. */

let vendor: LocalServer | undefined;

afterEach(async () => {
	await vendor?.close();
	vendor = undefined;
});

async function open(overrides: Overrides, over: object = {}): Promise<PracticeSystem> {
	vendor = await startVendor(overrides);
	return await openPort(vendor.url, { ...elmStreet, ...over });
}

const rowsSeen = () =>
	(vendor?.requests ?? []).filter(({ url }) => url.startsWith('/v2/appointments?'));

const page = (rows: number, from = 0) =>
	Array.from({ length: rows }, (_row, nth) => ({
		appointment: appointment({
			id: `22222222-3333-4444-8555-${String(from + nth).padStart(12, '0')}`,
		}),
	}));

const link = (next: number | undefined, host = 'https://api.carecloud.com') => ({
	Link: [
		`<${host}/v2/appointments?page=1>; rel="first"`,
		...(next === undefined ? [] : [`<${host}/v2/appointments?x=1&page=${next}>; rel="next"`]),
	].join(', '),
});

const day = { from: '2026-07-10', to: '2026-07-10' };

test('of a link only the page number is taken, so no token goes to its host (sheet 5)', async () => {
	const port = await open({
		'GET /v2/appointments': (_request, nth) =>
			ok(page(2, nth * 10), link(nth === 1 ? 2 : undefined, 'https://evil.example')),
	});
	const read = await port.appointments?.page({ read: 'window', window: day, pageSize: 50 });
	expect(read?.appointments).toHaveLength(4);
	expect(rowsSeen().map(({ url }) => new URL(url, 'http://x').searchParams.get('page'))).toEqual([
		'1',
		'2',
	]);
});

test('without any Link a full page is followed by another, and a short one by none (sheet 5)', async () => {
	const port = await open({
		'GET /v2/appointments': (_request, nth) => ok(nth === 1 ? page(100) : page(0)),
	});
	const read = await port.appointments?.page({ read: 'window', window: day, pageSize: 500 });
	expect(read?.appointments).toHaveLength(100);
	expect(rowsSeen()).toHaveLength(2);
	await vendor?.close();
	const short = await open({ 'GET /v2/appointments': () => ok(page(99)) });
	await short.appointments?.page({ read: 'window', window: day, pageSize: 500 });
	expect(rowsSeen()).toHaveLength(1);
});

test('a list that leads back to a page it sent before is refused', async () => {
	const port = await open({ 'GET /v2/appointments': () => ok(page(100), link(2)) });
	await expect(
		port.appointments?.page({ read: 'window', window: day, pageSize: 500 }),
	).rejects.toMatchObject({ details: { vendorCode: 'PageRepeated' } });
});

test('a ledger that does not know its pages is read once (sheet 4.7)', async () => {
	const rows = Array.from({ length: 49 }, (_row, nth) => ({
		id: nth,
		amount: '10.00',
		transaction_type: 'charge',
		posting_date: '2026-07-10',
	}));
	const port = await open({ 'GET /v2/patients/{guid}/charges': () => ok(rows) });
	expect(await port.ledger?.charges?.(day, guid)).toHaveLength(49);
});

test('a span that CareCloud refuses is halved until it is taken (sheet 4.2)', async () => {
	const days = (url: string) => {
		const query = new URL(url, 'http://x').searchParams;
		const span =
			Date.parse(query.get('end_date') ?? '') - Date.parse(query.get('start_date') ?? '');
		return span / 86_400_000 + 1;
	};
	const port = await open({
		'GET /v2/appointments': ({ url }) => (days(url) > 8 ? { status: 422, body: '' } : ok([])),
	});
	const window = { from: '2026-07-01', to: '2026-07-30' };
	await port.appointments?.page({ read: 'window', window, pageSize: 50 });
	const taken = rowsSeen()
		.map(({ url }) => days(url))
		.filter((length) => length <= 8);
	expect(taken.reduce((sum, length) => sum + length, 0)).toBe(30);
});

test.each([
	['2026-03-07T03:30', '2026-03-07T09:30:00Z'],
	['2026-03-08T03:30', '2026-03-08T08:30:00Z'],
	['2026-11-01T03:30', '2026-11-01T09:30:00Z'],
	['2026-11-01T01:30-05:00', '2026-11-01T06:30:00Z'],
	['2026-11-01T01:30-06:00', '2026-11-01T07:30:00Z'],
])(
	'the start %s is %s, on the days on which clocks change too (sheet 4.2)',
	async (start, instant) => {
		const port = await open({
			'GET /v2/appointments/{guid}': () =>
				ok({ appointment: appointment({ start_time: start, end_time: null }) }),
		});
		expect((await port.appointments?.get?.(visit))?.record).toMatchObject({
			startsAt: instant,
			endsAt: null,
		});
	},
);

test('a confirmed visit is told by a text of yes or no (sheet 4.2)', async () => {
	const port = await open({
		'GET /v2/appointments/{guid}': () => ok({ appointment: appointment({ is_confirmed: 'true' }) }),
	});
	expect((await port.appointments?.get?.(visit))?.record.status).toBe('confirmed');
});

test('a status of a name that the profile does not know is unknown (sheet 11.5)', async () => {
	const answer = () =>
		ok({ appointment: appointment({ appointment_status: { id: 8, name: 'Triage' } }) });
	const port = await open({ 'GET /v2/appointments/{guid}': answer });
	expect((await port.appointments?.get?.(visit))?.record.status).toBe('unknown');
	await vendor?.close();
	const known = await open(
		{ 'GET /v2/appointments/{guid}': answer },
		profile({ appointmentStatuses: { Triage: 'in_progress' } }),
	);
	expect((await known.appointments?.get?.(visit))?.record.status).toBe('in_progress');
});

test('an appointment that cannot be read is counted, and the others go on', async () => {
	const port = await open({
		'GET /v2/appointments': () =>
			ok([...page(2), { appointment: appointment({ id: 'broken', start_time: 'noon' }) }]),
	});
	const read = await port.appointments?.page({ read: 'window', window: day, pageSize: 50 });
	expect(read?.appointments).toHaveLength(2);
	expect(read?.failed.map(({ id }) => id)).toEqual(['broken']);
});

test('a column that became inactive meanwhile is left out (sheet 9.8)', async () => {
	const port = await open({
		'GET /v2/appointment_resources': () =>
			ok([{ resource: { id: 37001 } }, { resource: { id: 37002 } }]),
		'GET /v2/appointment_resources/{id}': ({ url }) =>
			url.endsWith('37002') ? { status: 404 } : ok([{ resource: { id: 37001 } }]),
	});
	await port.schedule?.slots?.({ window: day, typeId: '119001', locationId: '55001' });
	const asked = vendor?.requests.find(({ url }) => url.includes('availability'));
	expect(new URL(asked?.url ?? '', 'http://x').searchParams.get('resource_ids')).toBe('37001');
});

test('a column that patients may not request is offered all the same (sheet 9.6)', async () => {
	const column = { resource: { id: 37001, is_for_requests: false } };
	const port = await open({
		'GET /v2/appointment_resources': () => ok([column]),
		'GET /v2/appointment_resources/{id}': () => ok([column]),
	});
	await port.schedule?.slots?.({ window: day, typeId: '119001', locationId: '55001' });
	const asked = vendor?.requests.find(({ url }) => url.includes('availability'));
	expect(new URL(asked?.url ?? '', 'http://x').searchParams.get('resource_ids')).toBe('37001');
});

test.each<[string, string, number, object]>([
	['patient_payment', '-35.00', 3500, { kind: 'payment', payer: 'patient' }],
	['patient_payment', '35.00', 3500, { kind: 'payment', payer: 'patient' }],
	['patient_payment_refund', '35.00', -3500, { kind: 'refund', payer: 'patient' }],
	['insurance_payment_reversal', '35.00', -3500, { kind: 'reversal', payer: 'insurance' }],
	['patient_payment_refund_reversal', '35.00', 3500, { kind: 'reversal', payer: 'patient' }],
	['returned_insurance_check', '35.00', -3500, { kind: 'reversal', payer: 'insurance' }],
	['insurance_adjustment', '-12.34', 1234, { kind: 'adjustment', payer: 'insurance' }],
	['withhold', '12.34', -1234, { kind: 'adjustment', payer: 'insurance' }],
	['moon_dust', '-1.00', 100, { kind: 'other', payer: 'unknown' }],
])('a %s of %s credits the account by %i cents (sheet 4.7)', async (type, amount, cents, words) => {
	const port = await open({
		'GET /v2/patients/{guid}/transactions': () =>
			ok([{ id: 1, amount, transaction_type: type, posting_date: '2026-07-10' }]),
	});
	const [payment] = (await port.ledger?.payments?.(day, guid)) ?? [];
	expect(payment.record).toMatchObject({ ...words, amount: { amount: cents, currency: 'USD' } });
});

test('a line that is the total of a balance is not added to the others (sheet 4.7)', async () => {
	const line = (type: string, total: string) => ({
		balance_type: type,
		unapplied_credit: '1.00',
		total,
	});
	const port = await open({
		'GET /v2/patients/{guid}/balance': () =>
			ok([line('Patient', '20.50'), line('Insurance', '80.00'), line('Total', '100.50')]),
	});
	expect(await port.ledger?.balance?.(guid)).toMatchObject({
		patient: { amount: 2050 },
		insurance: { amount: 8000 },
		unapplied: { amount: 200 },
		total: { amount: 10050 },
	});
});
