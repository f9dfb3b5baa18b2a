import type { Appointment } from '../../../../lib/canonical/appointment';
import { SafeError } from '../../../../lib/privacy/errors';
import type {
	AppointmentPageRequest,
	SourceRecord,
} from '../../../../nodes/common/practice/records';
import { appointment, included, openStage, source } from './stage';

jest.mock('../../../../lib/vendors', () => ({
	...jest.requireActual<object>('../../../../lib/vendors'),
	offers: () => true,
}));

let close: (() => Promise<void>) | undefined;

afterEach(async () => {
	await close?.();
	close = undefined;
});

/** A schedule that answers these appointments, page by page. */
async function stageOf(
	pages: ReadonlyArray<ReadonlyArray<SourceRecord<Appointment>>>,
	known: Parameters<typeof openStage>[1] = { 501: included('cus_501', 4) },
	options: Parameters<typeof openStage>[2] = {},
) {
	const requests: AppointmentPageRequest[] = [];
	const stage = await openStage(
		{
			appointments: {
				async page(request) {
					requests.push(request);
					stage.order.push('page');
					const number = Number(request.cursor ?? '0');
					return await Promise.resolve({
						appointments: pages[number] ?? [],
						failed: [],
						readStartedAt: '2026-11-22T12:00:00Z',
						...(number + 1 < pages.length && { nextCursor: String(number + 1) }),
					});
				},
				get: async (id) =>
					await Promise.resolve(pages.flat().find(({ record }) => record.id === id)),
			},
		},
		known,
		options,
	);
	close = async () => await stage.fakes.close();
	return { stage, requests };
}

test('an appointment of an included patient goes on with the customer, and without its reason', async () => {
	const { stage } = await stageOf([[source(appointment())]]);
	const { json, error } = await stage.run('appointment.getMany', { returnAll: true });
	expect(error).toBeUndefined();
	expect(json()).toEqual([
		{
			system: 'tebra',
			practiceId: '1',
			id: '9001',
			externalIds: [{ system: 'tebra', practiceId: '1', type: 'appointment', value: '9001' }],
			patientId: '501',
			providerId: '2',
			locationId: '1',
			type: { id: '4', name: 'Telehealth Visit' },
			startsAt: '2026-12-01T15:00:00Z',
			endsAt: '2026-12-01T15:20:00Z',
			timeZone: 'America/Chicago',
			status: 'booked',
			modality: 'telehealth',
			sourceAt: '2026-11-20T09:00:00Z',
			healthsail: { customerId: 'cus_501', version: 4 },
		},
	]);
});

test('members that the canonical form does not know vanish at any depth', async () => {
	const stray = { ...appointment(), ssn: 'MARKERSSN' } as Appointment;
	(stray.type as Record<string, unknown>).note = 'MARKERNOTE';
	const { stage } = await stageOf([[source(stray)]]);
	const { json } = await stage.run('appointment.getMany', { returnAll: true });
	expect(json()).toHaveLength(1);
	expect(JSON.stringify(json())).not.toMatch(/MARKER/);
});

test('a page counts who is kept back by kind, and hands on only the included ones', async () => {
	const { stage } = await stageOf(
		[
			[
				source(appointment({ id: '1' })),
				source(appointment({ id: '2', patientId: '502' })),
				source(appointment({ id: '3', patientId: '503' })),
				source(appointment({ id: '4', patientId: '504' })),
				source(appointment({ id: '5', patientId: '505' })),
				source(appointment({ id: '6', patientId: null })),
				source(appointment({ id: '7' }), '2'),
				source(appointment({ id: '8' }), '1'),
			],
		],
		{
			501: included('cus_501'),
			502: { ...included('cus_502'), cohort: [{ list: 'opted_out' }] },
			503: { ...included('cus_503'), syncState: 'left' },
			504: { ...included('cus_504'), syncState: 'excluded' },
		},
	);
	const { json } = await stage.run('appointment.getAll', { from: '2026-12-01', to: '2026-12-31' });
	expect(json(0).map(({ id }) => id)).toEqual(['1', '8']);
	expect(json(1)).toMatchObject([
		{
			done: true,
			nextCursor: null,
			window: { from: '2026-12-01', to: '2026-12-31' },
			counts: {
				read: 8,
				fenced: 1,
				withoutPatient: 1,
				unknownPatient: 1,
				excluded: 3,
				failed: 0,
			},
		},
	]);
	expect(stage.audits()).toMatchObject([
		{ action: 'read', count: 5, purposeOfUse: 'HOPERAT', outcome: 'success' },
	]);
	const [audit] = stage.audits();
	expect(audit.fields).toContain('startsAt');
	expect(audit.fields).not.toContain('reason');
	expect(JSON.stringify(audit)).not.toMatch(/"50\d"/);
});

test('a customer of which HealthSail does not say that it is included is kept back', async () => {
	const { stage } = await stageOf([[source(appointment())]], {
		501: { customerId: 'cus_501', version: 1 },
	});
	const { json } = await stage.run('appointment.getAll');
	expect(json(0)).toEqual([]);
	expect(json(1)[0].counts).toMatchObject({ excluded: 1 });
});

test('a changed appointment of a patient unknown to HealthSail is counted, and comes with the next read of its days once the patient is known', async () => {
	const known = { 501: included('cus_501', 4) };
	const { stage } = await stageOf(
		[[source(appointment()), source(appointment({ id: '9002', patientId: '502' }))]],
		known,
	);
	const changed = await stage.run('appointment.getChanged', { since: '2026-11-01T10:00:00Z' });
	expect(changed.json(0).map(({ id }) => id)).toEqual(['9001']);
	expect(changed.json(1)[0].counts).toMatchObject({ read: 2, unknownPatient: 1 });
	Object.assign(known, { 502: included('cus_502') });
	const nightly = await stage.run('appointment.getAll');
	expect(nightly.json(0).map(({ id }) => id)).toEqual(['9001', '9002']);
});

