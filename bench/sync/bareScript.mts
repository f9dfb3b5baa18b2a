// Form c: the same job as a bare program with axios. Each line on its standard input is one run; its
// answer is one line of JSON. All is in memory, nothing is retried: it shows what the two servers
// allow, not how the job should be done.
import { createHmac, randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { createInterface } from 'node:readline';
import axios from 'axios';
import pLimit from 'p-limit';
import type { SystemName } from '../../host/practiceSystems.mjs';
import { auditFields, type MappedPatient } from './mapping.mjs';
import { scripts } from './vendors/scripts.mjs';
import type { PatientPages, VendorSettings } from './vendors/vendor.mjs';

/** What one script process is given. */
export interface ScriptJob {
	system: SystemName;
	/** The system's word in external ids. */
	key: string;
	settings: VendorSettings;
	healthSailUrl: string;
	apiKey: string;
	hashKey: string;
	/** Calls under way at the same time, as many as the pack allows itself. */
	concurrency: number;
}

const httpAgent = new Agent({ keepAlive: true });

async function run(job: ScriptJob, pages: PatientPages): Promise<number> {
	const started = performance.now();
	const limit = pLimit(job.concurrency);
	for await (const mapped of pages(job.settings, { httpAgent, limit })) {
		const groups = chunks(mapped, 100);
		const kept = (
			await Promise.all(groups.map((group) => limit(() => withoutOptedOut(job, group))))
		).flat();
		await report(job, kept);
		await Promise.all(chunks(kept, 100).map((group) => limit(() => write(job, group))));
	}
	return (performance.now() - started) / 1000;
}

async function withoutOptedOut(job: ScriptJob, group: MappedPatient[]): Promise<MappedPatient[]> {
	const { key: system, settings } = job;
	const { practiceId } = settings;
	const externalIds = group.map(({ id: value }) => ({
		system,
		practiceId,
		type: 'patient',
		value,
	}));
	const { data } = await healthSail<{ data: LookupRow[] }>(job, '/customers/lookup', {
		externalIds,
	});
	const optedOut = new Set(
		data
			.filter((row) => row.cohort.some(({ list }) => list === 'opted_out'))
			.map((row) => row.externalId.value),
	);
	return group.filter(({ id }) => !optedOut.has(id));
}

interface LookupRow {
	externalId: { value: string };
	cohort: Array<{ list: string }>;
}

async function report(job: ScriptJob, patients: MappedPatient[]): Promise<void> {
	if (patients.length === 0) return;
	await healthSail(job, '/audit-events', {
		action: 'read',
		fields: auditFields,
		purposeOfUse: 'HOPERAT',
		flow: 'bench/bare-script',
		count: patients.length,
		subjects: patients.map(({ id }) => ({
			type: 'patient',
			keyedHash: createHmac('sha256', job.hashKey)
				.update(`patient|${job.key}|${job.settings.practiceId}|${id}`)
				.digest('hex'),
		})),
	});
}

async function write(job: ScriptJob, group: MappedPatient[]): Promise<void> {
	const matchOn = 'externalIds';
	const customers = group.map(({ customer }) => customer);
	const rows = await bulk(job, '/customers/bulk-upsert', { matchOn, items: customers });
	const coverages = group.flatMap(({ coverages: list }, index) =>
		list.map((coverage) => ({ ...coverage, customerId: rows[index].id })),
	);
	for (const items of chunks(coverages, 300))
		await bulk(job, '/coverages/bulk-upsert', { matchOn, items });
}

async function bulk(job: ScriptJob, path: string, body: object): Promise<Array<{ id: string }>> {
	const { data } = await healthSail<{ data: Array<{ id: string; result: string }> }>(
		job,
		path,
		body,
	);
	if (data.some(({ result }) => result === 'error')) throw new Error(`${path} refused an item`);
	return data;
}

async function healthSail<T>(job: ScriptJob, path: string, body: object): Promise<T> {
	const answer = await axios.post<T>(`${job.healthSailUrl}${path}`, body, {
		httpAgent,
		proxy: false,
		headers: { Authorization: `Bearer ${job.apiKey}`, 'Idempotency-Key': randomUUID() },
	});
	return answer.data;
}

function chunks<T>(list: readonly T[], size: number): T[][] {
	const count = Math.ceil(list.length / size);
	return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size));
}

const job = JSON.parse(process.env.BENCH_JOB ?? '{}') as ScriptJob;
const pages = await scripts[job.system]?.();
if (pages === undefined) throw new Error('There is no script for this system.');
for await (const line of createInterface({ input: process.stdin }))
	if (line === 'run')
		process.stdout.write(`${JSON.stringify({ seconds: await run(job, pages) })}\n`);
