import type { Appointment } from '../../../lib/canonical/appointment';
import type { PracticeSystem } from '../../../nodes/common/practice/port';
import type { Row, ServedNextGen } from './served';
import { json, pageOf, serveNextGen } from './served';
import { openPort, personId, profileWith, readPages } from './support';

/** Borders of pages, NextGen's and ours, and lists that change while they are read (sheet 5). */

let served: ServedNextGen;

afterEach(async () => {
	await served.close();
});

/** Rows of the list of persons, a minute apart, with parts of a second in the forms of sheet 4.0. */
function persons(count: number): Row[] {
	const fractions = ['', '.5', '.25', '.125'];
	return Array.from({ length: count }, (_entry, index) => ({
		personId: personId(index + 1),
		practiceId: '0001',
		modifyTimestamp: `2026-01-05T10:${String(index).padStart(2, '0')}:11${fractions[index % 4]}`,
	}));
}

/** A NextGen of these rows; `onList` is called before each answer to the list. */
async function servePersons(rows: Row[], onList: (call: number) => void = () => undefined) {
	let lists = 0;
	served = await serveNextGen((path) => {
		if (path.startsWith('/persons?')) {
			onList((lists += 1));
			return pageOf(path, rows);
		}
		return /^\/persons\/[^/?]+\?/.test(path)
			? json({ id: path.slice(9, 45), chart: [{}] })
			: undefined;
	});
	return await openPort(served.base, { practiceProfile: profileWith({ top: 5 }) });
}

const idsOf = async (port: PracticeSystem) => {
	const ids: string[] = [];
	for await (const list of port.patients.ids()) ids.push(...list);
	return ids;
};
const read = async (port: PracticeSystem, pageSize: number) =>
	(await readPages(port, { read: 'all' }, pageSize)).map(({ patients }) =>
		patients.map(({ patient }) => patient.id),
	);

test.each([0, 1, 4, 5, 6, 10, 11, 24])(
	'a practice of %i patients is met whole, however its list is cut into pages of five',
	async (count) => {
		const rows = persons(count);
		const port = await servePersons(rows);
		const all = rows.map((row) => row.personId);
		expect(await idsOf(port)).toEqual(all);
		for (const pageSize of [1, 5, Math.max(1, count), 100]) {
			const pages = await read(port, pageSize);
			expect(pages.flat()).toEqual(all);
			expect(pages.every((page) => page.length <= pageSize)).toBe(true);
		}
	},
);

test('the last page is known as such: exactly one page has no further one', async () => {
	const port = await servePersons(persons(5));
	const page = await port.patients.page({ read: 'all', pageSize: 5 });
	expect(page.patients).toHaveLength(5);
	expect(page.nextCursor).toBeUndefined();
});

test.each([1, 2, 3])(
	'who changes between two pages of NextGen’s own list pushes nobody out (change before page %i)',
	async (when) => {
		const rows = persons(18);
		const port = await servePersons(rows, (call) => {
			if (call !== when + 1) return;
			// Read already, and now at the end: all others move up by one.
			rows.push({ ...rows[0], modifyTimestamp: '2026-01-05T11:00:00' });
			rows.shift();
		});
		const ids = (await read(port, 100)).flat();
		expect([...new Set(ids)].sort()).toEqual(rows.map((row) => row.personId).sort());
	},
);

test('more rows of one time than NextGen puts on a page are read by its next links', async () => {
	const rows = persons(13).map((row): Row => ({ ...row, modifyTimestamp: '2026-01-05T10:00:00' }));
	const port = await servePersons(rows);
	expect((await read(port, 4)).flat().sort()).toEqual(rows.map((row) => row.personId).sort());
	expect((await idsOf(port)).sort()).toEqual(rows.map((row) => row.personId).sort());
});

/** `count` persons of one time, as a conversion leaves them, and three changed later. */
const converted = (count: number): Row[] =>
	persons(count + 3).map((row, index) =>
		index < count ? { ...row, modifyTimestamp: '2026-01-05T10:00:00' } : row,
	);

/** Cuts of our own pages: inside of the time, at its end and behind it. */
const cuts = [4, 6, 7, 11, 13, 15, 100];

test.each(
	[10, 13, 15].flatMap((count) =>
		[2, 3, 4, 5, 6, 7, 8].flatMap((call) => cuts.map((pageSize) => [count, call, pageSize])),
	),
)(
	'who changes inside of one time pushes nobody out (%i of that time, before answer %i, pages of %i)',
	async (count, when, pageSize) => {
		const rows = converted(count);
		const all = rows.map((row) => row.personId).sort();
		const port = await servePersons(rows, (call) => {
			if (call !== when) return;
			rows.push({ ...rows[0], modifyTimestamp: '2026-01-05T11:00:00' });
			rows.shift();
		});
		expect([...new Set((await read(port, pageSize)).flat())].sort()).toEqual(all);
	},
);

test('a change in each pass over one time is made up for as well', async () => {
	const rows = converted(13);
	const all = rows.map((row) => row.personId).sort();
	const port = await servePersons(rows, (call) => {
		if (![3, 6, 9].includes(call)) return;
		rows.push({ ...rows[0], modifyTimestamp: `2026-01-05T11:00:0${String(call)}` });
		rows.shift();
	});
	expect([...new Set(await idsOf(port))].sort()).toEqual(all);
});