test('a page is reported once, after the look-up, and nothing comes out when the report fails', async () => {
	const { stage } = await stageOf([[source(appointment())]]);
	await stage.run('appointment.getAll');
	expect(stage.order).toEqual(['page', '/v1/customers/lookup', '/v1/audit-events']);
	await close?.();
	const refused = await stageOf([[source(appointment())]], undefined, { auditStatus: 403 });
	const { error, outputs } = await refused.stage.run('appointment.getAll');
	expect(error).toBeDefined();
	expect(outputs.flat()).toEqual([]);
});

test('one record that has not the canonical form is told as failed, the others go on', async () => {
	const broken = { ...appointment({ id: '2' }), startsAt: 'MARKERTIME' };
	const { stage } = await stageOf([[source(broken), source(appointment({ id: '3' }))]]);
	const { json } = await stage.run('appointment.getAll');
	expect(json(0).map(({ id }) => id)).toEqual(['3']);
	expect(json(1)).toMatchObject([
		{ counts: { read: 2, failed: 1 }, failures: [{ kind: 'wireShape', count: 1 }] },
	]);
	const many = await stage.run('appointment.getMany');
	expect(many.error?.context?.failure).toMatchObject({ kind: 'wireShape', fields: ['startsAt'] });
	expect(JSON.stringify([json(1), many.error])).not.toMatch(/MARKERTIME/);
});

test('the days come from the profile, and a changed read asks from its time on', async () => {
	const { stage, requests } = await stageOf([[]]);
	await stage.run('appointment.getChanged', {
		since: '2026-11-01T10:00:00Z',
		pageSize: 20,
		cursor: '0',
	});
	expect(requests).toHaveLength(1);
	expect(requests[0]).toMatchObject({
		read: 'changed',
		since: '2026-11-01T10:00:00Z',
		pageSize: 20,
		cursor: '0',
	});
	const { from, to } = requests[0].window;
	// 7 days back and 60 ahead are the defaults of the profile.
	expect((Date.parse(to) - Date.parse(from)) / 86_400_000).toBe(67);
});

test.each([
	['From is not a date', { from: 'soon' }, 'From is not a date.'],
	['To is before From', { from: '2026-02-02', to: '2026-02-01' }, 'To must not be before From.'],
	['the days are too many', { from: '2020-01-01', to: '2026-01-01' }, 'more than two years'],
])('a window is refused when %s, before anything is read', async (_case, window, words) => {
	const { stage, requests } = await stageOf([[]]);
	const { error } = await stage.run('appointment.getAll', window);
	expect(error?.message).toContain(words);
	expect(requests).toEqual([]);
});

test('Get Many goes on until it has enough', async () => {
	const page = (first: number) => [
		source(appointment({ id: String(first) })),
		source(appointment({ id: String(first + 1) })),
	];
	const { stage, requests } = await stageOf([page(1), page(3), page(5)]);
	const { json } = await stage.run('appointment.getMany', { returnAll: false, limit: 3 });
	expect(json().map(({ id }) => id)).toEqual(['1', '2', '3']);
	expect(requests.map(({ cursor }) => cursor)).toEqual([undefined, '1']);
});

test('a read for a patient who is kept out is refused before the system is asked', async () => {
	const { stage, requests } = await stageOf([[source(appointment())]], {
		501: { ...included('cus_501'), cohort: [{ list: 'opted_out' }] },
	});
	const { error } = await stage.run('appointment.getMany', { patientId: '501' });
	expect(error?.context?.failure).toMatchObject({ kind: 'permission' });
	const unknown = await stage.run('appointment.getMany', { patientId: '777' });
	expect(unknown.error?.context?.failure).toMatchObject({ kind: 'notFound' });
	expect(requests).toEqual([]);
});

test('Get tells a fenced appointment like one that does not exist, and one kept out as that', async () => {
	const { stage } = await stageOf([
		[
			source(appointment()),
			source(appointment({ id: '9002' }), '2'),
			source(appointment({ id: '9003', patientId: '999' })),
			source(appointment({ id: '9004', patientId: null })),
		],
	]);
	const get = async (appointmentId: string) =>
		await stage.run('appointment.get', { appointmentId });
	expect((await get('9001')).json()).toMatchObject([{ id: '9001' }]);
	const kinds = [];
	for (const id of ['9002', '9003', '9004', '1']) {
		const { error } = await get(id);
		kinds.push((error?.context?.failure as { kind: string }).kind);
	}
	expect(kinds).toEqual(['notFound', 'permission', 'notFound', 'notFound']);
});

test('the port is closed at the end of an execution, also after a failure', async () => {
	let closed = 0;
	const stage = await openStage({
		schedule: {
			types: async () =>
				await Promise.reject(
					new SafeError({ kind: 'unavailable', message: 'Down.', nextStep: 'Wait.' }),
				),
			slots: async () => await Promise.resolve([]),
		},
		close: async () => {
			closed += 1;
			await Promise.reject(new Error('logged off already'));
		},
	});
	close = async () => await stage.fakes.close();
	const { error } = await stage.run('appointmentType.getMany');
	expect(error?.message).toContain('Down. Wait.');
	expect(closed).toBe(1);
	const good = await stage.run('slot.getMany', {}, { items: [{}, {}, {}] });
	expect(good.error).toBeUndefined();
	expect(closed).toBe(2);
});
