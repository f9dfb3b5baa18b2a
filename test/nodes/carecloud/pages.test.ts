import type { SandboxProcess } from '../../support/sandboxProcess';
import { knownTo } from './knownTo';
import { control, openPort, profile, readAll, start, truthOf } from './support';

/** Reads of the practice: patients are met in its appointments (sheet 5, 8). */

let sandbox: SandboxProcess;
let url: string;

beforeAll(async () => {
	sandbox = await start(5220, '--patients', '60', '--second-practice', '12', '--seed', '3');
	url = sandbox.url('carecloud');
});

afterAll(async () => {
	await sandbox?.stop();
});

/** The days in which the sandbox's practice has appointments. */
const near = { yearsBack: 1, daysAhead: 70 };
const open = async () => await openPort(url, profile(near));

const idsOf = (list: ReadonlyArray<{ patient: { id: string } }>) =>
	list.map(({ patient }) => patient.id);

test.each([7, 500])(
	'everybody with an appointment is read once, with pages of %i',
	async (size) => {
		const truth = await truthOf(sandbox);
		const reached = truth.filter((one) => one.reached).map(({ vendorId }) => vendorId);
		expect(reached.length).toBeGreaterThan(20);
		expect(reached.length).toBeLessThan(truth.length);
		const pages = await readAll(await open(), size);
		const own = pages.flatMap(({ patients }) =>
			patients.filter(({ recordPracticeId }) => recordPracticeId === '1'),
		);
		expect(idsOf(own).sort()).toEqual([...reached].sort());
		expect(pages.flatMap(({ failed }) => failed)).toEqual([]);
		for (const { patients } of pages) expect(patients.length).toBeLessThanOrEqual(size);
	},
);

test('everybody is read once also where the days behind are too many to list them whole', async () => {
	const truth = await truthOf(sandbox);
	const reached = truth.filter((one) => one.reached).map(({ vendorId }) => vendorId);
	const daily = profile(near, { sync: { windowDays: 1 } });
	const pages = await readAll(await openPort(url, daily), 15);
	const own = pages.flatMap(({ patients }) =>
		patients.filter(({ recordPracticeId }) => recordPracticeId === '1'),
	);
	expect(pages.length).toBeGreaterThan(2);
	expect(idsOf(own).sort()).toEqual([...reached].sort());
});

test('rows of another practice are handed on as strays, once each, and never read', async () => {
	const { strays } = (await control(sandbox, 'carecloud/reach', undefined, 'GET')) as {
		strays: number;
	};
	expect(strays).toBeGreaterThan(0);
	const pages = await readAll(await open(), 9);
	const found = pages.flatMap(({ patients }) =>
		patients.filter(({ recordPracticeId }) => recordPracticeId !== '1'),
	);
	expect(found).toHaveLength(strays);
	for (const { patient, recordPracticeId } of found) {
		expect(recordPracticeId).toBe('2');
		expect(patient.familyName).toBeUndefined();
	}
});

test('the last page alone says that patients without an appointment are not reached', async () => {
	const pages = await readAll(await open(), 10);
	expect(pages.length).toBeGreaterThan(2);
	const told = pages.map(({ unreached }) => unreached);
	expect(told.slice(0, -1).every((one) => one === undefined)).toBe(true);
	expect(told[told.length - 1]).toEqual([{ code: 'noAppointment', count: null }]);
});

test('a page of the size of the practice is the last one, and one less is not (sheet 5)', async () => {
	const port = await open();
	const [{ patients }] = await readAll(port, 1000);
	const exact = await port.patients.page({ read: 'all', pageSize: patients.length });
	expect(exact.patients).toHaveLength(patients.length);
	const short = await port.patients.page({ read: 'all', pageSize: patients.length - 1 });
	expect(short.patients).toHaveLength(patients.length - 1);
	expect(short.nextCursor).toBeDefined();
});

test('a first load of recent visits begins its appointments at that day', async () => {
	const port = await open();
	const today = new Date().toISOString().slice(0, 10);
	const page = await port.patients.page({ read: 'all', pageSize: 1000, visitedSince: today });
	const [all] = await readAll(port, 1000);
	expect(page.patients.length).toBeGreaterThan(0);
	expect(page.patients.length).toBeLessThan(all.patients.length);
});