test('a time is asked for again only where next links were followed inside of it', async () => {
	const asked = async (rows: Row[]) => {
		const port = await servePersons(rows);
		await idsOf(port);
		const filters = served
			.seen('/persons?')
			.map(({ url }) => new URL(url, 'http://localhost').searchParams)
			.map((query) => [/T[\d:.]+/.exec(query.get('$filter') ?? '')?.[0], query.get('$skip')]);
		await served.close();
		return filters;
	};
	// No time fills a page: one call for each page, from the last time that was met.
	expect(await asked(persons(11))).toEqual([
		['T00:00:00', null],
		['T10:04:11', null],
		['T10:08:11', null],
	]);
	// Thirteen of one time: two passes of three pages, then what comes behind.
	expect(await asked(converted(13))).toEqual([
		['T00:00:00', null],
		['T10:00:00', null],
		['T10:00:00', '5'],
		['T10:00:00', '10'],
		['T10:00:00', null],
		['T10:00:00', '5'],
		['T10:00:00', '10'],
		['T10:13:11.5', null],
	]);
	served = await serveNextGen(() => undefined);
});

test('a person with charts in two practices is ours, also at the border of a page (sheet 9.15)', async () => {
	const rows = persons(6).flatMap((row, index) =>
		index === 4 ? [{ ...row, practiceId: '0002' }, row] : [row],
	);
	const port = await servePersons(rows);
	const pages = await readPages(port, { read: 'all' }, 100);
	const own = pages.flatMap(({ patients }) => patients);
	expect(own.map(({ patient, recordPracticeId }) => [patient.id, recordPracticeId])).toEqual(
		persons(6).map((row) => [row.personId, '0001']),
	);
	expect(await idsOf(port)).toEqual(persons(6).map((row) => row.personId));
});

const appointmentId = (n: number) => `3f0c2b1e-0009-4000-8000-${String(n).padStart(12, '0')}`;
const locations = [1, 2, 3].map((n) => `3f0c2b1e-0006-4000-8000-00000000000${String(n)}`);

/** Three a day from 2 March on, in turn at three locations of the practice. */
function appointments(count: number): Row[] {
	return Array.from({ length: count }, (_entry, index) => ({
		id: appointmentId(index + 1),
		appointmentDate: `2026-03-${String(2 + Math.floor(index / 3)).padStart(2, '0')}T00:00:00`,
		beginTime: '0920',
		duration: 20,
		practiceId: '0001',
		locationId: locations[index % 3],
		personId: personId(7),
		modifyTimestamp: `2026-02-01T10:${String(index).padStart(2, '0')}:00`,
	}));
}

const window = { from: '2026-03-01', to: '2026-03-31' };

async function readAppointments(
	rows: readonly Row[],
	pageSize: number,
	kind: 'window' | 'changed',
	patientId?: string,
): Promise<Appointment[]> {
	served = await serveNextGen((path) =>
		path.startsWith('/appointments?') ? pageOf(path, rows) : undefined,
	);
	const port = await openPort(served.base, { practiceProfile: profileWith({ top: 5 }) });
	const found: Appointment[] = [];
	let cursor: string | undefined;
	do {
		const page = await port.appointments!.page({
			read: kind,
			window,
			pageSize,
			since: '2026-01-01T00:00:00Z',
			...(patientId !== undefined && { patientId }),
			...(cursor !== undefined && { cursor }),
		});
		expect(page.failed).toEqual([]);
		expect(page.appointments.length).toBeLessThanOrEqual(pageSize);
		found.push(...page.appointments.map(({ record }) => record));
		cursor = page.nextCursor;
	} while (cursor !== undefined && found.length < 200);
	return found;
}

test.each(['window', 'changed'] as const)(
	'appointments read by %s come once each at every border of a page',
	async (kind) => {
		for (const [count, pageSize] of [
			[0, 5],
			[1, 1],
			[5, 5],
			[6, 5],
			[10, 5],
			[11, 4],
			[12, 100],
		]) {
			const rows = appointments(count);
			const found = await readAppointments(rows, pageSize, kind);
			expect(found.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
			await served.close();
		}
		served = await serveNextGen(() => undefined);
	},
);

test('a patient whose visits are at several locations of the practice is read with all of them', async () => {
	const rows = appointments(9);
	const found = await readAppointments(rows, 4, 'window', personId(7));
	expect(found.map(({ id, locationId }) => [id, locationId])).toEqual(
		rows.map(({ id, locationId }) => [id, locationId]),
	);
	expect(new Set(found.map(({ locationId }) => locationId))).toEqual(new Set(locations));
	for (const { url } of served.seen('/appointments?')) {
		const filter = new URL(url, 'http://localhost').searchParams.get('$filter');
		expect(filter).toContain(`personId eq guid'${personId(7)}'`);
		expect(filter).not.toContain('locationId');
	}
});

const silent: ReadonlyArray<[string, string, (port: PracticeSystem) => Promise<unknown>]> = [
	['/persons', 'modifyTimestamp', async (port) => await idsOf(port)],
	[
		'/persons/payers',
		'modifyTimestamp',
		async (port) =>
			await port.patients.page({ read: 'changed', since: '2026-01-01T00:00:00Z', pageSize: 5 }),
	],
	[
		'/persons/merged',
		'createTimestamp',
		async (port) => await port.patients.merges?.('2026-01-01T00:00:00Z'),
	],
	[
		'/appointments',
		'appointmentDate',
		async (port) => await port.appointments?.page({ read: 'window', window, pageSize: 5 }),
	],
	['/appointments/slots', 'startDate', async (port) => await port.schedule?.slots?.({ window })],
];

test.each(silent)(
	'the list %s is never asked for without a condition on %s, or it would tell seven days (sheet 5, 9.5)',
	async (route, member, act) => {
		served = await serveNextGen(() => undefined);
		await act(await openPort(served.base));
		const asked = served.seen(`/api${route}?`);
		expect(asked.length).toBeGreaterThan(0);
		for (const { url } of asked) {
			const filter = new URL(url, 'http://localhost').searchParams.get('$filter') ?? '';
			expect(filter).toMatch(new RegExp(`(^| )${member} ge datetime'`));
		}
	},
);
