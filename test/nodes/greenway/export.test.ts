import type { PatientPage, PracticeSystem } from '../../../nodes/common/practice/port';
import type { Answering, FakeGreenway } from '../../contract/greenway.support';
import {
	coverageJson,
	fhirPath,
	json,
	lines,
	patientJson,
	startFake,
} from '../../contract/greenway.support';
import { errorOf } from './support';

/** Exports that do not go as planned, against a server that answers what the test says (sheet 5). */

let fake: FakeGreenway;

afterEach(async () => {
	await fake.close();
});

const profile = (fhir: object) => ({
	greenwayFhirApi: { practiceProfile: JSON.stringify({ version: 1, greenway: { fhir } }) },
});

async function open(answering: Answering, fhir: object = {}): Promise<PracticeSystem> {
	fake = await startFake(answering);
	return await fake.open('intergy', profile(fhir));
}

const pathOf = (url: URL) => url.pathname.slice(fhirPath.length + 1);

const first = async (port: PracticeSystem, cursor?: string, pageSize = 50): Promise<PatientPage> =>
	await port.patients.page({ read: 'all', pageSize, ...(cursor !== undefined && { cursor }) });

function manifest(_url: URL, host: string, over: object = {}) {
	const file = (name: string) => `http://${host}${fhirPath}/files/${name}`;
	return json({
		transactionTime: '2026-09-14T18:00:00Z',
		request: '',
		requiresAccessToken: true,
		output: [
			{ type: 'Patient', url: file('patients') },
			{ type: 'Coverage', url: file('coverages') },
		],
		error: [],
		...over,
	});
}

test('while the export is being made a page hands on nobody and says where to go on', async () => {
	let questions = 0;
	const port = await open(
		(_request, url) => {
			if (pathOf(url) !== 'jobs/1') return undefined;
			questions += 1;
			return questions <= 3 ? { status: 202, headers: { 'X-Progress': 'working' } } : undefined;
		},
		{ waitSeconds: 1, pollSeconds: 1 },
	);
	const waiting = await first(port);
	expect(waiting).toMatchObject({ patients: [], failed: [] });
	expect(waiting.nextCursor).toBeDefined();
	let page = waiting;
	while (page.patients.length === 0 && page.nextCursor) page = await first(port, page.nextCursor);
	expect(page.patients.map(({ patient }) => patient.id)).toEqual(['pt-1', 'pt-2']);
	expect(fake.fhir().filter(({ path }) => path.endsWith('$export'))).toHaveLength(1);
});

test('a server that sends a file only as a whole is read to where the last page ended', async () => {
	const people = Array.from({ length: 7 }, (_entry, index) => patientJson(`pt-${index + 1}`));
	const port = await open((_request, url) =>
		pathOf(url) === 'files/patients' ? lines(people) : undefined,
	);
	const ids: string[] = [];
	let cursor: string | undefined;
	do {
		const page: PatientPage = await first(port, cursor, 3);
		ids.push(...page.patients.map(({ patient }) => patient.id));
		cursor = page.nextCursor;
	} while (cursor !== undefined);
	expect(ids).toEqual(people.map(({ id }) => id));
});