test('a patient who was merged away is told as one that cannot be read, and nobody else is', async () => {
	const truth = (await truthOf(sandbox)).filter((one) => one.reached && one.group === 'included');
	const [gone] = truth;
	await control(sandbox, 'carecloud/remove', { patientIds: [gone.id] });
	const pages = await readAll(await open(), 25);
	await control(sandbox, 'carecloud/restore', { patientIds: [gone.id] });
	const failed = pages.flatMap((page) => page.failed);
	expect(failed.map(({ id }) => id)).toEqual([gone.vendorId]);
	expect(failed[0].error).toMatchObject({ details: { kind: 'notFound', vendorCode: 'NotShown' } });
	expect(idsOf(pages.flatMap(({ patients }) => patients))).not.toContain(gone.vendorId);
});

test('nobody is read as changed while no appointment changed', async () => {
	const since = new Date(Date.now() - 86_400_000).toISOString();
	const pages = await readAll(await open(), 50, { read: 'changed', since });
	expect(pages.flatMap(({ patients, failed }) => [...patients, ...failed])).toEqual([]);
});

test('a patient who gets an appointment in days that were read already is not passed over', async () => {
	const port = await open();
	const [all] = await readAll(port, 1000);
	const first = await port.patients.page({ read: 'all', pageSize: 12 });
	const read = idsOf(first.patients);
	const waiting = all.patients.find(
		({ patient, recordPracticeId }) => recordPracticeId === '1' && !read.includes(patient.id),
	);
	const patientId = waiting?.patient.id as string;
	const from = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
	const to = new Date(Date.now() + 44 * 86_400_000).toISOString().slice(0, 10);
	const [slot] = (await port.schedule?.slots?.({ window: { from, to }, typeId: '119002' })) ?? [];
	await port.appointments?.book?.({
		patientId,
		locationId: '55001',
		resourceId: slot.resourceId as string,
		typeId: '119002',
		startsAt: slot.startsAt,
		durationMinutes: 20,
		reference: 'during-a-read',
	});
	const rest = await port.patients.page({
		read: 'all',
		pageSize: 1000,
		cursor: first.nextCursor as string,
	});
	const seen = [...read, ...idsOf(rest.patients)];
	expect(seen.filter((id) => id === patientId)).toHaveLength(1);
	expect(new Set(seen).size).toBe(seen.length);
	expect([...seen].sort()).toEqual(idsOf(all.patients).sort());
});

test('a cursor of another kind of read is refused', async () => {
	const port = await open();
	const { nextCursor } = await port.patients.page({ read: 'all', pageSize: 5 });
	const wrong = port.patients.page({
		read: 'changed',
		since: new Date().toISOString(),
		pageSize: 5,
		cursor: nextCursor as string,
	});
	await expect(wrong).rejects.toMatchObject({ kind: 'validation' });
});

test('whoever has an appointment in these days can be read as changed instead', async () => {
	const since = new Date(Date.now() - 86_400_000).toISOString();
	const port = await openPort(url, profile({ ...near, changes: { patients: 'allAppointments' } }));
	const pages = await readAll(port, 50, { read: 'changed', since });
	expect(pages.flatMap(({ patients }) => patients).length).toBeGreaterThan(5);
});

test('a patient whose appointment changed is read as changed, and once', async () => {
	const since = new Date(Date.now() - 3_600_000).toISOString();
	const pages = await readAll(await open(), 50, { read: 'changed', since });
	expect(pages.flatMap(({ patients }) => patients)).toHaveLength(1);
});

async function readWith(
	known: ReturnType<typeof knownTo>,
	pageSize: number,
	{ visitedSince, isLarge = false }: { visitedSince?: string; isLarge?: boolean } = {},
) {
	const port = await open();
	const pages = [];
	let cursor: string | undefined;
	do {
		const page = await port.patients.page({
			...{ read: 'all', pageSize, known },
			...(visitedSince !== undefined && { visitedSince }),
			...(cursor !== undefined && { cursor }),
		});
		if (!isLarge) expect(page.patients.length).toBeLessThanOrEqual(pageSize);
		pages.push(page);
		cursor = page.nextCursor;
	} while (cursor !== undefined);
	return pages;
}

const own = (pages: Awaited<ReturnType<typeof readWith>>) =>
	idsOf(
		pages.flatMap(({ patients }) =>
			patients.filter(({ recordPracticeId }) => recordPracticeId === '1'),
		),
	);

