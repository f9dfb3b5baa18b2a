import type { Reply } from '../../support/localServer';
import type { ServedNextGen } from './served';
import { json, serveNextGen } from './served';
import { failureOf, openPort, personId, profileWith } from './support';

/** Quirks of the sheet's list (section 9) and of its error table (section 6) that a page has to survive. */

let served: ServedNextGen;

afterEach(async () => {
	await served.close();
});

const id = (kind: string, n = 1) => `3f0c2b1e-00${kind}-4000-8000-${String(n).padStart(12, '0')}`;
const listed = (n: number) => ({
	personId: personId(n),
	practiceId: '0001',
	modifyTimestamp: `2026-01-05T10:0${n}:00`,
});

/** A NextGen of one or more persons; `answer` says what is special. */
async function serve(
	answer: (path: string, request: { readonly method: string }) => Reply | undefined,
	persons: readonly object[] = [listed(1)],
) {
	served = await serveNextGen((path, request) => {
		const own = answer(path, request);
		if (own !== undefined) return own;
		if (path.startsWith('/persons?')) return json({ items: persons });
		return /^\/persons\/[^/?]+\?/.test(path)
			? json({ id: path.slice(9, 45), chart: [{}] })
			: undefined;
	});
	return await openPort(served.base);
}

test('an appointment is known by appointmentId where a row has no id (sheet 9.10)', async () => {
	const port = await serve((path) =>
		path.startsWith('/appointments?')
			? json({
					items: [
						{
							appointmentId: id('09').toUpperCase(),
							appointmentDate: '2026-03-04T00:00:00',
							beginTime: '0920',
							duration: 20,
							practiceId: '0001',
						},
					],
				})
			: undefined,
	);
	const page = await port.appointments!.page({
		read: 'window',
		window: { from: '2026-03-01', to: '2026-03-31' },
		pageSize: 5,
	});
	expect(page.appointments.map(({ record }) => record.id)).toEqual([id('09')]);
});

test.each(['timeslotCount', 'timeSlotCount'])(
	'room in a slot is read from %s (sheet 9.10)',
	async (member) => {
		const port = await serve((path) => {
			if (path.startsWith('/resources?')) {
				return json({ items: [{ id: id('05'), providerId: id('04'), practiceId: '0001' }] });
			}
			return path.startsWith('/appointments/slots?')
				? json({
						items: [
							{
								resourceId: id('05'),
								locationId: id('06'),
								startDate: '2026-03-04T00:00:00',
								beginTime: '0920',
								duration: 20,
								appointmentCount: 1,
								[member]: 3,
							},
						],
					})
				: undefined;
		});
		const slots = await port.schedule!.slots!({
			window: { from: '2026-03-04', to: '2026-03-04' },
		});
		expect(slots).toMatchObject([{ capacity: 3, remaining: 2 }]);
	},
);

test('e-mail and extension are read under the names that a person is shown with (sheet 9.11)', async () => {
	const port = await serve((path) =>
		path.startsWith(`/persons/${personId(1)}?`)
			? json({
					id: personId(1),
					email: 'ada@example.org',
					dayPhone: '8135550123',
					dayPhoneExtension: '42',
					chart: [{}],
				})
			: undefined,
	);
	const found = await port.patients.get(personId(1));
	expect(found?.patient).toMatchObject({
		email: 'ada@example.org',
		phones: [{ use: 'work', number: '+18135550123', extension: '42' }],
	});
});

test('a patient who died is told as such, and no look-up leaves anybody out for it (sheet 9.12)', async () => {
	const port = await serve((path) => {
		if (path.startsWith('/persons/lookup?')) return json([{ id: personId(1) }]);
		return path.startsWith(`/persons/${personId(1)}?`)
			? json({ id: personId(1), lastName: 'Testperson', isExpired: true, chart: [{}] })
			: undefined;
	});
	const [found] = await port.patients.search({ familyName: 'Testperson' }, 5);
	expect(found.patient).toMatchObject({ id: personId(1), deceased: true });
	expect(served.seen('excludeExpired')).toEqual([]);
});

test('a look-up sends no phone, which is no parameter of it (sheet 9.13)', async () => {
	const port = await serve((path) => (path.startsWith('/persons/lookup?') ? json([]) : undefined));
	await port.patients.search(
		{ familyName: 'Testperson', givenName: 'Ada', birthDate: '1980-02-03' },
		5,
	);
	const names = served
		.seen('/persons/lookup?')
		.flatMap(({ url }) => [...new URL(url, 'http://localhost').searchParams.keys()]);
	expect(names.sort()).toEqual(['dateOfBirth', 'firstName', 'lastName', 'searchPatientsOnly']);
});

