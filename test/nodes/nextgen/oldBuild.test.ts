import { startSandbox } from '../../support/sandboxProcess';
import type { SandboxProcess } from '../../support/sandboxProcess';
import { controlOf, failureOf, openPort, profileWith, readPages } from './support';

/** A build that answers 405 to GET /persons (sheet 9.19); all synthetic. */

let sandbox: SandboxProcess;
let base: string;
let control: ReturnType<typeof controlOf>;

beforeAll(async () => {
	sandbox = await startSandbox(5140, [
		...['--systems', 'nextgen', '--patients', '40', '--seed', '5'],
		...['--second-practice', '8', '--opted-out', '2', '--flagged', '2'],
	]);
	base = sandbox.url('nextgen');
	control = controlOf(sandbox);
});

beforeEach(async () => {
	await control.nextgen('build', { build: 'old' });
});

afterAll(async () => {
	await sandbox?.stop();
});

const own = (pages: Awaited<ReturnType<typeof readPages>>) =>
	pages
		.flatMap(({ patients }) => patients)
		.filter(({ recordPracticeId }) => recordPracticeId === '0001')
		.map(({ patient }) => patient.id);

test.each([7, 100])(
	'look-up and appointments stand in, page size %i, and the last page says so (sheet 9.19)',
	async (pageSize) => {
		const pages = await readPages(await openPort(base), { read: 'all' }, pageSize);
		expect(own(pages).sort()).toEqual(
			(await control.truth()).map(({ vendorId }) => vendorId).sort(),
		);
		expect(pages.map(({ unreached }) => unreached).filter(Boolean)).toEqual([
			[{ code: 'notInLookupOrAppointments', count: null }],
		]);
		expect(pages[pages.length - 1].unreached).toBeDefined();
	},
);

test('whom a cut look-up leaves out is found by an appointment', async () => {
	await control.nextgen('build', { build: 'old', lookupLimit: 3 });
	const ids = own(await readPages(await openPort(base), { read: 'all' }, 100));
	const truth = await control.truth();
	expect(ids.length).toBeGreaterThan(20);
	expect(ids.length).toBeLessThan(truth.length);
	expect(truth.map(({ vendorId }) => vendorId)).toEqual(expect.arrayContaining(ids));
});

test('persons of another practice have no chart here and stay outside of the fence', async () => {
	const pages = await readPages(await openPort(base), { read: 'all' }, 100);
	const others = pages
		.flatMap(({ patients }) => patients)
		.filter(({ recordPracticeId }) => recordPracticeId !== '0001');
	expect(others.length).toBeGreaterThan(0);
	expect(others.every(({ recordPracticeId }) => recordPracticeId === undefined)).toBe(true);
});

test('a change read takes the time of change from the look-up', async () => {
	const port = await openPort(base);
	const since = new Date(Date.now() - 60_000).toISOString();
	const [first] = await control.truth('included');
	await control.nextgen('changes', { kind: 'phone', patientId: first.id });
	const pages = await readPages(port, { read: 'changed', since }, 10);
	expect(own(pages)).toEqual([first.vendorId]);
	expect(pages.every(({ unreached }) => unreached === undefined)).toBe(true);
});

test('ids come from the same two places', async () => {
	const ids: string[] = [];
	for await (const list of (await openPort(base)).patients.ids()) ids.push(...list);
	const truth = (await control.truth()).map(({ vendorId }) => vendorId);
	expect(ids).toEqual(expect.arrayContaining(truth));
});

test('policies are read one by one where a build leaves $expand aside (sheet 4.3)', async () => {
	const truth = (await control.truth('included')).find(({ cases }) =>
		cases.some(({ policies }) => policies.some(({ number }) => number)),
	);
	const found = await (await openPort(base)).patients.get(truth?.vendorId as string);
	const numbers = truth?.cases.flatMap(({ policies }) =>
		policies.map(({ number }) => number ?? null),
	);
	expect(found?.patient.coverages?.map(({ memberId }) => memberId)).toEqual(numbers);
	expect(found?.patient.externalIds.map(({ type }) => type)).not.toContain('person');
});

test('a cursor of the fallback goes on in the fallback, also after an update of NextGen', async () => {
	const port = await openPort(base, { practiceProfile: profileWith({}) });
	const { nextCursor } = await port.patients.page({ read: 'all', pageSize: 10 });
	await control.nextgen('build', { build: 'current' });
	const page = await port.patients.page({ read: 'all', pageSize: 10, cursor: nextCursor });
	expect(page.patients).toHaveLength(10);
	expect(
		await failureOf(port.patients.page({ read: 'all', pageSize: 10, cursor: '{"a":1}' })),
	).toMatchObject({
		details: { kind: 'validation', fields: ['cursor'] },
	});
});
