import type { Answering } from '../../contract/greenway.support';
import { fhirPath } from '../../contract/greenway.support';
import { exportStage, first, manifest, pathOf } from './exportStage';
import { errorOf } from './support';

/** What an export is whole of: everybody, or all changes since a time (sheet 5). */

const { open, fake, close } = exportStage();
afterEach(close);

const partial: Answering = (request, url) =>
	pathOf(url) === 'jobs/1'
		? manifest(request.headers.host ?? '', { error: [{ type: 'OperationOutcome', url: '' }] })
		: undefined;

test('an export that tells of a missing part leaves coverages untold, and is no list of everybody', async () => {
	const port = await open((request, url) =>
		pathOf(url) === 'jobs/1'
			? manifest(request.headers.host ?? '', {
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

test('an export without any file is one empty page, and not told to be the whole practice', async () => {
	const port = await open((request, url) =>
		pathOf(url) === 'jobs/1' ? manifest(request.headers.host ?? '', { output: [] }) : undefined,
	);
	const page = await first(port);
	expect(page).toMatchObject({
		patients: [],
		failed: [],
		unreached: [{ code: 'exportPartial', count: null }],
	});
	expect(page.nextCursor).toBeUndefined();
});

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
		job: `${fake().server.url}${fhirPath}/jobs/1`,
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
	const exports = fake()
		.fhir()
		.filter(({ path }) => path.endsWith('$export'));
	expect(exports.map(({ query }) => query[0])).toEqual([['_since', '2026-01-04T10:00:00Z']]);
});

test('the next read of changes starts where the export ended, when Greenway’s clock is behind ours', async () => {
	const port = await open((request, url) =>
		pathOf(url) === 'jobs/1'
			? manifest(request.headers.host ?? '', { transactionTime: '2020-05-04T12:30:00-04:00' })
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
				? manifest(request.headers.host ?? '', { transactionTime: at })
				: undefined,
		);
		const before = Date.now();
		const { readStartedAt } = await first(port);
		expect(Date.parse(readStartedAt)).toBeGreaterThanOrEqual(before);
		expect(Date.parse(readStartedAt)).toBeLessThanOrEqual(Date.now());
	},
);