test.each([5, 500])(
	'who is known to HealthSail is read without an appointment, and nobody twice, with pages of %i (sheet 8)',
	async (size) => {
		const truth = await truthOf(sandbox);
		const reached = truth.filter((one) => one.reached).map(({ vendorId }) => vendorId);
		const unreached = truth.filter((one) => !one.reached).map(({ vendorId }) => vendorId);
		expect(unreached.length).toBeGreaterThan(2);
		const known = knownTo([...unreached.slice(1), ...reached.slice(0, 8)]);
		const pages = await readWith(known, size);
		expect(own(pages).sort()).toEqual([...reached, ...unreached.slice(1)].sort());
		expect(pages.flatMap(({ failed }) => failed)).toEqual([]);
		// Strays are counted as before, and who is left is told.
		const { strays } = (await control(sandbox, 'carecloud/reach', undefined, 'GET')) as {
			strays: number;
		};
		expect(pages.flatMap(({ patients }) => patients).length - own(pages).length).toBe(strays);
		expect(pages[pages.length - 1].unreached).toEqual([{ code: 'noAppointment', count: null }]);
	},
);

test('a customer who was perhaps not stored to the end is met again in the appointments', async () => {
	const truth = await truthOf(sandbox);
	const [one, other] = truth.filter((entry) => entry.reached).map(({ vendorId }) => vendorId);
	const known = knownTo([one, other], new Set([other]));
	const read = own(await readWith(known, 50));
	expect(read.filter((id) => id === one)).toHaveLength(2);
	expect(read.filter((id) => id === other)).toHaveLength(1);
});

test('who is known and no longer shown is told as one that cannot be read, and the others go on', async () => {
	const [one] = (await truthOf(sandbox)).filter((entry) => !entry.reached);
	const gone = 'ca4ea991-0000-4000-8000-0000000fffff';
	const pages = await readWith(knownTo([gone, one.vendorId]), 50);
	expect(pages.flatMap(({ failed }) => failed)).toMatchObject([
		{ id: gone, error: { kind: 'notFound' } },
	]);
	expect(own(pages)).toContain(one.vendorId);
});

test('a first load of recent visits asks for nobody whom HealthSail knows', async () => {
	const truth = await truthOf(sandbox);
	const known = knownTo(truth.map(({ vendorId }) => vendorId));
	await readWith(known, 50, { visitedSince: '2026-01-01' });
	expect(known.asked).toEqual([]);
});

test('a part of the list with more of this practice than a page takes is read whole, and once', async () => {
	const truth = await truthOf(sandbox);
	const unreached = truth.filter((one) => !one.reached).map(({ vendorId }) => vendorId);
	expect(unreached.length).toBeGreaterThan(2);
	const known = {
		...knownTo(unreached),
		async page() {
			return await Promise.resolve({ ids: unreached });
		},
	};
	const [first] = await readWith(known, 2, { isLarge: true });
	expect(idsOf(first.patients).sort()).toEqual([...unreached].sort());
});

test('a customer who leaves while a part is read makes nobody of the next part be passed over', async () => {
	const truth = await truthOf(sandbox);
	const unreached = truth.filter((one) => !one.reached).map(({ vendorId }) => vendorId);
	// By customer, two of them with two ids each; the id of the third comes before all others.
	const [least, ...others] = [...unreached].sort();
	const customers = [others.slice(0, 2), others.slice(2, 4), [least]].map((ids, index) => ({
		ids,
		nth: index + 1,
	}));
	let asked = 0;
	const known = {
		...knownTo(unreached),
		async page(_limit: number, cursor?: string) {
			asked += 1;
			if (asked === 2) customers.shift();
			const from = customers.findIndex(({ nth }) => nth > Number(cursor ?? 0));
			const listed = customers.slice(from, from + 1);
			const isLast = from + 1 >= customers.length;
			return await Promise.resolve({
				ids: listed.flatMap(({ ids }) => ids),
				...(!isLast && { nextCursor: String(listed[0].nth) }),
			});
		},
	};
	const read = own(await readWith(known, 1, { isLarge: true }));
	for (const id of [least, ...others.slice(0, 4)]) {
		expect(read.filter((entry) => entry === id)).toHaveLength(1);
	}
});
