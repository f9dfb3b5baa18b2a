import { json, servedOneByOne } from './served';
import { failureOf, openPort, personId } from './support';

/** Answers to writes in every form that the sheet knows (all synthetic). */

const { serve, seen, close } = servedOneByOne();
afterEach(close);

const booking = {
	patientId: personId(1),
	typeId: '3f0c2b1e-0007-4000-8000-000000000002',
	locationId: '3f0c2b1e-0006-4000-8000-000000000001',
	resourceId: '3f0c2b1e-0005-4000-8000-000000000001',
	startsAt: '2026-03-04T15:20:00Z',
	durationMinutes: 20,
	reference: 'HS-APT-77',
};

const newId = '3f0c2b1e-0009-4000-8000-0000000000aa';

test.each([
	[
		'Location with an inner host',
		{
			status: 201,
			headers: { Location: `http://127.0.0.1:889/api/appointments/${newId.toUpperCase()}` },
		},
	],
	['body.id', json({ id: newId })],
	['a quoted text', json(newId)],
	['an empty 204, found by its reference', { status: 204 }],
])('the new id comes by %s (sheet 4.0, 9.7)', async (_name, reply) => {
	const base = await serve((path, request) => {
		if (request.method === 'POST' && path === '/appointments') return reply;
		const entry = {
			id: newId,
			appointmentDate: '2026-03-04T00:00:00',
			beginTime: '0920',
			userDefined8: 'HS-APT-77',
		};
		if (path.startsWith('/appointments?')) return json({ items: [entry] });
		return path.startsWith('/appointments/') ? json(entry) : undefined;
	});
	expect(await (await openPort(base)).appointments!.book!(booking)).toEqual({
		id: newId,
		place: 'appointment',
	});
});

test('an empty 200 to a write is no spent quota (sheet 5)', async () => {
	const base = await serve((path, request) => {
		if (path.startsWith('/master/list-items')) {
			return json({ items: [{ id: newId, name: 'Patient asked' }] });
		}
		return request.method === 'POST' && path.endsWith('/cancel')
			? { status: 200, body: '' }
			: undefined;
	});
	await (
		await openPort(base)
	).appointments!.cancel!(newId, 'Patient asked', 'HS-1');
	expect(seen('/cancel')).toHaveLength(1);
});

test.each([500, 502, 504])(
	'a %i to a booking is of unknown outcome and sent once (sheet 7)',
	async (status) => {
		const base = await serve((_path, request) =>
			request.method === 'POST' && request.url.endsWith('/appointments')
				? { status, body: '<html></html>' }
				: undefined,
		);
		expect(await failureOf((await openPort(base)).appointments!.book!(booking))).toMatchObject({
			details: { kind: 'outcomeUnknown' },
		});
		expect(
			seen('/api/appointments').filter(({ url }) => url.endsWith('/api/appointments')),
		).toHaveLength(1);
	},
);