test('a server that can send the rest of a file is asked for that alone, in bytes', async () => {
	const people = ['Ångström', 'Núñez', 'Øster'].map((family, index) =>
		patientJson(`pt-${index + 1}`, { name: [{ family, given: ['Zoë'] }] }),
	);
	const whole = Buffer.from(people.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
	const port = await open((request, url) => {
		if (pathOf(url) !== 'files/patients') return undefined;
		const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
		return { status: from > 0 ? 206 : 200, body: whole.subarray(from).toString('utf8') };
	});
	const one = await first(port, undefined, 1);
	const two = await first(port, one.nextCursor, 1);
	expect(two.patients[0].patient.familyName).toBe('Núñez');
	const ranges = fake.server.requests
		.filter(({ url }) => url.endsWith('files/patients'))
		.map(({ headers }) => headers.range);
	const firstLine = Buffer.byteLength(`${JSON.stringify(people[0])}\n`);
	expect(ranges).toEqual([undefined, `bytes=${firstLine}-`]);
});

test('files that have expired are exported again from the start, and the read comes to its end', async () => {
	let isGone = true;
	const port = await open((_request, url) =>
		pathOf(url) === 'files/patients' && isGone ? { status: 404 } : undefined,
	);
	const expired = await first(port);
	expect(expired.patients).toEqual([]);
	isGone = false;
	const again = await first(port, expired.nextCursor);
	expect(again.patients).toHaveLength(2);
	expect(fake.fhir().filter(({ path }) => path.endsWith('$export'))).toHaveLength(2);
});

test('files that expire again and again end the read with an outage, not with an empty practice', async () => {
	const port = await open((_request, url) =>
		pathOf(url).startsWith('files/') ? { status: 410 } : undefined,
	);
	const error = await errorOf(async () => {
		let cursor: string | undefined;
		do {
			cursor = (await first(port, cursor)).nextCursor;
		} while (cursor !== undefined);
	});
	expect(error).toMatchObject({ kind: 'unavailable', details: { vendorCode: 'Expired' } });
});

test('a file that breaks off inside a line stops the page, and nobody is taken as gone', async () => {
	const text = lines([patientJson('pt-1'), patientJson('pt-2')]).body ?? '';
	const port = await open((_request, url) =>
		pathOf(url) === 'files/patients' ? { body: text.slice(0, -40) } : undefined,
	);
	const error = await errorOf(async () => await first(port));
	expect(error).toMatchObject({ kind: 'wireShape', details: { vendorCode: 'LineBroken' } });
	const ids = await errorOf(async () => {
		for await (const list of port.patients.ids()) expect(list).toBeDefined();
	});
	expect(ids.kind).toBe('wireShape');
});

test('a connection that is cut inside a file is an outage', async () => {
	const text = lines([patientJson('pt-1'), patientJson('pt-2')]).body ?? '';
	const port = await open((_request, url) =>
		pathOf(url) === 'files/patients' ? { body: text, cut: 'body' } : undefined,
	);
	const error = await errorOf(async () => await first(port));
	expect(error.kind).toBe('unavailable');
});

test('the last line of a file counts without a line break behind it', async () => {
	const text = (lines([patientJson('pt-1'), patientJson('pt-2')]).body ?? '').trimEnd();
	const port = await open((_request, url) =>
		pathOf(url) === 'files/patients' ? { body: text } : undefined,
	);
	const page = await first(port);
	expect(page.patients).toHaveLength(2);
	expect(page.nextCursor).toBeUndefined();
});

test('one record that cannot be read is told as failed, and the others go on', async () => {
	const port = await open((_request, url) =>
		pathOf(url) === 'files/patients'
			? lines([patientJson('pt-1'), { ...patientJson('pt-bad'), name: 'Not a list' }])
			: undefined,
	);
	const page = await first(port);
	expect(page.patients.map(({ patient }) => patient.id)).toEqual(['pt-1']);
	expect(page.failed).toHaveLength(1);
	expect(page.failed[0]).toMatchObject({ id: 'pt-bad', error: { kind: 'wireShape' } });
	expect(JSON.stringify(page.failed)).not.toContain('Not a list');
});

test('an export that holds no insurance leaves coverages untold instead of empty', async () => {
	const port = await open((request, url) =>
		pathOf(url) === 'jobs/1'
			? manifest(url, request.headers.host ?? '', {
					output: [
						{
							type: 'Patient',
							url: `http://${request.headers.host}${fhirPath}/files/patients`,
						},
					],
				})
			: undefined,
	);
	const page = await first(port);
	for (const { patient } of page.patients) expect(patient).not.toHaveProperty('coverages');
});

test('an export that tells of a missing part leaves coverages untold, and is no list of everybody', async () => {
	const port = await open((request, url) =>
		pathOf(url) === 'jobs/1'
			? manifest(url, request.headers.host ?? '', {
					error: [{ type: 'OperationOutcome', url: '' }],
				})
			: undefined,
	);
	const page = await first(port);
	for (const { patient } of page.patients) expect(patient).not.toHaveProperty('coverages');
	const error = await errorOf(async () => {
		for await (const list of port.patients.ids()) expect(list).toBeDefined();
	});
	expect(error).toMatchObject({ details: { vendorCode: 'ExportIncomplete' } });
});

const coverageFile =
	(coverages: readonly object[]): Answering =>
	(_request, url) =>
		pathOf(url) === 'files/coverages' ? lines(coverages) : undefined;

test('a Coverage that cannot be read fails its patient alone, and one of somebody else nobody', async () => {
	const port = await open(
		coverageFile([
			coverageJson('cov-1', 'pt-1', { payor: 'Not a list' }),
			coverageJson('cov-2', 'pt-2'),
			coverageJson('cov-3', 'pt-99', { payor: 'Not a list' }),
		]),
	);
	const page = await first(port);
	expect(page.patients.map(({ patient }) => [patient.id, patient.coverages?.length])).toEqual([
		['pt-2', 1],
	]);
	expect(page.failed).toMatchObject([{ id: 'pt-1', error: { kind: 'wireShape' } }]);
	expect(JSON.stringify(page.failed)).not.toContain('Not a list');
});

test.each([
	['no beneficiary', { beneficiary: undefined }],
	['a beneficiary without a reference', { beneficiary: { display: 'Somebody' } }],
])('a Coverage of %s leaves all coverages untold instead of empty', async (_name, over) => {
	const port = await open(
		coverageFile([coverageJson('cov-1', 'pt-1'), coverageJson('cov-2', 'pt-1', over)]),
	);
	const page = await first(port);
	expect(page.patients).toHaveLength(2);
	for (const { patient } of page.patients) expect(patient).not.toHaveProperty('coverages');
});

test('the policies of a patient keep the order of the files, however many there are', async () => {
	const port = await open((request, url) => {
		const file = (name: string) => `http://${request.headers.host}${fhirPath}/files/${name}`;
		if (pathOf(url) === 'jobs/1') {
			const names = ['c1', 'c2', 'c3', 'c4', 'c5'];
			return manifest(url, request.headers.host ?? '', {
				output: [
					{ type: 'Patient', url: file('patients') },
					...names.map((name) => ({ type: 'Coverage', url: file(name) })),
				],
			});
		}
		const name = /^files\/(c\d)$/.exec(pathOf(url))?.[1];
		if (name === undefined) return undefined;
		// The first file comes last.
		return { ...lines([coverageJson(name, 'pt-1')]), delayMs: name === 'c1' ? 60 : 0 };
	});
	const { patients } = await first(port);
	expect(patients[0].patient.coverages?.map(({ id }) => id)).toEqual([
		'c1',
		'c2',
		'c3',
		'c4',
		'c5',
	]);
});

test('one patient who cannot be read keeps nobody out of the list of ids', async () => {
	const port = await open((_request, url) =>
		pathOf(url) === 'files/patients'
			? lines([patientJson('pt-1'), { ...patientJson('pt-2'), name: 'Not a list' }])
			: undefined,
	);
	const ids: string[] = [];
	for await (const list of port.patients.ids()) ids.push(...list);
	expect(ids).toEqual(['pt-1', 'pt-2']);
});

test('an export without any file is one empty page, and not told to be the whole practice', async () => {
	const port = await open((request, url) =>
		pathOf(url) === 'jobs/1'
			? manifest(url, request.headers.host ?? '', { output: [] })
			: undefined,
	);
	const page = await first(port);
	expect(page).toMatchObject({
		patients: [],
		failed: [],
		unreached: [{ code: 'exportPartial', count: null }],
	});
	expect(page.nextCursor).toBeUndefined();
});

const partial: Answering = (request, url) =>
	pathOf(url) === 'jobs/1'
		? manifest(url, request.headers.host ?? '', { error: [{ type: 'OperationOutcome', url: '' }] })
		: undefined;

test('an export of everybody with a missing part says on its last page that some are not reached', async () => {
	const port = await open(partial);
	const one = await first(port, undefined, 1);
	expect(one).not.toHaveProperty('unreached');
	const two = await first(port, one.nextCursor, 5);
	expect(two.nextCursor).toBeUndefined();
	expect(two.unreached).toEqual([{ code: 'exportPartial', count: null }]);
});

test('a whole export of everybody reaches everybody', async () => {
	const port = await open(() => undefined);
	expect(await first(port)).not.toHaveProperty('unreached');
});

test('an export of changes with a missing part fails, so that the changes are read again', async () => {
	const port = await open(partial);
	const error = await errorOf(
		async () =>
			await port.patients.page({ read: 'changed', since: '2026-09-01T00:00:00Z', pageSize: 50 }),
	);
	expect(error).toMatchObject({
		kind: 'unavailable',
		details: { vendorCode: 'ExportIncomplete', operation: 'export' },
	});
});

test('a read of changes that stopped at an old export with a missing part has another one made', async () => {
	let isPartial = true;
	const port = await open((request, url) => (isPartial ? partial(request, url) : undefined));
	const cursor = JSON.stringify({
		read: 'changed',
		job: `${fake.server.url}${fhirPath}/jobs/1`,
		startedAt: '2026-01-05T10:00:00Z',
		since: '2026-01-04T10:00:00Z',
		file: 0,
		offset: 0,
		restarts: 2,
	});
	const read = async (from?: string) =>
		await port.patients.page({
			read: 'changed',
			since: '2026-01-04T10:00:00Z',
			pageSize: 50,
			cursor: from,
		});
	const waiting = await read(cursor);
	expect(waiting).toMatchObject({ patients: [], failed: [] });
	const again = await errorOf(async () => await read(waiting.nextCursor));
	expect(again.details?.vendorCode).toBe('ExportIncomplete');
	isPartial = false;
	expect((await read(waiting.nextCursor)).patients).toHaveLength(2);
	const exports = fake.fhir().filter(({ path }) => path.endsWith('$export'));
	expect(exports.map(({ query }) => query[0])).toEqual([['_since', '2026-01-04T10:00:00Z']]);
});

test('the next read of changes starts where the export ended, when Greenway’s clock is behind ours', async () => {
	const port = await open((request, url) =>
		pathOf(url) === 'jobs/1'
			? manifest(url, request.headers.host ?? '', { transactionTime: '2020-05-04T12:30:00-04:00' })
			: undefined,
	);
	const page = await port.patients.page({
		read: 'changed',
		since: '2020-05-01T00:00:00Z',
		pageSize: 50,
	});
	expect(page.readStartedAt).toBe('2020-05-04T16:30:00Z');
});

test.each([
	['ahead of ours', '2120-05-04T12:30:00Z'],
	['not readable', 'soon'],
])(
	'the next read of changes starts where we did, when the export’s time is %s',
	async (_name, at) => {
		const port = await open((request, url) =>
			pathOf(url) === 'jobs/1'
				? manifest(url, request.headers.host ?? '', { transactionTime: at })
				: undefined,
		);
		const before = Date.now();
		const { readStartedAt } = await first(port);
		expect(Date.parse(readStartedAt)).toBeGreaterThanOrEqual(before);
		expect(Date.parse(readStartedAt)).toBeLessThanOrEqual(Date.now());
	},
);

test('a file on another server is not fetched with our token (sheet 5)', async () => {
	const port = await open((request, url) =>
		pathOf(url) === 'jobs/1'
			? manifest(url, request.headers.host ?? '', {
					output: [{ type: 'Patient', url: 'https://files.elsewhere.example/1' }],
				})
			: undefined,
	);
	const error = await errorOf(async () => await first(port));
	expect(error).toMatchObject({ kind: 'wireShape', details: { vendorCode: 'OtherHost' } });
});

test('a next page of a search on another server is not followed with our token (sheet 5)', async () => {
	const port = await open((_request, url) =>
		pathOf(url) === 'Coverage'
			? json({
					resourceType: 'Bundle',
					link: [{ relation: 'next', url: 'https://elsewhere.example/fhir?page=2' }],
					entry: [{ resource: coverageJson('cov-9', 'pt-1') }],
				})
			: undefined,
	);
	const error = await errorOf(async () => await port.patients.get('pt-1'));
	expect(error).toMatchObject({ kind: 'wireShape', details: { vendorCode: 'OtherHost' } });
});

test('a warning among the entries of a search is no record (sheet 6)', async () => {
	const port = await open((_request, url) =>
		pathOf(url) === 'Coverage'
			? json({
					resourceType: 'Bundle',
					entry: [
						{ resource: coverageJson('cov-9', 'pt-1'), search: { mode: 'match' } },
						{
							resource: { resourceType: 'OperationOutcome', issue: [] },
							search: { mode: 'outcome' },
						},
					],
				})
			: undefined,
	);
	const found = await port.patients.get('pt-1');
	expect(found?.patient.coverages?.map(({ id }) => id)).toEqual(['cov-9']);
});

test('a patient with another id than the one asked for is refused', async () => {
	const port = await open((_request, url) =>
		pathOf(url) === 'Patient/pt-9' ? json(patientJson('pt-1')) : undefined,
	);
	const error = await errorOf(async () => await port.patients.get('pt-9'));
	expect(error).toMatchObject({ details: { vendorCode: 'OtherPatient' } });
});

test.each([
	['no group', []],
	['two groups', ['a', 'b']],
])('%s is a matter of the practice profile', async (_name, ids) => {
	const port = await open((_request, url) =>
		pathOf(url) === 'Group'
			? json({
					resourceType: 'Bundle',
					entry: ids.map((id) => ({ resource: { resourceType: 'Group', id } })),
				})
			: undefined,
	);
	const error = await errorOf(async () => await first(port));
	expect(error.kind).toBe('configuration');
	expect(error.details?.nextStep).toContain('greenway.fhir.groupId');
});

test('the sheet’s own patient and coverage come out as the sheet means them (sheet 4.1)', async () => {
	const port = await open((_request, url) =>
		pathOf(url) === 'Coverage'
			? json({
					resourceType: 'Bundle',
					entry: [{ resource: coverageJson('cov-9', 'pt-1') }],
				})
			: undefined,
	);
	const found = await port.patients.get('pt-1');
	expect(found?.patient).toEqual({
		system: 'greenway_intergy',
		practiceId: 'org-1',
		id: 'pt-1',
		externalIds: [
			{ system: 'greenway_intergy', practiceId: 'org-1', type: 'patient', value: 'pt-1' },
			{ system: 'greenway_intergy', practiceId: 'org-1', type: 'chart', value: '100234' },
		],
		active: true,
		givenName: 'Lena',
		middleName: 'M',
		familyName: 'Okafor',
		suffix: null,
		birthDate: '1984-03-09',
		administrativeSex: 'female',
		email: 'lena@example.org',
		phones: [{ use: 'mobile', number: '+18135550122' }],
		addresses: [
			{
				use: 'home',
				line1: '12 Elm St',
				city: 'Tampa',
				region: 'FL',
				postalCode: '33601',
				country: 'US',
			},
		],
		primaryProviderId: null,
		sourceAt: '2026-09-14T18:22:05Z',
		coverages: [
			{
				id: 'cov-9',
				externalIds: [
					{ system: 'greenway_intergy', practiceId: 'org-1', type: 'policy', value: 'cov-9' },
				],
				priority: 'primary',
				status: 'unverified',
				payer: { id: 'org-77', name: 'Example Health Plan' },
				plan: { id: 'PPO-1', name: null, type: 'other', groupNumber: 'G-4411' },
				memberId: 'XQ99812',
				subscriber: { relationship: 'self' },
				effectiveFrom: '2026-01-01',
				effectiveTo: null,
			},
		],
	});
});

test.each([
	['one that has ended', { period: { start: '2020-01-01', end: '2020-12-31' } }, 'terminated'],
	['a cancelled one', { status: 'cancelled' }, 'terminated'],
	['one of an unknown state', { status: 'kaleidoscope' }, 'unverified'],
])('the coverage of %s is %s', async (_name, over, status) => {
	const port = await open((_request, url) =>
		pathOf(url) === 'Coverage'
			? json({
					resourceType: 'Bundle',
					entry: [{ resource: coverageJson('cov-9', 'pt-1', over) }],
				})
			: undefined,
	);
	const found = await port.patients.get('pt-1');
	expect(found?.patient.coverages?.[0].status).toBe(status);
});

test('a coverage made in error is left out, and unknown words become other and unknown', async () => {
	const strange = { coding: [{ code: 'kaleidoscope' }] };
	const port = await open((_request, url) => {
		if (pathOf(url) === 'Patient/pt-1')
			return json(patientJson('pt-1', { gender: 'kaleidoscope' }));
		if (pathOf(url) !== 'Coverage') return undefined;
		return json({
			resourceType: 'Bundle',
			entry: [
				{ resource: coverageJson('cov-1', 'pt-1', { status: 'entered-in-error' }) },
				{ resource: coverageJson('cov-2', 'pt-1', { relationship: strange, type: strange }) },
			],
		});
	});
	const found = await port.patients.get('pt-1');
	expect(found?.patient.administrativeSex).toBe('unknown');
	expect(found?.patient.coverages).toMatchObject([
		{ id: 'cov-2', subscriber: { relationship: 'other' }, plan: { type: 'other' } },
	]);
});
