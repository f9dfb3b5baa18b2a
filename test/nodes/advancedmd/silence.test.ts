import type { Reply } from '../../support/localServer';
import type { Fake } from './fake';
import { fault, json, patientNode, results, startFake } from './fake';
import { openPort, profile } from './support';

/** Answers that say nothing: silence is neither "nobody" nor "done". All data is made up. */

let fake: Fake | undefined;

afterEach(async () => {
	await fake?.server.close();
	fake = undefined;
});

async function portWith(
	answers: Record<string, Reply | ((number: number) => Reply)>,
	rest: (method: string, url: string) => Reply = () => json([]),
	over: Record<string, string | number> = {},
) {
	const seen: Record<string, number> = {};
	fake = await startFake(({ method, url }, action) => {
		if (action === '') return rest(method, url);
		const given = answers[action] ?? fault('-2147217001', 'action not found');
		seen[action] = (seen[action] ?? 0) + 1;
		return typeof given === 'function' ? given(seen[action]) : given;
	});
	return await openPort(fake.loginUrl, over);
}

const changes = { read: 'changed', since: '2026-01-01T00:00:00Z', pageSize: 10 } as const;

test.each([
	['null', { Results: null, Error: null }],
	['missing', {}],
])('a read whose results are %s and that tells no fault is not readable', async (_words, body) => {
	const reply = json({ PPMDResults: body });
	const port = await portWith({ getupdatedpatients: reply, lookuppatient: reply });
	const unreadable = { kind: 'wireShape', details: { vendorCode: 'NotReadable' } };
	await expect(port.patients.page(changes)).rejects.toMatchObject(unreadable);
	await expect(port.patients.search({ familyName: 'RIVERA' }, 5)).rejects.toMatchObject(unreadable);
});

test('results without a list of changes are an empty list (sheet 4.0)', async () => {
	const port = await portWith({ getupdatedpatients: results({ patientlist: null }) });
	expect((await port.patients.page(changes)).patients).toEqual([]);
});

test.each([
	[400, 'validation'],
	[403, 'permission'],
])('HTTP %i without a fault inside fails by its status', async (status, kind) => {
	const reply = json({ PPMDResults: { Results: {}, Error: null } }, status);
	const port = await portWith({ getupdatedpatients: reply });
	await expect(port.patients.page(changes)).rejects.toMatchObject({
		kind,
		details: { vendorCode: String(status) },
	});
});

test.each([
	['no list', {}],
	['an empty list', { patientlist: '' }],
	['a count that is empty', { patientlist: { '@itemcount': '' } }],
	['a count without pages', { patientlist: { '@itemcount': '3' } }],
])('a lookup that tells %s does not say that nobody was found', async (_words, value) => {
	const port = await portWith({ lookuppatient: results(value) });
	await expect(port.patients.search({ familyName: 'RIVERA' }, 5)).rejects.toMatchObject({
		kind: 'wireShape',
	});
	await expect(port.patients.page({ read: 'all', pageSize: 5 })).rejects.toMatchObject({
		kind: 'wireShape',
	});
});

test('a search whose list ends before its count broke off', async () => {
	const port = await portWith({
		lookuppatient: results({ patientlist: { '@itemcount': '3', '@pagecount': '1' } }),
	});
	await expect(port.patients.search({ familyName: 'RIVERA' }, 5)).rejects.toMatchObject({
		kind: 'unavailable',
		details: { vendorCode: 'ListCutOff' },
	});
});

const changed = (id: string, changedat: string) => ({ '@id': `pat${id}`, '@changedat': changedat });

test.each([
	['the list is full', 10, 2],
	['the page is full', 1, 1000],
])('a change without a readable time is not lost when %s', async (_words, pageSize, changeRows) => {
	const patient = [changed('501', 'soon'), changed('502', '1/2/2026 10:00:00 AM')];
	const port = await portWith(
		{
			getupdatedpatients: results({ patientlist: { patient } }),
			getdemographic: results(patientNode('501')),
		},
		undefined,
		{ practiceProfile: profile({ changeRows }) },
	);
	await expect(port.patients.page({ ...changes, pageSize })).rejects.toMatchObject({
		details: { vendorCode: 'ListCutOff' },
	});
});

test('a REST answer of null is not "no such appointment"', async () => {
	const port = await portWith({}, () => json(null));
	await expect(port.appointments?.get?.('7')).rejects.toMatchObject({ kind: 'wireShape' });
});

test.each([
	['is accepted only', { status: 'accepted' }, 202],
	['shows the appointment as booked', { id: 7, status: 0 }, 200],
	['shows another appointment', { id: 8, status: 10 }, 200],
	['is empty', {}, 200],
])('a cancelling whose answer %s is of unknown outcome', async (_words, body, status) => {
	const port = await portWith({}, () => json(body, status));
	await expect(port.appointments?.cancel?.('7', '', 'R1')).rejects.toMatchObject({
		kind: 'outcomeUnknown',
	});
});

test('a cancelling whose answer shows the appointment as cancelled is done', async () => {
	const port = await portWith({}, () => json({ id: 7, status: 10 }));
	await expect(port.appointments?.cancel?.('7', '', 'R1')).resolves.toBeUndefined();
});

test.each([
	['a fault', fault('-98', 'Something else')],
	['an answer that is not readable', json({ PPMDResults: { Results: null } })],
	['a refusal', { status: 403, body: '' }],
])(
	'a request to a payer whose result meets %s stays pending with its number',
	async (_words, reply) => {
		const port = await portWith(
			{
				submitdemandrequest: results({ '@eligibilityid': '70001' }),
				CheckEligibilityResponse: reply,
			},
			undefined,
			{
				sandboxSpeed: 60,
				practiceProfile: profile({
					eligibility: { request: true, pollSeconds: 1, waitSeconds: 2 },
				}),
			},
		);
		expect(await port.eligibility?.request?.('501', '7', '30')).toMatchObject({
			requestId: '70001',
			status: 'pending',
		});
		expect(fake?.sent('submitdemandrequest')).toHaveLength(1);
	},
);

test('the notes of a document stand in its description', async () => {
	const port = await portWith({ uploadfile: results({ filelist: { file: { '@id': '9' } } }) });
	await port.staff?.document?.({
		...{ patientId: '501', name: 'a.pdf', mimeType: 'application/pdf', content: 'JVBERg==' },
		...{ label: 'Intake', notes: 'signed in\nthe shop', reference: 'D1' },
	});
	const [{ file }] = (fake?.sent('uploadfile') ?? []) as Array<{ file: Record<string, string> }>;
	expect(file['@description']).toBe('Intake: signed in the shop [HS:D1]');
});

test('the reason of a booking stands in the comments behind the reference', async () => {
	const port = await portWith(
		{
			getschedulersetup: results({
				columnlist: { column: { '@id': 'col1', '@profile': 'prof1', '@facility': 'fac1' } },
			}),
			getepisodes: results({ patient: { episodelist: '' } }),
		},
		(method) => (method === 'POST' ? json({ id: 7 }) : json([])),
	);
	await port.appointments?.book?.({
		...{ patientId: '501', typeId: '3', startsAt: '2026-03-20T15:00:00Z', durationMinutes: 30 },
		...{ reference: 'R1', reason: 'Knee check' },
	});
	const sent = fake?.rest().find(({ method }) => method === 'POST');
	expect(sent?.body).toMatchObject({ comments: '[HS:R1] Knee check' });
});
