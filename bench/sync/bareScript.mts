// Form c: the same job as a bare program, with axios and fast-xml-parser. Each line on its standard
// input is one run; its answer is one line of JSON. All is in memory, nothing is retried: it shows
// what the two servers allow, not how the job should be done.
import { createHmac, randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { createInterface } from 'node:readline';
import axios from 'axios';
import { XMLParser } from 'fast-xml-parser';
import { DateTime } from 'luxon';
import pLimit from 'p-limit';
import { auditFields, listOf, mapPatient, type MappedPatient } from './mapping.mjs';
import {
	envelope,
	escapeXml,
	pageMembers,
	patientMembers,
	SOAP_ACTION,
	TIME_ZONE,
	type TebraLogin,
} from './wire.mjs';

interface Job {
	tebraUrl: string;
	healthSailUrl: string;
	apiKey: string;
	hashKey: string;
	practiceId: string;
	login: TebraLogin;
	/** Calls under way at the same time, as many as the pack allows itself. */
	concurrency: number;
}

type Row = Record<string, unknown>;

const httpAgent = new Agent({ keepAlive: true });
const xml = new XMLParser({ removeNSPrefix: true, parseTagValue: false, ignoreAttributes: true });

async function run(job: Job): Promise<number> {
	const started = performance.now();
	let startKey: string | undefined = '0';
	while (startKey !== undefined) startKey = await loadPage(job, startKey);
	return (performance.now() - started) / 1000;
}

async function loadPage(job: Job, startKey: string): Promise<string | undefined> {
	const limit = pLimit(job.concurrency);
	const list = await tebra(job, 'GetAllPatients', pageMembers(job.practiceId, startKey));
	const rows = listOf((list.Patients as Row | undefined)?.PatientBatchData);
	const next = String((list.Key as Row).nextStartKey);
	const own = rows.filter((row) => row.PracticeId === job.practiceId);
	const today = DateTime.now().setZone(TIME_ZONE).toISODate() ?? '';
	const settings = { practiceId: job.practiceId, today, toInstant };
	const read = await Promise.all(
		own.map((row) =>
			limit(async () => {
				const answer = await tebra(job, 'GetPatient', patientMembers(String(row.ID)));
				return mapPatient(answer.Patient as Row, settings);
			}),
		),
	);
	const mapped = read.filter(({ wanted }) => wanted);
	const groups = chunks(mapped, 100);
	const kept = (
		await Promise.all(groups.map((group) => limit(() => withoutOptedOut(job, group))))
	).flat();
	await report(job, kept);
	await Promise.all(chunks(kept, 100).map((group) => limit(() => write(job, group))));
	return rows.length === 0 || next === '0' || next === startKey ? undefined : next;
}

async function withoutOptedOut(job: Job, group: MappedPatient[]): Promise<MappedPatient[]> {
	const { practiceId } = job;
	const externalIds = group.map(({ id: value }) => ({
		system: 'tebra',
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

async function report(job: Job, patients: MappedPatient[]): Promise<void> {
	await healthSail(job, '/audit-events', {
		action: 'read',
		fields: auditFields,
		purposeOfUse: 'HOPERAT',
		flow: 'bench/bare-script',
		count: patients.length,
		subjects: patients.map(({ id }) => ({
			type: 'patient',
			keyedHash: createHmac('sha256', job.hashKey)
				.update(`patient|tebra|${job.practiceId}|${id}`)
				.digest('hex'),
		})),
	});
}

async function write(job: Job, group: MappedPatient[]): Promise<void> {
	const matchOn = 'externalIds';
	const customers = group.map(({ customer }) => customer);
	const rows = await bulk(job, '/customers/bulk-upsert', { matchOn, items: customers });
	const coverages = group.flatMap(({ coverages: list }, index) =>
		list.map((coverage) => ({ ...coverage, customerId: rows[index].id })),
	);
	for (const items of chunks(coverages, 300))
		await bulk(job, '/coverages/bulk-upsert', { matchOn, items });
}

async function bulk(job: Job, path: string, body: object): Promise<Array<{ id: string }>> {
	const { data } = await healthSail<{ data: Array<{ id: string; result: string }> }>(
		job,
		path,
		body,
	);
	if (data.some(({ result }) => result === 'error')) throw new Error(`${path} refused an item`);
	return data;
}

async function tebra(job: Job, operation: string, members: string): Promise<Row> {
	const login = {
		customerKey: escapeXml(job.login.customerKey),
		user: escapeXml(job.login.user),
		password: escapeXml(job.login.password),
	};
	const answer = await axios.post<string>(job.tebraUrl, envelope(operation, login, members), {
		httpAgent,
		proxy: false,
		responseType: 'text',
		headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: SOAP_ACTION(operation) },
	});
	const parsed = xml.parse(answer.data) as { Envelope: { Body: Row } };
	const result = (parsed.Envelope.Body[`${operation}Response`] as Row)[`${operation}Result`] as Row;
	if ((result.ErrorResponse as Row).IsError !== 'false') throw new Error(`${operation} failed`);
	return result;
}

async function healthSail<T>(job: Job, path: string, body: object): Promise<T> {
	const answer = await axios.post<T>(`${job.healthSailUrl}${path}`, body, {
		httpAgent,
		proxy: false,
		headers: { Authorization: `Bearer ${job.apiKey}`, 'Idempotency-Key': randomUUID() },
	});
	return answer.data;
}

function toInstant(text: string): string | undefined {
	const time = DateTime.fromFormat(text, 'M/d/yyyy h:mm:ss a', {
		zone: TIME_ZONE,
		locale: 'en-US',
	});
	return time.toUTC().toISO({ suppressMilliseconds: true }) ?? undefined;
}

function chunks<T>(list: readonly T[], size: number): T[][] {
	const count = Math.ceil(list.length / size);
	return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size));
}

const job = JSON.parse(process.env.BENCH_JOB ?? '{}') as Job;
for await (const line of createInterface({ input: process.stdin })) {
	if (line === 'run') process.stdout.write(`${JSON.stringify({ seconds: await run(job) })}\n`);
}