test.each([404, 403])(
	'a person without a chart has insurance and no alerts, when chart routes answer %i (sheet 9.16)',
	async (status) => {
		const port = await serve(
			(path) => {
				if (path.startsWith(`/persons/${personId(1)}?`)) {
					return json({ id: personId(1), lastName: 'Testperson', chart: [] });
				}
				if (path.startsWith(`/persons/${personId(1)}/chart/`)) return { status };
				return path.startsWith(`/persons/${personId(1)}/insurances`)
					? json([{ personPayerId: id('02'), policyNumber: 'M1' }])
					: undefined;
			},
			[listed(1), listed(2)],
		);
		const page = await port.patients.page({ read: 'all', pageSize: 5 });
		expect(page.failed).toEqual([]);
		expect(page.patients[0]).toMatchObject({
			recordPracticeId: '0001',
			patient: { id: personId(1), coverages: [{ memberId: 'M1' }] },
			flags: { Alert: undefined },
		});
	},
);

test('a person with a chart whose alerts are refused is not told without them: they hold the flags', async () => {
	const port = await serve(
		(path) => (path.startsWith(`/persons/${personId(1)}/chart/`) ? { status: 403 } : undefined),
		[listed(1), listed(2)],
	);
	const page = await port.patients.page({ read: 'all', pageSize: 5 });
	expect(page.patients.map(({ patient }) => patient.id)).toEqual([personId(2)]);
	expect(page.failed).toMatchObject([{ id: personId(1), error: { kind: 'permission' } }]);
});

test('the asterisk in front of names in demo masters is no part of the name (sheet 9.18)', async () => {
	const port = await serve((path) => {
		if (path.startsWith('/master/practices/0001/locations')) {
			return json({ items: [{ locationId: id('06'), locationName: '*Main Street' }] });
		}
		return path.startsWith('/master/events')
			? json({ items: [{ id: id('07'), name: '*Follow-up', duration: 20, practiceId: '0001' }] })
			: undefined;
	});
	expect((await port.locations.list()).map(({ name }) => name)).toEqual(['Main Street']);
	expect((await port.schedule!.types!()).map(({ name }) => name)).toEqual(['Follow-up']);
});

test.each<[string, Reply, string, string]>([
	[
		'400 for an ID that is no GUID',
		json({ message: "The value 'abc' is not valid for Guid." }, {}, 400),
		'validation',
		'NotAGuid',
	],
	[
		'401 of the gateway in JSON',
		json({ message: 'Unauthorized' }, {}, 401),
		'authentication',
		'401',
	],
	['403 with a message', json({ message: 'Forbidden' }, {}, 403), 'permission', '403'],
	['409 without a text', { status: 409 }, 'conflict', '409'],
	[
		'504 of the gateway',
		json({ message: 'Endpoint request timed out' }, {}, 504),
		'unavailable',
		'504',
	],
	[
		'502 with a page of HTML',
		{ status: 502, headers: { 'Content-Type': 'text/html' }, body: '<html>Bad gateway</html>' },
		'unavailable',
		'502',
	],
])(
	'%s is told in our words, and no list is taken as empty (sheet 6)',
	async (_name, reply, kind, vendorCode) => {
		const port = await serve((path) => (path.startsWith('/master/events') ? reply : undefined));
		const error = await failureOf(port.schedule!.types!());
		expect(error).toMatchObject({ details: { kind, vendorCode } });
		expect(error.message).not.toMatch(/abc|Forbidden|Bad gateway|timed out/);
	},
);

test('429 is waited for as long as it says, and then the call is done (sheet 5)', async () => {
	let refused = 0;
	const port = await serve((path) => {
		if (!path.startsWith('/master/events')) return undefined;
		if ((refused += 1) > 2) return undefined;
		return { status: 429, headers: { 'Retry-After': '0' } };
	});
	expect(await port.schedule!.types!()).toEqual([]);
	expect(served.seen('/master/events')).toHaveLength(3);
});

test('a build without the list of changed policies still tells who changed (sheet 2, 6)', async () => {
	served = await serveNextGen((path) => {
		if (path.startsWith('/persons/payers')) return json({ message: 'no' }, { Allow: 'POST' }, 405);
		if (path.startsWith('/persons?')) return json({ items: [listed(1)] });
		return path.startsWith('/persons/') && !path.includes('/chart') && !path.includes('/insurances')
			? json({ id: personId(1), chart: [{}] })
			: undefined;
	});
	const port = await openPort(served.base, { practiceProfile: profileWith({}) });
	const page = await port.patients.page({
		read: 'changed',
		since: '2026-01-01T00:00:00Z',
		pageSize: 5,
	});
	expect(page.patients.map(({ patient }) => patient.id)).toEqual([personId(1)]);
	expect(page.nextCursor).toBeUndefined();
});
