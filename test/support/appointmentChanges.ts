import { DateTime } from 'luxon';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	NodeParameterValueType,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { FakeSystems, KnownCustomer } from './fakeSystems';
import { startFakes } from './fakeSystems';
import type { Poller } from './nodes';
import { openPoller } from './nodes';
import type { SandboxProcess } from './sandboxProcess';
import { startSandbox } from './sandboxProcess';

/**
 * The event Appointment Changed of a vendor's trigger against the vendor's sandbox, over loopback
 * HTTP, beside a HealthSail that knows every patient. All people are synthetic.
 */
export interface WatchedSystem {
	/** What the tests are named after. */
	readonly title: string;
	/** Key in the sandbox. */
	readonly key: string;
	/** First port of the sandbox. */
	readonly port: number;
	/** Name of the trigger node. */
	readonly nodeType: string;
	readonly parameters?: Record<string, NodeParameterValueType>;
	credentials(sandbox: SandboxProcess): Promise<Record<string, ICredentialDataDecryptedObject>>;
	/** The vendor's ids of the sandbox's records, typed anew. */
	patientId(record: number): string;
	appointmentId(record: number): string;
	/** The practice as the vendor names it. */
	readonly practiceId: string;
	/** Whether rows say when they were changed. */
	readonly tellsTimes: boolean;
	/** Whether a cancelled visit stays in what the trigger reads. */
	readonly tellsCancelled: boolean;
	/** Whether a visit is told that was moved out of the days of the profile. */
	readonly tellsMovedAway: boolean;
	/** A fault of the sandbox that breaks a sweep behind its first call. */
	readonly midway: { readonly operation: string; readonly kind: string; readonly status?: number };
}

/** An appointment as the sandbox keeps it. */
export interface SandboxVisit {
	readonly id: number;
	readonly patientId?: number;
	readonly practiceId: number;
	readonly start: string;
	readonly status: string;
	/** Milliseconds since 1970. */
	readonly changedAt: number;
}

export interface Watch {
	readonly sandbox: SandboxProcess;
	readonly fakes: FakeSystems;
	/** A trigger that marked its start and told what was changed shortly before. */
	marked(parameters?: Record<string, NodeParameterValueType>): Promise<Poller>;
	open(parameters?: Record<string, NodeParameterValueType>): Poller;
	visits(): Promise<SandboxVisit[]>;
	/** Record numbers of patients of the practice who have a birth date. */
	people(): Promise<number[]>;
	/** Staff book a visit, or change one, on their own screens. */
	staff(edit: object): Promise<SandboxVisit>;
	fault(fault: object): Promise<void>;
	clearFaults(): Promise<void>;
	close(): Promise<void>;
}

/** Days from today on the practice's clock. */
export const wallClock = (days: number, time: string): string =>
	`${DateTime.now().setZone('America/Chicago').plus({ days }).toISODate() ?? ''}T${time}`;

/** Ids that a poll told, sorted. */
export async function told(poller: Poller): Promise<unknown[]> {
	const items = await poller.poll();
	return (items ?? []).map(({ json }) => json.recordId).sort();
}

/** Starts the sandbox of a system and the HealthSail beside it. */
export async function openWatch(system: WatchedSystem): Promise<Watch> {
	const sandbox = await startSandbox(system.port, [
		...['--systems', system.key, '--patients', '30', '--seed', '7', '--no-limits'],
		...['--second-practice', '10', '--opted-out', '0', '--flagged', '0'],
	]);
	const known: Record<string, KnownCustomer> = {};
	for (let record = 1; record <= 60; record += 1) {
		known[system.patientId(record)] = {
			customerId: `cus_${record}`,
			version: 1,
			syncState: 'included',
		};
	}
	const fakes = await startFakes(() => ({ status: 404 }), known);
	const credentials = await system.credentials(sandbox);
	const open: Watch['open'] = (parameters = {}) =>
		openPoller({
			nodeType: system.nodeType,
			parameters: { event: 'appointmentChanged', ...system.parameters, ...parameters },
			credentials,
			baseUrls: { healthSail: fakes.baseUrls.healthSail },
		});
	const control = async (method: string, path: string, body?: object) => {
		const answer = await fetch(`${sandbox.status}/control/${path}`, {
			method,
			...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
		});
		if (!answer.ok) throw new Error(`${method} ${path}: HTTP ${answer.status}`);
		const text = await answer.text();
		return (text === '' ? {} : JSON.parse(text)) as unknown;
	};
	return {
		sandbox,
		fakes,
		open,
		async marked(parameters) {
			const poller = open(parameters);
			expect(await poller.poll()).toBeNull();
			// What was changed minutes before the mark is told too: clocks differ.
			await poller.poll();
			return poller;
		},
		async visits() {
			const answer = await control('GET', `${system.key}/appointments`);
			return (answer as { appointments: SandboxVisit[] }).appointments;
		},
		async people() {
			const answer = await control('GET', `${system.key}/state?group=included`);
			return (answer as { patients: Array<{ id: string; birthDate?: string }> }).patients
				.filter(({ birthDate }) => birthDate !== undefined)
				.map(({ id }) => Number(id));
		},
		staff: async (edit) =>
			(await control('POST', `${system.key}/appointments`, edit)) as SandboxVisit,
		async fault(fault) {
			await control('POST', 'faults', { system: system.key, ...fault });
		},
		async clearFaults() {
			await control('DELETE', 'faults');
		},
		async close() {
			await sandbox.stop();
			await fakes.close();
		},
	};
}

