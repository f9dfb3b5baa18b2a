import { defaultProfile } from '../../../lib/profile/defaults';
import { addDays } from '../../../lib/values/civilDate';
import type { PatientPage } from '../../../nodes/common/practice/port';
import { readPage } from '../../../nodes/CareCloud/patientPages';
import type { CareCloudReader } from '../../../nodes/CareCloud/patients';
import type { CareCloudRequest } from '../../../nodes/CareCloud/transport';

/** How many calls the pages of a first load cost (sheet 5); all patients are made up. */

const first = '2023-07-01';
const days = 4 * 365;
const minute = 60_000;

const idOf = (n: number) => `ca4ea991-0000-4000-8000-${String(n).padStart(12, '0')}`;

/**
 * Days of the visits of a patient, counted from the first one: everybody came when the practice opened,
 * and up to three times since.
 */
const visitsOf = (n: number): number[] => [
	n % 30,
	...Array.from({ length: n % 4 }, (_entry, nth) => (n * 7919 + nth * 397) % days),
];

/** Few, so that a small practice has lists as long as a large one. */
const rowsPerPage = 5;

/** A CareCloud of so many patients that answers from memory; `intervalMs` is the time between two calls. */
function practiceOf(patients: number, intervalMs: number, windowDays: number) {
	const byDay = new Map<string, object[]>();
	for (let n = 1; n <= patients; n++) {
		for (const offset of visitsOf(n)) {
			const day = addDays(first, offset);
			const row = {
				id: `${String(n)}-${String(offset)}`,
				patient: { id: idOf(n) },
				start_time: `${day}T10:00:00-06:00`,
				updated_at: '2023-01-01T00:00:00Z',
				business_entity_id: '1',
			};
			byDay.set(day, [...(byDay.get(day) ?? []), row]);
		}
	}
	const calls = { lists: 0, records: 0 };
	const facts = {
		system: 'carecloud',
		operation: 'listAppointments',
		effect: 'read',
		correlationId: 'synthetic',
	} as const;
	const list = (query: NonNullable<CareCloudRequest['query']>) => {
		const wanted = query.patient_ids === undefined ? undefined : String(query.patient_ids);
		const rows: object[] = [];
		for (let day = String(query.start_date); day <= String(query.end_date); day = addDays(day, 1)) {
			rows.push(...(byDay.get(day) ?? []));
		}
		const asked = wanted === undefined ? undefined : new Set(wanted.split(','));
		const found = rows.filter(
			(row) => asked === undefined || asked.has((row as { patient: { id: string } }).patient.id),
		);
		const end = Number(query.page) * rowsPerPage;
		return {
			body: found.slice(end - rowsPerPage, end).map((appointment) => ({ appointment })),
			headers: {
				link:
					end < found.length ? `<http://x?page=${String(Number(query.page) + 1)}>; rel="next"` : '',
			},
			facts,
		};
	};
	const defaults = defaultProfile('carecloud');
	const reader: CareCloudReader = {
		scope: {
			system: 'carecloud',
			practiceId: '1',
			timeZone: 'America/Chicago',
			profile: { ...defaults, sync: { ...defaults.sync, windowDays } },
		},
		now: () => new Date('2026-07-01T12:00:00Z'),
		transport: {
			calls: () => calls.lists + calls.records,
			intervalMs: () => intervalMs,
			async call({ path, query = {} }) {
				await Promise.resolve();
				if (path === '/appointments') {
					calls.lists += 1;
					return list(query);
				}
				calls.records += 1;
				const id = path.split('/')[2];
				const body = path.endsWith('/insurances') ? [] : { patient: { id } };
				return { body, headers: {}, facts };
			},
		},
	};
	return { reader, calls };
}

/** Reads everybody; what each page cost, and who was handed on. */
async function load(patients: number, intervalMs: number, pageSize: number, windowDays = 30) {
	const { reader, calls } = practiceOf(patients, intervalMs, windowDays);
	const pages: Array<{ lists: number; records: number }> = [];
	const ids: string[] = [];
	let cursor: string | undefined;
	do {
		const before = { ...calls };
		const page: PatientPage = await readPage(reader, {
			read: 'all',
			pageSize,
			...(cursor !== undefined && { cursor }),
		});
		expect(page.failed).toEqual([]);
		ids.push(...page.patients.map(({ patient }) => patient.id));
		pages.push({ lists: calls.lists - before.lists, records: calls.records - before.records });
		cursor = page.nextCursor;
	} while (cursor !== undefined && pages.length < 2000);
	const lists = pages.map((page) => page.lists);
	return {
		ids,
		isDone: cursor === undefined,
		pages: pages.length,
		mostLists: Math.max(...lists),
		listsInAll: lists.reduce((sum, count) => sum + count, 0),
		mostMinutes:
			(Math.max(...pages.map((page) => page.lists + page.records)) * intervalMs) / minute,
	};
}

const everybody = (patients: number) =>
	Array.from({ length: patients }, (_entry, index) => idOf(index + 1));

test('the days behind are listed whole, which is cheaper than asking for some patients again and again', async () => {
	const { ids, isDone, listsInAll } = await load(600, 1500, 50);
	expect(isDone).toBe(true);
	expect(ids.sort()).toEqual(everybody(600));
	expect(listsInAll).toBeLessThan(1900);
});

test('a read whose lists do not fit into a page ends page by page, each inside of the lease', async () => {
	const { ids, isDone, mostLists, mostMinutes } = await load(600, 3000, 50);
	expect(isDone).toBe(true);
	expect(ids.sort()).toEqual(everybody(600));
	expect(mostLists).toBeGreaterThan(48);
	expect(mostMinutes).toBeLessThanOrEqual(15);
});

test('days that are listed one by one keep a page inside of the lease, and nobody is lost', async () => {
	const { ids, isDone, mostLists, mostMinutes } = await load(20, 1000, 50, 1);
	expect(isDone).toBe(true);
	expect(mostMinutes).toBeLessThanOrEqual(15);
	expect([...new Set(ids)].sort()).toEqual(everybody(20));
	// There are more days behind than calls of a page: whoever was met there alone comes once more.
	expect(mostLists).toBeGreaterThan(510);
	expect(ids.length).toBeGreaterThan(20);
	expect(ids.length).toBeLessThan(40);
});
