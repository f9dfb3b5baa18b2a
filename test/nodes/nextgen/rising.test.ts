import type { ServedNextGen } from './served';
import { changedRow, pageOf, serveNextGen } from './served';
import { openPort, personId, profileWith } from './support';

/** Many records of one time, as a conversion leaves them, read while staff work (sheet 5). */

let served: ServedNextGen | undefined;

afterEach(async () => {
	await served?.close();
	served = undefined;
});

const appointmentId = (n: number) => `3f0c2b1e-0009-4000-8000-${String(n).padStart(12, '0')}`;
const block = '2026-02-01T10:00:00';

/** Appointments of one time of change, in an order that is not that of their ids. */
const converted = (count: number) =>
	Array.from({ length: count }, (_entry, index) => ({
		id: appointmentId(((index * 73) % count) + 1),
		appointmentDate: '2026-03-02T00:00:00',
		beginTime: '0920',
		duration: 20,
		practiceId: '0001',
		personId: personId(7),
		modifyTimestamp: block,
	}));

/** The same numbers for the same seed, from 0 to below 1. */
function dice(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return state / 2_147_483_648;
	};
}

/** Reads the changes page by page; `edit` is called before each answer with the ids handed on. */
async function readChanges(
	rows: ReturnType<typeof converted>,
	pageSize: number,
	edit: (taken: readonly string[]) => void,
) {
	const found: string[] = [];
	served = await serveNextGen((path) => {
		if (!path.startsWith('/appointments?')) return undefined;
		edit(found);
		return pageOf(path, rows);
	});
	const port = await openPort(served.base, { practiceProfile: profileWith({ top: 10 }) });
	let cursor: string | undefined;
	let pages = 0;
	do {
		const page = await port.appointments?.page({
			read: 'changed',
			window: { from: '2026-03-01', to: '2026-03-31' },
			since: '2026-01-01T00:00:00Z',
			pageSize,
			...(cursor !== undefined && { cursor }),
		});
		pages += 1;
		const ids = page?.appointments.map(({ record }) => record.id) ?? [];
		expect(ids.length).toBeLessThanOrEqual(pageSize);
		found.push(...ids);
		cursor = page?.nextCursor;
	} while (cursor !== undefined && pages < 100);
	return { found, isDone: cursor === undefined };
}

/** Changes a row: it moves behind all others. */
function touch(rows: ReturnType<typeof converted>, id: string, minute: number): void {
	const index = rows.findIndex((row) => row.id === id);
	const [row] = rows.splice(index, 1);
	const time = `2026-02-02T${String(Math.floor(minute / 60)).padStart(2, '0')}`;
	rows.push({ ...row, modifyTimestamp: `${time}:${String(minute % 60).padStart(2, '0')}:00` });
}

test('a large block of one time is loaded although a taken row is changed on each page', async () => {
	const rows = converted(120);
	let changed = 0;
	let before = 0;
	const { found, isDone } = await readChanges(rows, 12, (taken) => {
		if (taken.length === before || changed === 10) return;
		before = taken.length;
		touch(rows, taken[taken.length - 1], (changed += 1));
	});
	expect(isDone).toBe(true);
	expect(changed).toBe(10);
	expect(new Set(found).size).toBe(120);
	// Who was changed after it was handed on comes a second time, and nobody else does.
	expect(found).toHaveLength(130);
});

test.each(Array.from({ length: 24 }, (_entry, index) => index + 1))(
	'whoever is changed at whatever moment, nobody is passed over and the read ends (seed %i)',
	async (seed) => {
		const roll = dice(seed);
		const count = 20 + Math.floor(roll() * 50);
		const rows = converted(count);
		let changed = 0;
		const { found, isDone } = await readChanges(rows, 1 + Math.floor(roll() * 25), () => {
			if (changed === 20 || roll() < 0.6) return;
			touch(rows, appointmentId(1 + Math.floor(roll() * count)), (changed += 1));
		});
		expect(isDone).toBe(true);
		expect(changed).toBeGreaterThan(0);
		expect(new Set(found).size).toBe(count);
		expect(found.length).toBeLessThanOrEqual(count + changed);
	},
);

test('the ids of a large block of one time cost two passes over it, and not two for every thousand', async () => {
	const rows = Array.from({ length: 2300 }, (_entry, index) => changedRow(index + 1, block));
	served = await serveNextGen((path) =>
		path.startsWith('/persons?') ? pageOf(path, rows) : undefined,
	);
	const port = await openPort(served.base, { practiceProfile: profileWith({ top: 100 }) });
	const ids: string[] = [];
	for await (const list of port.patients.ids()) {
		expect(list.length).toBeLessThanOrEqual(1000);
		ids.push(...list);
	}
	expect(ids.sort()).toEqual(rows.map((row) => row.personId).sort());
	// One call finds the time, and 23 pages are listed twice.
	expect(served.seen('/persons?').length).toBe(47);
});

test('the ids of the first thousand are handed on before the next ones are asked for', async () => {
	const rows = Array.from({ length: 1500 }, (_entry, index) => changedRow(index + 1, block));
	served = await serveNextGen((path) =>
		path.startsWith('/persons?') ? pageOf(path, rows) : undefined,
	);
	const port = await openPort(served.base, { practiceProfile: profileWith({ top: 100 }) });
	const lists = port.patients.ids()[Symbol.asyncIterator]();
	expect((await lists.next()).value).toHaveLength(1000);
	expect(served.seen('/persons?').length).toBe(11);
});

test('a place that an earlier version stored as a count of rows is read from the start of its time', async () => {
	const rows = converted(30);
	served = await serveNextGen((path) =>
		path.startsWith('/appointments?') ? pageOf(path, rows) : undefined,
	);
	const port = await openPort(served.base);
	const page = await port.appointments?.page({
		read: 'changed',
		window: { from: '2026-03-01', to: '2026-03-31' },
		since: '2026-01-01T00:00:00Z',
		pageSize: 100,
		cursor: JSON.stringify({ list: 'changed', from: block, skip: 12, last: appointmentId(3) }),
	});
	expect(page?.appointments).toHaveLength(30);
});