/** What is alike in the event of every system; `watch` gives the started one. */
export function describeAppointmentChanges(system: WatchedSystem): () => Watch {
	let watch: Watch;
	/** Record numbers of patients with a birth date, by which the second interface knows them. */
	let people: readonly number[];
	/** A visit that staff booked anew, as its tests change it; hours part one test from the next. */
	const booked = async (nth: number, start: string) =>
		await watch.staff({ patientId: people[nth], start });
	const idOf = ({ id }: SandboxVisit) => system.appointmentId(id);

	beforeAll(async () => {
		watch = await openWatch(system);
		people = await watch.people();
	});

	afterAll(async () => {
		await watch?.close();
	});

	afterEach(async () => {
		await watch.clearFaults();
	});

	test(`${system.title}: the first poll takes the mark, and what stood before is no change`, async () => {
		expect((await watch.visits()).length).toBeGreaterThan(20);
		const trigger = watch.open();
		for (const poll of [1, 2, 3]) expect([poll, await trigger.poll()]).toEqual([poll, null]);
	});

	test(`${system.title}: a visit that was booked is told once and thinly`, async () => {
		const trigger = await watch.marked();
		const visit = await booked(1, wallClock(12, '08:15'));
		const items = await trigger.poll();
		expect(items?.map(({ json }) => json)).toEqual([
			{
				recordId: idOf(visit),
				kind: 'appointment',
				version: expect.stringMatching(/^[0-9a-f]{20}$/) as unknown,
				at: system.tellsTimes ? (expect.stringMatching(/^20\d\d-\d\d-\d\dT.*Z$/) as unknown) : null,
				syncState: 'included',
			},
		]);
		expect(await told(trigger)).toEqual([]);
	});

	test(`${system.title}: a visit that was moved within the days is told once, and with its new time where the record is asked for`, async () => {
		const visit = await booked(2, wallClock(13, '09:15'));
		const trigger = await watch.marked({ includeRecord: true });
		const start = wallClock(14, '10:30');
		await watch.staff({ id: visit.id, start });
		const items = await trigger.poll();
		expect(items?.map(({ json }) => json.record)).toEqual([
			expect.objectContaining({
				id: idOf(visit),
				system: system.key,
				practiceId: system.practiceId,
				patientId: system.patientId(people[2]),
				startsAt: DateTime.fromISO(start, { zone: 'America/Chicago' })
					.toUTC()
					.toISO({ suppressMilliseconds: true }) as string,
				status: 'booked',
			}) as IDataObject,
		]);
		expect(await told(trigger)).toEqual([]);
	});

	test(`${system.title}: a visit that was cancelled is ${system.tellsCancelled ? 'told once' : 'no longer shown, and so not told'}`, async () => {
		const visit = await booked(3, wallClock(15, '08:45'));
		const trigger = await watch.marked({ includeRecord: true });
		await watch.staff({ id: visit.id, status: 'cancelled' });
		const items = (await trigger.poll()) ?? [];
		expect(items.map(({ json }) => [json.recordId, (json.record as IDataObject).status])).toEqual(
			system.tellsCancelled ? [[idOf(visit), 'cancelled']] : [],
		);
		expect(await told(trigger)).toEqual([]);
	});

	test(`${system.title}: a visit that left the days is ${system.tellsMovedAway ? 'told' : 'not told until it comes back'}`, async () => {
		const visit = await booked(4, wallClock(16, '11:15'));
		const trigger = await watch.marked();
		await watch.staff({ id: visit.id, start: '2031-02-04T09:15' });
		expect(await told(trigger)).toEqual(system.tellsMovedAway ? [idOf(visit)] : []);
		await watch.staff({ id: visit.id, start: wallClock(17, '11:15') });
		expect(await told(trigger)).toEqual([idOf(visit)]);
		expect(await told(trigger)).toEqual([]);
	});

	test(`${system.title}: a visit of the second practice is never told`, async () => {
		const others = (await watch.visits()).filter(({ practiceId }) => practiceId === 2);
		expect(others.length).toBeGreaterThan(3);
		const trigger = await watch.marked();
		for (const { id } of others) {
			await watch.staff({ id, start: wallClock(18, '13:15'), status: 'confirmed' });
		}
		const own = await booked(5, wallClock(18, '14:15'));
		expect(await told(trigger)).toEqual([idOf(own)]);
		expect(JSON.stringify(trigger.staticData)).not.toContain('cus_');
	});

	test(`${system.title}: a sweep that breaks midway moves no mark; the next one tells all, none twice`, async () => {
		const first = await booked(6, wallClock(2, '15:15'));
		const second = await booked(7, wallClock(40, '15:45'));
		const trigger = await watch.marked();
		expect(await told(trigger)).toEqual([]);
		await watch.staff({ id: first.id, start: wallClock(3, '15:15') });
		// Some systems tell times by the second: the later change has to come behind the first.
		await sleep(1100);
		await watch.staff({ id: second.id, start: wallClock(41, '15:45') });
		const before = JSON.stringify(trigger.staticData);
		await watch.fault({ ...system.midway, after: 1, count: 0 });
		await expect(trigger.poll()).rejects.toThrow();
		expect(JSON.stringify(trigger.staticData)).toBe(before);
		await watch.clearFaults();
		expect(await told(trigger)).toEqual([idOf(first), idOf(second)].sort());
		expect(await told(trigger)).toEqual([]);
	});

	test(`${system.title}: the test fetch of the editor shows one visit and leaves the mark alone`, async () => {
		const trigger = watch.open({ includeRecord: true });
		const items = await trigger.poll('manual');
		expect(items).toHaveLength(1);
		const shown = (await watch.visits()).find((visit) => idOf(visit) === items?.[0].json.recordId);
		expect(shown?.practiceId).toBe(1);
		expect(items?.[0].json.record).toMatchObject({
			patientId: system.patientId(shown?.patientId ?? 0),
		});
		expect(trigger.staticData).toEqual({});
	});

	return () => watch;
}
