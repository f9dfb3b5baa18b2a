import type { IDataObject } from 'n8n-workflow';

import type { SandboxStage } from './sandboxStage';
import { kindOf, openSandboxStage } from './sandboxStage';

/** Lists of appointments of Tebra's sandbox over loopback HTTP. All people are synthetic. */

let stage: SandboxStage;

beforeAll(async () => {
	stage = await openSandboxStage(5500, ['--second-practice', '6'], {
		7: { customerId: 'cus_7', version: 1, syncState: 'left' },
	});
});

afterAll(async () => {
	await stage?.close();
});

const year = { from: '2025-11-01', to: '2027-03-01' };

async function listAll(pageSize: number, profile: object = {}) {
	const items: IDataObject[] = [];
	const counts = { read: 0, fenced: 0, withoutPatient: 0, excluded: 0, failed: 0 };
	let cursor: string | null = '';
	for (let page = 0; cursor !== null && page < 200; page++) {
		const { json, error } = await stage.run(
			'appointment.getAll',
			{ ...year, pageSize, cursor },
			{ profile },
		);
		expect(error).toBeUndefined();
		items.push(...json(0));
		const summary = json(1)[0] as { counts: typeof counts; nextCursor: string | null };
		for (const key of Object.keys(counts) as Array<keyof typeof counts>) {
			counts[key] += summary.counts[key];
		}
		cursor = summary.nextCursor;
	}
	expect(cursor).toBeNull();
	return { items, counts };
}

test.each([1, 3, 500])(
	'a year is read page by page with up to %i each, every appointment once (sheet 4.5, 5)',
	async (pageSize) => {
		const { items, counts } = await listAll(pageSize);
		const ids = items.map(({ id }) => id);
		expect(ids.length).toBeGreaterThan(20);
		expect(new Set(ids).size).toBe(ids.length);
		expect(counts.failed).toBe(0);
		// Two staff meetings are blocked time: they are counted and never come out.
		expect(counts.withoutPatient).toBe(2);
		expect(counts.excluded).toBeGreaterThan(0);
		expect(counts.read).toBe(ids.length + counts.fenced + counts.withoutPatient + counts.excluded);
		expect(JSON.stringify(items)).not.toMatch(/Staff meeting|"reason"/);
	},
);

test('a listed time, which is local to the clinic, is the UTC time of the single read, on both sides of the clock change (sheet 4.5)', async () => {
	const { items } = await listAll(500);
	const offsets = new Set<string>();
	for (const item of items) {
		const single = await stage.run('appointment.get', { appointmentId: String(item.id) });
		const { startsAt, endsAt, status, patientId, providerId } = single.json()[0];
		expect({ startsAt, endsAt, status, patientId, providerId }).toEqual({
			startsAt: item.startsAt,
			endsAt: item.endsAt,
			status: item.status,
			patientId: item.patientId,
			providerId: item.providerId,
		});
		const hour = new Intl.DateTimeFormat('en-US', {
			timeZone: 'America/Chicago',
			hour: 'numeric',
			hourCycle: 'h23',
		}).format(new Date(String(item.startsAt)));
		offsets.add(String(new Date(String(item.startsAt)).getUTCHours() - Number(hour)));
		expect(Number(hour)).toBeGreaterThanOrEqual(8);
	}
	// Central standard and daylight time are both among them.
	expect([...offsets].filter((offset) => offset === '5' || offset === '6').sort()).toEqual([
		'5',
		'6',
	]);
});

test('with an offset asked for, the same appointments have the same times (sheet 4.5)', async () => {
	const local = await listAll(500);
	const offset = await listAll(500, { tebra: { appointmentListTimes: 'offset' } });
	const times = ({ items }: typeof local) =>
		items.map(({ id, startsAt }) => `${String(id)} ${String(startsAt)}`).sort();
	expect(times(offset)).toEqual(times(local));
});

test('a status word that the profile does not know is told as unknown, not guessed (sheet 4.5)', async () => {
	const { items } = await listAll(500);
	const statuses = new Set(items.map(({ status }) => status));
	expect([...statuses].sort()).toEqual(
		expect.arrayContaining(['booked', 'cancelled', 'completed', 'confirmed', 'no_show']),
	);
	expect(statuses).not.toContain('unknown');
	const mapped = await listAll(500, {
		tebra: { appointmentStatus: { 'Check-out': 'in_progress' } },
	});
	const words = new Set(mapped.items.map(({ status }) => status));
	expect(words).toContain('in_progress');
	expect(words).not.toContain('completed');
});

test('explicit column toggles give the same rows as an empty Fields (sheet 3.3 rule 6)', async () => {
	const empty = await listAll(500);
	const explicit = await listAll(500, { tebra: { fieldsMode: 'explicit' } });
	expect(explicit.items).toEqual(empty.items);
});

test('the windows that Tebra puts in place of missing dates never cut a read short (sheet 4.5)', async () => {
	const { items } = await listAll(500);
	const [first] = items;
	const { json } = await stage.run('appointment.getMany', {
		...year,
		patientId: String(first.patientId),
		returnAll: true,
	});
	expect(json().map(({ id }) => id)).toEqual(
		items.filter(({ patientId }) => patientId === first.patientId).map(({ id }) => id),
	);
});

test('a read that is wider than the server stands is asked for in spans (sheet 5)', async () => {
	const post = async (days: number) =>
		await fetch(`${stage.sandbox.status}/control/tebra/widest-window`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ days }),
		});
	expect((await post(30)).ok).toBe(true);
	const { error } = await stage.run('appointment.getMany', { ...year, returnAll: true });
	await post(60);
	expect(error).toBeUndefined();
});

test('appointments of another practice of the account do not come out, alone or in a list', async () => {
	const { items } = await listAll(500);
	expect(new Set(items.map(({ practiceId }) => practiceId))).toEqual(new Set(['1']));
	const fenced: string[] = [];
	for (let id = 1; id <= 80; id++) {
		const { json, error } = await stage.run('appointment.get', { appointmentId: String(id) });
		if (error === undefined) expect(json()[0].practiceId).toBe('1');
		else if (kindOf(error) === 'notFound') fenced.push(String(id));
	}
	expect(fenced.length).toBeGreaterThan(1);
	expect(items.filter(({ id }) => fenced.includes(String(id)))).toEqual([]);
});
